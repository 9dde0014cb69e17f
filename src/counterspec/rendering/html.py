"""A document as read, as one HTML page that needs nothing else: text as read beside words as they stand."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from statistics import median
from typing import TextIO

from counterspec.model import ASIDES, Finding, Page, Passage, Span, Word
from counterspec.rendering import Reading, Rendering, View
from counterspec.syntax.printed import Part, Places, parts_of, spread
from counterspec.syntax.stated import stated

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
{style}</style></head><body>
"""
_TAGS = {"heading": "h3", "paragraph": "p", "item": "p", "caption": "p", "note": "p", "code": "pre"}


def _write(reading: Reading, out: TextIO, view: View) -> None:
    shown = _Shown(reading, view)
    style = files("counterspec.rendering").joinpath("reading.css").read_text("utf-8")
    out.write(_HEAD.format(title=escape(shown.title()), style=style))
    out.write(shown.header())
    for section in shown.sections():
        out.write(section)
    out.write(shown.problems())
    out.write("</body></html>\n")


class _Shown:
    """One reading as HTML; everything of the document passes through `escape`."""

    def __init__(self, reading: Reading, view: View) -> None:
        self.reading = reading
        self.document = reading.document
        self.view = view
        self.places = Places(reading.document)
        self.parts = list(parts_of(self.document.tables, self.places))
        self.findings = sorted(reading.findings, key=lambda f: (f.evidence.span, f.id))

    def title(self) -> str:
        return self.document.title or self.document.path.rpartition("/")[2]

    def header(self) -> str:
        rows = []
        if self.view.pages is None:
            for label, value, span in stated(self.document):
                page = self.places.page(span) if self.document.pages else None
                link = f' <a href="#p{page}">p{page}</a>' if page else ""
                rows.append(f"<tr><th>{escape(label)}</th><td>{escape(value)}{link}</td></tr>\n")
        return (
            f"<header><h1>{escape(self.title())}</h1>\n<p class=tool>{escape(self.document.path)} · "
            f"{escape(self.document.format)} · <code>sha256 {self.document.sha256}</code></p>\n"
            f"<table class=facts>{''.join(rows)}</table></header>\n"
        )

    def sections(self) -> Iterable[str]:
        document = self.document
        if not document.pages:
            body = self._text(document.passages, self.parts)
            yield f"<section class=page><div class=text>{body}{self._findings(self.findings)}</div></section>\n"
        for page in document.pages:
            if self.view.shows(page.number):
                yield self._page(page)

    def _page(self, page: Page) -> str:
        about = f"page {page.number}"
        if page.recognition:
            r = page.recognition
            about += f" · recognised by {r.engine} {r.version}, confidence {r.confidence:.2f}"
        parts = [part for part in self.parts if part.page == page.number]
        here = [f for f in self.findings if f.evidence.page == page.number]
        return (
            f'<section class=page id="p{page.number}"><h2>{escape(about)}</h2>\n'
            f"<div class=text>{self._text(self.places.passages(page), parts)}{self._findings(here)}</div>\n"
            f"{self._placed(page, here)}</section>\n"
        )

    def _text(self, passages: Iterable[Passage], parts: list[Part]) -> str:
        waiting = sorted(parts, key=lambda part: part.range[0])
        made = []
        for passage in passages:
            while waiting and waiting[0].range[0] <= passage.span.start:
                made.append(self._table(waiting.pop(0)))
            if passage.kind != "cell" and not any(
                part.range[0] <= passage.span.start < part.range[1] for part in parts
            ):
                made.append(self._passage(passage))
        return "".join([*made, *map(self._table, waiting)])

    def _passage(self, passage: Passage) -> str:
        tag = _TAGS.get(passage.kind, "p")
        label = f"<span class=tool>{passage.kind}</span> " if passage.kind in ASIDES else ""
        return f"<{tag} class={passage.kind}>{label}{self._marked(passage.span)}</{tag}>\n"

    def _table(self, part: Part) -> str:
        rows = "".join(f"<tr>{''.join(map(self._td, row))}</tr>\n" for row in spread(part.rows))
        continued = ", continued" if part.first else ""
        return (
            f"<p class=tool>table {part.table + 1}{continued}</p>\n"
            f"<div class=grid><table>{rows}</table></div>\n"
        )

    def _td(self, cell: tuple[Span, int, int]) -> str:
        span, across, down = cell
        size = (f" colspan={across}" if across > 1 else "") + (f" rowspan={down}" if down > 1 else "")
        return f"<td{size}>{self._marked(span)}</td>"

    def _marked(self, span: Span) -> str:
        made, at = "", span.start
        for finding in self.findings:
            start, end = finding.evidence.span
            if at <= start < end <= span.end:
                made += escape(self.places.quote(Span(at, start)))
                made += f'<mark title="{escape(finding.concept)}">{escape(self.places.quote(Span(start, end)))}</mark>'
                at = end
        return made + escape(self.places.quote(Span(at, span.end)))

    def _findings(self, findings: list[Finding]) -> str:
        return "".join(
            f"<div class=finding><p><b>{finding.tier}</b> <code>{escape(finding.concept)}</code> {finding.act}"
            f" <code>{finding.id}</code></p><p class=tool>{escape(finding.statement)}</p></div>\n"
            for finding in findings
        )

    def _placed(self, page: Page, findings: list[Finding]) -> str:
        """Return the page's words where they stand, as a drawing."""
        if not page.width or not page.height:
            return ""
        boxes = "".join(
            f'<rect class=hit x="{b.x0:.1f}" y="{b.y0:.1f}" width="{b.x1 - b.x0:.1f}" height="{b.y1 - b.y0:.1f}"/>'
            for finding in findings
            for b in finding.evidence.boxes
        )
        grids = "".join(
            f'<rect class=frame x="{part.box.x0:.1f}" y="{part.box.y0:.1f}" '
            f'width="{part.box.x1 - part.box.x0:.1f}" height="{part.box.y1 - part.box.y0:.1f}"/>'
            for part in self.parts
            if part.page == page.number and part.box
        )
        usual = median([word.box.y1 - word.box.y0 for word in page.words] or [1.0])
        words = "".join(self._word(word, usual) for word in page.words)
        return (
            f'<svg viewBox="0 0 {page.width:.0f} {page.height:.0f}" role="img" '
            f'aria-label="The words of page {page.number} where they stand">{boxes}{grids}{words}</svg>\n'
        )

    def _word(self, word: Word, usual: float) -> str:
        """Return one word; boxes are tight around letters, so low ones ("no") are drawn in the usual size."""
        x0, y0, x1, y1 = word.box
        size = max(1.25 * max(y1 - y0, usual if y1 - y0 > 0.5 * usual else 0.0), 1.0)
        return (
            f'<text x="{x0:.1f}" y="{y1 - 0.1 * size:.1f}" font-size="{size:.1f}" '
            f'textLength="{max(x1 - x0, 1.0):.1f}" lengthAdjust="spacingAndGlyphs">'
            f"{escape(self.places.quote(word.span))}</text>"
        )

    def problems(self) -> str:
        items = "".join(
            f"<li>{f'page {p.page}: ' if p.page else ''}{escape(p.reason)}. {escape(p.remedy)}</li>\n"
            for p in self.reading.problems
            if self.view.shows(p.page)
        )
        return (
            f"<footer><h2>Not read, or not to be relied on</h2><ul>{items}</ul></footer>\n" if items else ""
        )


ENTRY = Rendering(id="html", title="One HTML page", write=_write)
