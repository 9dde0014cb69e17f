"""Chains that the workbench keeps between requests: the very ones a new look finds, whatever happened meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterspec.casework.add import Adding
from counterspec.casework.chains import Asked, Chains
from counterspec.casework.linking import link
from counterspec.casework.verdicts import give
from counterspec.link.saying import ENGLISH
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.web.found_chains import Found, KeptChains
from tests.case_of_files import built
from tests.chain_pile import chain_pile

EVERY = Asked()
SETUP = Setup()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = built(tmp_path / "case", chain_pile(tmp_path / "pile", tenders=4, standards=2), setup=SETUP)
    link(made)
    return made


def look(kept: KeptChains, case: Case, asked: Asked = EVERY) -> Found:
    """Return what is kept; it must be what a new look at the case finds."""
    with case.reading() as connection:
        found = kept.of(connection, asked, ENGLISH, "en")
        assert found.chains == list(Chains(connection, asked))
        assert not found.more
        return found


def test_chains_are_made_once_for_each_question(case: Case) -> None:
    kept = KeptChains()
    first = look(kept, case)
    some = look(kept, case, Asked(tiers=("A",)))
    assert len(first.chains) > len(some.chains) > 0
    assert look(kept, case) is first
    assert look(kept, case, Asked(tiers=("A",))) is some


def test_a_decision_shows_at_once(case: Case) -> None:
    kept = KeptChains()
    before = look(kept, case)
    rejected = next(chain.finding for chain in before.chains if chain.finding)
    give(case, [rejected], "rejected", "misread", "Ana", "2031-05-02T10:00:00Z")
    after = look(kept, case)
    assert rejected not in {chain.finding for chain in after.chains}


def test_a_new_document_shows_once_it_is_linked(case: Case, tmp_path: Path) -> None:
    kept = KeptChains()
    before = look(kept, case)
    more = chain_pile(tmp_path / "more", tenders=6, standards=2, seed=9)
    list(Adding(case, [str(more)], SETUP, 1))
    link(case)
    assert len(look(kept, case).chains) > len(before.chains)


def test_what_was_asked_for_long_ago_is_forgotten_and_made_again(case: Case) -> None:
    kept = KeptChains()
    first = look(kept, case)
    for tier in "ABCDE":
        look(kept, case, Asked(tiers=(tier,)))
    again = look(kept, case)
    assert again is not first
    assert again.chains == first.chains
