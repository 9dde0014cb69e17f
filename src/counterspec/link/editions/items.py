"""The data elements of one document, ready to be compared: each with its owner, its code list and its findings."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from counterspec.link.editions.edition import Edition
from counterspec.link.editions.folds import name_of, words_of
from counterspec.model import Code, Declaration, Finding, LineIndex, Span, Thing
from counterspec.vocab.obligation import refine

_THINGS: dict[str, Thing] = {
    "field": "field", "parameter": "field", "enum": "list", "record": "record", "condition": "condition",
    "function": "function",
}  # fmt: skip
_HOLDERS = ("field", "parameter")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a code list, and the index of its declaration."""

    code: str
    label: str
    index: int

    @property
    def shown(self) -> Code:
        """The value as results carry it."""
        return Code(self.code, self.label)


@dataclass(slots=True)
class Item:
    """One thing of a document that is compared: the declaration at `index`.

    `owner` is the index of the item it belongs to. `holder` is the index of the declaration that holds
    its values. `concepts` are those of findings on it or on its values.
    """

    index: int
    thing: Thing
    name: str
    declaration: Declaration
    owner: int | None
    depth: int
    label: str
    holder: int | None = None
    values: tuple[Value, ...] = ()
    concepts: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)

    @property
    def identifier(self) -> str:
        """What the document calls it."""
        return self.declaration.identifier or self.declaration.name

    @property
    def key(self) -> tuple[str, str]:
        """What it is and what it is called, in the form that is compared; a use of a field by its kind of use."""
        use = self.declaration.use if self.thing == "condition" else ""
        return f"{self.thing} {use}", self.name


class Items:
    """The elements of one edition, by the indexes of their declarations."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.declarations = refine(
            edition.declarations, edition.document.preamble, range(len(edition.declarations))
        )
        self._within: dict[int | None, list[int]] = defaultdict(list)
        self._known: dict[int, tuple[Value, ...]] = {}
        self.children: dict[int | None, list[int]] = defaultdict(list)
        for index, declaration in enumerate(self.declarations):
            self.children[declaration.parent].append(index)
        self.by_index: dict[int, Item] = {}
        self.users: dict[int, list[int]] = defaultdict(list)
        self._enums: dict[str, int] = {}
        for index, declaration in enumerate(self.declarations):
            if declaration.kind == "enum" and declaration.name:
                self._enums.setdefault(declaration.name, index)
        self._collect()
        self._mark()

    @cached_property
    def lines(self) -> LineIndex:
        """The lines of the document's text."""
        return LineIndex.of(self.edition.document.text)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.by_index.values())

    def of(self, owner: int | None) -> list[Item]:
        """Return the items that belong to another, in order; those at the top for None."""
        return [self.by_index[index] for index in self._within.get(owner, ())]

    # -- making ------------------------------------------------------------------------------------

    def _collect(self) -> None:
        depths: dict[int, int] = {}
        for index, declaration in enumerate(self.declarations):
            thing = _THINGS.get(declaration.kind)
            above = declaration.parent
            if thing is None or (thing == "list" and self._kind(above) in _HOLDERS):
                continue
            # Between an element and its owner there may be a list that is none of its own.
            while above is not None and above not in self.by_index:
                above = self.declarations[above].parent
            depths[index] = 0 if above is None else depths[above] + 1
            holder = self._holder(index, declaration)
            self.by_index[index] = Item(
                index, thing, name_of(declaration.identifier or declaration.name), declaration, above,
                depths[index], self._label(declaration), holder, self._values(holder),
            )  # fmt: skip
            self._within[above].append(index)
        for item in self.by_index.values():
            held = None if item.holder is None else self.by_index.get(item.holder)
            if item.thing == "field" and held is not None and held.thing == "list":
                self.users[held.index].append(item.index)

    def _kind(self, index: int | None) -> str:
        return "" if index is None else self.declarations[index].kind

    def _label(self, declaration: Declaration) -> str:
        notes = declaration.notes
        for role in ("label", "description", "comment"):
            for note in notes:
                if note.role == role:
                    return words_of(note.text)
        return "" if declaration.name.isascii() else words_of(declaration.name)

    def _holder(self, index: int, declaration: Declaration) -> int | None:
        if declaration.kind not in (*_HOLDERS, "enum"):
            return None
        inside = self.children.get(index, ())
        if declaration.kind == "enum" or any(self._kind(child) == "member" for child in inside):
            return index
        for child in inside:
            if self._kind(child) == "enum":
                return child
        if declaration.listed is not None:
            return declaration.listed
        return next(
            (self._enums[n] for n in (declaration.code_list, declaration.type_name) if n in self._enums), None
        )

    def _values(self, holder: int | None) -> tuple[Value, ...]:
        if holder is None:
            return ()
        known = self._known.get(holder)
        if known is None:
            members = [i for i in self.children.get(holder, ()) if self._kind(i) == "member"]
            known = self._known[holder] = tuple(_value(self.declarations[i], i) for i in members)
        return known

    # -- findings ----------------------------------------------------------------------------------

    def _mark(self) -> None:
        places = _Places(self.declarations)
        for finding in self.edition.findings:
            if finding.about == "sentence" or finding.grade != "finding":
                continue
            index = places.of(finding)
            while index is not None:
                item = self.by_index.get(index)
                if item is not None:
                    self._note(item, finding)
                    break
                index = self.declarations[index].parent

    def _note(self, item: Item, finding: Finding) -> None:
        item.concepts.add(finding.concept)
        item.acts.add(finding.act)
        if item.thing == "list":
            # What a list's values are about, the fields that take them are about, too.
            for user in self.users.get(item.index, ()):
                self.by_index[user].concepts.add(finding.concept)


def _value(member: Declaration, index: int) -> Value:
    label = next((note.text for note in member.notes if note.role != "example"), "")
    if member.code is not None:
        return Value(member.code, label or member.name, index)
    return Value(member.name, label, index)


class _Places:
    """Which declaration a finding is about: by the words it quotes, else the innermost around them."""

    def __init__(self, declarations: tuple[Declaration, ...]) -> None:
        self._at: dict[int, list[int]] = defaultdict(list)
        self._declarations = declarations
        for index, declaration in enumerate(declarations):
            self._at[declaration.span.start].append(index)
            for note in declaration.notes:
                self._at[note.span.start].append(index)
        order = sorted(range(len(declarations)), key=lambda i: (declarations[i].extent.start, i))
        self._order = order
        self._starts = [declarations[i].extent.start for i in order]

    def of(self, finding: Finding) -> int | None:
        span = finding.evidence.span
        exact = [i for i in self._at.get(span.start, ()) if self._declarations[i].kind == finding.about]
        if exact:
            return exact[0]
        return self._around(span, finding.about)

    def _around(self, span: Span, about: str) -> int | None:
        place = bisect_right(self._starts, span.start) - 1
        for at in range(place, max(-1, place - _LOOK_BACK), -1):
            index = self._order[at]
            declaration = self._declarations[index]
            if declaration.kind == about and _touches(declaration, span):
                return index
        return None


_LOOK_BACK = 64


def _touches(declaration: Declaration, span: Span) -> bool:
    spans = (declaration.extent, *(note.span for note in declaration.notes))
    return any(one.start <= span.start and span.end <= one.end for one in spans)
