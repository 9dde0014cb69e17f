"""What a case holds, as results that reports are written from, one document at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection

from counterspec.findings.excerpts import excerpts_of
from counterspec.model import Card, Excerpt, FileResult, Finding, LineIndex
from counterspec.store.documents import problems_of, reading_of, reasons, unplaced_problems


def results_of(
    connection: Connection,
    cards: Iterable[Card],
    findings_in: Callable[[Card], tuple[list[Finding], int]],
    *,
    excerpts: bool,
) -> Iterator[FileResult]:
    """Yield the result of each document; `findings_in` returns its findings and how many candidates are left out.

    `excerpts` quotes the lines of each finding from the kept reading.
    """
    why = reasons(connection)
    for card in cards:
        findings, candidates = findings_in(card)
        yield FileResult(
            file=card.name,
            rel=card.name,
            status=card.state,
            size=card.size,
            reason=why.get(card.sha256),
            sha256=card.sha256,
            format=card.format or None,
            kind=card.kind or None,
            media_type=card.media_type or None,
            title=card.title,
            lines=card.lines,
            pages=card.pages,
            pages_read=card.pages_read,
            pages_recognised=card.pages_recognised,
            findings=tuple(findings),
            problems=tuple(problems_of(connection, card.sha256)),
            excerpts=tuple(_excerpts(connection, card, findings)) if excerpts and findings else (),
            candidates=candidates,
        )


def unplaced(connection: Connection) -> Iterator[FileResult]:
    """Yield the results of files whose bytes could not even be had."""
    for problem in unplaced_problems(connection):
        yield FileResult(problem.file, problem.file, "lost", problems=(problem,))


def _excerpts(
    connection: Connection, card: Card, findings: list[Finding]
) -> Iterator[tuple[str, tuple[Excerpt, ...]]]:
    kept = reading_of(connection, card.sha256, words=False)
    if kept is None:
        return
    document = kept[0]
    index = LineIndex.of(document.text)
    for finding in findings:
        yield finding.id, excerpts_of(document, finding, index)
