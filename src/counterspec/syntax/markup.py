"""Read HTML by its places in the text: blocks, tables with merged cells, title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from counterspec.model import Passage, Span, Table
from counterspec.safe.limits import MAX_DEPTH, MAX_TABLE_CELLS
from counterspec.syntax.html.tables import OpenCell, OpenTable, laid_out

# Neither alternative passes another "<", so that scanning stays linear whatever the quotes do.
_TOKEN = re.compile(r"<!--|<[!?]|<(/?)([A-Za-z][A-Za-z0-9:-]*+)((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+>)?")
_COLSPAN = re.compile(r"colspan\s{0,4}=\s{0,4}[\"']?(\d{1,4})", re.IGNORECASE)
_ROWSPAN = re.compile(r"rowspan\s{0,4}=\s{0,4}[\"']?(\d{1,4})", re.IGNORECASE)
_RAW = frozenset({"script", "style", "template", "noscript", "svg", "textarea", "iframe", "math"})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_INLINE = _set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt "
    "ruby s samp small"
    " span strike strong sub sup time tt u var wbr img input o:p"
)
_MAX_SPAN = 1000


@dataclass(slots=True)
class Markup:
    """What was found, in order of the text; `cut` says that tables were left out as too large."""

    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    title: Span | None = None
    cut: bool = False


class _Reader:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.position = start
        self.end = end
        self.found = Markup()
        self.open: list[OpenTable] = []
        self.block = "p"
        self.first = -1
        self.last = -1
        self.cells = 0
        self.closable = True

    def run(self) -> Markup:
        while self.position < self.end:
            token = _TOKEN.search(self.text, self.position, self.end)
            if token is None:
                break
            self._text(self.position, token.start())
            self.position = self._after(token)
        self._text(self.position, self.end)
        self._flush()
        while self.open:
            self._close_table()
        return self.found

    def _after(self, token: re.Match[str]) -> int:
        """Handle one tag, comment or declaration; return where reading goes on."""
        if token.group() == "<!--":
            return self._skip_to("-->", token.end())
        if token.group(2) is None:
            return self._skip_to(">", token.end())
        stop = token.end() if token.group(3) else self._skip_to(">", token.end())
        name = token.group(2).lower()
        if token.group(1):
            self._end_tag(name)
        elif name in _RAW and not (token.group(3) or "").endswith("/>"):
            return self._skip_raw(name, stop)
        else:
            self._start_tag(name, token.group(3) or "")
        return stop

    def _skip_to(self, mark: str, start: int) -> int:
        found = self.text.find(mark, start, self.end) if self.closable or mark != ">" else -1
        if found < 0:
            self.closable = self.closable and mark != ">"
            return self.end if mark != ">" else start
        return found + len(mark)

    def _skip_raw(self, name: str, start: int) -> int:
        closing = re.compile(rf"</{name}[^<>]*>", re.IGNORECASE).search(self.text, start, self.end)
        return closing.end() if closing else self.end

    def _text(self, start: int, stop: int) -> None:
        piece = self.text[start:stop]
        content = piece.strip()
        if not content:
            return
        first = start + piece.find(content)
        self.first = first if self.first < 0 else self.first
        self.last = first + len(content)
        if self.open and self.open[-1].cell is not None:
            self.open[-1].cell.grow(Span(first, first + len(content)))

    def _flush(self) -> None:
        """End the block being read and keep it as a passage."""
        if self.first >= 0:
            span = Span(self.first, self.last)
            if self.block == "title":
                self.found.title = self.found.title or span
            elif self.block == "caption" and self.open:
                self.open[-1].caption = span
            else:
                self.found.passages.append(Passage(span, self._kind()))
        self.first = self.last = -1

    def _kind(self) -> str:
        if self.block in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return "heading"
        if self.open and self.open[-1].cell is not None:
            return "cell"
        return "item" if self.block in ("li", "dt", "dd", "option") else "paragraph"

    def _start_tag(self, name: str, rest: str) -> None:
        if name in _INLINE or name == "br":
            return
        self._flush()
        self.block = name
        if name == "table":
            if len(self.open) < MAX_DEPTH:
                self.open.append(OpenTable())
        elif not self.open:
            return
        elif name == "tr":
            self.open[-1].begin_row(shown=True)
        elif name in ("td", "th"):
            self._start_cell(name, rest)

    def _start_cell(self, name: str, rest: str) -> None:
        table = self.open[-1]
        if not table.rows:
            table.rows.append([])
        table.cell = OpenCell(name == "th", _count(_COLSPAN, rest), _count(_ROWSPAN, rest))
        table.rows[-1].append(table.cell)

    def _end_tag(self, name: str) -> None:
        if name in _INLINE:
            return
        self._flush()
        self.block = "p"
        if name == "table" and self.open:
            self._close_table()
        elif name in ("td", "th", "tr") and self.open:
            self.open[-1].cell = None

    def _close_table(self) -> None:
        table = self.open.pop()
        if self.open and self.open[-1].cell is not None and (edges := table.edges()) is not None:
            self.open[-1].cell.grow(edges)
        rows = laid_out(table.rows, MAX_TABLE_CELLS - self.cells)
        if rows is None:
            self.found.cut = True
        elif any(span.end > span.start for row in rows for span in row):
            self.cells += sum(map(len, rows))
            self.found.tables.append(Table(rows, table.caption, table.has_header()))


def read_markup(text: str, start: int = 0, end: int | None = None) -> Markup:
    """Return the blocks and tables between `start` and `end`; scripts and styles are passed over.

    A block's span begins and ends with its visible text; tags inside it stay inside.
    """
    return _Reader(text, start, len(text) if end is None else end).run()


def _count(pattern: re.Pattern[str], rest: str) -> int:
    match = pattern.search(rest)
    return min(max(int(match.group(1)), 1), _MAX_SPAN) if match else 1
