"""Verdicts and statements: kept for good, found again after a rescan, never carried over silently."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from counterspec.casework.add import Adding
from counterspec.casework.exporting import exported
from counterspec.casework.importing import take
from counterspec.casework.kept import FindingKept, Kept, keep
from counterspec.casework.statements import record, statements_of
from counterspec.casework.verdicts import give, lost, settle_all, standing_of
from counterspec.casework.writing import write
from counterspec.errors import CounterspecError, StoreError, UnreadableError, UsageError
from counterspec.model import Box, Origin, Source, Statement, Verdict, Wishes
from counterspec.pipeline import Setup
from counterspec.store import Case, log
from counterspec.store.documents import findings_of
from counterspec.store.verdicts import Judged, judged
from tests.case_of_files import shown
from tests.conftest import ROOT

AT = "2031-05-01T08:00:00Z"
STANDARD = """# XX/T 9955—2031

# Person records

XX/T 9955—2031

Issued 2031-01-01

| No. | Identifier | Name | Type | Obligation |
|---|---|---|---|---|
| 1 | PersonName | name of the person | string | M |
| 2 | EthnicCode | ethnicity of the person | {type} | {obligation} |
{more}
The system shall sort persons{wrap}by ethnicity{wrap}in every list it shows.
The system shall delete records after a year.
"""


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.new(tmp_path / "case")


def kept(setup: Setup, said: str, name: str = "standard.md", sha256: str | None = None) -> Kept:
    import hashlib

    data = said.encode()
    digest = sha256 or hashlib.sha256(data).hexdigest()
    source = Source(name, data, digest, digest, Wishes(whole=True))
    return keep(source, Origin(name, name), setup)


def standard(**changed: str) -> str:
    return STANDARD.format(**({"type": "string(2)", "obligation": "O", "more": "", "wrap": " "} | changed))


def put(case: Case, one: Kept) -> list[tuple[str, str]]:
    """Write a document; return what each of its findings stands at, in order of place."""
    with case.changing() as connection:
        write(connection, one, ("r", "j"), AT)
        return standings(connection, one.card.sha256)


def standings(connection: object, sha256: str) -> list[tuple[str, str]]:
    rows = connection.execute(  # type: ignore[attr-defined]
        text(
            "SELECT concept || ' ' || act || ' ' || quote, standing FROM findings WHERE sha256=:s ORDER BY seq"
        ),
        {"s": sha256},
    )
    return [(row[0], row[1]) for row in rows]


def of(now: list[tuple[str, str]]) -> set[str]:
    return {standing for _, standing in now}


def everything(one: Kept) -> list[str]:
    return [found.finding.id for found in one.findings]


def test_the_sample_has_a_field_and_a_sentence(setup: Setup) -> None:
    acts = [(f.finding.concept, f.finding.act, f.finding.about) for f in kept(setup, standard()).findings]
    assert ("origin.ethnicity", "L1", "field") in acts
    assert ("origin.ethnicity", "L5", "sentence") in acts


def test_verdicts_stay_where_the_same_bytes_are_read_again(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    put(case, one)
    give(case, everything(one), "confirmed", "read", "Ana", AT)
    assert of(put(case, one)) == {"confirmed"}


def test_verdicts_survive_other_line_ends_and_pages(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    put(case, one)
    give(case, everything(one), "confirmed", "", "Ana", AT)
    again = kept(setup, "<!-- published again -->\n\n" + standard(wrap="\n"))
    assert again.card.sha256 != one.card.sha256
    assert of(put(case, again)) == {"confirmed"}


def test_a_field_that_became_mandatory_asks_for_another_look(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    put(case, one)
    give(case, everything(one), "confirmed", "", "Ana", AT)
    now = put(case, kept(setup, standard(obligation="M")))
    assert [standing for key, standing in now if " L1 " in key or " L3 " in key] == ["look-again"]
    assert [standing for key, standing in now if " L5 " in key] == ["confirmed"]


def test_one_more_of_what_only_order_tells_apart_asks_for_another_look(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    put(case, one)
    give(case, everything(one), "confirmed", "", "Ana", AT)
    row = "| 3 | EthnicCode | ethnicity of the person | string(2) | O |\n"
    now = put(case, kept(setup, standard(more=row)))
    assert "look-again" in of(now)
    assert "confirmed" in of(now)  # the sentence did not change


def test_text_recognised_anew_at_the_same_place_asks_for_another_look(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    boxed = replace(one, findings=tuple(moved(found, 0.0) for found in one.findings))
    put(case, boxed)
    give(case, everything(boxed), "confirmed", "", "Ana", AT)
    other = replace(
        one,
        findings=tuple(
            replace(moved(found, 3.0), fingerprint=f"other{n}.0", saying="other")
            for n, found in enumerate(one.findings)
        ),
    )
    assert of(put(case, other)) == {"look-again"}
    elsewhere = replace(
        one,
        findings=tuple(
            replace(moved(found, 90.0), fingerprint=f"other{n}.0", saying="other")
            for n, found in enumerate(one.findings)
        ),
    )
    assert of(put(case, elsewhere)) == {"none"}
    with case.reading() as connection:
        assert len(lost(connection)) == len(one.findings)


def moved(found: FindingKept, by: float) -> FindingKept:
    place = 100.0 + 20 * found.finding.evidence.span.start + by
    evidence = replace(found.finding.evidence, page=1, boxes=(Box(50.0, place, 90.0, place + 10),))
    return replace(found, finding=replace(found.finding, evidence=evidence))


@pytest.mark.parametrize(
    ("decisions", "standing"),
    [
        ([], "none"),
        ([("Ana", "confirmed")], "confirmed"),
        ([("Ana", "confirmed"), ("Ana", "rejected")], "rejected"),
        ([("Ana", "confirmed"), ("Ben", "confirmed")], "confirmed"),
        ([("Ana", "confirmed"), ("Ben", "rejected")], "disputed"),
        ([("Ana", "confirmed"), ("Ben", "rejected"), ("Ben", "withdrawn")], "confirmed"),
        ([("Ana", "unsure"), ("Ana", "withdrawn")], "none"),
        ([("Ana", "confirmed"), ("Ben", "unsure"), ("Ana", "unsure")], "unsure"),
    ],
)
def test_what_verdicts_come_to(decisions: list[tuple[str, str]], standing: str) -> None:
    given = [
        (Verdict("f", "p.0", "s", "0" * 64, decision, "", name, AT), True)  # type: ignore[arg-type]
        for name, decision in decisions
    ]
    assert standing_of(given) == standing
    if standing != "none":
        assert standing_of([(verdict, False) for verdict, _ in given]) == "look-again"


def test_a_second_reviewer_is_marked(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    put(case, one)
    first = everything(one)[:1]
    assert not give(case, first, "confirmed", "", "Ana", AT)[0][0].second
    assert not give(case, first, "unsure", "", "Ana", AT)[0][0].second
    assert give(case, first, "confirmed", "", "Ben", AT)[0][0].second


@pytest.mark.parametrize(
    ("finding", "decision", "name"),
    [
        ("f-nothing", "confirmed", "Ana"),
        ("", "confirmed", "Ana"),
        ("f-", "guilty", "Ana"),
        ("f-", "confirmed", " "),
    ],
)
def test_impossible_verdicts_are_refused(
    case: Case, setup: Setup, finding: str, decision: str, name: str
) -> None:
    put(case, kept(setup, standard()))
    with pytest.raises(UsageError):
        give(case, [finding], decision, "", name, AT)
    with case.reading() as connection:
        assert log.check(connection) == 0


def test_only_the_own_verdict_can_be_withdrawn(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    put(case, one)
    give(case, everything(one), "confirmed", "", "Ana", AT)
    with pytest.raises(UsageError, match="decided nothing"):
        give(case, everything(one)[:1], "withdrawn", "", "Ben", AT)


def test_nothing_in_the_log_can_be_changed_or_deleted(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    put(case, one)
    give(case, everything(one), "confirmed", "", "Ana", AT)
    for statement in ("UPDATE log SET by='Ben'", "DELETE FROM log"):
        with pytest.raises((DatabaseError, StoreError)), case.changing() as connection:
            connection.execute(text(statement))


def test_a_log_changed_behind_the_programs_back_is_noticed(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    put(case, one)
    give(case, everything(one), "confirmed", "", "Ana", AT)
    with case.changing() as connection:
        connection.execute(text("DROP TRIGGER log_keeps_UPDATE"))
        connection.execute(text("UPDATE log SET by='Ben' WHERE seq=2"))
    with case.reading() as connection, pytest.raises(StoreError, match="entry 2"):
        log.check(connection)


def test_standings_can_be_made_anew_from_the_log(case: Case, setup: Setup) -> None:
    one = kept(setup, standard())
    before = put(case, one)
    give(case, everything(one)[:1], "rejected", "", "Ana", AT)
    with case.changing() as connection:
        before = standings(connection, one.card.sha256)
        connection.execute(text("UPDATE findings SET standing='none'"))
        settle_all(connection)
        assert standings(connection, one.card.sha256) == before
    assert "rejected" in of(before)


def lines_of(case: Case) -> list[str]:
    with case.reading() as connection:
        return [json.dumps(line) for line in exported(connection, ("entry",))]


def test_decisions_are_taken_over_once(case: Case, setup: Setup, tmp_path: Path) -> None:
    one = kept(setup, standard())
    put(case, one)
    give(case, everything(one), "confirmed", "", "Ana", AT)
    other = Case.new(tmp_path / "other")
    put(other, one)
    assert take(other, lines_of(case), "file", AT).total() == len(one.findings)
    assert take(other, lines_of(case), "file", AT).total() == 0
    # What comes back home is known there.
    assert take(case, lines_of(other), "file", AT).total() == 0
    with other.reading() as connection:
        assert of(standings(connection, one.card.sha256)) == {"confirmed"}
        log.check(connection)


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "null", '{"a": 1}', '{"type": "entry"}', '{"type": "entry", "seq": "1"}', "[" * 5000,
        '{"type": "entry", "seq": 1, "kind": "verdict", "at": "", "by": "", "prev": "", "hash": "", "body": {}}',
    ],
)  # fmt: skip
def test_bad_lines_are_refused_by_number(case: Case, line: str) -> None:
    with pytest.raises(UnreadableError, match="file, line 2"):
        take(case, ["", line], "file", AT)


def denial(**changed: object) -> Statement:
    said = {
        "id": "", "party": "Yanghu City Standards Office", "text": "Annex B is not ours.", "said_on": "2031-02-11",
        "by": "press office", "place": "by e-mail", "source": "mail", "concerns": ("document:standard.md",),
    } | changed  # fmt: skip
    return Statement(**said)  # type: ignore[arg-type]


@pytest.fixture
def small(case: Case, setup: Setup, tmp_path: Path) -> Case:
    put(case, kept(setup, standard()))
    with case.changing() as connection:
        connection.execute(
            text(
                "INSERT INTO parties SELECT sha256, 99, 'issuer', 'Yanghu City Standards Office', NULL, '{}'"
                " FROM documents"
            )
        )
    return case


def test_a_statement_is_found_by_what_it_concerns(small: Case) -> None:
    made = record(small, denial(), "Mia", AT)
    again = record(small, denial(), "Mia", AT)
    assert made.id == again.id
    with small.reading() as connection:
        assert [one.id for one in statements_of(connection, *made.concerns)] == [made.id]
        assert [one.id for one in statements_of(connection, "party:Yanghu City Standards Office")] == [
            made.id
        ]
        assert statements_of(connection, "party:Somebody else") == []
        assert log.check(connection) == 1
    assert made.concerns[1].startswith("document:") and len(made.concerns[1]) == 9 + 64


def test_a_correction_keeps_what_it_corrects(small: Case) -> None:
    first = record(small, denial(), "Mia", AT)
    record(small, denial(text="Annex B was ours.", replaces=first.id), "Mia", AT)
    with small.reading() as connection:
        assert len(statements_of(connection, "party:Yanghu City Standards Office")) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"party": "Nobody"}, {"text": " "}, {"said_on": "yesterday"}, {"source": ""}, {"by": ""},
        {"concerns": ("finding:f-x",)}, {"concerns": ("document:",)}, {"concerns": ("rumour",)}, {"replaces": "s-0"},
    ],
    ids=str,
)  # fmt: skip
def test_statements_that_cannot_be_kept_are_refused(small: Case, changed: dict[str, object]) -> None:
    with pytest.raises(CounterspecError):
        record(small, denial(**changed), "Mia", AT)
    with small.reading() as connection:
        assert log.check(connection) == 0


@pytest.mark.parametrize(
    "said", ["party: [", "party: " + "[" * 400_000, "- no keys"], ids=["cut", "deep", "list"]
)
def test_a_file_that_is_no_statement_is_named(
    small: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str
) -> None:
    file = tmp_path / "answer.yaml"
    file.write_text(said, "utf-8")
    code, _, err = shown(capsys, "case", "statement", small.folder, file, "--by", "Mia")
    assert code == 2 and "answer.yaml" in err
    with small.reading() as connection:
        assert list(log.entries(connection, "statement")) == []


@pytest.mark.slow
def test_findings_of_one_document_have_fingerprints_of_their_own(tmp_path: Path, setup: Setup) -> None:
    case = Case.new(tmp_path / "case")
    list(Adding(case, [ROOT / "examples/gate-sdk", ROOT / "examples/tender"], setup, jobs=1))
    with case.reading() as connection:
        seen: dict[str, set[str]] = {}
        found: list[Judged] = [judged(connection, f.id) for f in findings_of(connection)]
        for one in found:
            prints = seen.setdefault(one.finding.evidence.sha256, set())
            assert one.fingerprint not in prints
            prints.add(one.fingerprint)
    assert len(found) > 20
