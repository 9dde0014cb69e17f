"""Texts without pages, line by line: numbers, colours of code, findings marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from counterspec.model import Document, Finding, LineIndex
from counterspec.web.viewing import Lit
from counterspec.web.words import said

_Part = tuple[int, int, str]
"""A half-open range of the text and what it is."""

_AROUND = 400
"""Lines shown before and after the one asked for; longer texts are shown in stretches."""
_WHOLE = 3_000
_LONGEST = 4_000
"""Code points of a line that are shown; the rest is counted."""


_MARKS = {
    "mark": Markup("<mark>{}</mark>"),
    "mark hand": Markup('<mark class="hand">{}</mark>'),
    "found": Markup('<span class="found">{}</span>'),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown, `at` its place in the text; `findings` are those whose words begin on it."""

    number: int
    at: int
    html: Markup
    findings: tuple[Finding, ...] = ()
    on: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines shown, and the numbers of the lines before and after that are not."""

    lines: list[Line]
    before: int | None
    after: int | None


def stretch_of(document: Document, index: LineIndex, lit: Lit, line: int) -> Stretch:
    """Return the lines around `line` (from 1), all of a short text."""
    count = len(index.starts)
    first, last = (1, count) if count <= _WHOLE else (max(1, line - _AROUND), min(count, line + _AROUND))
    start, end = index.starts[first - 1], index.starts[last] if last < count else len(document.text)
    marks = _marks(lit, start, end)
    coloured = _coloured(document, start, end)
    here: dict[int, list[Finding]] = {}
    for finding in lit.findings:
        here.setdefault(index.line(finding.evidence.span.start), []).append(finding)
    marked = {index.line(finding.evidence.span.start) for finding in lit.findings}
    at = index.line(lit.chosen.evidence.span.start) if lit.chosen else None
    lines = []
    for number in range(first, last + 1):
        begin = index.starts[number - 1]
        stop = index.starts[number] if number < count else len(document.text)
        text = document.text[begin:stop].rstrip("\r\n")
        html = _line(document.text, begin, begin + len(text), marks, coloured, lit.language)
        lines.append(Line(number, begin, html, tuple(here.get(number, ())), number in marked, number == at))
    return Stretch(lines, first - 1 if first > 1 else None, last + 1 if last < count else None)


def _marks(lit: Lit, start: int, end: int) -> list[_Part]:
    made = [(*one.evidence.span, "mark hand" if one.added else "mark") for one in lit.findings]
    made += [(*span, "mark") for span in (lit.chosen.extra if lit.chosen else ())]
    made += [(*span, "found") for span in lit.hits]
    return sorted((a, b, kind) for a, b, kind in made if a < end and b > start)


def _coloured(document: Document, start: int, end: int) -> list[_Part]:
    """Return stretches of code with the class of their colour; none where the kind of text has no grammar."""
    from pygments.lexers import get_lexer_for_filename
    from pygments.token import Comment, Keyword, Literal, Name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_for_filename(document.path.rpartition("/")[2], stripnl=False, ensurenl=False)
    except ClassNotFound:
        return []
    kinds = (
        (Comment, "x-c"),
        (Literal.String, "x-s"),
        (Keyword, "x-tag"),
        (Name.Attribute, "x-at"),
        (Name.Tag, "x-tag"),
    )
    made, at = [], start
    for token, value in lexer.get_tokens(document.text[start:end]):
        kind = next((name for known, name in kinds if token in known), "")
        if kind:
            made.append((at, at + len(value), kind))
        at += len(value)
    return made if at == end else []


def _line(
    text: str,
    begin: int,
    end: int,
    marks: Sequence[_Part],
    coloured: Sequence[_Part],
    language: str,
) -> Markup:
    """Return one line with its colours, and its marks inside them."""
    cut = min(end, begin + _LONGEST)
    made = Markup("")
    for start, stop, kind in _pieces(begin, cut, coloured):
        inner = Markup("")
        for a, b, mark in _pieces(start, stop, marks):
            words = escape(text[a:b])
            inner += _MARKS[mark].format(words) if mark else words
        made += Markup('<span class="{}">{}</span>').format(kind, inner) if kind else inner
    if end <= cut:
        return made
    left = said(language, "{n} characters more", n=f"{end - cut:,}")
    return made + Markup('<span class="quiet"> … {}</span>').format(left)


def _pieces(start: int, end: int, parts: Iterable[_Part]) -> Iterator[_Part]:
    """Cut a range at the parts that touch it; what lies in none has an empty kind."""
    at = start
    for begins, ends, kind in parts:
        if begins >= end:
            break
        a, b = max(begins, at), min(ends, end)
        if b > a:
            if a > at:
                yield at, a, ""
            yield a, b, kind
            at = b
    if at < end:
        yield at, end, ""
