"""Declare what a data file holds: records by their keys, slots, values, rules, schemas inside it."""

from __future__ import annotations

from collections.abc import Sequence

from counterspec.model import Note, Span, Use
from counterspec.syntax.coded import Coded
from counterspec.syntax.data_items import (
    are_rows,
    describes,
    is_field_list,
    lists_inside,
    name_of,
    qualify,
)
from counterspec.syntax.data_options import options_of, shares_of, values_of
from counterspec.syntax.data_rules import (
    declare_condition,
    declare_denylist,
    holds_conditions,
    is_condition,
    is_denylist,
    is_rule_list,
    rule_notes,
)
from counterspec.syntax.data_texts import texts_of
from counterspec.syntax.data_words import OFFERING_KEYS, REQUIRED_KEYS, plain_key
from counterspec.syntax.drafts import Draft
from counterspec.syntax.label_walk import declare_head, declare_labels, is_label_key
from counterspec.syntax.schema_facets import is_schema
from counterspec.syntax.schema_walk import SchemaWalk
from counterspec.syntax.sheet import Sheet, short
from counterspec.syntax.tree import Array, Member, Node, Object, Scalar, is_word, items, members, whole

_MAX_ROWS = 200
"""Rows of data beyond this are alike: their keys are not looked at."""


class DataWalk:
    """Walks the trees of one document; `alerting` says that a list of rules is around."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._alerting = False
        self._cut = False

    def root(self, node: Node) -> None:
        """Declare a root: the fields of the file itself stand in a record named by the file."""
        name = self.sheet.unnamed(node.start)
        if isinstance(node, Array):
            self._array(name, node, whole(node), None, "")
        elif is_schema(node):
            SchemaWalk(self.sheet).root(node)
        elif isinstance(node, Object) and not declare_head(self.sheet, node, None):
            self._object(name, node, whole(node), None)

    def lines(self, rows: Sequence[Object]) -> None:
        """Declare the rows of a file that holds one a line."""
        if rows:
            self._rows(self.sheet.unnamed(rows[0].start), rows, Span(rows[0].start, rows[-1].end), None)

    # -- objects -------------------------------------------------------------------------------

    def _object(self, name: Scalar, node: Object, extent: Span, parent: Draft | None) -> None:
        values = values_of(node) or shares_of(node)
        if values:
            self._enum(name, values, extent, parent)
            return
        record = self.sheet.add("record", name, extent, parent=parent)
        if are_rows([item.value for item in node.members]):
            self._keyed_rows(node, record)
            return
        self.inside(node, record)

    def inside(self, node: Object, record: Draft | None) -> None:
        """Declare the members of an object."""
        for item in node.members:
            self._member(item, node, record)

    def _member(self, item: Member, around: Object, parent: Draft | None) -> None:
        value = item.value
        if isinstance(value, Scalar) and not item.key.strip():
            return
        if isinstance(value, Scalar):
            example = short(value) if is_word(value) else None
            self.sheet.add("field", item.name, item.extent, parent=parent, notes=[example])
        elif is_denylist(item, around):
            declare_denylist(self.sheet, item, around, parent)
        elif is_label_key(item.key) and declare_labels(
            self.sheet, item.name, value, parent, extent=item.extent
        ):
            return
        elif plain_key(item.key) in REQUIRED_KEYS:
            return  # names of fields that stand elsewhere
        elif plain_key(item.key) in OFFERING_KEYS and (values := values_of(value, offered=True)):
            self._enum(item.name, values, item.extent, parent)
        elif isinstance(value, Array):
            self._array(item.name, value, item.extent, parent, item.key)
        elif is_schema(value):
            self._schema(item, value, parent)
        elif is_condition(value):
            declare_condition(self.sheet, value, parent, self._use())
        elif describes(value) and plain_key(item.key) not in {"info", "metadata", "meta"}:
            self._slot(item.name, value, item.extent, parent)
        elif not declare_head(self.sheet, value, parent):
            self._object(item.name, value, item.extent, parent)

    def _schema(self, item: Member, value: Object, parent: Draft | None) -> None:
        record = self.sheet.add("record", item.name, item.extent, parent=parent)
        walk = SchemaWalk(self.sheet)
        walk.fields(value, record)
        walk.definitions(value)

    def _slot(self, name: Scalar, item: Node, extent: Span, parent: Draft | None) -> Draft:
        """Declare a slot that an object describes, with its values."""
        field = self.sheet.add(
            "field",
            name,
            extent,
            parent=parent,
            notes=[*self.sheet.remarks(item, name), *texts_of(item, name)],
        )
        qualify(self.sheet, field, item)
        options = options_of(item)
        if options is not None:
            self._values(
                self.sheet.within("enum", field, options.extent), values_of(options.value, offered=True)
            )
        return field

    def _enum(self, name: Scalar, values: Sequence[Coded], extent: Span, parent: Draft | None) -> None:
        self._values(self.sheet.add("enum", name, extent, parent=parent), values)

    def _values(self, enum: Draft, values: Sequence[Coded]) -> None:
        for value in values:
            self.sheet.add("member", value.name, parent=enum, notes=value.notes).code = value.code

    def _use(self) -> Use:
        return "alert" if self._alerting else "filter"

    # -- arrays --------------------------------------------------------------------------------

    def _array(self, name: Scalar, node: Array, extent: Span, parent: Draft | None, key: str) -> None:
        rows = [row for row in node.items if isinstance(row, Object)]
        if len(rows) * 2 <= len(node.items):
            self._list(name, node, extent, parent)
        elif is_rule_list(key, rows[:_MAX_ROWS]):
            self._rules(name, rows, extent, parent)
        elif all(is_condition(row) for row in rows[:_MAX_ROWS]):
            for row in self._first(rows):
                declare_condition(self.sheet, row, parent, self._use())
        elif any(True for row in rows[:_MAX_ROWS] for _ in lists_inside(row)):
            self._holders(name, rows, extent, parent)
        elif is_field_list(key, rows[:_MAX_ROWS]):
            self._slots(name, rows, extent, parent)
        elif values := values_of(node):
            self._enum(name, values, extent, parent)
        else:
            self._rows(name, rows, extent, parent)

    def _list(self, name: Scalar, node: Array, extent: Span, parent: Draft | None) -> None:
        """Declare a list of words as an enum; lists in it, and objects among its items, are looked into."""
        values = values_of(node)
        if values:
            self._enum(name, values, extent, parent)
            return
        words = [item for item in node.items if isinstance(item, Scalar) and is_word(item)]
        if words:
            self._enum(name, [Coded(word) for word in words], extent, parent)
        inside = [item for item in node.items[:_MAX_ROWS] if not isinstance(item, Scalar)]
        if not words and not inside and name.start < name.end:
            self.sheet.add("field", name, extent, parent=parent)
        for inner in inside:
            if isinstance(inner, Array):
                self._array(name, inner, whole(inner), parent, "")
            elif isinstance(inner, Object):
                self.inside(inner, parent)

    def _slots(self, name: Scalar, rows: Sequence[Object], extent: Span, parent: Draft | None) -> None:
        record = self.sheet.add("record", name, extent, parent=parent)
        for row in rows:
            own = name_of(row)
            if own is not None:
                self._slot(own, row, whole(row), record)

    def _holders(self, name: Scalar, rows: Sequence[Object], extent: Span, parent: Draft | None) -> None:
        """Declare items that list slots themselves: tables with columns, forms with questions."""
        outer = self.sheet.add("record", name, extent, parent=parent)
        for row in rows:
            own = name_of(row)
            inner = list(lists_inside(row))
            if own is not None and not inner:
                self._slot(own, row, whole(row), outer)
                continue
            notes = [*self.sheet.remarks(row, own), *texts_of(row, own)] if own else []
            record = self.sheet.add("record", own, whole(row), parent=outer, notes=notes) if own else outer
            for item in row.members:
                if isinstance(item.value, Object | Array):
                    self._held(item, row, record, listed=item in inner)

    def _held(self, item: Member, row: Object, record: Draft, *, listed: bool) -> None:
        """Declare one list of an item; slots stand directly in the item's record."""
        if listed and isinstance(item.value, Array):
            entries = [entry for entry in item.value.items if isinstance(entry, Object)]
            if not any(True for entry in entries[:_MAX_ROWS] for _ in lists_inside(entry)):
                for entry in entries:
                    own = name_of(entry)
                    if own is not None:
                        self._slot(own, entry, whole(entry), record)
                return
        if listed and isinstance(item.value, Object):
            self.inside(item.value, record)
            return
        self._member(item, row, record)

    def _rules(self, name: Scalar, rows: Sequence[Object], extent: Span, parent: Draft | None) -> None:
        record = self.sheet.add("record", name, extent, parent=parent, use="alert")
        before, self._alerting = self._alerting, True
        for row in self._first(rows):
            inner = [item for item in row.members if holds_conditions(item.value)]
            if not inner:
                declare_condition(self.sheet, row, record, "alert")
                continue
            notes = rule_notes(row)
            for item in inner:
                self._conditions(item.value, record, notes)
        self._alerting = before

    def _conditions(self, node: Node, parent: Draft, notes: Sequence[Note | None]) -> None:
        """Declare the comparisons in a tree of all, any and not."""
        waiting: list[Node] = [node]
        while waiting:
            current = waiting.pop()
            if isinstance(current, Object) and is_condition(current):
                declare_condition(self.sheet, current, parent, "alert", notes)
                continue
            inner = [item.value for item in members(current)] + list(items(current))
            waiting.extend(reversed(inner))

    # -- rows of data --------------------------------------------------------------------------

    def _first(self, rows: Sequence[Object]) -> Sequence[Object]:
        """Return the rows that are read, and say once that others were not."""
        if len(rows) > _MAX_ROWS and not self._cut:
            self._cut = True
            reason = f"Of long lists only the first {_MAX_ROWS} entries were read."
            self.sheet.problem("rows-cut", reason, rows[_MAX_ROWS].start)
        return rows[:_MAX_ROWS]

    def _rows(self, name: Scalar, rows: Sequence[Object], extent: Span, parent: Draft | None) -> None:
        """Declare rows of data: every key once, where it is met first."""
        record = self.sheet.add("record", name, extent, parent=parent)
        self._merged(self._first(rows), record)

    def _keyed_rows(self, node: Object, record: Draft) -> None:
        rows = [item.value for item in node.members if isinstance(item.value, Object)]
        self._merged(self._first(rows), record)

    def _merged(self, rows: Sequence[Object], record: Draft) -> None:
        merged: dict[str, Member] = {}
        inner: dict[str, list[Node]] = {}
        for row in rows:
            for item in row.members:
                merged.setdefault(item.key, item)
                inner.setdefault(item.key, []).append(item.value)
        for key, item in merged.items():
            objects = [value for value in inner[key] if isinstance(value, Object)]
            arrays = [row for value in inner[key] for row in items(value) if isinstance(row, Object)]
            if len(objects) > 1 and not describes(item.value):
                self._merged(
                    objects[:_MAX_ROWS], self.sheet.add("record", item.name, item.extent, parent=record)
                )
            elif len(inner[key]) > 1 and arrays:
                self._merged(
                    arrays[:_MAX_ROWS], self.sheet.add("record", item.name, item.extent, parent=record)
                )
            elif rows:
                self._member(item, rows[0], record)
