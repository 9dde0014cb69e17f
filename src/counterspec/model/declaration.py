"""What a document declares: records, fields, code lists, their members, and uses of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterspec.model.span import Span

Kind = Literal["record", "enum", "field", "member", "parameter", "function", "condition"]
"""record: something with fields (table, class, message, complex type, object, form).
enum: a named list of values (enumeration, code table, label list, CHECK … IN list).
field: one slot of a record (column, property, element, attribute, key with a value, question).
member: one value of an enum. parameter: what a query or operation takes.
function: something that computes (its name, result and comment). condition: an expression over
a field that filters, sorts or fires."""

Obligation = Literal["required", "optional", "conditional"]

Use = Literal["slot", "validate", "populate", "infer", "filter", "index", "sort", "alert", "label", "forbid"]
"""What the syntax itself does with the thing declared; "slot" where it only makes a place."""


@dataclass(frozen=True, slots=True)
class Note:
    """Text that the document binds to a declaration.

    `role` is "comment" (beside or above it), "label" (a title, caption, verbose name, question),
    "description" (documentation element, description key, COMMENT ON), "annotation" (an
    annotation or validator whose text names the thing) or "example".
    """

    text: str
    span: Span
    role: Literal["comment", "label", "description", "annotation", "example"] = "comment"


@dataclass(frozen=True, slots=True)
class Declaration:
    """One thing a document declares.

    `name` is the identifier as written and `span` its place; for a value without an identifier
    it is the value itself. `parent` is the index of the enclosing declaration in the document's
    tuple, smaller than the own index; None at the top. `type_name` and `code_list` are names as
    written (a field of an enumerated type cites that type); `code` is a member's code where it
    differs from its name ("05" for 维吾尔). `obligation` is None where the document does not
    say, and `obligation_quote` the words that say so; `condition` is the condition as printed,
    `condition_at` its place.
    `extent` covers the whole declaration. `number` is the printed number of a data element.
    `identifier` is what the document calls it by where the name is a part of that (the path of a
    profile's element). `listed` is the index of the list that holds the values a field refers to.
    `loose` marks what only an enumeration in a sentence or the head of a column suggests to be a field.
    """

    kind: Kind
    name: str
    span: Span
    extent: Span
    parent: int | None = None
    notes: tuple[Note, ...] = ()
    type_name: str | None = None
    length: str | None = None
    obligation: Obligation | None = None
    obligation_quote: str | None = None
    cardinality: str | None = None
    code_list: str | None = None
    code: str | None = None
    use: Use = "slot"
    pointer: str | None = None
    condition: str | None = None
    number: str | None = None
    identifier: str | None = None
    condition_at: Span | None = None
    listed: int | None = None
    loose: bool = False

    @property
    def label(self) -> str | None:
        """What explains the identifier: a label, the name where it is another, else a description."""
        said = {note.role: note.text for note in reversed(self.notes)}
        named = self.name if self.identifier and self.name not in self.identifier else None
        return said.get("label") or named or said.get("description") or said.get("comment")
