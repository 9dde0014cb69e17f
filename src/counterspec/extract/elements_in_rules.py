"""Tables of edit rules: the data elements that their rows name, with the labels that the rules give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Span
from counterspec.syntax.cells import Cell
from counterspec.syntax.drafts import Drafts
from counterspec.syntax.element_titles import read_reference
from counterspec.syntax.table_kinds import TableView, views
from counterspec.syntax.table_reading import Tables, appended

_TOLD = re.compile(r"\((?P<label>[^\W\d_][^()]{1,60})\)")
_OPEN = re.compile(
    r"\((?P<label>[^\W\d_][^()]{1,60}?)\s+(?:The|This|Data|must|cannot|is|was|does|has|contains|should|shall|may|when|if)\s"
)
_MAX_ROWS = 20_000


class _Named(NamedTuple):
    """A data element as a rule names it: the row's reference, and where its label stands."""

    identifier: str
    number: str
    label: Span


def _extract(document: Document) -> tuple[Declaration, ...]:
    tables, found = views(document)
    drafts = Drafts()
    seen = {_key(d.identifier) for d in document.declarations if d.identifier}
    for view in found:
        if view.kind != "rules":
            continue
        for named in _elements(document, tables, view):
            if _key(named.identifier) not in seen:
                seen.add(_key(named.identifier))
                draft = drafts.add("field", document.text[named.label.start : named.label.end], named.label)
                draft.identifier, draft.number = named.identifier, named.number
    return appended(drafts.finish(), len(document.declarations))


def _key(identifier: str) -> str:
    return "".join(identifier.split()).lower()


def _elements(document: Document, tables: Tables, view: TableView) -> Iterator[_Named]:
    """Yield the elements of a table of rules: by the words at a rule's head, else by words elsewhere in it."""
    rows = view.head + tables.rows(view.table, view.read, _MAX_ROWS)
    waiting: dict[str, tuple[str, str]] = {}
    for row in rows:
        said = read_reference(row[view.elements].text) if view.elements < len(row) else None
        if said is None:
            continue
        label = next((place for cell in row if (place := _head(document, cell)) is not None), None)
        if label is not None:
            yield _Named(*said, label)
        else:
            waiting.setdefault(_key(said[0]), said)
    for said in waiting.values():
        place = _elsewhere(document, rows, said[0])
        if place is not None:
            yield _Named(*said, place)


def _head(document: Document, cell: Cell) -> Span | None:
    """Return where a rule says at its head what its element is called; a bracket may be left open."""
    if not cell.text.startswith("("):
        return None
    pattern = _TOLD if _TOLD.match(cell.text) else _OPEN
    match = pattern.match(document.text, cell.span.start, cell.span.end)
    return Span(*match.span("label")) if match else None


def _elsewhere(document: Document, rows: list[list[Cell]], identifier: str) -> Span | None:
    wanted = re.compile(re.escape(identifier) + r"\s*\((?P<label>[^\W\d_][^()]{1,60})\)")
    for row in rows:
        for cell in row:
            if identifier in cell.text and (match := wanted.search(document.text, *cell.span)):
                return Span(*match.span("label"))
    return None


ENTRY = Extractor(
    id="elements-in-rules",
    title="Data elements named by rules",
    extract=_extract,
    reads="Tables whose rows name a data element by number and a rule about it that begins with its label: "
    "“Data Element 28 | (Race of victim) must be …”. Elements that are described elsewhere are left out.",
)
