"""What differs between two elements that are one: name, owner, obligation, type, code list, texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterspec.link.editions.align import Alignment
from counterspec.link.editions.folds import looks_of, loose_name, words_of
from counterspec.link.editions.items import Item, Items
from counterspec.link.editions.lists import Differing, differing, kind_of
from counterspec.link.editions.referring import refers_only
from counterspec.link.editions.remarks import joined, notes_of, rest_of, without
from counterspec.model import ChangeKind, Declaration, Detail, Note

_LONGEST_ROW = 2_000
_MANY = re.compile(r"(?:\*|n|unbounded|many|repeated|\[\])\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Difference:
    """What differs between two elements; empty where nothing does."""

    details: list[Detail] = field(default_factory=list)
    values: list[Differing] = field(default_factory=list)
    notes: tuple[tuple[Note, ...], tuple[Note, ...]] = ((), ())

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """What changed, the most telling first."""
        return tuple(dict.fromkeys(detail.kind for detail in self.details))


class Attributes:
    """Compares paired elements of one alignment; `alike` counts names that only look alike.

    `unsaid` counts attributes that one edition's tables have no column for.
    """

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.terms = alignment.terms
        self.before, self.after = alignment.before, alignment.after
        self.alike = 0
        self.unsaid = 0
        self._columns: dict[tuple[bool, int | None, str], bool] = {}
        self._same_kind = alignment.terms.types

    def of(self, one: Item, other: Item) -> Difference:
        """Return what differs between an element of the first edition and its counterpart."""
        made = Difference()
        made.details += self._name(one, other)
        if one.thing == "field":
            made.details += self._obligation(one, other)
        made.details += self._values(one, other, made)
        made.details += self._reference(one, other)
        if one.thing == "field":
            made.details += self._form(one, other)
        if self.terms.words and self._same_kind and not (one.thing == "record" and self.terms.texts):
            made.details += self._texts(one, other, made)
        return made

    # -- name and owner ----------------------------------------------------------------------------

    def _name(self, one: Item, other: Item) -> Iterator[Detail]:
        is_caption = one.thing != "field" and self.terms.texts
        by_content = not self._same_kind and one.thing != "field"
        if one.name != other.name and not is_caption and not by_content and self.terms.words:
            if self._looks_same(one.name, other.name):
                self.alike += 1
            elif not (_is_written(one, self.before) and _is_written(other, self.after)):
                return  # called by its file's name, say
            elif (self._same_kind and not self.terms.texts) or loose_name(one.name) != loose_name(other.name):
                yield Detail("renamed", one.identifier, other.identifier)
        if self._has_moved(one, other):
            yield Detail("moved", owner_of(one, self.before), owner_of(other, self.after))

    def _looks_same(self, one: str, other: str) -> bool:
        return self.terms.pictures and looks_of(one) == looks_of(other)

    def _has_moved(self, one: Item, other: Item) -> bool:
        if one.owner is None or other.owner is None or one.thing not in ("field", "list", "record"):
            return False
        there, back = self.alignment.ahead.get(one.owner), self.alignment.back.get(other.owner)
        if there == other.owner:
            return False
        # In a text a table may be cut in two; what was in another table that is still there has moved.
        return (there is not None and back is not None) if self.terms.texts else self._same_kind

    # -- how binding, which form ---------------------------------------------------------------------

    def _obligation(self, item: Item, counterpart: Item) -> Iterator[Detail]:
        one, other = item.declaration, counterpart.declaration
        left, right = self._binding(one), self._binding(other)
        if not self._same_kind and (one.obligation is None or other.obligation is None):
            return
        if left != right:
            quotes = one.obligation_quote, other.obligation_quote
            if None not in (left, right) or not self._unsaid(item, counterpart, "obligation", *quotes):
                yield Detail("obligation", left, right)
        if self.terms.words and self._same_kind and self._differs(one.condition, other.condition):
            yield Detail("condition", one.condition, other.condition)

    def _binding(self, declaration: Declaration) -> str | None:
        """Return the obligation; a schema that says nothing lets the field be absent."""
        if declaration.use == "forbid":
            return "forbidden"
        unsaid = None if self.terms.texts or not self._same_kind else "optional"
        return declaration.obligation or unsaid

    def _form(self, one: Item, other: Item) -> Iterator[Detail]:
        """Yield what differs in type, length and number, but for what one row prints and was not told apart in."""
        for detail in self._type(one.declaration, other.declaration):
            attribute = "type_name" if detail.kind == "type" else detail.kind
            if not self._unsaid(one, other, attribute, detail.before, detail.after):
                yield detail

    def _unsaid(self, one: Item, other: Item, attribute: str, before: str | None, after: str | None) -> bool:
        """Whether an edition only seems to say nothing: its row prints the same, or its table has no such column."""
        if (before is None) is (after is None) or not self.terms.texts:
            return False
        item, side = (one, self.before) if before is None else (other, self.after)
        key = (before is None, item.owner, attribute)
        if key not in self._columns:
            kin = (sibling.declaration for sibling in side.of(item.owner) if sibling.thing == "field")
            self._columns[key] = any(getattr(declaration, attribute) is not None for declaration in kin)
        if not self._columns[key]:
            self.unsaid += 1
            return True
        return _prints(item, side, before or after or "")

    def _type(self, one: Declaration, other: Declaration) -> Iterator[Detail]:
        if self._same_kind and self.terms.words:
            left, right = (None if d.type_name == d.code_list else d.type_name for d in (one, other))
            lists = self._is_list(one), self._is_list(other)
            # A type that is the name of a list is told with the list.
            is_told = all(lists) or (self.terms.texts and any(lists) and (left is None or right is None))
            if self._differs(left, right) and not is_told:
                yield Detail("type", one.type_name, other.type_name)
        if ((one.length and other.length) or self._same_kind) and self._differs(one.length, other.length):
            yield Detail("length", one.length, other.length)
        if one.cardinality and other.cardinality and words_of(one.cardinality) != words_of(other.cardinality):
            is_bound = self._binding(one) != self._binding(other)
            if not is_bound or _most(one.cardinality) != _most(other.cardinality):
                yield Detail("cardinality", one.cardinality, other.cardinality)

    @staticmethod
    def _is_list(declaration: Declaration) -> bool:
        return declaration.code_list is not None and declaration.type_name == declaration.code_list

    def _differs(self, one: str | None, other: str | None) -> bool:
        left, right = words_of(one or ""), words_of(other or "")
        return left != right and not (
            left and right and self._looks_same(left, right) and not _is_number(left)
        )

    # -- code lists ----------------------------------------------------------------------------------

    def _values(self, one: Item, other: Item, made: Difference) -> Iterator[Detail]:
        if not self._belongs_here(one, other) or not (one.values or other.values):
            return
        if [value.shown for value in one.values] == [value.shown for value in other.values]:
            return
        if (not one.values or not other.values) and self._is_unread(one, other):
            return
        has_labels = self.terms.words and (
            self._same_kind or all(any(v.label for v in item.values) for item in (one, other))
        )
        if not self.terms.words and not all(v.label for item in (one, other) for v in item.values):
            return  # words of two languages
        found = differing(one.values, other.values, words=has_labels, pictures=self.terms.pictures)
        kind = kind_of(found) if one.values and other.values else "list-changed"
        if kind:
            made.values += found
            yield Detail(kind, _count(one), _count(other))

    def _belongs_here(self, one: Item, other: Item) -> bool:
        """Whether what differs in the list is told here: of a list that one field uses, with the field."""
        left, right = one.holder, other.holder
        if one.thing == "list":
            users = self.before.users.get(one.index, []), self.after.users.get(other.index, [])
            return not (
                len(users[0]) == len(users[1]) == 1 and self.alignment.ahead.get(users[0][0]) == users[1][0]
            )
        users = self.before.users.get(left or 0, []), self.after.users.get(right or 0, [])
        if not all(users) or left not in self.alignment.ahead or self.alignment.ahead[left] != right:
            return True
        return len(users[0]) == len(users[1]) == 1

    def _is_unread(self, one: Item, other: Item) -> bool:
        """Whether one edition's values may only not have been found: both name the same list, or differ in form."""
        if not self._same_kind or not self.terms.words:
            return True
        left, right = one.declaration.code_list, other.declaration.code_list
        if left and right:
            return words_of(left) == words_of(right) or self.terms.texts
        return False

    def _reference(self, one: Item, other: Item) -> Iterator[Detail]:
        left, right = one.declaration.code_list, other.declaration.code_list
        if not self._same_kind or not self._differs(left, right) or not self.terms.words:
            return
        held = one.holder in self.alignment.ahead and self.alignment.ahead[one.holder] == other.holder
        if held and left and right:
            return
        if rest_of(left or "", one, named=True) == rest_of(right or "", other, named=True):
            return
        yield Detail("code-list-ref", left, right)

    # -- texts ---------------------------------------------------------------------------------------

    def _texts(self, one: Item, other: Item, made: Difference) -> Iterator[Detail]:
        left, right = notes_of(one), notes_of(other)
        if [(note.role, note.text) for note in left] == [(note.role, note.text) for note in right]:
            return
        fold = looks_of if self.terms.pictures else words_of
        seen = Counter(fold(note.text) for note in left) & Counter(fold(note.text) for note in right)
        left, right = without(left, seen, fold), without(right, seen, fold)
        if rest_of(joined(left), one) == rest_of(joined(right), other):
            return
        made.notes = (left, right)
        for kind, is_label in (("label", True), ("comment", False)):
            texts = [joined(n for n in notes if (n.role == "label") is is_label) for notes in (left, right)]
            if rest_of(texts[0], one) != rest_of(texts[1], other):
                is_list = not is_label and all(refers_only(text) for text in texts if text)
                said = "code-list-ref" if is_list else kind
                yield Detail(said, texts[0] or None, texts[1] or None)  # type: ignore[arg-type]


def owner_of(item: Item, side: Items) -> str | None:
    """Return what an element's owner is called, None at the top."""
    return side.by_index[item.owner].identifier or None if item.owner is not None else None


def _is_written(item: Item, side: Items) -> bool:
    """Whether an element's name stands where it is declared, and was not made of something else."""
    span = item.declaration.span
    return (
        item.name in side.edition.document.text[span.start : span.end]
        or item.declaration.identifier is not None
    )


def _prints(item: Item, side: Items, said: str) -> bool:
    """Whether the row of an element prints something as a cell of its own, or as a word."""
    extent, text = item.declaration.extent, side.edition.document.text
    if not side.edition.is_text or extent.end - extent.start > _LONGEST_ROW:
        return False
    row = text[extent.start : extent.end]
    cells = {words_of(cell) for cell in re.split(r"[\t\n|]", row)}
    return words_of(said) in cells or words_of(said) in {words_of(word) for word in row.split()}


def _most(cardinality: str) -> str:
    """Return how many there may be at most."""
    return "many" if _MANY.search(cardinality) else re.split(r"\.\.+|[,:\-–~]", cardinality)[-1].strip(" []")


def _count(item: Item) -> str | None:
    return str(len(item.values)) if item.values else None


def _is_number(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)
