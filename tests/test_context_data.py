"""The four files of context: their shape, and what they make of records of people and of other things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from counterspec.model import Declaration, Note, Span
from counterspec.model.declaration import Kind
from counterspec.vocab.context import Context
from counterspec.vocab.lexicon import compile_lexicon, key_of
from counterspec.vocab.loader import DATA, Vocabulary, Words, load
from counterspec.vocab.matcher import Matcher

CASES = Path(__file__).parent / "cases" / "context" / "verdicts.yaml"
TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
ACTS = {"L1", "L2", "L3", "L4", "L5", "L6", "LX"}
PROVENANCE = {
    "self_declared", "official_record", "observer_perceived", "machine_inferred_biometric",
    "machine_inferred_other", "third_party",
}  # fmt: skip
PURPOSES = {
    "identification", "verification", "categorisation", "search_filter", "alert_trigger", "watchlist",
    "risk_score", "emotion_inference", "civil_registration", "equality_monitoring", "aggregate_statistics",
    "bias_testing", "medical_care", "victim_or_missing_person", "research",
}  # fmt: skip
HAN = re.compile(r"[\u3400-\u9fff]")
LONE = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


@cache
def vocabulary() -> Vocabulary:
    return load()


@cache
def matcher() -> Matcher:
    return Matcher(compile_lexicon(vocabulary()))


def lists() -> Iterator[tuple[str, Words]]:
    """Yield every map of words of the four files with its place."""
    found = vocabulary()
    yield from (
        ("people.nouns", found.nouns),
        ("people.weak_nouns", found.weak_nouns),
        ("people.keys", found.keys),
        ("people.shared_keys", found.shared_keys),
        ("companions.affixes", found.affixes),
        ("companions.prefixes", {"und": found.prefixes}),
        ("companions.nulls", found.nulls),
    )
    for domain in found.domains:
        yield f"things.{domain.id}.words", domain.words
        yield f"things.{domain.id}.owners", domain.owners
    for facet, by_key in found.cues.items():
        yield from ((f"cues.{facet}.{key}", words) for key, words in by_key.items())


PLACES = [place for place, _ in lists()]


def words_at(place: str) -> Words:
    return next(words for found, words in lists() if found == place)


def folded(*maps: Words) -> set[str]:
    return {key_of(word.rstrip("*")).strip() for words in maps for texts in words.values() for word in texts}


@pytest.mark.parametrize("place", PLACES)
def test_words_are_written_one_way(place: str) -> None:
    for tag, texts in words_at(place).items():
        assert TAG.fullmatch(tag), tag
        assert texts, f"{tag} is empty"
        for text in texts:
            assert text == " ".join(text.lower().split()), text
            assert "*" not in text.rstrip("*"), text
            assert not text.endswith("**"), text
            assert text.rstrip("*"), text


@pytest.mark.parametrize("place", PLACES)
def test_no_word_stands_twice_in_a_list(place: str) -> None:
    for tag, texts in words_at(place).items():
        keys = [key_of(text) for text in texts]
        assert sorted({key for key in keys if keys.count(key) > 1}) == [], tag


def test_stems_are_long_enough_not_to_run_wild() -> None:
    short = [
        (place, text)
        for place, words in lists()
        for texts in words.values()
        for text in texts
        if text.endswith("*") and text.isascii() and len(text) < 4
    ]
    assert short == []


def test_no_single_ideograph_speaks_of_a_subject() -> None:
    """馬 stands in 馬來西亞, 牛 in many names: words of scripts without spaces match inside others."""
    found = vocabulary()
    maps = [found.nouns, found.weak_nouns, found.keys, found.shared_keys]
    maps += [words for domain in found.domains for words in (domain.words, domain.owners)]
    assert [
        text for words in maps for texts in words.values() for text in texts if LONE.fullmatch(text)
    ] == []


def test_people_and_things_share_no_word() -> None:
    found = vocabulary()
    people = folded(found.nouns, found.weak_nouns, found.keys, found.shared_keys)
    for domain in found.domains:
        assert people & folded(domain.words, domain.owners) == set(), domain.id


def test_lists_of_people_are_apart() -> None:
    found = vocabulary()
    assert folded(found.nouns) & folded(found.weak_nouns) == set()
    assert folded(found.keys) & folded(found.shared_keys) == set()


def test_a_word_of_one_subject_is_no_owner_of_another() -> None:
    owners = {domain.id: folded(domain.owners) for domain in vocabulary().domains}
    for domain in vocabulary().domains:
        for other, held in owners.items():
            assert folded(domain.words) & held == set(), (domain.id, other)


def test_domains_say_what_they_are() -> None:
    domains = vocabulary().domains
    assert len({domain.id for domain in domains}) == len(domains)
    for domain in domains:
        assert re.fullmatch(r"[a-z_]+", domain.id)
        assert domain.title
        assert domain.title != domain.id
        assert domain.words.get("en"), domain.id


def test_subjects_never_swallow_an_attribute() -> None:
    """A term of a concept that also says "not about people" could never be found."""
    terms = {
        key_of(text.rstrip("*")).strip()
        for concept in vocabulary().concepts
        if concept.tier in "ABD"
        for texts in concept.terms.values()
        for text in texts
    }
    for domain in vocabulary().domains:
        assert terms & folded(domain.words, domain.owners) == set(), domain.id


def test_keys_of_the_cues() -> None:
    cues = vocabulary().cues
    assert set(cues["acts"]) == ACTS
    assert set(cues["provenance"]) == PROVENANCE
    assert set(cues["purpose"]) == PURPOSES
    assert set(cues) == {"acts", "provenance", "purpose", "traps", "exculpatory"}


def test_every_trap_holds_a_cue() -> None:
    cues = vocabulary().cues
    for tag, traps in cues["traps"]["not"].items():
        modals = [text for by_tag in cues["acts"].values() for text in by_tag.get(tag, ())]
        idle = [trap for trap in traps if HAN.search(trap) and not any(modal in trap for modal in modals)]
        assert idle == [], tag


def test_bans_name_what_they_ban() -> None:
    """“Must not be empty” and “no entry” ban no data."""
    for text in ("字段不得为空", "The name must not be empty.", "禁止进入", "Der Wert darf nicht leer sein."):
        acts = {hit.lexeme.ref for hit in matcher().text(text) if hit.lexeme.kind == "cue"}
        assert "acts:LX" not in acts, text
    for text in ("不得采集民族信息", "Religion shall not be recorded.", "宗教を記録してはならない"):
        acts = {hit.lexeme.ref for hit in matcher().text(text) if hit.lexeme.kind == "cue"}
        assert "acts:LX" in acts, text


def cases() -> list[Mapping[str, object]]:
    groups = yaml.safe_load(CASES.read_text("utf-8"))
    return [case for group in groups.values() for case in group]


def declarations(case: Mapping[str, object]) -> tuple[Declaration, ...]:
    made: list[Declaration] = []

    def add(kind: Kind, name: str, note: str, parent: int | None) -> None:
        span = Span(10 * len(made), 10 * len(made) + 1)
        notes = (Note(note, span),) if note else ()
        made.append(Declaration(kind=kind, name=name, span=span, extent=span, parent=parent, notes=notes))

    add("record", str(case["record"]), str(case.get("note", "")), None)
    fields = case["fields"]
    assert isinstance(fields, list)
    for field in fields:
        name, _, note = str(field).partition("|")
        add("field", name.strip(), note.strip(), 0)
    return tuple(made)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['is']}-{case['record']}")
def test_what_a_record_is_about(case: Mapping[str, object]) -> None:
    preamble = (Note(str(case["preamble"]), Span(0, 0)),) if "preamble" in case else ()
    context = Context(declarations(case), preamble, matcher())
    signs = context.inside(0)
    assert signs.verdict() == case["is"], (signs.person, signs.things, signs.why)


def test_the_files_are_the_ones_that_are_loaded() -> None:
    assert {path.name for path in DATA.glob("_*.yaml")} == {
        "_people.yaml", "_things.yaml", "_companions.yaml", "_cues.yaml",
    }  # fmt: skip
