"""Word documents: paragraphs, tables with merged cells, notes, headers, text boxes."""

from __future__ import annotations

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Problem, Source
from counterspec.safe.office import Package
from counterspec.safe.text import Text
from counterspec.syntax.word_xml import Styles, WordText, element_text, parse_part

_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")


def _claim(head: Head) -> int:
    return (
        95 if head.suffix in _SUFFIXES and head.data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else 0
    )


def _read(source: Source, text: Text | None) -> Document:
    package = Package(source.data, source.path)
    name = _main_part(package)
    body = package.read(name)
    if body is None:
        raise UnreadableError(f"{source.path}: no document part inside")
    problems: list[Problem] = []
    styles = Styles.of(package.read("word/styles.xml"))
    word = WordText(styles)
    word.part(parse_part(body, name, source.path))
    for extra in _extra_parts(package):
        try:
            word.part(parse_part(package.read(extra) or b"", extra, source.path))
        except UnreadableError as error:
            problems.append(Problem(source.path, "damaged", str(error), lost=False))
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        kind="text",
        text=word.out.text(),
        passages=tuple(word.passages),
        tables=tuple(word.tables),
        problems=(*problems, *word.problems(source.path)),
        title=_title(package) or word.first_heading(),
    )


def _main_part(package: Package) -> str:
    if "word/document.xml" in package.parts:
        return "word/document.xml"
    named = sorted(
        name for name in package.parts if name.startswith("word/document") and name.endswith(".xml")
    )
    return named[0] if named else "word/document.xml"


def _extra_parts(package: Package) -> list[str]:
    around = sorted(
        name
        for name in package.parts
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml")
    )
    return [name for name in _NOTES if name in package.parts] + around


def _title(package: Package) -> str | None:
    core = package.read("docProps/core.xml")
    try:
        return element_text(core, "title", package.path) if core else None
    except UnreadableError:
        return None


ENTRY = Format(
    id="docx",
    title="Word document",
    kind="text",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Paragraphs, headings, list items, tables with merged cells, notes, headers, footers, text boxes.",
    binary=True,
)
