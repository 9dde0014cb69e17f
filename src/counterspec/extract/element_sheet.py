"""Data elements described one by one: "Name: … Format: … Mandatory: …", as lines or as a two-column table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Note
from counterspec.syntax.cells import Cell
from counterspec.syntax.conditions import condition_in
from counterspec.syntax.drafts import Draft, Drafts, clip
from counterspec.syntax.element_keys import key_role
from counterspec.syntax.element_lines import Block, blocks_of, stated_quality
from counterspec.syntax.element_titles import read_title
from counterspec.syntax.obligations import read_obligation
from counterspec.syntax.table_kinds import TableView, views
from counterspec.syntax.table_reading import Tables, appended, extent, first_place
from counterspec.syntax.value_lists import read_noted, read_pairs, read_values

_NAMES = ("identifier", "name3", "name2", "name1", "label")
_QUALITIES = frozenset({"type", "length", "obligation", "nullable", "cardinality", "values"})
_MAX_QUOTE = 240
_MAX_LIST_NAME = 200
_FORMAT = re.compile(
    r"(?P<length>\d{1,4})\s?[-–]?\s?(?:characters?|chars?|digits?|bytes?|positions?)\b[\s,]*(?P<type>[A-Za-z].{0,40})?",
    re.IGNORECASE,
)
_SHORT_FORMAT = re.compile(r"(?:an?|[acndb]|[ACNDBX])(?P<length>\.{0,2}\d{1,4}(?:,\d{1,2})?)")


def _extract(document: Document) -> tuple[Declaration, ...]:
    if document.kind != "text" and document.format not in ("ods", "xlsx"):
        return ()
    drafts = Drafts()
    tables, found = views(document)
    for view in found:
        pairs = _pairs(tables, view) if view.kind == "sheet" else _labelled(document, tables, view)
        for block in _of_pairs(pairs, tables.above(view.table) if view.kind == "sheet" else None):
            _declare(drafts, document, block)
    blocks = [block for block in blocks_of(document) if block.is_element()]
    codes = [view for view in found if view.kind == "codes"]
    for index, block in enumerate(blocks):
        if drafts.full():
            break
        if not block.members and codes and block.cited is None:
            limit = _start(blocks[index + 1]) if index + 1 < len(blocks) else len(document.text)
            _take_table(tables, block, codes, limit)
        _declare(drafts, document, block)
    return appended(drafts.finish(), len(document.declarations))


def _pairs(tables: Tables, view: TableView) -> Iterator[tuple[str, Cell]]:
    """Yield the qualities of a table that has keys in every other column, by role."""
    for row in view.head + tables.rows(view.table, view.read):
        for key, value in zip(row[::2], row[1::2], strict=False):
            role = key_role(key.text)
            if role and role != "none" and value.text and value.span != key.span:
                yield role, value


def _labelled(document: Document, tables: Tables, view: TableView) -> list[tuple[str, Cell]]:
    """Return the qualities of a table whose cells hold key and value together: "表示格式：c2"."""
    found = [
        quality
        for row in view.head
        for cell in _each(row)
        if (quality := stated_quality(document, document.text[cell.span.start : cell.span.end], cell.span))
    ]
    cells = sum(1 for row in view.head for cell in _each(row) if cell.text)
    roles = {role for role, cell in found if cell.text}
    # In catalogues most keys say a role; other tables of labels are forms to fill in.
    if len(roles) < 4 or not roles & {"type", "values"} or len(found) * 5 < cells * 2:
        return []
    for row in tables.rows(view.table, view.read):
        for cell in _each(row):
            text = document.text[cell.span.start : cell.span.end]
            found.extend(filter(None, [stated_quality(document, text, cell.span)]))
    return [(role, cell) for role, cell in found if cell.text]


def _each(row: list[Cell]) -> Iterator[Cell]:
    """Yield the cells of a row, one that reaches over columns once."""
    before = None
    for cell in row:
        if cell.span != before:
            yield cell
        before = cell.span


def _of_pairs(pairs: Iterable[tuple[str, Cell]], title: Cell | None) -> Iterator[Block]:
    """Yield the elements of a table of qualities; the name coming again begins the next."""
    block = _entitled(title)
    for role, value in pairs:
        if role in (*_NAMES, "number") and role in block.roles() and block.roles() & _QUALITIES:
            yield block
            block = Block()
        block.qualities.append((role, value))
    if len(block.roles() & _QUALITIES) >= 2 or (block.roles() & _QUALITIES and block.roles() & {*_NAMES}):
        yield block


def _entitled(title: Cell | None) -> Block:
    return Block(title, read_title(title.text)) if title is not None and title.text else Block()


def _start(block: Block) -> int:
    return (block.title or block.qualities[0][1]).span.start


def _take_table(tables: Tables, block: Block, codes: list[TableView], limit: int) -> None:
    """Give a block that lists no values those of the first code table before the next element."""
    after = block.qualities[-1][1].span.end if block.qualities else _start(block)
    for view in codes:
        place = first_place(view.table)
        if place is not None and after <= place < limit:
            if not block.listing and view.table.caption is not None:
                return
            pair = view.pairs[0]
            rows = view.head[view.header + 1 :] + tables.rows(view.table, view.read)
            block.members += [
                (row[pair.code].text, row[pair.label])
                for row in rows
                if max(pair.code, pair.label) < len(row) and row[pair.label].text
            ]
            return


def _declare(drafts: Drafts, document: Document, block: Block) -> None:
    cells = [cell for _, cell in block.qualities]
    named = {role: cell for role, cell in reversed(block.qualities) if role in (*_NAMES, "number")}
    name = next((named[role] for role in _NAMES if role in named), None)
    draft = _titled(drafts, block, cells) if name is None else None
    if draft is None:
        if name is None or not name.text:
            return
        draft = drafts.add("field", name.text, name.span, extent=extent([name, *cells]))
        draft.number = named["number"].text if "number" in named else None
        if block.title is not None and block.title.span != name.span and len(named) < 2 and _tells(block):
            draft.note(Note(clip(block.title.text), block.title.span, "label"))
    # A label in words explains more than one in letters: "名称：AAC005" beside "中文注释：民族代码".
    words = any(role == "label" and not cell.text.isascii() for role, cell in block.qualities)
    for role, cell in sorted(
        block.qualities, key=lambda one: words and one[0] == "label" and one[1].text.isascii()
    ):
        _qualify(drafts, document, draft, role, cell)
    if draft.obligation is None and block.said is not None:
        word = block.said[0].lower()
        draft.oblige(read_obligation(word, "obligation") or "conditional", block.said[1].text)
    if draft.obligation in ("conditional", None) and draft.condition is None and block.condition is not None:
        draft.condition, draft.condition_at = block.condition.text, block.condition.span
        if draft.obligation is None:
            draft.oblige("conditional", block.condition.text[:_MAX_QUOTE])
    if not block.members:
        _noted(drafts, document, draft, block)
        draft.code_list = draft.code_list or block.cited
    for code, cell in block.members:
        _value(drafts, draft, cell.text, cell.span, code or None)


def _tells(block: Block) -> bool:
    """Tell whether a title above a named element is the element's: numbered, and not of the whole list."""
    text = block.title.text.lstrip() if block.title is not None else ""
    return text[:1].isdigit() or (block.read is not None and block.read.strong)


