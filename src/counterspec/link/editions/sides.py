"""One side of a change: what the edition says of an element, its proof, and the place a person looks up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from counterspec.findings.evidence import evidence_at
from counterspec.link.editions.items import Item, Items
from counterspec.model import Absence, Code, Evidence, Note, Side, Span
from counterspec.syntax.cell_places import CellPlaces
from counterspec.syntax.table_captions import read_caption

_LONGEST = 240
_SHOWN_VALUES = 8
_MAX_TEXT = 160
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"[\n\r\f\u2029]")
_WORDS = {"required": "mandatory", "optional": "optional", "conditional": "conditional"}


class Sides:
    """Makes the sides of changes of one edition."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.document = items.edition.document
        self._cells = CellPlaces(self.document)
        self._siblings: dict[int | None, tuple[list[Item], dict[int, int]]] = {}

    def of(self, item: Item, notes: Iterable[Note] = ()) -> Side:
        """Return what the edition says of an element; `notes` are further texts of it that changed."""
        declaration = item.declaration
        span = self._quoted(item)
        apart = [note.span for note in notes]
        if declaration.condition_at:
            apart.append(declaration.condition_at)
        more = tuple(
            self.evidence(one, item) for one in dict.fromkeys(apart)
            if not (span.start <= one.start and one.end <= span.end) and one.end > one.start
        )  # fmt: skip
        return Side(
            says=says(item),
            evidence=self.evidence(span, item),
            place=self.place(item),
            obligation=declaration.obligation,
            condition=declaration.condition,
            values=len(item.values) or None,
            more=more,
        )

    def evidence(self, span: Span, item: Item | None = None) -> Evidence:
        """Quote a place, with the element's qualified name as its locator."""
        locator = self._cells.at(span.start) or (self._locator(item) if item else None)
        return evidence_at(self.document, self.items.lines, span, locator)

    def value(self, index: int, item: Item) -> Evidence:
        """Quote a value of a code list, with its code where both stand on one line."""
        member = self.items.declarations[index]
        text, extent = self.document.text, member.extent
        whole = (
            extent if extent.end - extent.start <= _LONGEST and not _has_break(text, extent) else member.span
        )
        return self.evidence(whole if whole.end > whole.start else member.span, item)

    def place(self, item: Item) -> str | None:
        """Return what a person looks up: the table's number, else the name of what the element belongs to."""
        owner = item if item.thing in ("record", "list") else None
        if owner is None and item.owner is not None:
            owner = self.items.by_index[item.owner]
        if owner is None:
            return None
        number = owner.declaration.number
        caption = read_caption(number) if number else None
        if caption is not None and caption.number:
            return f"table {caption.number}"
        if owner is item or owner.thing == "list":
            return None
        name = _SPACE.sub(" ", owner.identifier).strip()
        return name if name and len(name) <= 60 else None

    def absence(self, owner: int | None, above: Item | None, below: Item | None) -> Absence:
        """Return where this edition has no such thing, between two neighbours that it has."""
        here = next((item for item in (above, below) if item is not None), None)
        place = self.place(here) if here is not None and here.owner is not None else None
        if place is None and owner is not None:
            place = self.place(self.items.by_index[owner])
        return Absence(
            place,
            above.identifier if above else None,
            below.identifier if below else None,
            tuple(self.evidence(self._quoted(item), item) for item in (above, below) if item is not None),
        )

    def neighbours(self, item: Item, paired: dict[int, int]) -> tuple[Item | None, Item | None]:
        """Return the nearest elements before and behind one that have a counterpart."""
        if item.owner not in self._siblings:
            kin = self.items.of(item.owner)
            self._siblings[item.owner] = kin, {one.index: place for place, one in enumerate(kin)}
        kin, places = self._siblings[item.owner]
        place = places[item.index]
        above = next(
            (one for one in reversed(kin[max(0, place - _FAR) : place]) if one.index in paired), None
        )
        below = next((one for one in kin[place + 1 : place + 1 + _FAR] if one.index in paired), None)
        return above, below

    def _quoted(self, item: Item) -> Span:
        """Return the row or line that declares an element, where it is short; else its name's line from the name on."""
        declaration, text = item.declaration, self.document.text
        extent, name = declaration.extent, declaration.span
        if extent.end - extent.start <= _LONGEST and not _has_break(text, extent):
            return Span(extent.start - self._opens(extent.start), extent.end)
        line = _BREAK.search(text, name.end, min(len(text), name.start + _LONGEST))
        end = line.start() if line else min(name.start + _LONGEST, extent.end)
        start = name.start
        if extent.start < start and not _has_break(text, Span(extent.start, start)):
            start = extent.start if end - extent.start <= _LONGEST else start
        end = min(end, extent.end) if extent.end > name.end else name.end
        return Span(start - self._opens(start), max(end, name.end))

    def _opens(self, start: int) -> int:
        """Return 1 where a quotation mark opens the name just before a place, else 0."""
        return int(start > 0 and self.document.text[start - 1] in "\"'`")

    def _locator(self, item: Item) -> str | None:
        if item.declaration.pointer:
            return item.declaration.pointer
        names = [item.identifier]
        owner, steps = item.owner, 0
        while owner is not None and steps < _FAR:
            above = self.items.by_index[owner]
            names.append(above.identifier)
            owner, steps = above.owner, steps + 1
        return ".".join(name for name in reversed(names) if name) or None


_FAR = 24


def says(item: Item) -> str:
    """Return what an element's edition says of it, in brief: label, form, obligation, values."""
    declaration = item.declaration
    label = next((n.text for n in declaration.notes if n.role == "label"), None)
    texts = [n.text for n in declaration.notes if n.role in ("description", "comment", "annotation")]
    parts = [label or "", _joined(declaration.type_name, declaration.length)]
    if declaration.obligation:
        quote = declaration.obligation_quote
        word = _WORDS[declaration.obligation]
        parts.append(f"{word} ({quote})" if quote and quote.casefold() != word else word)
    if declaration.condition:
        parts.append(f"“{declaration.condition}”")
    if declaration.cardinality:
        parts.append(declaration.cardinality)
    if item.values:
        parts.append(values_said([value.shown for value in item.values]))
    elif declaration.code_list and declaration.code_list != declaration.type_name:
        parts.append(declaration.code_list)
    parts += [text for text in texts if text not in (label, declaration.condition)]
    return ", ".join(_short(part) for part in parts if part)


def values_said(values: Sequence[Code]) -> str:
    """Return values in brief, the first few of many."""
    shown = [
        " ".join(dict.fromkeys(part for part in (v.code, v.label) if part)) for v in values[:_SHOWN_VALUES]
    ]
    rest = len(values) - len(shown)
    more = f" and {rest} more" if rest else ""
    return f"{len(values)} value{'' if len(values) == 1 else 's'}: {'; '.join(map(_short, shown))}{more}"


def _joined(kind: str | None, length: str | None) -> str:
    return " ".join(part for part in (kind, length) if part)


def _short(text: str) -> str:
    plain = _SPACE.sub(" ", text).strip()
    return plain if len(plain) <= _MAX_TEXT else plain[: _MAX_TEXT - 1] + "…"


def _has_break(text: str, span: Span) -> bool:
    return _BREAK.search(text, span.start, span.end) is not None
