"""The glossary: it has a sentence for every mark that a finding can show, and says no more than that."""

from __future__ import annotations

from typing import get_args

import pytest

from counterspec.model import Standing
from counterspec.pipeline import Setup
from counterspec.terminal.glossary import GLOSSARY, explained, means, used
from counterspec.terminal.look import ACTS, STANDING, STRENGTH, TIERS
from counterspec.vocab.loader import TIERS as VOCABULARY
from tests.conftest import Run

SECTIONS = {section.id: {one.mark: one for one in section.marks} for section in GLOSSARY}


def test_every_mark_has_a_sentence() -> None:
    assert list(SECTIONS["tier"]) == list(TIERS) == list(VOCABULARY)
    assert list(SECTIONS["act"]) == list(ACTS)
    assert list(SECTIONS["strength"]) == list(STRENGTH)
    assert list(SECTIONS["standing"])[1:] == list(STANDING)
    assert set(SECTIONS["standing"]) == {*get_args(Standing)} - {"none"} | {"not reviewed"}
    assert {"candidate", "wanted"} <= set(SECTIONS["word"])


def test_names_are_those_that_findings_show() -> None:
    assert {mark: one.name for mark, one in SECTIONS["tier"].items()} == TIERS
    assert {mark: f"{mark} {one.name}" for mark, one in SECTIONS["act"].items()} == ACTS
    assert {mark: one.name for mark, one in SECTIONS["strength"].items()} == STRENGTH


def test_a_meaning_is_one_sentence() -> None:
    for section in GLOSSARY:
        for one in section.marks:
            assert one.means[0].isupper() and one.means.endswith("."), one
            assert ". " not in one.means, one
            assert len(one.means) < 160, one


def test_no_word_is_there_twice_or_is_a_concept_or_a_rule(setup: Setup) -> None:
    marks = [one.mark for section in GLOSSARY for one in section.marks]
    # "D" is a tier and a strength; whoever asks for it is told of both.
    assert sorted(mark for mark in set(marks) if marks.count(mark) > 1) == ["D"]
    assert not set(marks) & {*setup.concepts, *(rule.id for rule in setup.rules)}


def test_only_what_is_used() -> None:
    [acts, words] = used({"act": {"L5", "L1"}, "word": ("chain",), "tier": ()})
    assert [one.mark for one in acts.marks] == ["L1", "L5"]
    assert [one.mark for one in words.marks] == ["chain"]
    assert used({}) == ()


@pytest.mark.parametrize("mark", ["A", "L2", "R+", "D", "candidate", "not reviewed", "look-again"])
def test_explain_says_what_a_mark_means(mark: str, run: Run) -> None:
    told = run("explain", mark)
    assert told.returncode == 0
    found = explained(mark)
    assert (
        told.stdout.count(f"{mark}  " if found[0][1].name else f"{mark}\n") == len(found) == 1 + (mark == "D")
    )
    for section, one in found:
        assert means(section.id, mark) in told.stdout and one.name in told.stdout
