"""Presentations: slides as pages."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Problem, Source
from counterspec.safe.office import COMPOUND, Package, is_locked
from counterspec.safe.text import Text
from counterspec.syntax.office_parts import title_property
from counterspec.syntax.slides.reader import Slides

_SUFFIXES = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".ppt", ".pps", ".dps")
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def _claim(head: Head) -> int:
    return head.office_claim(("pptx", "ppt"), _SUFFIXES)


def _read(source: Source, text: Text | None) -> Document:
    if source.data.startswith(COMPOUND) and not is_locked(source.data):
        hint = "Save it as PPTX or PDF."
        raise UnreadableError(
            f"{source.path}: a presentation of the older binary format is not read", hint=hint
        )
    package = Package(source.data, source.path)
    if not any(name.startswith("ppt/") for name in package.parts):
        raise UnreadableError(f"{source.path}: no presentation inside")
    slides = Slides(package)
    slides.read()
    return slides.blocks.document(
        source,
        "pptx",
        _MEDIA_TYPE,
        problems=(*slides.problems, *slides.blocks.problems(source.path), *_unread(source.path, slides)),
        pages=slides.pages,
        stated=title_property(package),
    )


def _unread(path: str, slides: Slides) -> Iterator[Problem]:
    starts = [passage.span.start for passage in slides.blocks.passages if passage.kind != "note"]
    starts += [span.start for table in slides.blocks.tables for row in table.rows for span in row]
    pictured = any(name.startswith("ppt/media/") for name in slides.package.parts)
    for page in slides.pages if pictured else ():
        if not any(page.span.start <= start < page.span.end for start in starts):
            reason = f"slide {page.number} has no text; words in pictures were not read"
            yield Problem(path, "no-text", reason, "Save it as PDF and read that.", page=page.number)


ENTRY = Format(
    id="pptx",
    title="Presentation",
    kind="text",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Slides as pages: titles, text, list numbers, tables with merged cells, notes of the speaker; the older "
    "binary format is named as a problem.",
    binary=True,
)
