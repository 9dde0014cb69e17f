"""Hold findings of a case against legal rules, with what people stated about their use."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from counterspec.assess.conditions import Judge
from counterspec.assess.evaluate import Result, Wanted, hold
from counterspec.assess.held import Use
from counterspec.assess.surroundings import Surroundings
from counterspec.assess.territory import place_of, uses_of
from counterspec.assess.wordsets import WordSets
from counterspec.casework.statements import statements
from counterspec.errors import UsageError
from counterspec.model import Card, Document, Finding, Standing, Statement
from counterspec.pipeline import Setup
from counterspec.regimes import Regimes
from counterspec.store import log
from counterspec.store.case import Case
from counterspec.store.codec import Extracted
from counterspec.store.documents import cards, reading_of
from counterspec.store.statements import document_called
from counterspec.store.verdicts import Judged, judged, judged_of

_PLACE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Assessed:
    """A finding of a case with what the rules make of it, what reviewers decided, and what parties answered.

    `statements` are those that concern the finding or its document.
    """

    card: Card
    finding: Finding
    result: Result
    standing: Standing = "none"
    statements: tuple[Statement, ...] = ()


def assessed(
    case: Case,
    setup: Setup,
    regimes: Regimes,
    wanted: Wanted,
    today: str,
    keeps: Callable[[Finding], bool] = lambda finding: True,
    ids: Sequence[str] = (),
) -> Iterator[Assessed]:
    """Yield findings with their assessments, by name of document and place; one document is held at a time.

    `ids` are findings by id or its beginning, all where it is empty: then copies of other documents are left
    out, and findings that reviewers rejected. `keeps` says which findings are wanted.

    Raises:
        UsageError: no such finding.
    """
    judge = Judge(
        WordSets(regimes.words, regimes.not_words), {c.id: c.label for c in setup.concepts.values()}
    )
    rules = regimes.rules
    with case.reading() as connection:
        named = [judged(connection, one).finding for one in ids]
        stated = list(uses(connection))
        answered = list(statements(connection))
        for card in _documents(connection, named):
            every = list(judged_of(connection, card.sha256))
            chosen = _chosen(every, named, keeps)
            if not chosen:
                continue
            around = _surroundings(connection, card, setup)
            if around is None:
                continue
            here = uses_of(stated, card.sha256)
            findings = [one.finding for one in every if one.standing != "rejected"]
            for finding, standing in chosen:
                result = hold(rules, around.held(finding, findings, here), judge, today, wanted)
                said = _statements(answered, finding)
                yield Assessed(card, finding, result, standing, said)


def _documents(connection: Connection, named: Sequence[Finding]) -> Iterator[Card]:
    if named:
        yield from cards(connection, sorted({finding.evidence.sha256 for finding in named}))
        return
    for card in list(cards(connection)):
        if card.state == "read" and card.copy_of is None:
            yield card


def _chosen(
    every: Iterable[Judged], named: Sequence[Finding], keeps: Callable[[Finding], bool]
) -> list[tuple[Finding, Standing]]:
    ids = {finding.id for finding in named}
    if ids:
        return [(one.finding, one.standing) for one in every if one.finding.id in ids]
    return [
        (one.finding, one.standing)
        for one in every
        if one.finding.grade == "finding" and one.standing != "rejected" and keeps(one.finding)
    ]


def _statements(answered: Iterable[Statement], finding: Finding) -> tuple[Statement, ...]:
    about = {f"finding:{finding.id}", f"document:{finding.evidence.sha256}"}
    return tuple(one for one in answered if about & set(one.concerns))


def _surroundings(connection: Connection, card: Card, setup: Setup) -> Surroundings | None:
    kept = reading_of(connection, card.sha256)
    if kept is None:
        return None
    document, extracted = kept
    return Surroundings(_whole(document, extracted), extracted.declarations, card, setup.matcher)


def _whole(document: Document, extracted: Extracted) -> Document:
    """Return a document as read together with what was extracted of it."""
    return replace(
        document,
        bibliography=extracted.bibliography,
        parties=extracted.parties,
        citations=extracted.citations,
        clauses=extracted.clauses,
    )


def uses(connection: Connection) -> Iterator[Use]:
    """Yield the places of use people stated, in the log's order; one that was taken back is left out."""
    made: dict[tuple[str, str, str | None], Use] = {}
    for entry in log.entries(connection, "use"):
        body = json.loads(entry.body)
        if not all(isinstance(body.get(key), str) for key in ("place", "what", "source")):
            continue  # taken over from another case, of a shape this version does not know
        use = Use(
            str(body["place"]),
            str(body["what"]),
            str(body["source"]),
            entry.by,
            body.get("on"),
            body.get("sha256"),
        )
        key = (use.place, use.what, use.sha256)
        made.pop(key, None)
        if not body.get("withdrawn"):
            made[key] = use
    yield from made.values()


def state_use(case: Case, use: Use, document: str | None, at: str, *, withdrawn: bool = False) -> Use:
    """Write a person's statement of where a document, or every document of the case, is used or sold.

    Raises:
        UsageError: a part is missing or no place or date, or the case has no such document.
    """
    place = place_of(use.place)
    if not _PLACE.fullmatch(place):
        raise UsageError(f"--place {use.place}: no place", hint="Say EU, or an ISO 3166 code: DE, GB, US-CA.")
    if use.on is not None and not _DATE.fullmatch(use.on):
        raise UsageError(f"--on {use.on}: no date", hint="Say 2031-02-11, or 2031-02.")
    for name, said in (("--what", use.what), ("--source", use.source), ("--by", use.by)):
        if not said.strip():
            raise UsageError(f"{name} is missing", hint=_NEEDS)
        if len(said) > _LONGEST:
            raise UsageError(f"{name}: more than {_LONGEST:,} characters")
    with case.changing() as connection:
        sha256 = document_called(connection, document) if document else None
        made = replace(use, place=place, sha256=sha256, by=use.by.strip())
        known = any(
            (one.place, one.what, one.sha256) == (made.place, made.what, made.sha256)
            for one in uses(connection)
        )
        if withdrawn and not known:
            raise UsageError(
                "nothing of this place and these words was stated", hint="counterspec case use DIR"
            )
        body: dict[str, object] = {
            "place": made.place, "what": made.what, "source": made.source, "on": made.on, "sha256": sha256,
        }  # fmt: skip
        log.append(connection, "use", made.by, {**body, "withdrawn": True} if withdrawn else body, at)
    return made


_NEEDS = "A place of use needs what is done there, a source for that, and who states it."
