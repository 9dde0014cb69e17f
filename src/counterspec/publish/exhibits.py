"""An exhibit: one finding as it is published, with everything a reader needs to check it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from counterspec.casework.caveats import own_standing, replaced
from counterspec.casework.statements import statements_of
from counterspec.casework.translations import glosses, translations
from counterspec.casework.verdicts import verdicts_on
from counterspec.drawing import cropped
from counterspec.engine.messages import Begin, Done
from counterspec.engine.pool import run_supervised
from counterspec.errors import CounterspecError
from counterspec.findings.excerpts import excerpts_of
from counterspec.model import (
    Card,
    Excerpt,
    Finding,
    LineIndex,
    Origin,
    PartyAt,
    Source,
    Standing,
    Statement,
    Translation,
    Verdict,
)
from counterspec.pipeline import Setup
from counterspec.store.blobs import blob
from counterspec.store.case import Case
from counterspec.store.documents import cards, origins_of, parties_of, reading_of
from counterspec.store.verdicts import Judged, judged
from counterspec.terminal.look import OBLIGATION, PROVENANCE, clause_said

_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One finding with its document, crop, words, and what people said of it.

    `number` counts from 1. `crop` is PNG, None where the document has no pages of its own; then `excerpt`
    shows its lines. `says` and `not_shown` are the finding's statement in two parts. `translations` are
    people's, `glosses` the vocabulary's. `by_itself` says how binding the document is whatever cites it, `notes`
    what other documents of the case say of it. `uncropped` is why there is no crop where one was to be had.
    """

    number: int
    finding: Finding
    label: str
    card: Card
    origin: Origin | None
    says: str
    not_shown: str
    binding: str
    by_itself: str
    notes: tuple[str, ...]
    standing: Standing
    verdicts: tuple[Verdict, ...]
    statements: tuple[Statement, ...]
    parties: tuple[PartyAt, ...]
    translations: tuple[Translation, ...]
    glosses: tuple[tuple[str, str], ...]
    excerpt: tuple[Excerpt, ...]
    crop: bytes | None = None
    uncropped: str = ""

    @property
    def key(self) -> str:
        """What the exhibit is called in a pack: E1, E2 …"""
        return f"E{self.number}"


def exhibits(
    case: Case, setup: Setup, findings: Sequence[str], jobs: int = 1, dpi: int = 160
) -> list[Exhibit]:
    """Return the findings as exhibits in the order given; crops are drawn in processes of their own."""
    with case.reading() as connection:
        said = translations(connection)
        made = [
            _exhibit(connection, setup, number, judged(connection, one), said)
            for number, one in enumerate(findings, 1)
        ]
        notes = replaced(connection, {one.card.sha256: one.card for one in made}.values())
        made = [replace(one, notes=notes.get(one.card.sha256, ())) for one in made]
    crops = _crops(case, made, jobs, dpi)
    return [_with_crop(one, crops.get(one.number)) for one in made]


def _exhibit(
    connection: Connection, setup: Setup, number: int, about: Judged, said: dict[str, list[Translation]]
) -> Exhibit:
    finding = about.finding
    sha256 = finding.evidence.sha256
    card = next(cards(connection, [sha256]))
    says, _, rest = finding.statement.partition("Not shown:")
    parties = tuple(parties_of(connection, sha256))
    concerns = [
        f"finding:{finding.id}",
        f"document:{sha256}",
        *(f"party:{party.normal}" for party in parties),
    ]
    concept = setup.concepts.get(finding.concept)
    return Exhibit(
        number=number,
        finding=finding,
        label=concept.label if concept else finding.concept,
        card=card,
        origin=next(iter(origins_of(connection, sha256)), None),
        says=says.strip(),
        not_shown=rest.strip().rstrip("."),
        binding=_binding(finding),
        by_itself=own_standing(connection, card) or "",
        notes=(),
        standing=about.standing,
        verdicts=tuple(verdict for verdict, _ in verdicts_on(connection, about)),
        statements=tuple(statements_of(connection, *dict.fromkeys(concerns))),
        parties=parties,
        translations=tuple(said.get(about.fingerprint, ())),
        glosses=tuple(
            glosses(setup, f"{finding.evidence.prefix}{finding.evidence.quote}{finding.evidence.suffix}")
        ),
        excerpt=_excerpt(connection, finding),
    )


def _binding(finding: Finding) -> str:
    """Return the axes of how binding it is, apart: the clause's, the field's."""
    element = finding.element
    parts = [
        clause_said(finding),
        OBLIGATION.get(element.obligation or "", "") if element else "",
        PROVENANCE.get(finding.provenance or "", ""),
    ]
    return "; ".join(part for part in parts if part) or "not stated"


def _excerpt(connection: Connection, finding: Finding) -> tuple[Excerpt, ...]:
    if finding.evidence.page is not None and finding.evidence.boxes:
        return ()
    kept = reading_of(connection, finding.evidence.sha256, words=False)
    return excerpts_of(kept[0], finding, LineIndex.of(kept[0].text)) if kept else ()


# -- crops -------------------------------------------------------------------------------------


class _Draw:
    """What a worker does: draws the part of the page a finding stands on."""

    def __init__(self, case: Case, dpi: int) -> None:
        self._folder = case.folder
        self._dpi = dpi

    def __call__(self, one: Exhibit, skip: int) -> Iterator[Begin | Done[bytes | str]]:
        if skip:
            return
        yield Begin(one.card.name)
        evidence = one.finding.evidence
        try:
            source = Source(one.card.name, blob(self._folder, evidence.sha256), evidence.sha256)
            drawn: bytes | str = cropped(source, one.card.format, evidence, self._dpi)
        except CounterspecError as error:
            drawn = str(error)
        yield Done(drawn)


def _crops(case: Case, made: Sequence[Exhibit], jobs: int, dpi: int) -> dict[int, bytes | str]:
    """Return the crop of each exhibit on a page, or why it could not be drawn, by number."""
    wanted = [one for one in made if one.finding.evidence.page is not None and one.finding.evidence.boxes]
    drawn: dict[int, bytes | str] = {}
    if wanted:
        outcomes = run_supervised(_Draw(case, dpi), wanted, min(jobs, len(wanted)), _SECONDS)
        for index, outcome in outcomes:
            if isinstance(outcome, Done):
                drawn[wanted[index].number] = outcome.result
    return drawn


def _with_crop(one: Exhibit, drawn: bytes | str | None) -> Exhibit:
    if isinstance(drawn, bytes):
        return replace(one, crop=drawn)
    return replace(one, uncropped=drawn) if drawn else one
