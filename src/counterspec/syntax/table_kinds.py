"""Tell what each table of a document is: a data dictionary, a code table, rows of data, or none of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from counterspec.model import Document, Table
from counterspec.syntax.cells import Cell
from counterspec.syntax.element_keys import key_role
from counterspec.syntax.element_titles import read_reference
from counterspec.syntax.once import once
from counterspec.syntax.table_reading import Tables, first_place
from counterspec.syntax.table_roles import Roles, find_roles, role_of

HEAD_ROWS = 60
_HEADER_AT_MOST = 12
_LABEL_HEAD = re.compile(
    r"(?:class(?:es)?|label|categor(?:y|ies)|attribute|value|meaning|translation|类别|標籤|标签|類別|"
    r"含义|属性|ラベル|분류|라벨)"
    r"(?:\s?(?:names?|labels?|text|名称|名|名稱))?",
    re.IGNORECASE,
)
_INDEX_HEAD = re.compile(
    r"(?:(?:class|label|category|value|类别|标签|分类)[\s_]*)?(?:id|index|idx|no\.?|编号|序号|ID|"
    r"索引|번호|番号)",
    re.I,
)
_ROW_HEAD = re.compile(
    r"序号|行号|序|項番|連番|순번|no\.?|nr\.?|#|№|n°|s\.?n\.?|item(?: no\.?)?|row", re.IGNORECASE
)
_CODE = re.compile(r"[\w.+\-–—/]{1,16}$", re.ASCII)
_SHORT_CODE = re.compile(r"[A-Z]{1,3}$|\w{0,2}\d[\w.\-–—]{0,8}$")
_CODES_TITLE = re.compile(
    r"代码|代碼|编码表|コード|코드|\bcodes?\b|code (?:list|table|set)|\bkode|\bcódigo|\bcodice|\bcodici|schlüssel|"
    r"коды?\b|классификатор|\bkodlar|رموز",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\([^\W\d_][^()]{1,60}\)\s.{16}")
_NO_SHEET = frozenset(
    {"函数", "返回值", "返回", "Function", "Returns", "Return value", "Syntax", "Prototype"}
)
_MAX_LABEL = 160
_MAX_EXPLAINED = 1500
"""Longest label beside a code, and where the table is a list of codes and nothing else."""

TableKind = Literal["dictionary", "codes", "sheet", "rules", "data"]
"""A sheet describes one data element, a quality and its value beside each other; rules name the data
element that each row checks."""


@dataclass(frozen=True, slots=True)
class CodePair:
    """Two columns of a code table: where the codes stand and where what they mean."""

    code: int
    label: int


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with what it is; `head` are its first rows read.

    `read` counts the rows they take as printed. `elements` is the column of a table of rules that
    names the data elements. `roles` is set for dictionaries, `pairs` and `header`
    (the row of the heads, -1 where there is none) for code tables.
    """

    table: Table
    kind: TableKind
    head: list[list[Cell]]
    roles: Roles | None = None
    elements: int = -1
    pairs: tuple[CodePair, ...] = ()
    header: int = 0
    read: int = 0


@once
def views(document: Document) -> tuple[Tables, tuple[TableView, ...]]:
    """Return the reader of the document's tables, and every table with its kind, in order."""
    tables = Tables(document)
    return tables, tuple(_views(document, tables))


def _views(document: Document, tables: Tables) -> Iterator[TableView]:
    last: TableView | None = None
    end = -1
    for table in document.tables:
        read = _whole_rows(table)
        head = tables.rows(table, 0, read)
        texts = [[cell.text for cell in row] for row in head]
        column = _element_column(texts)
        if column >= 0 or _is_sheet(texts):
            yield TableView(table, "rules" if column >= 0 else "sheet", head, elements=column, read=read)
            continue
        roles = find_roles(texts)
        if roles is None and last is not None and last.roles is not None:
            roles = _continued(tables, table, last, end)
        if roles is not None:
            last = TableView(table, "dictionary", head, roles, read=read)
            end = max((span.end for row in table.rows for span in row), default=0)
        else:
            last = _without_roles(tables, table, head, texts, read)
        yield last


