"""What stands beside every finding of a document: how binding it is by itself, and what says that it replaces it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from counterspec.casework.caveats import own_standing, replaced
from counterspec.casework.chains import Asked, Chains
from counterspec.model import Card
from counterspec.store import Case, schema
from counterspec.store.documents import cards
from tests.case_building import digest, put

OLD, NEW = ("XX/T 9400.3", "2026"), ("XX/T 9400.3", "2031")


def put_standard(
    connection: Connection, name: str, canonical: str, edition: str | None, *replaces: str, part: bool = False,
    text: str = "", **about: Any,
) -> None:  # fmt: skip
    number = f"{canonical}-{edition}" if edition else canonical
    given = {"kind": "standard", "number": number, "canonical": canonical, "edition": edition, **about}
    put(connection, name, [text], **given)
    said = [("replaces", one) for one in replaces] + [("replaces extent", "partial")] * part
    for seq, (label, value) in enumerate(said):
        row = {"sha256": digest(name), "seq": seq, "label": label, "value": value, "data": "{}"}
        connection.execute(insert(schema.said), row)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.new(tmp_path / "case")


def said_of(connection: Connection, name: str) -> tuple[str, ...]:
    [card] = cards(connection, [digest(name)])
    return replaced(connection, [card]).get(card.sha256, ())


def test_another_edition_that_replaces_it_is_named_once(case: Case) -> None:
    with case.changing() as connection:
        put_standard(connection, "old.pdf", *OLD)
        put_standard(connection, "new.pdf", *NEW, "XX/T 9400.3—2026")
        put_standard(connection, "new.scan.pdf", *NEW, "XX/T 9400.3-2026")
        assert said_of(connection, "old.pdf") == (
            "XX/T 9400.3-2031 of this case says that it replaces XX/T 9400.3-2026.",
        )
        assert said_of(connection, "new.pdf") == ()


@pytest.mark.parametrize("number", ["XX/T 9400.3-2020", "XX/T 9400.3", "XX/T 9400.4-2026", "no number"])
def test_another_number_or_edition_is_not_it(case: Case, number: str) -> None:
    with case.changing() as connection:
        put_standard(connection, "old.pdf", *OLD)
        put_standard(connection, "new.pdf", *NEW, number)
        put(connection, "note.txt", ["no number"])
        assert said_of(connection, "old.pdf") == said_of(connection, "note.txt") == ()


def test_a_document_that_names_its_own_number_says_nothing_of_itself(case: Case) -> None:
    with case.changing() as connection:
        put_standard(connection, "old.pdf", *OLD, "XX/T 9400.3-2026")
        put_standard(connection, "scan.pdf", *OLD)
        assert said_of(connection, "scan.pdf") == said_of(connection, "old.pdf") == ()


def test_in_part_and_by_a_draft_are_said(case: Case) -> None:
    with case.changing() as connection:
        put_standard(connection, "old.pdf", *OLD)
        put_standard(connection, "a.pdf", "XX/T 9411", "2033", "XX/T 9400.3-2026", part=True)
        put_standard(connection, "b.pdf", *NEW, "XX/T 9400.3-2026", kind="draft")
        assert said_of(connection, "old.pdf") == (
            "XX/T 9411-2033 of this case says that it replaces XX/T 9400.3-2026 in part.",
            "XX/T 9400.3-2031, a draft, of this case says that it replaces XX/T 9400.3-2026.",
        )


@pytest.mark.parametrize(("name", "number", "text", "said"), [
    ("a.pdf", ("XX/T 9400.3", "2026"), "", "XX/T 9400.3-2026 is a recommended standard by its number (“/T”)"),
    ("b.pdf", ("GB 99312", "2030"), "", "GB 99312-2030 is a mandatory standard by its number"),
    ("c.pdf", ("GB 99312", "2030"), "本标准为推荐性标准。", "says of itself: “本标准为推荐性标准”"),
    ("d.xsd", None, "", None),
])  # fmt: skip
def test_a_document_is_as_binding_as_chains_say(
    case: Case, name: str, number: tuple[str, str] | None, text: str, said: str | None
) -> None:
    with case.changing() as connection:
        if number:
            put_standard(connection, name, *number, text=text)
        else:
            put(connection, name, [text], kind="schema")
        [card] = cards(connection, [digest(name)])
        told = own_standing(connection, card)
        assert (said in told) if said and told else told is said is None
        assert told == Chains(connection, Asked()).standing(card.sha256)


def test_nothing_is_asked_of_documents_without_numbers(case: Case) -> None:
    with case.reading() as connection:
        assert replaced(connection, [Card("0" * 64, "a.txt", "read")]) == {}
