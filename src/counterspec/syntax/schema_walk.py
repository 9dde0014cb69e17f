"""Declare what a JSON Schema defines: records, their fields, the values fields may take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counterspec.model import Span, Use
from counterspec.model.declaration import Kind
from counterspec.syntax.coded import Coded
from counterspec.syntax.drafts import Draft
from counterspec.syntax.purpose import use_of_fields
from counterspec.syntax.schema_facets import (
    cardinality_of,
    code_list_of,
    length_of,
    notes_of,
    own_obligation,
    parts,
    tail,
    type_of,
    values_of,
)
from counterspec.syntax.sheet import Sheet
from counterspec.syntax.tree import (
    Array,
    Member,
    Node,
    Object,
    Scalar,
    get,
    items,
    member,
    members,
    scalars,
    text_at,
    whole,
)

_DEFINITIONS = ("definitions", "$defs")
_UNDER_CONDITION = ("then", "else")


@dataclass(frozen=True, slots=True)
class Rules:
    """Which names of a record are required, and which under a condition.

    `only_if` says that all of this holds under a condition, `by_default` that what is not said to
    be optional is required.
    """

    required: frozenset[str] = frozenset()
    conditional: frozenset[str] = frozenset()
    only_if: bool = False
    by_default: bool = False


class SchemaWalk:
    """Walks the schemas of one document; `use` holds for the fields of what is walked."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    # -- records -------------------------------------------------------------------------------

    def root(self, schema: Node, use: Use = "slot") -> Draft | None:
        """Declare a schema that stands alone, named by its title or its id, else by the file."""
        if not isinstance(schema, Object):
            return None
        record = None
        if _has_fields(schema):
            identity = text_at(schema, "$id", "id")
            name = text_at(schema, "title") or (tail(identity) if identity else None)
            record = self._record(name or self.sheet.unnamed(schema.start), schema, None)
            self.fields(schema, record, use)
        self.definitions(schema, use)
        return record

    def definitions(self, schema: Node, use: Use = "slot") -> None:
        """Declare the named schemas of a schema."""
        for key in _DEFINITIONS:
            for item in members(get(schema, key)):
                self.named(item, use)

    def named(self, item: Member, use: Use = "slot") -> Draft | None:
        """Declare one named schema: a record by its fields, a list by its values, else a slot of its type."""
        schema = item.value
        if not isinstance(schema, Object):
            return None
        is_open = type_of([schema]) in {"object", None} and not values_of(parts(schema))[1]
        if _has_fields(schema) or is_open:
            use = use if use != "slot" else use_of_fields(item.key)
            record = self._record(item.name, schema, None, item.extent)
            self.fields(schema, record, use)
        else:
            record = self._type(item, schema)
        self.definitions(schema, use)
        return record

    def _type(self, item: Member, schema: Object) -> Draft:
        found = parts(schema)
        _, values = values_of(found)
        kind: Kind = "enum" if values else "field"
        draft = self.sheet.add(kind, item.name, item.extent, notes=notes_of(schema))
        self._qualify(draft, schema, found)
        self._members(draft, values)
        return draft

    def _record(
        self, name: Scalar, schema: Object, parent: Draft | None, extent: Span | None = None
    ) -> Draft:
        notes = [given for given in notes_of(schema) if given and given.span != name.span]
        extent = extent or whole(schema)
        return self.sheet.add("record", name, extent, parent=parent, notes=notes)

    def fields(
        self, schema: Node, owner: Draft | None, use: Use = "slot", rules: Rules | None = None
    ) -> None:
        """Declare the fields of an object under `owner`, those of its parts with them."""
        if not isinstance(schema, Object):
            return
        rules = _rules(schema, rules or Rules())
        known: set[str] = set()
        for key in ("properties", "patternProperties"):
            for item in members(get(schema, key)):
                known.add(item.key)
                self.field(item, owner, rules, use)
        for item in members(get(schema, "optionalProperties")):
            self.field(item, owner, Rules(), use)
        self._composed(schema, owner, use, rules, known)
        inner = [
            get(schema, "items"),
            get(schema, "additionalProperties"),
            *items(get(schema, "prefixItems")),
        ]
        for part in inner:
            if part is not None:
                self.fields(part, owner, use)
                self.definitions(part, use)

    def _composed(self, schema: Object, owner: Draft | None, use: Use, rules: Rules, known: set[str]) -> None:
        for part in items(get(schema, "allOf")):
            self.fields(part, owner, use, rules)
        for key in ("anyOf", "oneOf"):
            for branch in items(get(schema, key)):
                self._branch(branch, owner, use, rules)
        for key in _UNDER_CONDITION:
            self._conditional(get(schema, key), owner, use, rules, known)
        for item in members(get(schema, "dependentSchemas")):
            self._conditional(item.value, owner, use, rules, known)

    def _branch(self, branch: Node, owner: Draft | None, use: Use, rules: Rules) -> None:
        """Declare one alternative: a record of its own where it has a title."""
        title = text_at(branch, "title")
        if title is not None and isinstance(branch, Object) and get(branch, "properties") is not None:
            self.fields(branch, self._record(title, branch, owner), use)
        else:
            self.fields(branch, owner, use, replace(rules, only_if=True))

    def _conditional(
        self, schema: Node | None, owner: Draft | None, use: Use, rules: Rules, known: set[str]
    ) -> None:
        """Declare what holds under a condition; a bare repetition of a known field says nothing new."""
        if schema is None:
            return
        for item in members(get(schema, "properties")):
            values = values_of(parts(item.value))[1]
            if item.key not in known or values or any(notes_of(item.value)):
                names = rules.conditional | rules.required
                self.field(item, owner, Rules(conditional=names, only_if=True), use)
        for key in _UNDER_CONDITION:
            self._conditional(get(schema, key), owner, use, rules, known)

    # -- fields --------------------------------------------------------------------------------

    def field(self, item: Member, owner: Draft | None, rules: Rules, use: Use = "slot") -> Draft:
        """Declare one property, its values and its own fields."""
        schema = item.value
        draft = self.sheet.add("field", item.name, item.extent, parent=owner, notes=notes_of(schema), use=use)
        self._oblige(draft, schema, rules)
        self.detail(draft, schema, use)
        return draft

    def detail(self, draft: Draft, schema: Node, use: Use = "slot") -> None:
        """Add type, length, values and inner fields of a schema to a field or parameter."""
        if not isinstance(schema, Object):
            return
        found = parts(schema)
        self._qualify(draft, schema, found)
        at, values = values_of(found)
        if values and at is not None:
            self._members(self.sheet.within("enum", draft, at.extent), values)
        if _has_fields(schema):
            record = self.sheet.within("record", draft, whole(schema))
            self.fields(schema, record, use)
        self.definitions(schema, use)

    @staticmethod
    def _qualify(draft: Draft, schema: Node, found: Sequence[Object]) -> None:
        draft.type_name = type_of(found)
        draft.length = length_of(found)
        draft.code_list = code_list_of(found)
        draft.cardinality = cardinality_of(schema)

    def _oblige(self, draft: Draft, schema: Node, rules: Rules) -> None:
        own = own_obligation(schema)
        if own is not None:
            at = member(schema, "required")
            draft.oblige(own, self.sheet.raw(at) if at else None)
        elif draft.name in rules.required:
            draft.oblige("required", "required")
        elif draft.name in rules.conditional:
            draft.oblige("conditional", "required")
        else:
            draft.oblige("required" if rules.by_default else "optional")

    def _members(self, enum: Draft, values: Iterable[Coded]) -> None:
        for value in values:
            added = self.sheet.add("member", value.name, parent=enum, notes=value.notes)
            added.code = value.code