def _titled(drafts: Drafts, block: Block, cells: list[Cell]) -> Draft | None:
    """Declare the element that its title names: the words are its name, the number identifies it."""
    title, read = block.title, block.read
    if title is None:
        return None
    if read is None or title.span.end - title.span.start != len(title.text):
        return drafts.add("field", title.text, title.span, extent=extent([title, *cells]))
    start, end = read.label
    place = (title.span.start + start, title.span.start + end)
    draft = drafts.add("field", title.text[start:end], place, extent=extent([title, *cells]))
    draft.identifier, draft.number = read.identifier, read.number
    return draft


def _qualify(drafts: Drafts, document: Document, draft: Draft, role: str, cell: Cell) -> None:
    if role == "type":
        _type(draft, cell.text)
    elif role == "length":
        draft.length = draft.length or cell.text
    elif role == "cardinality":
        draft.cardinality = draft.cardinality or cell.text
    elif role in ("obligation", "nullable", "notnull"):
        _oblige(draft, role, cell)
    elif role in ("values", "code"):
        _values(drafts, document, draft, cell)
    elif role == "condition":
        draft.condition, draft.condition_at = cell.text, cell.span
    elif role != "number" and cell.span != draft.span:
        label = role in _NAMES
        draft.note(Note(clip(cell.text), cell.span, "label" if label else "description"))


def _type(draft: Draft, text: str) -> None:
    """Take a format; "1-Character Alphabetic" and "c18" say the length, too."""
    spelt, short = _FORMAT.fullmatch(text), _SHORT_FORMAT.fullmatch(text)
    if draft.type_name is not None:
        # Its length where the kind of type is said before: "数据类型：字符型", "表示格式：c2".
        draft.length = draft.length or (short.group("length") if short else None)
        return
    draft.type_name = text
    if spelt is not None and spelt.group("type"):
        draft.type_name = spelt.group("type").strip()
    matched = spelt or short
    if draft.length is None and matched is not None:
        draft.length = matched.group("length")


def _oblige(draft: Draft, role: str, cell: Cell) -> None:
    text = cell.text
    if len(text) > _MAX_QUOTE or draft.obligation is not None:
        return
    place = condition_in(text)
    if place is not None:
        draft.oblige("conditional", text)
        draft.condition, draft.condition_at = text[place.start : place.end], cell.span
        return
    obligation = read_obligation(text, role)
    draft.oblige(obligation, text if obligation else None)


def _values(drafts: Drafts, document: Document, draft: Draft, cell: Cell) -> None:
    raw = document.text[cell.span.start : cell.span.end]
    values = read_values(raw) or read_pairs(raw)
    for value in values:
        place = (cell.span.start + value.start, cell.span.start + value.end)
        _value(drafts, draft, value.label, place, value.code)
    if not values:
        draft.code_list = draft.code_list or cell.text[:_MAX_LIST_NAME]


def _noted(drafts: Drafts, document: Document, draft: Draft, block: Block) -> None:
    """Take the values that a description lists where no quality of values does: "说明：1——男，2——女"."""
    if "values" in block.roles():
        return
    for role, cell in block.qualities:
        if role == "description":
            for value in read_noted(document.text[cell.span.start : cell.span.end]):
                place = (cell.span.start + value.start, cell.span.start + value.end)
                _value(drafts, draft, value.label, place, value.code)


def _value(drafts: Drafts, draft: Draft, label: str, span: tuple[int, int], code: str | None) -> None:
    """Add one value to the list of the element, which its first value opens."""
    owner = next(
        (d for d in drafts.each()[draft.index :] if d.kind == "enum" and d.parent == draft.index), None
    )
    if owner is None:
        owner = drafts.add("enum", draft.name, draft.span, parent=draft)
    drafts.add("member", label, span, parent=owner).code = code


ENTRY = Extractor(
    id="element-sheet",
    title="Data elements described one by one",
    extract=_extract,
    reads="Lines or two-column tables that give a data element's name, format, obligation and values "
    "one below the other.",
)
