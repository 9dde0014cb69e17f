"""Which rung a declaration reaches, and its facets; each rung needs its own words or syntax."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterspec.findings.facts import Facts
from counterspec.model import Declaration, Note
from counterspec.vocab.context import speaking
from counterspec.vocab.hits import covers, kinds
from counterspec.vocab.lexicon import SOURCES
from counterspec.vocab.matcher import Hit, Matcher

ACTS: dict[str, str] = {
    "L0": "mention",
    "L1": "slot defined",
    "L2": "support required",
    "L3": "populate required",
    "L4": "infer required",
    "L5": "sort or search",
    "L6": "alert or act",
    "LX": "forbidden",
}
_BY_USE = {
    "alert": "L6",
    "filter": "L5",
    "index": "L5",
    "sort": "L5",
    "infer": "L4",
    "validate": "L3",
    "populate": "L3",
    "label": "L2",
    "forbid": "LX",
}
_PRODUCED = frozenset({"provenance:machine_inferred_biometric", "provenance:machine_inferred_other"})
_HOW = "aggregate_statistics"
"""How something is published, and no reason to ask: any purpose stated beside it says more."""
_NON_NULL_TYPE = "non-null type"
"""Obligation quote of a slot that a language's type system fills; no words demand it."""


@dataclass(frozen=True, slots=True)
class Facets:
    """The act with its provenance and purpose; None where the document does not say."""

    act: str
    provenance: str | None
    purpose: str | None
    why: tuple[str, ...]


def facets_of(index: int, facts: Facts) -> Facets:
    """Return the facets of one declaration from its syntax, its notes and its owners' words."""
    declaration = facts.declarations[index]
    owners = [facts.declarations[owner] for owner in facts.owners(index)]
    own = _cues([declaration], facts.matcher)
    around = _cues(owners, facts.matcher) | _note_cues(facts.document.preamble, facts.matcher)
    act, why = _act(declaration, owners, own)
    return Facets(
        act=act,
        provenance=_first(own, around, "provenance"),
        purpose=_first(own, around, "purpose"),
        why=(why,) if why else (),
    )


def _cues(declarations: Iterable[Declaration], matcher: Matcher) -> set[str]:
    found: set[str] = set()
    for declaration in declarations:
        found |= _refs(matcher.name(declaration.name)) | _note_cues(declaration.notes, matcher)
    return found


def _note_cues(notes: Iterable[Note], matcher: Matcher) -> set[str]:
    return {ref for note in speaking(notes) for ref in _refs(matcher.text(note.text))}


def _refs(hits: Sequence[Hit]) -> set[str]:
    """Return what cues say; words that name an attribute state no purpose."""
    named = kinds(hits, *SOURCES)
    return {
        hit.lexeme.ref
        for hit in kinds(hits, "cue")
        if not (hit.lexeme.ref.startswith("purpose:") and any(covers(one, hit) for one in named))
    }


def _first(own: set[str], around: set[str], facet: str) -> str | None:
    for refs in (own, around):
        values = {ref.partition(":")[2] for ref in refs if ref.startswith(facet + ":")}
        if values:
            return min(values, key=lambda value: (value == _HOW, value))
    return None


def _act(declaration: Declaration, owners: list[Declaration], own: set[str]) -> tuple[str, str]:
    use = declaration.use
    if use == "slot" and declaration.kind == "member" and owners:
        use = owners[0].use
    if use in _BY_USE:
        return _BY_USE[use], f"by its syntax: {use}"
    if not own.isdisjoint(_PRODUCED):
        return "L4", "its own words say that it is produced, not asked for"
    if declaration.obligation == "required" and declaration.obligation_quote != _NON_NULL_TYPE:
        return "L3", f"a value is demanded: {declaration.obligation_quote or 'nothing allows its absence'}"
    return "L1", ""
