"""Findings by hand: kept in the log, taken back by their makers alone, found again where a text is read anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterspec.casework.exporting import exported
from counterspec.casework.importing import take
from counterspec.casework.notes import ByHand, Place, add, by_hand, stands, take_back
from counterspec.errors import UsageError
from counterspec.model import Document, Span
from counterspec.store import Case, log
from counterspec.vocab.loader import Concept

AT = "2031-05-01T08:00:00Z"
TEXT = "4.1 The system 𠀀 sorts persons by clan.\n"
CONCEPTS = {"origin.clan": Concept("origin.clan", "clan", "A")}
CLAN = Place(TEXT.index("by clan") - 1, TEXT.index(".\n"), "origin.clan", "L5", " the clause names it ")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.new(tmp_path / "case")


def document() -> Document:
    return Document("standard.md", "ab" * 32, "markdown", "text/markdown", "text", TEXT)


def made(case: Case, by: str = "M. Oduya") -> ByHand:
    return add(case, document(), CLAN, CONCEPTS, by, AT)


def listed(case: Case) -> list[ByHand]:
    with case.reading() as connection:
        return by_hand(connection)


def test_it_quotes_what_stands_there_without_blanks(case: Case) -> None:
    one = made(case)
    assert (one.quote, one.why, one.by) == ("by clan", "the clause names it", "M. Oduya")
    assert TEXT[one.span.start : one.span.end] == "by clan"
    assert listed(case) == [one]
    with case.reading() as connection:
        body = json.loads(next(iter(log.entries(connection, "note"))).body)
    assert body["made"] == "finding"
    assert set(body) == {"made", "sha256", "start", "end", "quote", "concept", "act", "why"}


@pytest.mark.parametrize(
    "place",
    [
        Place(5, 5, "origin.clan", "L5", "why"),
        Place(-1, 5, "origin.clan", "L5", "why"),
        Place(0, 5_000, "origin.clan", "L5", "why"),
        Place(3, 4, "origin.clan", "L5", "why"),
        Place(0, 5, "origin.house", "L5", "why"),
        Place(0, 5, "origin.clan", "L9", "why"),
        Place(0, 5, "origin.clan", "L5", "  "),
        Place(0, 5, "origin.clan", "L5", "y" * 2_001),
    ],
)
def test_what_is_no_finding_is_refused(case: Case, place: Place) -> None:
    with pytest.raises(UsageError):
        add(case, document(), place, CONCEPTS, "M. Oduya", AT)
    assert not listed(case)


def test_a_name_is_needed(case: Case) -> None:
    with pytest.raises(UsageError, match="name"):
        made(case, " ")


def test_only_its_maker_takes_it_back_and_the_log_keeps_both(case: Case) -> None:
    one = made(case)
    with pytest.raises(UsageError, match=r"M\. Oduya"):
        take_back(case, one.id, "L. Haddad", AT)
    take_back(case, one.id, "M. Oduya", AT)
    assert not listed(case)
    with case.reading() as connection:
        assert len(list(log.entries(connection, "note"))) == 2
    with pytest.raises(UsageError):
        take_back(case, one.id, "M. Oduya", AT)


def test_another_case_takes_it_over_with_what_was_taken_back(case: Case, tmp_path: Path) -> None:
    kept, gone = made(case), made(case, "L. Haddad")
    take_back(case, gone.id, "L. Haddad", AT)
    with case.reading() as connection:
        lines = [json.dumps(line, ensure_ascii=False) for line in exported(connection)]
    other = Case.new(tmp_path / "other")
    made(other, "A. Third")
    take(other, lines, "log", AT)
    assert {one.id for one in listed(other)} >= {kept.id}
    assert gone.id not in {one.id for one in listed(other)}
    assert {one.by for one in listed(other)} == {"M. Oduya", "A. Third"}


def test_entries_of_another_shape_are_passed_over(case: Case) -> None:
    with case.changing() as connection:
        for body in (
            {"made": "finding"},
            {"made": "finding", "start": "x"},
            {"text": "a remark"},
            {"made": 3},
        ):
            log.append(connection, "note", "x", body, AT)
    assert not listed(case)


def test_its_words_are_found_again(case: Case) -> None:
    one = made(case)
    assert stands(TEXT, one) == one.span
    moved = stands("Foreword.\n" + TEXT, one)
    assert moved == Span(one.span.start + 10, one.span.end + 10)
    assert stands("Nothing of it.", one) is None
    assert stands("", one) is None


def test_the_nearest_place_counts(case: Case) -> None:
    text = "by clan. " + "x" * 10 + TEXT
    assert stands(text, made(case)) == Span(text.rindex("by clan"), text.rindex("by clan") + 7)
