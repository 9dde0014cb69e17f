"""Header rows above data, and code tables: each head a field, each row of a code table a value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Note
from counterspec.syntax.cells import Cell
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.drafts import Draft, Drafts
from counterspec.syntax.table_kinds import CodePair, TableView, is_whole_head, views
from counterspec.syntax.table_reading import Tables, appended, extent, owner_above

_DATA_FORMATS = ("csv", "ods", "xlsx")
_MAX_HEAD = 60
_MAX_PROSE_HEAD = 24
_MAX_COLUMNS = 2000
_MAX_MEMBERS = 5000
_MAX_EXAMPLES = 12
_EXAMPLE_ROWS = 500
_MAX_EXAMPLE = 24
_NUMBER = re.compile(r"[-+]?[\d.,/:%\s$€£¥]+$")
_STATISTIC = re.compile(
    r"(?:%|n\b|no\.|number of|count|total|sum|mean|percent|frequency|share|rate\b|人数|数量|比例|"
    r"合计|总计|占比|金额|小计|均值"
    r"|anzahl|nombre de|cantidad|total|件数|합계)",
    re.IGNORECASE,
)


def _extract(document: Document) -> tuple[Declaration, ...]:
    drafts = Drafts()
    tables, found = views(document)
    # The tables of a tender are forms for bidders to fill and lists of goods.
    has_records = document.kind != "text" or document_kind(document).kind != "tender"
    for view in found:
        if view.kind == "codes":
            _codes(drafts, tables, view)
        elif view.kind == "data" and has_records:
            _data(drafts, tables, view)
        if drafts.full():
            break
    return appended(drafts.finish(), len(document.declarations))


def _codes(drafts: Drafts, tables: Tables, view: TableView) -> None:
    """Declare the values of a code table; pairs of columns with the same heads are one list.

    Lists beside each other are each their own: what stands above the table names the first, the
    head of the codes the others.
    """
    above = view.head[: max(view.header, 0)]
    owner = owner_above(drafts, tables, view.table, above)
    owner.kind = "enum"
    heads = view.head[view.header] if view.header >= 0 else []
    texts = [cell.text for cell in heads]
    rows = view.head[view.header + 1 :] + tables.rows(view.table, view.read, _MAX_MEMBERS)
    rows = [row for row in rows if [cell.text for cell in row] != texts]
    lists: dict[tuple[str, str], Draft] = {}
    for pair in view.pairs:
        key = (texts[pair.code], texts[pair.label]) if texts else ("", "")
        if key not in lists:
            lists[key] = owner if not lists else _beside(drafts, owner, heads[pair.code])
            if texts and lists[key].name != key[0] and not is_whole_head(key[0]):
                lists[key].identifier = key[0]
        _members(drafts, lists[key], rows, pair)


def _beside(drafts: Drafts, first: Draft, head: Cell) -> Draft:
    """Declare a further list of a table, which its codes' head names."""
    enum = drafts.add("enum", head.text, head.span)
    if first.span[1] > first.span[0]:
        enum.note(Note(first.name, first.span, "label"))
    return enum


def _members(drafts: Drafts, owner: Draft, rows: list[list[Cell]], pair: CodePair) -> None:
    """Add the values of two columns; a mapping repeats those it maps to."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if max(pair.code, pair.label) >= len(row) or not row[pair.label].text:
            continue
        code, label = row[pair.code], row[pair.label]
        if (code.text, label.text) not in seen:
            seen.add((code.text, label.text))
            member = drafts.add("member", label.text, label.span, parent=owner, extent=extent([code, label]))
            member.code = code.text or None


def _data(drafts: Drafts, tables: Tables, view: TableView) -> None:
    prose = tables.document.format not in _DATA_FORMATS
    header = _header_row(view, prose=prose)
    if header is None:
        return
    heads = view.head[header]
    owner = owner_above(drafts, tables, view.table, view.head[:header])
    data = view.head[header + 1 :] + tables.rows(view.table, view.read, _EXAMPLE_ROWS)
    seen: set[str] = set()
    for place, head in enumerate(heads[:_MAX_COLUMNS]):
        if head.text and head.text not in seen:
            seen.add(head.text)
            draft = drafts.add("field", head.text, head.span, parent=owner)
            draft.loose = prose
            for example in _examples([row[place] for row in data if place < len(row)]):
                draft.note(example)


def _header_row(view: TableView, *, prose: bool) -> int | None:
    """Return the row of the heads, None where the table shows none."""
    if view.table.header is False:
        return None
    for index, row in enumerate(view.head[:6]):
        filled = [cell.text for cell in row if cell.text]
        if len(filled) >= 2 and len({cell.span for cell in row if cell.text}) >= 2:
            good = _are_heads(filled, row, view.head[index + 1 :])
            return index if good and (not prose or _is_record(filled)) else None
    return None


def _are_heads(filled: list[str], row: list[Cell], below: list[list[Cell]]) -> bool:
    """Tell whether the cells of a row are names of what stands below them."""
    if any(len(text) > _MAX_HEAD or _NUMBER.match(text) for text in filled):
        return False
    if not below:
        return len(filled) >= 3
    if len(set(filled)) * 10 < len(filled) * 8 or len(filled) * 2 < len(row):
        return False
    again = sum(
        any(place < len(other) and other[place].text == cell.text for other in below)
        for place, cell in enumerate(row)
        if cell.text
    )
    return again * 3 <= len(filled)


def _is_record(heads: list[str]) -> bool:
    """Tell whether a table of running text is a form to fill or a list of records, not statistics."""
    short = all(len(head) <= _MAX_PROSE_HEAD for head in heads)
    return len(heads) >= 3 and short and not any(_STATISTIC.match(head) for head in heads)


def _examples(cells: Sequence[Cell]) -> list[Note]:
    """Return the distinct values of a column that holds few, where they are words or codes."""
    counts = Counter(cell.text for cell in cells if cell.text)
    if not counts or len(counts) > _MAX_EXAMPLES or (counts.total() > 3 and len(counts) * 2 > counts.total()):
        return []
    if any(len(text) > _MAX_EXAMPLE or _NUMBER.match(text) for text in counts):
        return []
    first: dict[str, Cell] = {}
    for cell in cells:
        if cell.text:
            first.setdefault(cell.text, cell)
    return [Note(text, cell.span, "example") for text, cell in first.items()]


ENTRY = Extractor(
    id="columns",
    title="Columns of data and code tables",
    extract=_extract,
    reads=(
        "The heads above rows of data, each a field of the record the file, sheet or caption names, "
        "with the few "
        "values a column holds as examples; tables of codes and labels as code lists."
    ),
)
