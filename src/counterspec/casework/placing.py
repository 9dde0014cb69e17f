"""Findings added by hand, among the findings of their document: where their words stand as it is read now.

The words are sought in the sentence they stood in when they were added; of several such places the same one in
order counts, if there are still as many. Failing that the finding stands on what the page has where they stood,
for text that was recognised anew, or else on the nearest place that has the words: it then says so and asks for
another look. Where the case does not hold the document, another one of the same number takes its place if it has
the same words in the same sentence. Whose words are nowhere is not among the findings; the log keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection

from counterspec.casework.fingerprints import fingerprint_by_hand, passage_of, saying_of
from counterspec.casework.kept import FindingKept, finding_row
from counterspec.findings.by_hand import finding_by_hand
from counterspec.model import ByHand, Document, LineIndex, Span
from counterspec.store.by_hand import by_hand_of, by_hand_of_number, drop_placed, number, unplaced_from
from counterspec.store.documents import cards, findings_of, reading_of
from counterspec.store.findings import put_findings
from counterspec.store.verdicts import of_finding

LONGEST = 2_000
"""Code points of the words that a finding by hand stands on."""
_MOST = 20_000
"""Places of the same words that are looked at in one document."""
_OVERLAP = 0.5
"""How much of the smaller of two boxes must be shared for words to stand where others stood."""
_SIGNS = re.compile(r"[\W_]+")


def place(connection: Connection, sha256: str) -> None:
    """Put what people added to a document among its findings, in the place of what stood for that before."""
    dropped = drop_placed(connection, sha256)
    own, others = by_hand_of(connection, sha256), by_hand_of_number(connection, sha256)
    document = document_of(connection, sha256) if own or others else None
    made = _placed(connection, document, own, others) if document else []
    if made:
        card = next(cards(connection, [sha256]))
        put_findings(connection, [finding_row(kept, 0, card) for kept in made])
    if dropped or made:
        _in_order(connection, sha256)


def _placed(
    connection: Connection, document: Document, own: Sequence[ByHand], others: Sequence[ByHand]
) -> list[FindingKept]:
    """Return those that stand in a document: its own, and others that no document holds."""
    for one in own:
        # The case may hold it in another document of the number since it did not hold this one.
        other = unplaced_from(connection, one)
        if other is not None:
            _in_order(connection, other)
    # An id that another finding has can only come from a log somebody made up.
    return standing_in(document, [one for one in (*own, *others) if of_finding(connection, one.id) is None])


def standing_in(document: Document, added: Iterable[ByHand]) -> list[FindingKept]:
    """Return those of the findings added by hand whose words stand in a document, as it would be kept."""
    lines = LineIndex.of(document.text)
    return [kept for one in added if (kept := _kept(document, lines, one)) is not None]


def _in_order(connection: Connection, sha256: str) -> None:
    every = sorted(
        findings_of(connection, sha256), key=lambda f: (f.evidence.span, f.concept, f.rule_id, f.id)
    )
    number(connection, (finding.id for finding in every))


def document_of(connection: Connection, sha256: str) -> Document | None:
    """Return a document as it was read, called what its card calls it; None where it was not read."""
    kept = reading_of(connection, sha256)
    card = next(cards(connection, [sha256]), None)
    if kept is None or card is None:
        return None
    return replace(
        kept[0], path=card.name, title=card.title, number=card.number, date=card.issued,
        bibliography=kept[1].bibliography,
    )  # fmt: skip


def _kept(document: Document, lines: LineIndex, one: ByHand) -> FindingKept | None:
    found = stands(document, one)
    if found is None or (document.sha256 != one.sha256 and not found[1]):
        return None
    span, as_was = found
    finding = finding_by_hand(document, lines, one, span, as_was=as_was)
    # A verdict judged the words in their sentence: where either is another, it asks for another look.
    saying = f"{saying_of(finding)}.{passage_of(document.text, span)}"
    return FindingKept(finding, fingerprint_by_hand(one), saying)


def stands(document: Document, one: ByHand) -> tuple[Span, bool] | None:
    """Return where the words stand now, and whether they and their sentence read as they did; None for nowhere."""
    text, start = document.text, one.span.start
    ways = list(_exactly(text, one.quote)), list(_loosely(text, one.quote))
    for places in ways:
        here = _in_passage(text, places, one.passage)
        if here:
            return (here[one.nth], True) if len(here) == one.alike else (_nearest(here, start), False)
    elsewhere = _on_page(document, one) or next((_nearest(places, start) for places in ways if places), None)
    return None if elsewhere is None else (elsewhere, False)


def alike(text: str, span: Span) -> list[Span]:
    """Return the places of the same words in the same sentence as those at `span`, in order."""
    found = _in_passage(text, _exactly(text, text[span.start : span.end]), passage_of(text, span))
    return found if span in found else [span]


def _in_passage(text: str, places: Iterable[Span], passage: str) -> list[Span]:
    return [span for span in places if passage_of(text, span) == passage]


def _exactly(text: str, quote: str) -> Iterator[Span]:
    start = text.find(quote)
    for _ in range(_MOST):
        if start < 0:
            return
        yield Span(start, start + len(quote))
        start = text.find(quote, start + 1)


def _loosely(text: str, quote: str) -> Iterator[Span]:
    """Yield the places that have the same letters and digits in order: line ends and signs may be others."""
    letters = _SIGNS.sub("", quote)
    if not letters:
        return
    between = r"[\W_]*".join(map(re.escape, letters))
    for match in islice(re.finditer(between, text, re.IGNORECASE), _MOST):
        yield Span(*match.span())


def _nearest(places: Sequence[Span], start: int) -> Span:
    return min(places, key=lambda span: abs(span.start - start))


def _on_page(document: Document, one: ByHand) -> Span | None:
    """Return the words that stand on the page where the others stood; None for none, or for more than a quote."""
    page = next((page for page in document.pages if page.number == one.page), None)
    words = [
        word.span
        for word in (page.words if page else ())
        if any(word.box.shared(box) >= _OVERLAP for box in one.boxes)
    ]
    if not words:
        return None
    span = Span(words[0].start, words[-1].end)
    return span if span.end - span.start <= LONGEST else None
