"""Small documents around one finding, for holding rules against it: built as a reader would make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from counterspec.assess.conditions import Judge
from counterspec.assess.evaluate import Result, Wanted, hold
from counterspec.assess.held import Held, Use
from counterspec.assess.surroundings import Surroundings
from counterspec.assess.wordsets import WordSets
from counterspec.model import (
    Bibliography,
    Card,
    Declaration,
    Document,
    Element,
    Evidence,
    Finding,
    Note,
    Party,
    Passage,
    RuleRef,
    Said,
    Span,
)
from counterspec.pipeline import Setup
from counterspec.regimes import Regimes, load

TODAY = "2026-11-27"
SHA256 = "5" * 64


@cache
def setup() -> Setup:
    return Setup()


@cache
def regimes() -> Regimes:
    return load(setup().concepts)


@cache
def judge() -> Judge:
    known = regimes()
    labels = {c.id: c.label for c in setup().concepts.values()}
    return Judge(WordSets(known.words, known.not_words), labels)


@dataclass(slots=True)
class _Writing:
    """A text in the making, with its passages."""

    text: str = ""
    passages: tuple[Passage, ...] = ()

    def add(self, words: str, kind: Any = "paragraph", number: str | None = None, level: int = 0) -> Span:
        span = Span(len(self.text), len(self.text) + len(words))
        self.text += words + "\n"
        self.passages += (Passage(span, kind, number, level),)
        return span


def held_of(case: Mapping[str, Any]) -> Held:
    """Return what a case describes: its finding with everything around it."""
    writing = _Writing()
    said = Bibliography(kind=case.get("document", {}).get("kind", ""))
    parties: list[Party] = []
    if "title" in case:
        said = replace(
            said, titles=(("en", Said(case["title"], writing.add(case["title"], "heading", level=1))),)
        )
    if "buyer" in case:
        parties.append(_party("buyer", case["buyer"], writing))
    parties += [_party(party["role"], party["name"], writing) for party in case.get("parties", ())]
    if "scope" in case:
        writing.add("1 Scope", "heading", "1", 1)
        writing.add(case["scope"])
        writing.add("2 Requirements", "heading", "2", 1)
    declarations: tuple[Declaration, ...] = ()
    if "field" in case:
        span, declarations = _field(case["field"], writing)
    else:
        whole = writing.add(case.get("says", "."))
        span = Span(whole.start, whole.start + min(3, whole.end - whole.start))
    document = Document(
        path="sample.txt", sha256=SHA256, format="text", media_type="text/plain",
        kind="schema" if declarations else "text", text=writing.text, encoding="utf-8",
        passages=writing.passages, declarations=declarations, bibliography=said, parties=tuple(parties),
    )  # fmt: skip
    finding = _finding(case["finding"], span, writing.text, declarations)
    others = [replace(finding, id=f"f-other{n}", act=act) for n, act in enumerate(case.get("elsewhere", ()))]
    return Surroundings(document, declarations, _card(case.get("document", {})), setup().matcher).held(
        finding, [finding, *others], tuple(map(_use, case.get("uses", ())))
    )


def _party(role: Any, name: str, writing: _Writing) -> Party:
    return Party(role, name, writing.add(name), name)


def _field(raw: Mapping[str, str], writing: _Writing) -> tuple[Span, tuple[Declaration, ...]]:
    record = writing.add(raw["owner"])
    comment = writing.add(raw["comment"])
    name = writing.add(raw["name"])
    declarations = (
        Declaration("record", raw["owner"], record, Span(record.start, name.end)),
        Declaration("field", raw["name"], name, name, 0, (Note(raw["comment"], comment),)),
    )
    return name, declarations


def _finding(raw: Mapping[str, str], span: Span, text: str, declarations: Sequence[Declaration]) -> Finding:
    concept = setup().concepts[raw["concept"]]
    return Finding(
        id="f-0123456789ab", file="sample.txt",
        evidence=Evidence(SHA256, span, text[span.start : span.end], "", "", line=1, column=1),
        concept=concept.id, tier=concept.tier, act=raw["act"], grade=raw.get("grade", "finding"), summary="",
        statement="", rule=RuleRef("clause.prose", 2), why=(), about="field" if declarations else "sentence",
        provenance=raw.get("provenance"), strength=raw.get("strength"), purpose=raw.get("purpose"),
        element=Element(declarations[1].name) if declarations else None,
    )  # fmt: skip


def _card(raw: Mapping[str, Any]) -> Card:
    given = {key: str(value) for key, value in raw.items()}
    return Card(SHA256, "sample.txt", "read", **given)  # type: ignore[arg-type]


def _use(raw: Mapping[str, Any]) -> Use:
    on = str(raw["date"]) if "date" in raw else None
    return Use(raw["place"], raw.get("what", "sold"), "letter of the operator", "A. Reviewer", on)


def everything(held: Held, today: str = TODAY) -> Result:
    """Return what every rule that is about a finding makes of it."""
    return hold(regimes().rules, held, judge(), today, Wanted(unverified=True, everything=True))