def _whole_rows(table: Table) -> int:
    """Return how many printed rows to look at, so that none is cut from the row it continues."""
    read = min(HEAD_ROWS, len(table.rows))
    while read in table.joins or read in table.repeats:
        read += 1
    return read


def _without_roles(
    tables: Tables, table: Table, head: list[list[Cell]], texts: list[list[str]], read: int
) -> TableView:
    pairs, header = _code_columns(texts) or _bare_codes(tables, table, texts)
    if pairs:
        return TableView(table, "codes", head, pairs=pairs, header=header, read=read)
    return TableView(table, "data", head, read=read)


def _element_column(texts: list[list[str]]) -> int:
    """Return the column of a table of rules that names data elements ("Data Element 28"), -1 for others.

    Beside it the rules begin with what the element is called: "(Race of victim) must be …".
    """
    width = max(map(len, texts), default=0)
    if width < 2 or len(texts) < 2:
        return -1
    told = sum(any(_TOLD.match(text) for text in row) for row in texts)
    if told < 1:
        return -1
    for place in range(width):
        cells = [row[place] for row in texts if place < len(row) and row[place]]
        named = [cell for cell in cells if read_reference(cell) is not None]
        if named and len(named) * 5 >= (len(cells) - 2) * 2 and told * 3 >= len(named):
            return place
    return -1


def _continued(tables: Tables, table: Table, before: TableView, end: int) -> Roles | None:
    """Return the roles of the table before where this one goes on with it: as wide, and nothing between."""
    roles, start = before.roles, first_place(table)
    if roles is None or start is None or table.sheet != before.table.sheet or table.caption is not None:
        return None
    heading = tables.heading_above(start)
    if len(table.rows[0]) != roles.width or (heading is not None and heading.span.start > end):
        return None
    return replace(roles, header=-1, first=0)


def _is_sheet(texts: list[list[str]]) -> bool:
    """Tell whether every other column names qualities of data elements, the columns between their values."""
    if len(texts) < 2 or len(texts[0]) % 2 or len(texts[0]) > 6:
        return False
    keys = [text for row in texts for text in row[::2] if text]
    if any(key in _NO_SHEET for key in keys):
        return False
    values = [text for row in texts for text in row[1::2] if text]
    roles = [key_role(key) for key in keys]
    known = [role for role in roles if role and role != "none"]
    named_values = sum(role_of(value)[1] for value in values)
    return len(known) * 2 >= len(keys) and len(set(known)) >= 3 and named_values * 3 <= len(values)


def _code_columns(texts: list[list[str]]) -> tuple[tuple[CodePair, ...], int] | None:
    for index in range(min(len(texts) - 1, _HEADER_AT_MOST)):
        pairs = _pairs(texts[index], texts[index + 1 :])
        if pairs:
            return pairs, index
    return None


def _bare_codes(tables: Tables, table: Table, texts: list[list[str]]) -> tuple[tuple[CodePair, ...], int]:
    """Return the pairs of a table without heads that what stands above it calls a list of codes."""
    width = len(texts[0]) if texts else 0
    if width < 2 or width % 2 or width > 12 or len(texts) < 2:
        return (), 0
    pairs = tuple(CodePair(place, place + 1) for place in range(0, width, 2))
    codes = [row[place] for row in texts for place in range(0, width, 2) if place < len(row) and row[place]]
    if not codes or len(set(codes)) < len(codes) or not all(_SHORT_CODE.match(code) for code in codes):
        return (), 0
    title = tables.above(table)
    named = title is not None and _CODES_TITLE.search(title.text) is not None
    return (pairs, -1) if named and all(_are_labels(texts, pair.label) for pair in pairs) else ((), 0)


