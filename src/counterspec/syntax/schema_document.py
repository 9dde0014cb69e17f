"""Assemble the document of a schema from what its reader found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterspec.errors import UnreadableError
from counterspec.model import Document, LineIndex, Note, Problem, Source
from counterspec.safe.limits import MAX_PARSE_CHARS
from counterspec.safe.text import Text
from counterspec.syntax.drafts import Drafts


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found: drafts, what speaks for the whole, and faults as (offset, code, reason).

    `root` begins every qualified name; `parsed` is how many characters were looked at.
    """

    drafts: Drafts
    preamble: tuple[Note, ...] = ()
    faults: tuple[tuple[int, str, str], ...] = ()
    root: str = ""
    parsed: int = MAX_PARSE_CHARS


def decoded(source: Source, text: Text | None) -> Text:
    """Return the text of a source that must have one.

    Raises:
        UnreadableError: the bytes are not text, or there are none.

    """
    if text is None or not text.text.strip():
        raise UnreadableError(f"{source.path}: no text", hint="The file is empty or not a text file.")
    return text


def parsed_part(text: Text) -> str:
    """Return the part of the text that is parsed."""
    return text.text if len(text.text) <= MAX_PARSE_CHARS else text.text[:MAX_PARSE_CHARS]


def schema_document(source: Source, text: Text, format_id: str, media_type: str, found: Found) -> Document:
    """Return the document; faults become problems with lines."""
    return Document(
        path=source.path,
        sha256=source.sha256,
        format=format_id,
        media_type=media_type,
        kind="schema",
        text=text.text,
        encoding=text.encoding,
        declarations=found.drafts.finish(found.root),
        preamble=found.preamble,
        problems=tuple(text.problems) + tuple(_problems(source.path, text.text, found)),
    )


def _problems(path: str, text: str, found: Found) -> Iterable[Problem]:
    overflow = found.drafts.overflow_at
    if not found.faults and overflow is None and len(text) <= found.parsed:
        return
    lines = LineIndex.of(text)
    for offset, code, reason in sorted(found.faults):
        yield Problem(path, code, reason, line=lines.line(offset), lost=False)
    if overflow is not None:
        yield found.drafts.overflow(path, lines.line(overflow))
    if len(text) > found.parsed:
        reason = f"only the first {found.parsed} characters were parsed"
        yield Problem(path, "too-large", reason, "Split the file.", lines.line(found.parsed), lost=False)
