"""Lists under a heading that speaks of classes, labels or attributes: each item a value."""

from __future__ import annotations

import re

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Note, Passage, Span
from counterspec.syntax.cells import Cell, read_cell
from counterspec.syntax.drafts import Draft, Drafts
from counterspec.syntax.table_reading import appended, short_name

_LEAD = re.compile(
    r"\b(?:class(?:es)?|labels?|categor(?:y|ies)|attributes?|tags|annotations?|classnames|values|"
    r"codes|options"
    r"|classe?n|klassen|etiquetas|clases|categor[ií]as|cat[ée]gories|étiquettes|atributos|attributs|"
    r"merkmale|классы|метки"
    r"|категории|признаки|атрибуты|etiketler|sınıflar|kategoriler|öznitelikler)\b"
    r"|类别|标签|標籤|類別|属性|屬性|分类列表|識別対象|クラス|ラベル|カテゴリ|分類|클래스|라벨|"
    r"레이블|분류|속성",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"(?:\[?(?P<code>\d{1,4}|[A-Z]{1,3})\]?\s*[:：.)=、\-–—]\s*)?(?P<name>[^:：=|\n]{1,60}?)"
    r"(?:\s*(?:[:：=|]|\s[-–—]\s)\s*(?P<rest>[^\n]{0,400}))?$"
)
_MAX_ITEM = 200
_MAX_INTRO = 200
_MIN_ITEMS = 3
_SENTENCE = re.compile(r"[。！？;；]|[.!?]\s")


def _extract(document: Document) -> tuple[Declaration, ...]:
    if document.kind != "text":
        return ()
    drafts = Drafts()
    lead: Cell | None = None
    items: list[Passage] = []
    for passage in document.body:
        if passage.kind == "item":
            items.append(passage)
            continue
        if passage.kind == "cell":
            continue
        _list(document, drafts, lead, items)
        items = []
        lead = _lead(document, passage, lead)
    _list(document, drafts, lead, items)
    return appended(drafts.finish(), len(document.declarations))


def _lead(document: Document, passage: Passage, before: Cell | None) -> Cell | None:
    """Return what may introduce a list: a heading, or a short paragraph that ends in a colon."""
    if passage.span.end - passage.span.start > _MAX_INTRO:
        return None
    cell = read_cell(document.text, passage.span, document.format)
    if passage.kind == "heading" or cell.text.endswith((":", "：")):
        return cell if _LEAD.search(cell.text) else before if passage.kind != "heading" else None
    return before


def _list(document: Document, drafts: Drafts, lead: Cell | None, items: list[Passage]) -> None:
    if lead is None or len(items) < _MIN_ITEMS or drafts.full():
        return
    cells = [_cell(document, passage) for passage in items]
    matches = [_ITEM.match(cell.text) if len(cell.text) <= _MAX_ITEM else None for cell in cells]
    good = sum(match is not None and not _SENTENCE.search(match.group("name")) for match in matches)
    if good * 5 < len(items) * 4:
        return
    owner = drafts.add("enum", short_name(lead.text.rstrip(":： ")), lead.span)
    for cell, match in zip(cells, matches, strict=True):
        if match is not None:
            _member(drafts, document, owner, cell, match)


def _cell(document: Document, passage: Passage) -> Cell:
    return read_cell(
        document.text,
        Span(passage.span.start, min(passage.span.end, passage.span.start + 400)),
        document.format,
    )


def _member(drafts: Drafts, document: Document, owner: Draft, cell: Cell, match: re.Match[str]) -> None:
    name = match.group("name").strip().strip("`'\"*_")
    if not any(char.isalpha() for char in name):
        return
    place = document.text.find(name, cell.span.start, cell.span.end)
    span = Span(place, place + len(name)) if place >= 0 else cell.span
    member = drafts.add("member", name, span, parent=owner, extent=cell.span)
    member.code = match.group("code")
    rest = (match.group("rest") or "").strip()
    start = document.text.find(rest, span.end) if rest else -1
    if 0 <= start <= cell.span.start + _MAX_ITEM:
        member.note(Note(rest, Span(start, start + len(rest)), "description"))


ENTRY = Extractor(
    id="label-list",
    title="Label lists in running text",
    extract=_extract,
    reads="Lists of three items or more below a heading or line that speaks of classes, labels, "
    "categories or attributes.",
)
