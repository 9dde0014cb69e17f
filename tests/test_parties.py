"""Organisations of a case: names held against each other, by cases; decisions; the order never matters."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from counterspec.link.parties import Groups, Named, form_of, proposed, spelled
from counterspec.model import Alias, Document, Evidence, NameDecision, NamingAt, Passage, Proposal, Span
from counterspec.syntax.organisations.namings import namings_of

CASES = Path(__file__).parent / "cases" / "parties"
PAIRS = yaml.safe_load((CASES / "pairs.yaml").read_text("utf-8"))
EVERY = sorted({name for case in PAIRS for name in case["pair"]})


def grounds(found: tuple[Proposal, ...]) -> list[str]:
    return [ground.text for one in found for ground in one.grounds]


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: " ~ ".join(case["pair"]))
def test_pairs(case: dict[str, Any]) -> None:
    first, second = case["pair"]
    repaired = (case["repaired"],) if "repaired" in case else ()
    named = [Named(first, bool(case.get("recognised")), repaired), Named(second)]
    found = proposed(named)
    assert (spelled(first) == spelled(second)) == (case["expected"] == "one")
    if case["expected"] == "one":
        assert found == ()
        return
    expected = case["expected"]
    assert grounds(found) == ([expected] if expected else [])
    assert proposed(named[::-1]) == found


def test_the_order_of_names_does_not_matter() -> None:
    named = [Named(name, number % 3 == 0) for number, name in enumerate(EVERY)]
    once = proposed(named)
    assert once
    for seed in range(5):
        random.Random(seed).shuffle(named)
        assert proposed(named) == once
    assert all(one.a < one.b for one in once)


NAMES = st.one_of(
    st.sampled_from(EVERY), st.text(max_size=60), st.text("例甲（）()有限公司.& &-团集", max_size=30)
)


@given(st.lists(NAMES, max_size=8), st.randoms())
def test_hostile_names(names: list[str], chance: random.Random) -> None:
    once = proposed(map(Named, names))
    chance.shuffle(names)
    assert proposed(map(Named, names)) == once
    for name in names:
        assert spelled(spelled(name)) == spelled(name)
        assert form_of(name).key == spelled(name)


def test_many_names_take_little_time() -> None:
    one_stem = [Named(f"例甲视讯({chr(0x4E00 + number)})有限公司") for number in range(6000)]
    others = [Named(f"样{number:05d}视讯技术有限公司") for number in range(6000)]
    hostile = [
        Named("(" * 300 + "公司"),
        Named("公司" * 150),
        Named("a. " * 130),
        Named("&" * 400),
        Named("有限公司"),
    ]
    start = time.process_time()
    found = proposed([*one_stem, *others, *hostile])
    assert time.process_time() - start < 20
    assert len(found) == 5999, "each is held against one of its stem"


def document(text: str) -> Document:
    """Return a document of lines, each a passage."""
    lines = text.split("|")
    whole = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    passages = tuple(
        Passage(Span(start, start + len(line))) for start, line in zip(starts, lines, strict=True)
    )
    return Document("made.txt", "d" * 64, "plain-text", "text/plain", "text", whole, passages=passages)


@pytest.mark.parametrize(
    "case", yaml.safe_load((CASES / "namings.yaml").read_text("utf-8")), ids=lambda case: case["text"]
)
def test_second_names_that_documents_give(case: dict[str, Any]) -> None:
    made = document(case["text"])
    found = namings_of(made)
    assert [[one.kind, one.name, one.other] for one in found] == case["expected"]
    for one in found:
        quote = spelled(made.text[one.span.start : one.span.end].replace("\n", ""))
        assert spelled(one.name) in quote
        assert spelled(one.other) in quote


@given(st.text(max_size=200), st.text("（曾用名：有限公司)更名为 (formerly Ltd.以下简称“”\n|", max_size=200))
def test_hostile_text(text: str, made_of_words: str) -> None:
    for given_text in (text, made_of_words):
        for one in namings_of(document(given_text)):
            assert 0 <= one.span.start < one.span.end <= len(given_text)


def test_hostile_text_takes_little_time() -> None:
    start = time.process_time()
    for text in (
        "(曾用名：" * 20000,
        "更名为例甲公司" * 20000,
        "A (formerly " * 20000,
        "(" * 100000,
        "于" * 50000 + "更名为",
    ):
        namings_of(document(text))
    assert time.process_time() - start < 10


def evidence(quote: str) -> Evidence:
    return Evidence("d" * 64, Span(0, len(quote)), quote, "", "", page=2)


def test_what_documents_and_files_say() -> None:
    both = NamingAt("d" * 64, 0, "bilingual", "例甲视讯股份有限公司", "Lijia Vision Co., Ltd.", evidence("x"))
    former = NamingAt("d" * 64, 1, "former", "例甲视讯股份有限公司", "例甲电子有限公司", evidence("y"))
    further = NamingAt("d" * 64, 2, "short", "例甲电子有限公司", "例甲电子", evidence("z"))
    elsewhere = NamingAt("d" * 64, 3, "short", "例丙研究院", "丙院", evidence("w"))
    alias = Alias(
        "Lijia Vision Co., Ltd.", "Lijia AG", "register of Samplia", "2031-05-02", file="aliases.yaml"
    )
    found = proposed([Named("例甲视讯股份有限公司")], [elsewhere, further, former, both], [alias])
    assert [(one.a, one.b, [g.text for g in one.grounds]) for one in found] == [
        ("lijia ag", "lijia vision co ltd", ["listed in aliases.yaml: register of Samplia, 2031-05-02"]),
        ("lijia vision co ltd", "例甲视讯股份有限公司", ["both names stand beside each other"]),
        (
            "例甲电子",
            "例甲电子有限公司",
            ["short name by the document: “例甲电子”", "short form of the full name"],
        ),
        ("例甲电子有限公司", "例甲视讯股份有限公司", ["former name: “例甲电子有限公司”"]),
    ]
    assert found[1].grounds[0].evidence == both.evidence
    assert proposed([Named("例丁大学")], [both, former], [alias]) == ()


def decided(seq: int, a: str, b: str, decision: Any) -> NameDecision:
    return NameDecision(a, b, decision, "", "L. Haddad", "2032-02-19T10:00:00Z", seq)


def test_without_a_decision_each_name_is_its_own() -> None:
    groups = Groups()
    assert groups.members("例甲") == {"例甲"}
    assert groups.state(Proposal("a", "b", ())) == "open"


def test_decisions_join_keep_apart_and_are_undone() -> None:
    first = decided(1, "Lijia Vision", "例甲视讯股份有限公司", "accepted")
    second = decided(2, "例甲视讯", "例甲视讯股份有限公司", "accepted")
    groups = Groups([first, second])
    assert groups.members("例甲视讯") == {"lijia vision", "例甲视讯", "例甲视讯股份有限公司"}
    assert groups.state(Proposal("lijia vision", "例甲视讯", ())) == "accepted"
    undone = Groups([first, second, decided(3, "例甲视讯股份有限公司", "LIJIA  Vision", "withdrawn")])
    assert undone.members("lijia vision") == {"lijia vision"}
    assert undone.members("例甲视讯") == {"例甲视讯", "例甲视讯股份有限公司"}
    apart = Groups([first, second, decided(3, "例甲视讯", "例甲视讯股份有限公司", "apart")])
    assert apart.state(Proposal("例甲视讯", "例甲视讯股份有限公司", ())) == "apart"
    assert apart.state(Proposal("lijia vision", "例甲视讯", ())) == "apart", (
        "kept apart from the organisation"
    )


def test_names_kept_apart_are_not_joined_by_way_of_others() -> None:
    decisions = [
        decided(1, "a", "c", "apart"),
        decided(2, "a", "b", "accepted"),
        decided(3, "b", "c", "accepted"),
    ]
    groups = Groups(decisions)
    assert groups.members("a") == {"a", "b"}
    assert groups.members("c") == {"c"}
    assert [(one.accepted.seq, one.apart.seq) for one in groups.contradictions] == [(3, 1)]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans()), max_size=20))
def test_any_decisions_hold(pairs: list[tuple[str, str, bool]]) -> None:
    decisions = [decided(n, a, b, "accepted" if yes else "apart") for n, (a, b, yes) in enumerate(pairs)]
    groups = Groups(decisions)
    for a, b in groups.last:
        joined = groups.head(a) == groups.head(b)
        if groups.last[a, b].decision == "apart":
            assert not joined
        elif not joined:
            assert groups.against(a, b) is not None
    for key in "abcdef":
        assert key in groups.members(key)
        assert groups.head(key) == min(groups.members(key))
