"""Read rules in data files: conditions over fields that fire, and lists of fields that are refused."""

from __future__ import annotations

from collections.abc import Sequence

from counterspec.model import Note, Use
from counterspec.syntax.data_items import name_of
from counterspec.syntax.data_options import values_of
from counterspec.syntax.data_texts import texts_of
from counterspec.syntax.data_words import (
    CONDITION_NAMES,
    CONDITION_TEXTS,
    CONDITION_VALUES,
    DESCRIPTION_TEXTS,
    LABEL_TEXTS,
    OPERATOR_KEYS,
    RULE_LISTS,
    RULE_MARKS,
    forbids,
    forbids_data,
    plain_key,
    text_forbids,
)
from counterspec.syntax.drafts import Draft
from counterspec.syntax.sheet import Sheet, note
from counterspec.syntax.tree import (
    Array,
    Member,
    Node,
    Object,
    Scalar,
    get,
    is_word,
    items,
    members,
    scalars,
    text_at,
    whole,
)

_REASONS = LABEL_TEXTS | DESCRIPTION_TEXTS | {"policy", "reason", "notice", "why", "原因"}
_NEAR = 50
_RULE_NAMES = ("alert", "name", "rule", "title", "id", "规则", "名称", "规则名称", "record")


def is_rule_list(key: str, rows: Sequence[Node]) -> bool:
    """Whether a list of objects is one of rules: by its key, or by levels and actions beside conditions."""
    objects = [row for row in rows if isinstance(row, Object)]
    if not objects or len(objects) * 2 < len(rows):
        return False
    conditional = [
        row for row in objects if condition_name(row) is not None or condition_text(row) is not None
    ]
    if plain_key(key) in RULE_LISTS:
        return len(conditional) * 2 >= len(objects) or any(map(holds_conditions, objects))
    marked = [row for row in conditional if {plain_key(item.key) for item in row.members} & RULE_MARKS]
    return len(marked) * 2 >= len(objects) and all(
        is_condition(row) or condition_text(row) for row in marked[:20]
    )


def holds_conditions(node: Node) -> bool:
    """Whether a comparison lies in a node, some steps down."""
    waiting: list[tuple[Node, int]] = [(node, 0)]
    while waiting:
        current, depth = waiting.pop()
        if isinstance(current, Object) and is_condition(current):
            return True
        if depth < 6:
            waiting.extend((item.value, depth + 1) for item in members(current))
            waiting.extend((item, depth + 1) for item in items(current)[:50])
    return False


def condition_name(row: Node) -> Scalar | None:
    """Return the scalar that names the field a condition is about."""
    value = text_at(row, *CONDITION_NAMES)
    return value if value is not None and is_word(value) and len(value.text) <= 200 else None


def condition_text(row: Node) -> Member | None:
    """Return the member that holds an expression."""
    for item in members(row):
        if plain_key(item.key) in CONDITION_TEXTS and isinstance(item.value, Scalar) and is_word(item.value):
            return item
    return None


def is_condition(row: Node) -> bool:
    """Whether an object compares a field: it names one and has an operator or values."""
    if condition_name(row) is None:
        return False
    plain = {plain_key(item.key) for item in members(row)}
    return bool(plain & OPERATOR_KEYS) or bool(plain & (CONDITION_VALUES - {"value"})) or {"value"} <= plain


def declare_condition(
    sheet: Sheet, row: Object, parent: Draft | None, use: Use, notes: Sequence[Note | None] = ()
) -> None:
    """Declare one rule or comparison, named by its field, else by its own name; its values below."""
    expression = condition_text(row)
    name = condition_name(row)
    if name is None:
        own = next((value for key in _RULE_NAMES if is_word(value := get(row, key))), None)
        fallback = own or (expression.value if expression else None)
        name = fallback if isinstance(fallback, Scalar) else None
    if name is None:
        return
    given = [*notes, *sheet.remarks(row, name), *texts_of(row, name), *_expression(expression, name)]
    draft = sheet.add("condition", name, whole(row), parent=parent, notes=given, use=use)
    for item in row.members:
        if plain_key(item.key) in CONDITION_VALUES and item.value is not name:
            _values(sheet, item, draft, use)


def _expression(expression: Member | None, name: Scalar) -> list[Note | None]:
    return (
        [note(expression.value, "annotation")]
        if expression is not None and expression.value is not name
        else []
    )


def _values(sheet: Sheet, item: Member, draft: Draft, use: Use) -> None:
    """Declare what a field is compared with."""
    found = values_of(item.value)
    plain = [value for value in scalars(item.value) if is_word(value)] if not found else []
    if not found and not plain:
        return
    enum = sheet.add("enum", item.name, item.extent, parent=draft, use=use)
    for value in found:
        sheet.add("member", value.name, parent=enum, notes=value.notes, use=use).code = value.code
    for word in plain:
        sheet.add("member", word, parent=enum, use=use)


def rule_notes(row: Node) -> list[Note | None]:
    """Return what a rule that holds several conditions says of all of them."""
    found: list[Note | None] = []
    for item in members(row):
        if plain_key(item.key) in LABEL_TEXTS | DESCRIPTION_TEXTS | {"name"} and is_word(item.value):
            found.append(note(item.value, "description"))
    return found


def forbidding_text(node: Node) -> Scalar | None:
    """Return the text among the first members of an object that says that something must not be held."""
    for item in members(node)[:_NEAR]:
        if isinstance(item.value, Scalar) and is_word(item.value) and text_forbids(item.value.text):
            return item.value
    return None


def is_denylist(item: Member, around: Node) -> bool:
    """Whether a member lists fields that are refused: its key says so, alone or with the text beside it."""
    if isinstance(item.value, Scalar) or not forbids(item.key):
        return False
    return (
        forbids_data(item.key)
        or forbidding_text(around) is not None
        or forbidding_text(item.value) is not None
    )


def declare_denylist(sheet: Sheet, item: Member, around: Node, parent: Draft | None) -> None:
    """Declare the refused fields under a record named by the key."""
    reason = note(forbidding_text(around), "description")
    record = sheet.add("record", item.name, item.extent, parent=parent, notes=[reason])
    for inner in items(item.value):
        name = inner if isinstance(inner, Scalar) else name_of(inner)
        if name is not None and is_word(name):
            sheet.add("field", name, parent=record, notes=texts_of(inner, name), use="forbid")
    for member in members(item.value):
        if isinstance(member.value, Array) and scalars(member.value):
            for scalar in scalars(member.value):
                sheet.add("field", scalar, parent=record, use="forbid")
        elif plain_key(member.key) not in _REASONS:
            described = note(member.value, "description") if is_word(member.value) else None
            sheet.add("field", member.name, member.extent, parent=record, notes=[described], use="forbid")
