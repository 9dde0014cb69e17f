"""Data elements described by lines: a title, then "Format: …", "Mandatory: …", "Data values: W = White", …"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterspec.model import Document, Passage, Span
from counterspec.syntax.cells import Cell, read_cell
from counterspec.syntax.conditions import condition_in
from counterspec.syntax.element_titles import ElementTitle, read_title
from counterspec.syntax.obligations import read_obligation
from counterspec.syntax.table_roles import role_of
from counterspec.syntax.value_lists import read_pairs

_LINE = re.compile(r"[^\r\n\f\v]+")
_QUALITY = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,4}[.)、]?\s+|[a-z][)）]\s*|[-*•·▪]\s*)?"
    r"(?P<key>[^:：|<>\n=]{1,40}?)\s*[:：]\s*(?P<value>\S.*)?",
    re.DOTALL,
)
_KEYS: dict[str, str] = {
    key.strip(): role
    for role, keys in {
        "values": "valid codes|valid values|valid data values|permitted values|allowable values|allowed codes|"
        "code values|"
        "possible values|response options|answer options|modalités|codes valides|gültige werte|zulässige werte|"
        "valores válidos|códigos válidos|valores permitidos|valori ammessi|допустимые значения|коды|允许值|"
        "有效值|有效代码|代码值|"
        "取值|允许取值|代码及含义|コード値|選択肢|선택지|القيم المسموح بها|القيم",
        "number": "内部标识符|数据元编号|internal identifier|internal id|de number|element number|编号|numéro|"
        "nummer|número",
        "identifier": "标识符|标识|identifier|mnemonic|short name|field name|variable name|variable|column name|"
        "字段名|短名|"
        "identifiant|kennung|bezeichner|identificador|identificatore|идентификатор|tag|code name|数据元标识符",
        "label": "中文名称|名称|name|label|title|数据元名称|element name|data element name|item name|"
        "question text|question|"
        "nom|bezeichnung|nombre|nome|наименование|名前|명칭|الاسم",
        "cardinality": "occurrence|occurrences|max occurs|repeats|repeatable|出现次数",
        "obligation": "mandatory|required|optionality|obligation/condition|应用约束|约束/条件|requirement",
    }.items()
    for key in keys.split("|")
}
_NAMES = frozenset({"name3", "name2", "name1", "label", "identifier", "number"})
_PLAIN = frozenset({"type", "length", "obligation", "nullable", "notnull", "cardinality", "values"})
_PASSED = frozenset({"", "none", "owner", "example", "key"})
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
    """One data element in the making: its qualities in order, by role, and its values."""

    title: Cell | None = None
    read: ElementTitle | None = None
    qualities: list[tuple[str, Cell]] = field(default_factory=list)
    members: list[tuple[str, Cell]] = field(default_factory=list)
    condition: Cell | None = None
    listing: bool = False

    def roles(self) -> set[str]:
        return {role for role, _ in self.qualities}

    def facts(self) -> int:
        """Return how many kinds of qualities a data element alone has are said, in few words each."""
        return len({role for role, cell in self.qualities if role in _PLAIN and is_fact(role, cell.text)})

    def is_element(self) -> bool:
        """Whether enough is said to call it a data element: a name, and two facts; one under a sure title."""
        strong = self.read is not None and self.read.strong
        named = self.title is not None or bool(self.roles() & _NAMES)
        return named and self.facts() + bool(self.members) >= (1 if strong else 2)


def is_fact(role: str, text: str) -> bool:
    """Tell whether a quality is stated, not explained: "Mandatory: Yes", but not "Mandatory: This says …"."""
    if role == "values":
        return True
    if len(text) > _MAX_FACT or text.endswith((".", "。")):
        return False
    if role in ("obligation", "nullable", "notnull"):
        return read_obligation(text, role) is not None or condition_in(text) is not None
    return role != "length" or any(char.isdigit() for char in text)


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
        if quality is None:
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
        cell = read_cell(self.document.text, span, self.document.format)
        title = read_title(cell.text) if not _NO_TITLE.search(cell.text) else None
        self.recent.append((cell, title))
        self.gap += 1
        if block is None:
            return None
        self._conditions(block, text, span)
        if (title is not None and title.strong and block.qualities) or self.gap > _GAP:
            self.block = None
            return block
        return None

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
        if block.condition is not None or not block.qualities:
            return
        place = condition_in(text)
        if place is not None:
            where = Span(span.start + place.start, span.start + place.end)
            block.condition = Cell(self.document.text[where.start : where.end], where)

    def _quality(self, text: str, span: Span) -> tuple[str, Cell] | None:
        match = _QUALITY.fullmatch(text)
        if match is None:
            return None
        role = key_role(match.group("key"))
        if role in _PASSED:
            return None
        if match.group("value") is None:
            # A key alone opens a list; other keys alone may be any heading.
            return (role, Cell("", span)) if role == "values" and self.block is not None else None
        place = Span(span.start + match.start("value"), span.start + match.end("value"))
        return role, read_cell(self.document.text, place, self.document.format)

    def _begins_anew(self, role: str) -> bool:
        """Tell whether a quality is the next element's: said again after the block has some."""
        block = self.block
        if block is None:
            return True
        roles = block.roles()
        if role in _NAMES:
            return role in roles and bool(roles & _PLAIN)
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
        self.recent.clear()


def key_role(key: str) -> str:
    """Return what a key before a colon says of an element, "" for nothing."""
    plain = " ".join(key.strip("*_` 　").split()).lower()
    if plain in _KEYS:
        return _KEYS[plain]
    role, whole = role_of(key.strip("*_` "))
    return role if whole and role not in ("number", "id") else ""
