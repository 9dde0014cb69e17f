"""Tell what kind of document a text is, and by which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from counterspec.model import Document
from counterspec.syntax.document_kind import signs
from counterspec.syntax.front import Line, front_of
from counterspec.syntax.once import once
from counterspec.syntax.own_numbers import own_number
from counterspec.syntax.plain import plain

_HEAD_LINES = 60
_EARLY = 300
_COVER_LINES = 45
_LONG = 110
_ARTICLE = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[条章]|article (?:premier|1er|"
    r"1|i)\b|art[íi]culo|art\. ?1|§ ?1|статья 1|whereas|"
    r"section 1)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"^第.{1,3}[章部]|\.{4,}|…{2,}")


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """The kind, as `Bibliography.kind` names it, and the words that show it."""

    kind: str
    why: tuple[str, ...]


@once
def document_kind(document: Document) -> DocumentKind:
    """Return the kind of a document: by what its first pages print, of schemas, code and data by their format.

    A line of its own must say it: a text that mentions a standard is no standard.
    """
    if document.kind != "text":
        return DocumentKind(document.kind, (f"its format is {document.format}",))
    lines = _title_lines(front_of(document).cover)
    for kind, test in _TESTS:
        words = test(lines)
        if words:
            return DocumentKind(kind, (f"it says “{words}”",))
    running = _by_running_heads(document)
    return running if running.kind != "text" else _by_cells(document)


def _by_cells(document: Document) -> DocumentKind:
    """Return what a page says that is laid out as a table, as saved pages of notices are."""
    cells = [line.text for line in front_of(document).cover[:_HEAD_LINES] if line.kind == "cell"]
    titled = _notice(cells) if document.format == "html" else None
    if titled:
        return DocumentKind("notice", (f"it says “{titled}”",))
    labels = [label.group() for cell in cells for label in _labels(signs.COUNTED.sub("", cell))]
    if len({label.replace(" ", "") for label in labels}) >= 2:
        return DocumentKind("tender", (f"it says “{labels[0]}”",))
    return DocumentKind("text", ())


def _by_running_heads(document: Document) -> DocumentKind:
    """Return the kind that the number at the head of the first pages shows, where nothing else shows one."""
    for passage in document.passages[:_EARLY]:
        if passage.kind != "header" or passage.span.end - passage.span.start > 60:
            continue
        text = plain(document.text[passage.span.start : passage.span.end])
        patent = signs.PATENT_NUMBER.fullmatch(text)
        if patent:
            granted = patent.group("kind") in "BCYUS"
            return DocumentKind(
                f"patent {'grant' if granted else 'application'}", (f"its pages say “{text}”",)
            )
        if own_number(text, whole=True):
            return DocumentKind("standard", (f"its pages say “{text}”",))
    return DocumentKind("text", ())


def _title_lines(lines: Sequence[Line]) -> list[str]:
    """Return the short lines of the first pages; letters set one below the other are read as one line."""
    found: list[str] = []
    column: list[str] = []
    for line in lines[: _HEAD_LINES * 2]:
        if len(line.text) <= 2 and not line.text.isdigit():
            column.append(line.text)
            # The last letter may share its line with what stands beside it.
            continue
        if column:
            found.append("".join(column) + line.text[:1] * (len(column) > 3))
            found.append("".join(column))
            column = []
        if len(line.text) <= 2 * _LONG and line.kind != "cell":
            found.append(line.text)
        if len(found) > _HEAD_LINES:
            break
    if column:
        found.append("".join(column))
    return found


def _any(
    pattern: re.Pattern[str], first: int = _COVER_LINES, long: int = _LONG
) -> Callable[[list[str]], str | None]:
    def test(lines: list[str]) -> str | None:
        for line in lines[:first]:
            match = pattern.search(line) if len(line) <= long else None
            if match:
                return (match.group() or line).strip()
        return None

    return test


def _patent(pattern: re.Pattern[str]) -> Callable[[list[str]], str | None]:
    """A page of a patent office says so in so many words, and numbers its items."""
    said = _any(pattern)

    def test(lines: list[str]) -> str | None:
        words = said(lines)
        items = sum(signs.INID.match(line) is not None for line in lines)
        return words if words and (items >= 3 or words.startswith("(")) else None

    return test


def _patent_number(grant: bool) -> Callable[[list[str]], str | None]:
    """A page that prints a publication number first is of that publication."""

    def test(lines: list[str]) -> str | None:
        for line in lines[:6]:
            match = signs.PATENT_NUMBER.fullmatch(line)
            if match and (match.group("kind") in "BCYUS") == grant:
                return line
        return None

    return test


def _notice(lines: list[str]) -> str | None:
    kept = [line for line in lines[:6] if not _CHAPTER.search(line)]
    return _any(signs.NOTICE, 5, 80)(kept)


def _rfc(lines: list[str]) -> str | None:
    return _any(signs.RFC, 12, 140)(lines)


def _standard(lines: list[str]) -> str | None:
    words = _any(signs.STANDARD, 25)(lines)
    if words:
        return words
    own = next((line for line in lines[:14] if len(line) < 60 and own_number(line, whole=True)), None)
    return own or _any(signs.STANDARD_TITLE, 14)(lines)


def _amendment(lines: list[str]) -> str | None:
    words = _any(signs.AMENDMENT, 16)(lines)
    joined = "".join(lines[:6])
    if not words and "国家标准" in joined + "行业标准" and len(joined) < 300:
        match = re.search(r"修改补充文件|第\d号修改单", joined)
        words = match.group() if match else None
    return words


def _draft(lines: list[str]) -> str | None:
    return _any(signs.DRAFT, 20)(lines) if _standard(lines) or _any(signs.AMENDMENT, 16)(lines) else None


def _tender(lines: list[str]) -> str | None:
    words = _any(signs.TENDER, 30, 70)(lines)
    if words:
        return words
    labels = [label.group() for line in lines[:30] for label in _labels(line)]
    return labels[0] if len({label.replace(" ", "") for label in labels}) >= 2 else None


def _labels(line: str) -> Iterator[re.Match[str]]:
    match = signs.TENDER_LABEL.match(line)
    if match:
        yield match


def _law(lines: list[str]) -> str | None:
    words = _any(signs.LAW, 8, 160)(lines)
    return words if words and any(_ARTICLE.match(line) for line in lines) else None


def _statement(lines: list[str]) -> str | None:
    """A statement says so at once; farther down the word alone heads the disclaimer of any document."""
    words = _any(signs.STATEMENT, 5, 90)(lines)
    return words if words and (len(words) > 4 or lines[0] == words) else None


_TESTS: tuple[tuple[str, Callable[[list[str]], str | None]], ...] = (
    ("patent application", _patent(signs.PATENT_APPLICATION)),
    ("patent grant", _patent(signs.PATENT_GRANT)),
    ("patent application", _patent_number(grant=False)),
    ("patent grant", _patent_number(grant=True)),
    ("standard", _rfc),
    ("draft", _draft),
    ("amendment", _amendment),
    ("notice", _notice),
    ("tender", _tender),
    ("standard", _standard),
    ("law", _law),
    ("data card", _any(signs.DATA_CARD, 8)),
    ("statement", _statement),
    ("manual", _any(signs.MANUAL, 14, 90)),
)
