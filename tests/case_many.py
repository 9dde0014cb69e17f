"""A case of very many documents by rows alone: for lists that are shown in parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import insert

from counterspec.model import CitationAt, Evidence, PartyAt, Span
from counterspec.store import Case, schema
from counterspec.store.codec import json_of
from tests.case_building import digest

DOCUMENTS = 1_203
KINDS = ("tender", "standard", "notice", "")


def many(folder: Path) -> Case:
    """Return a case in which every document is named, dated, read, cited and named in in some other way."""
    case = Case.new(folder)
    rows = [document(number) for number in range(DOCUMENTS)]
    with case.changing() as connection:
        connection.execute(insert(schema.documents), rows)
        connection.execute(insert(schema.citations), [one for row in rows for one in _citations(row)])
        connection.execute(insert(schema.parties), [_party(row) for row in rows])
    return case


def document(number: int) -> dict[str, Any]:
    """Return the row of a document; its name does not sort as its number does."""
    name = f"pile/{number * 7919 % 10_007:05}.pdf"
    state = ("read", "read", "read", "read", "lost", "skipped")[number % 6]
    kind = KINDS[number % 4]
    standard = {
        "number": f"XX/T {20_000 + number // 8}-{2020 + number % 8}", "canonical": f"XX/T {20_000 + number // 8}",
        "edition": str(2020 + number % 8),
    } if kind == "standard" else {"number": None, "canonical": None, "edition": None}  # fmt: skip
    return {
        "sha256": digest(name), "name": name, "state": state, "size": 1, "added_at": "", "reading_version": "",
        "judging_version": "", "pages": 4, "pages_read": 4 - number % 3 // 2 if state == "read" else 0, "kind": kind,
        "issued": None if number % 11 == 0 else f"20{20 + number % 12}-{1 + number % 12:02}-{1 + number % 28:02}",
        "title": f"Ärztekammer {number}" if number % 50 == 0 else f"Document {number}", **standard,
    }  # fmt: skip


def wanted_number(place: int) -> str:
    """Return a number that no document of the case has."""
    return f"XX/T {90_000 + place}"


def _evidence(row: dict[str, Any]) -> Evidence:
    return Evidence(row["sha256"], Span(0, 2), "民族", "", "", page=1)


def _citations(row: dict[str, Any]) -> list[dict[str, Any]]:
    number = int(row["title"].split()[1])
    # The first wanted document is cited by every document, each further one by fewer.
    made = []
    for seq, target in enumerate(dict.fromkeys((number, number // 2, number // 40, 0))):
        name = wanted_number(target)
        citation = CitationAt(
            row["sha256"], seq, name, name, None, "strict" if seq else "mention", None, f"Records {target}", None,
            _evidence(row),
        )  # fmt: skip
        made.append(
            {
                "sha256": row["sha256"], "seq": seq, "canonical": name, "edition": None, "form": citation.form,
                "page": 1, "data": json_of(citation),
            }
        )  # fmt: skip
    return made


def _party(row: dict[str, Any]) -> dict[str, Any]:
    number = int(row["title"].split()[1])
    name = f"Lijia{max(0, number - 40)} Systems Co., Ltd."
    party = PartyAt(row["sha256"], 0, "buyer" if number % 2 else "drafter", name, name, None, _evidence(row))
    return {
        "sha256": row["sha256"], "seq": 0, "role": party.role, "normal": name, "page": 1, "data": json_of(party),
    }  # fmt: skip
