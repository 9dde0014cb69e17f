"""Documents that have no pages to draw (Word, HTML, workbooks), as they were read."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from counterspec.model import ASIDES, Document, Page, Passage, Span
from counterspec.syntax.printed import Part, Places, parts_of, spread
from counterspec.web.viewing import Lit
from counterspec.web.words import said

_TAGS = {"heading": "h3", "code": "pre"}
_MOST_ROWS = 2_000


def as_read(document: Document, page: Page | None, lit: Lit) -> Markup:
    """Return the text of a page, or of the whole document where it has none, with its tables and marks."""
    shown = _Shown(document, lit)
    return shown.page(page)


class _Shown:
    def __init__(self, document: Document, lit: Lit) -> None:
        self.document = document
        self.places = Places(document)
        marks = [(*finding.evidence.span, finding.id) for finding in lit.findings]
        self.marks = sorted(marks + [(*span, "") for span in lit.hits])
        self.by_hand = {finding.id for finding in lit.findings if finding.added}
        self.language = lit.language
        self.chosen = lit.chosen.id if lit.chosen else None

    def page(self, page: Page | None) -> Markup:
        parts = [
            p for p in parts_of(self.document.tables, self.places) if page is None or p.page == page.number
        ]
        passages = self.document.passages if page is None else self.places.passages(page)
        return Markup("").join(self._all(passages, parts))

    def _all(self, passages: Iterable[Passage], parts: list[Part]) -> Iterable[Markup]:
        waiting = sorted(parts, key=lambda part: part.range[0])
        for passage in passages:
            while waiting and waiting[0].range[0] <= passage.span.start:
                yield self._table(waiting.pop(0))
            inside = any(part.range[0] <= passage.span.start < part.range[1] for part in parts)
            if passage.kind != "cell" and not inside:
                yield self._passage(passage)
        yield from map(self._table, waiting)

    def _passage(self, passage: Passage) -> Markup:
        tag = Markup(_TAGS.get(passage.kind, "p"))  # noqa: S704
        kind = f"aside {passage.kind}" if passage.kind in ASIDES else passage.kind
        return Markup('<{} class="{}" data-at="{}">{}</{}>').format(
            tag, kind, passage.span.start, self._marked(passage.span), tag
        )

    def _table(self, part: Part) -> Markup:
        rows = Markup("").join(
            Markup("<tr>{}</tr>").format(Markup("").join(self._cell(*cell) for cell in row))
            for row in spread(part.rows[:_MOST_ROWS])
        )
        left = len(part.rows) - _MOST_ROWS
        told = said(self.language, "{n} rows more", n=f"{left:,}")
        more = Markup('<p class="quiet">{}</p>').format(told) if left > 0 else Markup("")
        return Markup('<div class="grid"><table>{}</table></div>{}').format(rows, more)

    def _cell(self, span: Span, across: int, down: int) -> Markup:
        return Markup('<td colspan="{}" rowspan="{}" data-at="{}">{}</td>').format(
            across, down, span.start, self._marked(span)
        )

    def _marked(self, span: Span) -> Markup:
        made, at = Markup(""), span.start
        for start, end, finding in self.marks:
            if at <= start < end <= span.end:
                made += escape(self.places.quote(Span(at, start)))
                made += self._mark(self.places.quote(Span(start, end)), finding)
                at = end
        return made + escape(self.places.quote(Span(at, span.end)))

    def _mark(self, words: str, finding: str) -> Markup:
        if not finding:
            return Markup('<span class="found">{}</span>').format(words)
        kind = f"inmark{' hand' if finding in self.by_hand else ''}{' on' if finding == self.chosen else ''}"
        return Markup('<a class="{}" href="?finding={}" data-finding="{}"><mark>{}</mark></a>').format(
            kind, finding, finding, words
        )
