"""What lies over the picture of a page: its words, to be selected, its tables, and the findings, to be opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from markupsafe import Markup, escape

from counterspec.model import Box, Document, Finding, Page, Span, Table, Words
from counterspec.publish.marks import tier_shape
from counterspec.web.viewing import Lit
from counterspec.web.words import said

_EDGE = 1.0
_PIN = 11.0


def overlay(document: Document, page: Page, words: Words | None, lit: Lit) -> Markup:
    """Return one SVG in the page's points: hits and findings below, words above, pins at the left edge."""
    parts = [
        Markup('<svg class="over" viewBox="0 0 {:.2f} {:.2f}" role="group" aria-label="{}">').format(
            page.width, page.height, said(lit.language, "Page {n} as printed", n=page.number)
        ),
        *_grids(document.tables, page.number),
        *_hits(document.text, words, lit.hits),
        *(_finding(finding, lit) for finding in lit.findings),
        _words(document.text, words),
        *_pins(lit),
        Markup("</svg>"),
    ]
    return Markup("").join(parts)


def _grids(tables: Iterable[Table], number: int) -> Iterable[Markup]:
    for table in tables:
        for part in table.parts:
            if part.page == number:
                lines = [f"M{x:.1f} {part.box.y0:.1f}V{part.box.y1:.1f}" for x in part.xs]
                lines += [f"M{part.box.x0:.1f} {y:.1f}H{part.box.x1:.1f}" for y in part.ys]
                yield Markup('<path class="grid" d="{}"/>').format("".join(lines))


def _hits(text: str, words: Words | None, hits: Sequence[Span]) -> Iterable[Markup]:
    for span in hits:
        boxes = [word.part(span, text) for word in words.within(span)] if words else []
        yield Markup('<g class="found">{}</g>').format(Markup("").join(map(_rect, _joined(boxes))))


def _finding(finding: Finding, lit: Lit) -> Markup:
    boxes = Markup("").join(map(_rect, _joined(finding.evidence.boxes)))
    kind = f"hit{' hand' if finding.added else ''}{' on' if finding == lit.chosen else ''}"
    return Markup('<a class="{}" href="?finding={}" data-finding="{}" aria-label="{}">{}</a>').format(
        kind, finding.id, finding.id, lit.summary(finding), boxes
    )


def _pins(lit: Lit) -> Iterable[Markup]:
    """Yield a pin with the tier's mark at the page's edge beside each finding, those of one line below each other."""
    taken = -_PIN
    placed = sorted(
        (f for f in lit.findings if f.evidence.boxes), key=lambda f: (f.evidence.boxes[0].y0, f.id)
    )
    for finding in placed:
        y = taken = max(finding.evidence.boxes[0].y0, taken + _PIN + 1)
        yield Markup(
            '<a class="pin{}" href="?finding={}" data-finding="{}" aria-label="{}"><g class="tm t{}" '
            'transform="translate(6 {:.1f}) scale({:.3f})">{}</g></a>'
        ).format(
            " on" if finding == lit.chosen else "", finding.id, finding.id, lit.summary(finding), finding.tier, y,
            _PIN / 18, tier_shape(finding.tier),
        )  # fmt: skip


def _words(text: str, words: Words | None) -> Markup:
    """Return the words as text that is not seen and can be selected, each with its place in the document's text."""
    if not words:
        return Markup("")
    usual = median(word.box.y1 - word.box.y0 for word in words)
    made = []
    for word in words:
        x0, y0, x1, y1 = word.box
        height = max(y1 - y0, usual if y1 - y0 > 0.5 * usual else 0.0, 1.0)
        made.append(
            f'<text x="{x0:.1f}" y="{y1 - 0.1 * height:.1f}" font-size="{1.1 * height:.1f}" '
            f'textLength="{max(x1 - x0, 1.0):.1f}" lengthAdjust="spacingAndGlyphs" data-at="{word.span.start}">'
            f"{escape(text[word.span.start : word.span.end])} </text>"
        )
    return Markup('<g class="words">' + "".join(made) + "</g>")  # noqa: S704 (every word was escaped)


def _joined(boxes: Iterable[Box]) -> list[Box]:
    """Return the boxes with those that follow each other on one line joined."""
    made: list[Box] = []
    for box in boxes:
        made.append(box)
        for one, other in pairwise(made[-2:]):
            height = other.y1 - other.y0
            if abs(one.y0 - other.y0) < height / 2 and -height < other.x0 - one.x1 < height:
                made[-2:] = [Box(one.x0, min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))]
    return made


def _rect(box: Box) -> Markup:
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
        box.x0 - _EDGE,
        box.y0 - _EDGE,
        max(box.x1 - box.x0, 1.0) + 2 * _EDGE,
        max(box.y1 - box.y0, 1.0) + 2 * _EDGE,
    )
