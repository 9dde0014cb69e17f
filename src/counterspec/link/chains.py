"""Chains: from the clause that requires a standard, through citations, to the field or clause that was found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterspec.link import wording
from counterspec.link.bearing import Bearing, covers, section_sign
from counterspec.link.binding import clause_bond, finding_bond, overall, proposed, rank_of
from counterspec.link.library import is_draft
from counterspec.link.paths import Hop
from counterspec.link.requiring import REQUIRING, kind_of
from counterspec.link.saying import ENGLISH, Saying
from counterspec.link.wanted import STRONGEST
from counterspec.model import Card, Chain, CitationAt, CitationForm, Evidence, Link, Step

TIERS = ("A", "C", "D")
"""Tiers chains are made to, unless others are asked for: protected traits, what stands in for them, status.

B (face and body templates) and E (age, sex, hair) are in nearly every video standard and would hide them.
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A document that chains end in: its findings with their places, and how binding it is by itself.

    Nothing leads to what a document forbids: that is said beside what it holds. `dropped` findings
    were rejected by people. `say` is how all of this is told.
    """

    card: Card
    bearings: tuple[Bearing, ...]
    standing: str | None = None
    dropped: int = 0
    say: Saying = ENGLISH

    def of(self, tiers: Sequence[str]) -> list[Bearing]:
        """Return the findings of some tiers that chains end in."""
        return [b for b in self.bearings if b.finding.tier in tiers and b.finding.act != "LX"]

    def beside(self, tiers: Sequence[str]) -> Iterator[str]:
        """Yield what is to be said beside its findings: what it forbids, and how many people rejected."""
        yield from self.forbidden(tiers)
        if self.dropped:
            yield self.say.dropped_said(self.card, self.dropped)

    def forbidden(self, tiers: Sequence[str]) -> Iterator[str]:
        """Yield what the document forbids, in sentences, each once."""
        said: dict[str, None] = {}
        for bearing in self.bearings:
            if bearing.finding.tier in tiers and bearing.finding.act == "LX":
                said[self.say.forbidden_said(self.card, bearing)] = None
        yield from said


def through(
    way: Sequence[Hop],
    held: Held,
    *,
    buyers: tuple[str, ...] = (),
    tiers: Sequence[str] = TIERS,
    standings: Sequence[str] = (),
    notes: tuple[str, ...] = (),
) -> Iterator[Chain]:
    """Yield the chains of one way: one for each finding, or one that says that nothing was found.

    `standings` are those of the documents on the way before the last, `notes` what is to be said of
    the requiring document.
    """
    told = tuple(dict.fromkeys(s for s in (*standings, held.standing) if s))
    beyond, carried = 0, False
    notes = (*notes, *held.beside(tiers))
    for bearing in held.of(tiers):
        pair = _carrying(way[-1], bearing)
        if pair is None:
            beyond += 1
            continue
        carried = True
        yield _chain(_by(way, pair), held.card, bearing, buyers, told, notes, held.say)
    if not carried:
        yield _empty(way, held, buyers, tiers, told, beyond, notes)


def itself(
    held: Held, *, buyers: tuple[str, ...] = (), tiers: Sequence[str] = TIERS, notes: tuple[str, ...] = ()
) -> Iterator[Chain]:
    """Yield the chains of a document that names attributes itself, where its kind is one that requires."""
    if kind_of(held.card) not in REQUIRING:
        return
    notes = (*notes, *held.beside(tiers))
    for bearing in held.of(tiers):
        say = held.say
        steps, ranks = _found(bearing, is_draft(held.card), say)
        weakest, bond = overall(ranks, [step.bond for step in steps], say.bonds)
        yield _made(
            held.card,
            (),
            steps,
            weakest,
            bond,
            say.own_said(held.card, bearing, buyers),
            say.not_shown(held.card, bearing, len(steps), own=True),
            bearing,
            standing=(held.standing,) if held.standing else (),
            notes=(*notes, *say.notes_of_finding(bearing)),
        )


def _carrying(hop: Hop, bearing: Bearing) -> tuple[CitationAt, Link] | None:
    """Return the most binding citation that takes in the place of a finding; None where none is shown to."""
    fitting = [
        pair for pair in hop.all
        if pair[0].form != "partial" or covers(pair[0].named, bearing) is True or pair[1].how == "series"
    ]  # fmt: skip
    return max(fitting, key=lambda pair: (rank_of(*pair), -pair[0].seq), default=None)


def _by(way: Sequence[Hop], pair: tuple[CitationAt, Link]) -> tuple[Hop, ...]:
    last = way[-1]
    return (*way[:-1], Hop(last.citing, last.cited, pair[0], pair[1], last.all))


def _chain(
    way: Sequence[Hop],
    card: Card,
    bearing: Bearing,
    buyers: tuple[str, ...],
    standing: tuple[str, ...],
    said_before: tuple[str, ...],
    say: Saying,
) -> Chain:
    steps = [_cited(hop, say) for hop in way]
    ranks = [hop.rank for hop in way]
    more, their = _found(bearing, is_draft(card), say)
    steps, ranks = steps + more, ranks + their
    weakest, bond = overall(ranks, [step.bond for step in steps], say.bonds)
    said, tail = say.way_said(way, buyers)
    return _made(
        way[0].citing,
        tuple(hop.cited.sha256 for hop in way),
        steps,
        weakest,
        bond,
        said + say.found_said(bearing, card, tail),
        say.not_shown(way[0].citing, bearing, len(steps)),
        bearing,
        standing=standing,
        notes=(*said_before, *say.notes_of(way, bearing)),
        form=_weakest_form(way),
    )


def _empty(
    way: Sequence[Hop], held: Held, buyers: tuple[str, ...], tiers: Sequence[str],
    standing: tuple[str, ...], beyond: int, said_before: tuple[str, ...],
) -> Chain:  # fmt: skip
    """Return the chain to a document that carries nothing of the tiers asked for."""
    say = held.say
    whole = _whole(way[-1]) if not beyond else None
    way = _by(way, whole) if whole else tuple(way)
    steps = [_cited(hop, say) for hop in way]
    weakest, bond = overall([hop.rank for hop in way], [step.bond for step in steps], say.bonds)
    said, _ = say.way_said(way, buyers)
    partial = way[-1].citation.named if way[-1].citation.form == "partial" else None
    return _made(
        way[0].citing,
        tuple(hop.cited.sha256 for hop in way),
        steps,
        weakest,
        bond,
        say.empty_said(said, held.card, tiers, beyond, partial),
        say.not_shown(way[0].citing, None, len(steps)),
        None,
        standing=standing,
        notes=(*said_before, *say.notes_of(way, None)),
        form=_weakest_form(way),
    )


def _whole(hop: Hop) -> tuple[CitationAt, Link] | None:
    """Return the citation to show where nothing was found: of the whole document before those of a part."""
    return min(
        hop.all, key=lambda pair: (STRONGEST.index(pair[0].form), -rank_of(*pair), pair[0].seq), default=None
    )


def _weakest_form(way: Sequence[Hop]) -> CitationForm:
    return max((hop.citation.form for hop in way), key=STRONGEST.index)


def _cited(hop: Hop, say: Saying) -> Step:
    citation, clause = hop.citation, hop.citation.clause
    _, bond = hop.bond(say.bonds)
    return Step(
        "citation",
        hop.citing.sha256,
        bond,
        clause.evidence if clause else citation.evidence,
        section_sign((clause.section if clause else None) or citation.section),
        form=citation.form,
        strength=clause.strength if clause else None,
        mark=clause.mark if clause else None,
        mark_means=clause.mark_means if clause else None,
        words=wording.binding_words(citation),
        cited=citation.raw,
        note=hop.link.note,
    )


def _found(bearing: Bearing, draft: bool, say: Saying) -> tuple[list[Step], list[float]]:
    """Return the steps inside the cited document: the clause that makes the table binding, and what was found."""
    finding, clause = bearing.finding, bearing.clause
    steps: list[Step] = []
    ranks: list[float] = []
    sha256 = finding.evidence.sha256
    if clause is not None and not bearing.own:
        rank, bond = clause_bond(clause, say.bonds)
        steps.append(
            Step(
                "clause", sha256, bond, clause.evidence, section_sign(clause.section), strength=clause.strength,
                mark=clause.mark, mark_means=clause.mark_means, words=clause.words,
            )
        )  # fmt: skip
        ranks.append(rank)
    rank, bond = finding_bond(bearing, say.bonds)
    if draft:
        rank, bond = proposed(rank, bond, say.bonds)
    own = clause if bearing.own else None
    element = finding.element
    steps.append(
        Step(
            "finding",
            sha256,
            bond,
            finding.evidence,
            say.place(bearing),
            strength=own.strength if own else finding.strength,
            obligation=element.obligation if element else None,
            condition=bearing.condition,
            mark=own.mark if own else None,
            mark_means=own.mark_means if own else None,
            words=own.words if own else (element.obligation_quote if element else None),
            within=own.evidence.quote if own else None,
            note=say.annex(bearing.annex) if bearing.annex in ("normative", "informative") else "",
        )
    )
    ranks.append(rank)
    return steps, ranks


def _made(
    requiring: Card, through: tuple[str, ...], steps: Sequence[Step], weakest: int, bond: str, statement: str,
    not_shown: str, bearing: Bearing | None, *, standing: tuple[str, ...], notes: tuple[str, ...],
    form: CitationForm | None = None,
) -> Chain:  # fmt: skip
    finding = bearing.finding if bearing else None
    return Chain(
        chain_id([step.evidence for step in steps], through, finding.concept if finding else ""),
        requiring.sha256,
        through,
        tuple(steps),
        weakest,
        bond,
        statement,
        not_shown,
        finding.id if finding else None,
        finding.concept if finding else None,
        finding.tier if finding else None,
        form,
        standing,
        notes,
    )


def chain_id(proofs: Sequence[Evidence], through: Sequence[str], concept: str) -> str:
    """Return the id of a chain: a digest of its proofs, the same wherever and whenever it is made."""
    digest = hashlib.sha256("\0".join((*through, concept)).encode())
    for proof in proofs:
        digest.update(f"\0{proof.sha256}:{proof.span.start}:{proof.span.end}".encode())
    return f"c-{digest.hexdigest()[:12]}"