def _pairs(heads: Sequence[str], data: Sequence[Sequence[str]]) -> tuple[CodePair, ...]:
    """Return the pairs of code and label columns; none where other columns make it a table of data."""
    kinds = [_code_role(head) for head in heads]
    pairs: list[CodePair] = []
    taken: set[int] = set()
    for place, kind in enumerate(kinds):
        if kind not in ("code", "index", "row") or not (place == 0 or taken or role_of(heads[place])[1]):
            continue
        label = _label_beside(kinds, place, taken)
        alone = len(kinds) == 2 and kind == "code" and role_of(heads[place])[1]
        if label < 0 and kind == "code" and role_of(heads[place])[1]:
            label = _value_beside(heads, place, data)
        if label < 0 or (kind == "row" and not _is_label_table(heads[label], data, place)):
            continue
        are_labels = _are_labels(data, label, _MAX_EXPLAINED if alone else _MAX_LABEL)
        if (are_labels and _are_codes(data, place)) or (pairs and _are_mapped(data, place, label)):
            pairs.append(CodePair(place, label))
            taken |= {place, label}
    others = sum(1 for place, head in enumerate(heads) if head and place not in taken)
    return tuple(pairs) if pairs and others <= 2 * len(pairs) else ()


def _label_beside(kinds: list[str], place: int, taken: set[int]) -> int:
    """Return the column after the codes, or before them, that holds labels; -1 where neither does."""
    sides = (side for side in (place + 1, place - 1) if 0 <= side < len(kinds) and side not in taken)
    return next((side for side in sides if kinds[side] == "label"), -1)


def _is_label_table(head: str, data: Sequence[Sequence[str]], place: int) -> bool:
    """Tell whether numbers of rows are codes: they number classes or labels, or do not simply count."""
    numbers = [row[place] for row in data if place < len(row) and row[place]]
    counted = numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return not counted or _LABEL_HEAD.fullmatch(head.strip()) is not None


def _value_beside(heads: Sequence[str], place: int, data: Sequence[Sequence[str]]) -> int:
    """Return the column after the codes where the table has no others, and the codes are short: 代码 | 民族."""
    codes = [row[place] for row in data if place < len(row) and row[place]]
    widths = {(heads[at], heads[at + 1]) for at in range(0, len(heads) - 1, 2)}
    alone = len(heads) % 2 == 0 and len(widths) == 1 and place % 2 == 0
    return place + 1 if alone and all(_SHORT_CODE.match(code) for code in codes) else -1


def _code_role(head: str) -> str:
    role, _ = role_of(head)
    if _ROW_HEAD.fullmatch(head.strip()):
        return "row"
    if _INDEX_HEAD.fullmatch(head.strip()) or role in ("id", "number"):
        return "index"
    if role in ("code", "values"):
        return "code"
    labels = role in ("label", "description", "name1", "name2")
    return "label" if labels or _LABEL_HEAD.fullmatch(head.strip()) else ""


def _are_codes(data: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in data if place < len(row) and row[place]]
    distinct = len(set(cells)) * 10 >= len(cells) * 9
    return bool(cells) and distinct and sum(bool(_CODE.match(cell)) for cell in cells) * 5 >= len(cells) * 4


def _are_mapped(data: Sequence[Sequence[str]], place: int, label: int) -> bool:
    """Tell whether each code stands beside the same label in every row, as in a table that maps codes."""
    rows = [(row[place], row[label]) for row in data if max(place, label) < len(row) and row[place]]
    labels: dict[str, set[str]] = {}
    for code, text in rows:
        labels.setdefault(code, set()).add(text)
    good = all(_CODE.match(code) for code in labels) and len(labels) > 1
    good = good and all(any(map(str.isalpha, text)) for _, text in rows)
    return good and sum(len(texts) > 1 for texts in labels.values()) * 4 <= len(labels)


def _are_labels(data: Sequence[Sequence[str]], place: int, most: int = _MAX_LABEL) -> bool:
    cells = [row[place] for row in data if place < len(row) and row[place]]
    good = sum(any(char.isalpha() for char in cell) and len(cell) <= most for cell in cells)
    return bool(cells) and good * 5 >= len(cells) * 4 and len(set(cells)) * 2 > len(cells)


def is_whole_head(head: str) -> bool:
    """Tell whether a head says its column's role and nothing of what the codes are of."""
    return role_of(head)[1] or _INDEX_HEAD.fullmatch(head.strip()) is not None
