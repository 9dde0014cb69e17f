"""Lists that define properties one by one: "- **name** (type, required): what it is"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Note, Passage, Span
from counterspec.syntax.cells import read_cell
from counterspec.syntax.drafts import Draft, Drafts, clip
from counterspec.syntax.obligations import read_obligation
from counterspec.syntax.table_reading import appended, short_name

_MARKED = re.compile(
    r"(?:`{1,2}|\*\*`?|__|<(?:code|b|strong)>)(?P<name>[^\W\d][\w.\-\[\]$]{0,80})(?:`{1,2}|`?\*\*|__|</(?:code|b|strong)>)"
    r"\s*(?:\((?P<kind>[^()]{1,120})\)|\[(?P<list>[^\[\]]{1,120})\]|`(?P<code>[^`]{1,60})`|\*(?P<slanted>[^*]{1,60})\*)?"
    r"\s*(?:[:：]|[-–—]{1,2}|=>)?\s*(?P<rest>.*)",
    re.DOTALL,
)
_IDENTIFIER = re.compile(r"^[a-z]|_|[a-z][A-Z]")
_MIN_ITEMS = 2
_MAX_ITEM = 2000
_SPLIT = re.compile(r"[,;，；、|]\s*")
_QUALITIES = frozenset({"required", "optional", "mandatory", "nullable", "必填", "可选", "必选", "选填"})


def _extract(document: Document) -> tuple[Declaration, ...]:
    if document.kind != "text":
        return ()
    drafts = Drafts()
    for heading, items in _groups(document):
        found = [(item, match) for item in items if (match := _marked(document, item)) is not None]
        told = sum(bool(_kind(match) or match.group("rest").strip()) for _, match in found)
        # A list of bare names may be anything: commands, files, people.
        if len(found) >= _MIN_ITEMS and told * 5 >= len(items) * 4 and len(found) * 5 >= len(items) * 4:
            _declare(drafts, document, heading, found)
    return appended(drafts.finish(), len(document.declarations))


def _groups(document: Document) -> Iterator[tuple[Passage | None, list[Passage]]]:
    """Yield each run of list items with the heading above it."""
    heading: Passage | None = None
    items: list[Passage] = []
    for passage in document.body:
        if passage.kind == "item":
            items.append(passage)
            continue
        if items:
            yield heading, items
            items = []
        heading = passage if passage.kind == "heading" else heading
    if items:
        yield heading, items


def _marked(document: Document, item: Passage) -> re.Match[str] | None:
    end = min(item.span.end, item.span.start + _MAX_ITEM)
    match = _MARKED.match(document.text, item.span.start, end)
    if match is None or _kind(match) or match.group().startswith(("`", "<code")):
        return match
    # A bold capitalised word with an explanation is a topic as often as a property.
    return match if _IDENTIFIER.search(match.group("name")) else None


def _kind(match: re.Match[str]) -> str:
    return next((match.group(name) for name in ("kind", "list", "code", "slanted") if match.group(name)), "")


def _declare(
    drafts: Drafts, document: Document, heading: Passage | None, found: list[tuple[Passage, re.Match[str]]]
) -> None:
    owner: Draft | None = None
    if heading is not None:
        cell = read_cell(document.text, heading.span, document.format)
        owner = drafts.add("record", short_name(cell.text), cell.span) if cell.text else None
    for item, match in found:
        draft = drafts.add("field", match.group("name"), match.span("name"), parent=owner, extent=item.span)
        _qualify(draft, _kind(match))
        rest = read_cell(document.text, Span(*match.span("rest")), document.format)
        if rest.text:
            draft.note(Note(clip(rest.text), rest.span, "description"))


def _qualify(draft: Draft, words: str) -> None:
    """Take type and obligation from the words beside the name."""
    for word in _SPLIT.split(words):
        said = read_obligation(word, "obligation") if word.strip().lower() in _QUALITIES else None
        if said is not None:
            draft.oblige(said, word.strip())
        elif word.strip() and draft.type_name is None:
            draft.type_name = word.strip("`* ")


ENTRY = Extractor(
    id="property-list",
    title="Lists of properties",
    extract=_extract,
    reads="Lists whose items begin with a name in code or bold and say its type or meaning: one field per item.",
)
