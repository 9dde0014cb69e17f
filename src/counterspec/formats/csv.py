"""Tables of separated values: comma, semicolon, tab or bar."""

from __future__ import annotations

from counterspec.formats import Format, Head
from counterspec.model import Document, LineIndex, Problem, Source, Table
from counterspec.safe.limits import MAX_TABLE_CELLS
from counterspec.safe.text import Text
from counterspec.syntax.separated import Sheet, read_separated, sniff
from counterspec.syntax.table_roles import find_roles

_SUFFIXES = (".csv", ".tsv", ".tab", ".psv", ".ssv")
_WORKBOOKS = (".xls", ".xlsx", ".et")
_SOMETIMES = (".txt", ".dat", "")
_DATA_ROWS = 2000


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    if head.suffix in _SUFFIXES:
        return 90
    if head.suffix in _WORKBOOKS:  # programs save tables under the name of a workbook
        return 60 if sniff(head.text) else 0
    return 45 if head.suffix in _SOMETIMES and sniff(head.text, strict=True) else 0


def _read(source: Source, text: Text | None) -> Document:
    content = text.text if text is not None else ""
    separator = "\t" if source.path.lower().endswith((".tsv", ".tab")) else sniff(content) or ","
    # A data dictionary is read whole; of rows of data the first ones show what the columns hold.
    sheet = read_separated(content, separator, _DATA_ROWS, MAX_TABLE_CELLS)
    if sheet.more and find_roles(_sample(content, sheet)) is not None:
        sheet = read_separated(content, separator, MAX_TABLE_CELLS, MAX_TABLE_CELLS)
    table = Table(tuple(sheet.rows), None, _header(content, sheet))
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="csv",
        media_type="text/tab-separated-values" if separator == "\t" else "text/csv",
        kind="data",
        text=content,
        encoding=text.encoding if text is not None else None,
        tables=(table,) if sheet.rows else (),
        problems=_problems(source, content, sheet),
    )


def _sample(text: str, sheet: Sheet) -> list[list[str]]:
    return [[text[span.start : span.end].strip() for span in row] for row in sheet.rows[:60]]


def _header(text: str, sheet: Sheet) -> bool | None:
    """Tell whether the first row is a header: words above numbers. None where nothing shows it."""
    rows = _sample(text, sheet)
    if not rows or any(_is_number(cell) for cell in rows[0] if cell):
        return False if rows else None
    below = [cell for row in rows[1:] for cell in row if cell]
    return True if any(_is_number(cell) for cell in below) else None


def _is_number(cell: str) -> bool:
    return len(cell) < 40 and cell.replace(".", "", 1).replace(",", "").lstrip("+-").isdigit()


def _problems(source: Source, text: str, sheet: Sheet) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    if sheet.more:
        reason = f"the first {len(sheet.rows)} rows were read as cells; further rows hold data"
        problems.append(Problem(source.path, "rows-sampled", reason, lost=False))
    if sheet.unclosed is not None:
        line = LineIndex.of(text).line(sheet.unclosed)
        reason = "a quoted value is never closed; its quote was read as text"
        problems.append(Problem(source.path, "unclosed-quote", reason, line=line, lost=False))
    return tuple(problems)


ENTRY = Format(
    id="csv",
    title="Separated values",
    kind="data",
    media_type="text/csv",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Cells of comma, semicolon, tab or bar separated tables; data dictionaries whole, of data "
    "the first rows.",
    eager=False,
)
