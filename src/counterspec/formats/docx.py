"""Word documents: paragraphs, numbers, tables with merged cells, notes, headers, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterspec.errors import LimitError, UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Problem, Source
from counterspec.safe.office import Package
from counterspec.safe.text import Text
from counterspec.syntax.office_parts import parse_part, title_property
from counterspec.syntax.word.body import Body
from counterspec.syntax.word.numbering import Numbering
from counterspec.syntax.word.styles import Styles

_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
_AROUND = re.compile(r"word/(header|footer)\d*\.xml")
_DRAWN = re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml")
_EMBEDDED = ("word/embeddings/",)
_PICTURES = (".png", ".jpeg", ".jpg", ".tif", ".tiff", ".bmp", ".gif", ".emf", ".wmf")


def _claim(head: Head) -> int:
    if head.office == "locked":
        return 98
    return head.office_claim(("docx",), _SUFFIXES)


def _read(source: Source, text: Text | None) -> Document:
    package = Package(source.data, source.path)
    name = _main_part(package)
    main = package.read(name)
    if main is None:
        raise UnreadableError(f"{source.path}: no document part inside")
    styles = Styles.of(_optional(package, "word/styles.xml"))
    lists = {
        style_id: style.number[0] for style_id in styles.elements if (style := styles.of_id(style_id)).number
    }
    body = Body(styles, Numbering.of(_optional(package, "word/numbering.xml"), lists))
    body.part(parse_part(main, name, source.path))
    problems: list[Problem] = []
    for extra, kind in _extra_parts(package):
        try:
            body.part(parse_part(package.read(extra) or b"", extra, source.path), kind)
        except (UnreadableError, LimitError) as error:
            reason = str(error).removeprefix(f"{source.path}: ")
            problems.append(Problem(source.path, "damaged", reason, "Save the document again.", lost=False))
    return body.blocks.document(
        source,
        "docx",
        _MEDIA_TYPE,
        problems=(*problems, *body.problems(source.path), *_unread(package, body)),
        stated=title_property(package),
    )


def _main_part(package: Package) -> str:
    if "word/document.xml" in package.parts:
        return "word/document.xml"
    named = sorted(
        name for name in package.parts if name.startswith("word/document") and name.endswith(".xml")
    )
    return named[0] if named else "word/document.xml"


def _optional(package: Package, name: str) -> bytes | None:
    """Return a part that the text can be read without, None where it is damaged."""
    try:
        return package.read(name)
    except UnreadableError:
        return None


def _extra_parts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the parts beside the body with the kind of their text."""
    yield from ((name, "note") for name in _NOTES if name in package.parts)
    for name in sorted(package.parts):
        around = _AROUND.fullmatch(name)
        if around:
            yield name, around.group(1)
        elif _DRAWN.fullmatch(name):
            yield name, "paragraph"


def _unread(package: Package, body: Body) -> Iterator[Problem]:
    """Yield what stands in the file and is not text: pictures without any words, files inside the file."""
    pictures = sum(name.lower().endswith(_PICTURES) for name in package.parts)
    if pictures and not any(passage.kind != "hidden" for passage in body.blocks.passages):
        reason = f"the document holds {pictures} pictures and no text; words in pictures were not read"
        yield Problem(package.path, "no-text", reason, "Save it as PDF and read that.")
    inside = body.embedded + sum(name.startswith(_EMBEDDED) for name in package.parts)
    if inside:
        reason = f"{inside} files embedded in the document were not read"
        yield Problem(package.path, "embedded-file", reason, "Save them as files of their own.", lost=False)


ENTRY = Format(
    id="docx",
    title="Word document",
    kind="text",
    media_type=_MEDIA_TYPE,
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Paragraphs, headings and list items with the numbers Word prints, tables with merged cells, captions, "
    "notes, headers, footers, text boxes; hidden and deleted text apart.",
    binary=True,
)
