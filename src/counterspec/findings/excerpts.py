"""The lines a finding is shown with: the whole lines of its words, with the words to mark."""

from __future__ import annotations

from counterspec.model import Document, Excerpt, Finding, LineIndex, Span

_MAX_LINES = 12
_MAX_CHARS = 240


def excerpts_of(document: Document, finding: Finding, index: LineIndex) -> tuple[Excerpt, ...]:
    """Return the lines of the finding's own words and of what else carries it, in order of place."""
    spans = sorted({finding.evidence.span, *finding.extra})
    by_line: dict[int, list[Span]] = {}
    for span in spans:
        by_line.setdefault(index.line(span.start), []).append(span)
    page = finding.evidence.page
    return tuple(
        _excerpt(document, index, line, marks, page) for line, marks in list(by_line.items())[:_MAX_LINES]
    )


def _excerpt(document: Document, index: LineIndex, line: int, spans: list[Span], page: int | None) -> Excerpt:
    start = index.starts[line - 1]
    end = index.starts[line] if line < len(index.starts) else len(document.text)
    text = document.text[start:end].rstrip("\r\n")
    cut = max(0, spans[0].start - start - _MAX_CHARS // 2) if len(text) > _MAX_CHARS else 0
    shown = text[cut : cut + _MAX_CHARS]
    marks = (Span(s.start - start - cut, min(s.end - start - cut, len(shown))) for s in spans)
    kept = tuple(mark for mark in marks if 0 <= mark.start < mark.end)
    return Excerpt(shown, kept, None if page else line, page)
