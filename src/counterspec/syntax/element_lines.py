"""Data elements described by lines: a title, then "Format: …", "Mandatory: …", "Data values: W = White", …"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterspec.model import Document, Passage, Span
from counterspec.syntax.cells import Cell, read_cell
from counterspec.syntax.code_references import cited_place
from counterspec.syntax.conditions import condition_in
from counterspec.syntax.element_keys import key_role
from counterspec.syntax.element_titles import ElementTitle, read_title
from counterspec.syntax.obligations import read_obligation
from counterspec.syntax.value_lists import read_noted, read_pairs

_LINE = re.compile(r"[^\r\n\f\v]+")
_QUALITY = re.compile(
    r"\s*+(?:\d{1,2}(?:\.\d{1,2}){0,4}[.)、]?\s+|[a-z][)）]\s*|[-*•·▪]\s*)?"
    r"(?P<key>[^\s:：|<>=](?:[^:：|<>\n=]{0,38}[^\s:：|<>=])?)\s{0,9}[:：]\s*(?P<value>\S.*)?",
    re.DOTALL,
)
_NAMES = frozenset({"name3", "name2", "name1", "label", "identifier", "number"})
_PLAIN = frozenset({"type", "length", "obligation", "nullable", "notnull", "cardinality", "values"})
_PASSED = frozenset({"", "none", "owner", "example", "key"})
_SAYS = re.compile(
    r"\b(?:this|the) (?P<word>optional|mandatory|required|conditional|dependent)\b[^.]{0,40}?\b(?:field|element|"
    r"item|attribute)\b|"
    r"\bthis (?:data )?(?:field|element|item|attribute) is (?P<is>optional|mandatory|required|conditional)\b",
    re.IGNORECASE,
)
_SYMBOLS = re.compile(r"(?:an?|ul|[acdnib]|AN?|[ACDNIBX])(?:\.{0,2}\d{1,5}(?:[.,]\d{1,2})?){1,2}")
"""A format as data element catalogues write it: "c2", "an..35", "D16.2", "a1..10"."""
_IDENTIFIER = re.compile(r"[A-Z](?=[A-Z0-9_]*[A-Z0-9])[A-Z0-9_]{2,23}")
_MEMBER = re.compile(r"[a-z]{1,4}[A-Z][A-Za-z0-9]{2,40}|[A-Za-z][A-Za-z0-9]{0,20}(?:_[A-Za-z0-9]{1,20}){1,4}")
_GAP = 5
"""Other lines that may stand between two qualities of one element."""
_BACK = 6
_FAR = 40
"""How many lines above the first quality a title may stand: any, and one that can be nothing else."""
_MAX_FACT = 90
_MAX_LINE = 2000
_MAX_MEMBERS = 2000
_NO_TITLE = re.compile(
    r"[。.;；:：,，]$|: |=|^\s*[•·]|^(?:Table|Figure|Tableau|Tabelle|表|图)\s*[A-Z]?[\d.\-]|.{100}|^\W*\d[\d/.\- ]*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Block:
    """One data element in the making: its qualities in order, by role, and its values.

    `said` is the obligation that a sentence states, with the sentence, `cited` the table or annex of
    codes that one refers to. `pairs` are lines that look
    like values where none were announced: two or more that follow each other are.
    """

    title: Cell | None = None
    read: ElementTitle | None = None
    qualities: list[tuple[str, Cell]] = field(default_factory=list)
    members: list[tuple[str, Cell]] = field(default_factory=list)
    condition: Cell | None = None
    said: tuple[str, Cell] | None = None
    cited: str | None = None
    listing: bool = False
    pairs: list[tuple[str, Cell]] = field(default_factory=list)

    def roles(self) -> set[str]:
        return {role for role, _ in self.qualities}

    def facts(self) -> int:
        """Return how many kinds of qualities a data element alone has are said, in few words each."""
        return len({role for role, cell in self.qualities if role in _PLAIN and is_fact(role, cell.text)})

    def is_element(self) -> bool:
        """Whether enough is said to call it a data element: a name, and two facts; one under a sure title."""
        strong = self.read is not None and self.read.strong
        names = self.roles() & _NAMES
        named = self.title is not None or bool(names)
        # An identifier, a name and a format in symbols are said of data elements alone.
        said = bool(self.members) + (self.said is not None and strong) + (len(names) > 1 and self._coded())
        return named and self.facts() + said >= (1 if strong else 2)

    def _coded(self) -> bool:
        return any(role == "type" and _SYMBOLS.fullmatch(cell.text) for role, cell in self.qualities)


def is_fact(role: str, text: str) -> bool:
    """Tell whether a quality is stated, not explained: "Mandatory: Yes", but not "Mandatory: This says …"."""
    if role == "values":
        return True
    if len(text) > _MAX_FACT or text.endswith((".", "。")):
        return False
    if role in ("obligation", "nullable", "notnull"):
        return read_obligation(text, role) is not None or condition_in(text) is not None
    return role != "length" or any(char.isdigit() for char in text)


def stated_quality(document: Document, text: str, span: Span) -> tuple[str, Cell] | None:
    """Return what "key: value" says of an element, an empty cell for a key alone; None for other words."""
    match = _QUALITY.fullmatch(text)
    role = key_role(match.group("key")) if match is not None else ""
    if match is None or role in _PASSED:
        return None
    if match.group("value") is None:
        return role, Cell("", span)
    place = Span(span.start + match.start("value"), span.start + match.end("value"))
    return role, read_cell(document.text, place, document.format)


def blocks_of(document: Document) -> Iterator[Block]:
    """Yield the elements that lines describe, in order."""
    return _Walk(document).run()


class _Walk:
    """The state of one walk over a document's lines."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.block: Block | None = None
        self.recent: deque[tuple[Cell, ElementTitle | None]] = deque(maxlen=_FAR)
        self.gap = 0

    def run(self) -> Iterator[Block]:
        for passage in self.document.body:
            if passage.kind in ("cell", "code"):
                continue
            for span in self._lines(passage):
                done = self._line(span)
                if done is not None:
                    yield done
        if self.block is not None:
            yield self.block

    def _lines(self, passage: Passage) -> Iterator[Span]:
        for match in _LINE.finditer(self.document.text, passage.span.start, passage.span.end):
            if match.end() - match.start() <= _MAX_LINE:
                yield Span(*match.span())

    def _line(self, span: Span) -> Block | None:
        """Take one line; return the block that it ends."""
        text = self.document.text[span.start : span.end]
        quality = self._quality(text, span)
        title = read_title(text) if quality is not None else None
        if quality is None or (title is not None and title.strong):
            return self._other(text, span)
        done = None
        if self.block is None or self._begins_anew(quality[0]):
            done, self.block = self.block, Block()
            self._entitle(self.block)
        if quality[1].text:
            self.block.qualities.append(quality)
        self.block.listing = quality[0] == "values"
        self.gap = 0
        return done

    def _other(self, text: str, span: Span) -> Block | None:
        """Take a line that states no quality: a value, a condition, the next title, or nothing."""
        if not any(char.isalnum() for char in text):
            return None
        block = self.block
        if block is not None and block.listing and self._value(block, text, span):
            self.gap = 0
            return None
        if not any(char.isalpha() for char in text):
            return None
        if block is not None and not block.listing and self._unannounced(block, text, span):
            return None
        cell = read_cell(self.document.text, span, self.document.format)
        member = self._member(cell)
        if member is not None:
            self.block, self.gap = member, 0
            return block
        title = read_title(cell.text)
        if title is not None and not title.strong and _NO_TITLE.search(cell.text):
            title = None
        self.recent.append((cell, title))
        self.gap += 1
        if title is not None and title.strong:
            self.block, self.gap = Block(cell, title), 0
            self.recent.clear()
            return block
        if block is None:
            return None
        self._conditions(block, text, span)
        if self.gap > (_GAP if block.qualities else _FAR):
            self.block = None
            return block
        return None

    def _unannounced(self, block: Block, text: str, span: Span) -> bool:
        """Take a line that looks like a value under the facts of an element that announces no values."""
        pairs = read_pairs(text) if block.qualities and not block.members and self.gap < 2 else []
        if not pairs or "values" in block.roles():
            return False
        for pair in pairs:
            place = Span(span.start + pair.start, span.start + pair.end)
            block.pairs.append((pair.code or "", read_cell(self.document.text, place, self.document.format)))
        if len(block.pairs) > 1:
            block.members, block.pairs, block.listing = block.pairs, [], True
        return True

    def _value(self, block: Block, text: str, span: Span) -> bool:
        pairs = read_pairs(text)
        for pair in pairs:
            place = Span(span.start + pair.start, span.start + pair.end)
            if len(block.members) < _MAX_MEMBERS:
                cell = read_cell(self.document.text, place, self.document.format)
                block.members.append((pair.code or "", cell))
        if pairs:
            return True
        if block.members and self.gap == 0:
            code, last = block.members[-1]
            if last.text.count("(") > last.text.count(")") or last.text.count("（") > last.text.count("）"):
                whole = Span(last.span.start, span.end)
                block.members[-1] = (code, read_cell(self.document.text, whole, self.document.format))
                return True
        return False

    def _conditions(self, block: Block, text: str, span: Span) -> None:
        if block.cited is None:
            block.cited = cited_place(text)
        sentence = _SAYS.search(text)
        if sentence is not None and block.said is None:
            block.said = (sentence.group("word") or sentence.group("is"), Cell(sentence.group(), span))
        if block.condition is not None or not (block.qualities or block.said):
            return
        place = condition_in(text)
        if place is not None:
            where = Span(span.start + place.start, span.start + place.end)
            block.condition = Cell(self.document.text[where.start : where.end], where)

    def _quality(self, text: str, span: Span) -> tuple[str, Cell] | None:
        stated = stated_quality(self.document, text, span)
        # A key alone opens a list; other keys alone may be any heading.
        lone = stated is not None and not stated[1].text
        return None if lone and not (stated and stated[0] == "values" and self.block) else stated

    def _begins_anew(self, role: str) -> bool:
        """Tell whether a quality is the next element's: said again after the block has some."""
        block = self.block
        if block is None:
            return True
        roles = block.roles()
        if not block.qualities:
            return False
        if role in _NAMES:
            return bool(roles & _PLAIN) and (role in roles or self.gap > 0 or bool(block.members))
        after_values = self.gap > 1 and "values" in roles and role in _PLAIN
        return after_values or (self.gap > 0 and role in roles and role in _PLAIN)

    def _entitle(self, block: Block) -> None:
        """Give a block the nearest title above it, a sure one from farther away."""
        recent = list(self.recent)
        near = recent[-_BACK:]
        sure = next((pair for pair in reversed(recent) if pair[1] is not None and pair[1].strong), None)
        found = sure or next((pair for pair in reversed(near) if pair[1] is not None), None)
        if found is not None:
            block.title, block.read = found
            self._identify(block, recent, recent.index(found))
        self.recent.clear()

    def _identify(self, block: Block, recent: list[tuple[Cell, ElementTitle | None]], place: int) -> None:
        """Take a code that stands alone above a title as the identifier; what it is called begins below it."""
        if block.read is None or block.read.identifier is not None:
            return
        for above in range(place - 1, max(place - 4, -1), -1):
            cell, _ = recent[above]
            if _IDENTIFIER.fullmatch(cell.text) and cell.span.end - cell.span.start == len(cell.text):
                title = recent[above + 1][0]
                block.title = title
                block.read = ElementTitle(Span(0, len(title.text)), cell.text)
                return

    def _member(self, cell: Cell) -> Block | None:
        """Return the member of a structure that a manual explains: its name, and below it what each value is."""
        if not self.recent:
            return None
        name = self.recent[-1][0]
        if not _MEMBER.fullmatch(name.text) or name.span.end - name.span.start != len(name.text):
            return None
        values = read_noted(self.document.text[cell.span.start : cell.span.end])
        if not values:
            return None
        self.recent.clear()
        block = Block(name, ElementTitle(Span(0, len(name.text)), strong=True), [("description", cell)])
        for value in values:
            place = Span(cell.span.start + value.start, cell.span.start + value.end)
            block.members.append(
                (value.code or "", read_cell(self.document.text, place, self.document.format))
            )
        return block