def _has_fields(schema: Node | None, depth: int = 0) -> bool:
    """Whether a schema, its items or its parts have properties."""
    if not isinstance(schema, Object) or depth > 6:
        return False
    if any(get(schema, key) is not None for key in ("properties", "patternProperties", "optionalProperties")):
        return True
    inner = [get(schema, "items"), get(schema, "additionalProperties")]
    for key in ("allOf", "anyOf", "oneOf"):
        inner.extend(items(get(schema, key))[:16])
    return any(_has_fields(part, depth + 1) for part in inner)


def _rules(schema: Object, outer: Rules) -> Rules:
    """Return which fields are required where this schema applies, what is said around it included."""
    own = _names(get(schema, "required"))
    conditional = outer.conditional | _under_condition(schema)
    for part in items(get(schema, "allOf")):
        own |= _names(get(part, "required"))
        conditional |= _under_condition(part)
    if outer.only_if:
        own, conditional = frozenset[str](), conditional | own
    by_default = get(schema, "optionalProperties") is not None
    return Rules(outer.required | own, conditional, outer.only_if, by_default)


def _under_condition(schema: Node) -> frozenset[str]:
    """Return the names that are required only if something else holds."""
    names: frozenset[str] = frozenset()
    for key in _UNDER_CONDITION:
        branch = get(schema, key)
        names |= _names(get(branch, "required"))
        names |= _under_condition(branch) if isinstance(branch, Object) else frozenset()
    for key in ("anyOf", "oneOf"):
        for branch in items(get(schema, key)):
            names |= _names(get(branch, "required"))
    for key in ("dependentRequired", "dependencies"):
        for item in members(get(schema, key)):
            names |= _names(item.value) | _names(get(item.value, "required"))
    return names


def _names(node: Node | None) -> frozenset[str]:
    return frozenset(scalar.text for scalar in scalars(node)) if isinstance(node, Array) else frozenset()
