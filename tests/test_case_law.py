"""Findings of a case against legal rules, from the documents to what the commands print."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counterspec.assess.evaluate import Wanted
from counterspec.assess.held import Use
from counterspec.casework.add import Adding
from counterspec.casework.assessing import Assessed, assessed, state_use, uses
from counterspec.casework.verdicts import give
from counterspec.cli.main import main
from counterspec.errors import UsageError
from counterspec.model import Statement
from counterspec.store import Case, log
from counterspec.store.codec import json_of
from counterspec.store.documents import cards, findings_of
from counterspec.store.statements import document_called
from tests.conftest import ROOT
from tests.law_building import TODAY, regimes, setup

AT = "2031-05-01T08:00:00Z"

STANDARD = """# XX/T 9966—2031

# Police person search — Technical requirements

Issued 2031-04-01

## 1 Scope

This document applies to the police of Quell.

## 5 Requirements

5.1 The system shall support searching persons by ethnicity in real time at railway stations.

5.2 The system shall not record the religion of a person.

5.3 The system shall identify each person on the watch list by face recognition, one to many, from surveillance
cameras in real time.
"""
HEADER = """/* attributes of each person, inferred from the face by a neural network */
typedef struct person_result {
    int person_id;
    int race_result;   /* output: race of the person, recognised from the face image */
} person_result_t;
"""
FORM = """-- Equality monitoring of tenants, kept apart from the tenancy file. Answers are voluntary.
CREATE TABLE monitoring_answer (
    slip_no   bigint PRIMARY KEY,
    q1        varchar(30)  -- how would you describe your ethnic group?
);
"""
LOANS = """-- Loan application register under HMDA
CREATE TABLE loan_application (
    applicant_id    bigint PRIMARY KEY,
    applicant_race  char(1) NOT NULL  -- race of the applicant, on visual observation or surname where not given
);
"""
FILES = {"standard.md": STANDARD, "person.h": HEADER, "form.sql": FORM, "loans.sql": LOANS}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("law")
    (folder / "pile").mkdir()
    for name, said in FILES.items():
        (folder / "pile" / name).write_text(said, "utf-8")
    case = Case.new(folder / "case")
    list(Adding(case, [folder / "pile"], setup()))
    case.close()
    return folder / "case"


@pytest.fixture
def case(kept: Path, tmp_path: Path) -> Case:
    return Case.open(Path(shutil.copytree(kept, tmp_path / "case")))


Called = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Called:
    """Run the command line in this process; return its exit code and what it printed."""

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def held(case: Case, wanted: Wanted | None = None, **more: object) -> list[Assessed]:
    return list(assessed(case, setup(), regimes(), wanted or Wanted(), TODAY, **more))  # type: ignore[arg-type]


def told(found: list[Assessed]) -> dict[tuple[str, str, str], dict[str, tuple[int, int]]]:
    """Return, by file, concept and act, how many elements each rule has shown and not shown."""
    return {
        (one.card.name.rpartition("/")[2], one.finding.concept, one.finding.act): {
            made.rule: (len(made.shown), len(made.not_shown))
            for made in (*one.result.screens, *one.result.assessments)
        }
        for one in found
    }


def test_what_the_rules_make_of_a_pile(case: Case) -> None:
    found = told(held(case))
    assert found["standard.md", "origin.ethnicity", "L5"] == {
        "COE-108-6": (1, 0),
        "COE-AI-225": (1, 0),
        "EU-AIA-5-1-g": (2, 4),
        "EU-AIA-AnnexIII-1b": (1, 2),
        "EU-LED-10": (3, 0),
    }
    assert found["standard.md", "belief.religion", "LX"] == {"X-FORBID": (1, 0)}
    race = found["person.h", "origin.race", "L4"]
    assert race["EU-AIA-5-1-g"] == (6, 0)
    assert race["EU-AIA-AnnexIII-1b"] == (3, 0)
    assert race["EU-AIA-50-3"] == (1, 0)
    assert found["form.sql", "origin.ethnicity", "L1"] == {"X-EQUALITY": (5, 0), "UK-DPA-S1-8": (2, 0)}
    assert found["loans.sql", "origin.race", "L3"]["US-HMDA"] == (1, 0)


DICTIONARIES = {
    "searches.yaml": (
        "openapi: 3.0.0\ninfo: {title: Stop and searches, version: '1'}\ncomponents:\n  schemas:\n    "
        "StopSearchRecord:\n      type: object\n      properties:\n        self_defined_ethnicity: {type: string, "
        "description: ethnicity as the searched person defines it}\n",
        {"UK-PACE-A": (2, 0)},
    ),
    "register.md": (
        "# Loan application register: public fields\n\n| Field | Data type | Description |\n|---|---|---|\n"
        "| applicant_race_1 | string | race of the applicant or borrower |\n| denial_reason | string | reason |\n",
        {"US-HMDA": (1, 0), "US-ECOA-1002-5b": (2, 0)},
    ),
    "stops.md": (
        "# Police stops data dictionary\n\n| Field | Type | Description |\n|---|---|---|\n"
        "| stop_date | date | date of the stop |\n"
        "| subject_race | string | perceived race of the person being stopped |\n",
        {"US-CA-RIPA": (1, 0)},
    ),
    "questions.ts": (
        "/** Diversity questions; prefer not to say is an answer. */\nexport interface DiversityAnswers {\n"
        "  ethnicity?: Ethnicity; // self-described ethnic group of the applicant\n}\n",
        {"X-EQUALITY": (4, 1)},
    ),
}


def test_dictionaries_of_mandated_collection(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for name, (said, _) in DICTIONARIES.items():
        (pile / name).write_text(said, "utf-8")
    case = Case.new(tmp_path / "case")
    list(Adding(case, [pile], setup()))
    found = told(held(case, Wanted(unverified=True)))
    assert {name for name, _, _ in found} == set(DICTIONARIES)
    for (name, concept, _), rules in found.items():
        expected = DICTIONARIES[name][1]
        assert {rule: rules.get(rule) for rule in expected} == expected, (name, concept)


def test_every_quote_stands_where_it_says(case: Case) -> None:
    for one in held(case, Wanted(unverified=True, everything=True)):
        name = one.card.name.rpartition("/")[2]
        for made in (*one.result.screens, *one.result.assessments):
            for shown in made.shown:
                evidence = shown.evidence
                assert evidence is not None
                assert FILES[name][evidence.span.start : evidence.span.end] == evidence.quote
                assert evidence.sha256 == one.card.sha256


def test_a_stated_use_is_a_link_to_its_place(case: Case) -> None:
    use = Use("de", "in use at a station", "letter of the operator", "M. Oduya", "2031-06")
    assert state_use(case, use, "person.h", AT).place == "DE"
    by_file = {one.card.name.rpartition("/")[2]: one for one in held(case)}
    header = next(made for made in by_file["person.h"].result.assessments if made.rule == "EU-AIA-5-1-g")
    assert (
        header.territory
        == "M. Oduya states of DE, 2031-06: “in use at a station” (source: letter of the operator)"
    )
    assert {on.which: (on.date, on.state) for on in header.dates} == {
        "document": (None, "unknown"),
        "use": ("2031-06", "in force"),
        "today": (TODAY, "in force"),
    }
    others = [made for made in by_file["standard.md"].result.assessments if made.rule == "EU-AIA-5-1-g"]
    assert all(made.territory is None for made in others)
    state_use(case, use, "person.h", AT, withdrawn=True)
    with case.reading() as connection:
        assert list(uses(connection)) == []
        assert [entry.kind for entry in log.entries(connection)] == ["use", "use"]
        assert log.check(connection) == 2


def test_a_use_of_the_whole_case(case: Case) -> None:
    state_use(case, Use("GB", "sold in Leeds", "an offer", "M. Oduya"), None, AT)
    for one in held(case, Wanted(frozenset({"UK-DPA-S1-8"}))):
        assert one.result.assessments[0].territory is not None


@pytest.mark.parametrize(
    ("use", "document", "message"),
    [
        (Use("Europe", "sold", "an offer", "A"), None, "no place"),
        (Use("EU", "sold", "an offer", "A", "last year"), None, "no date"),
        (Use("EU", "sold", "an offer", "A", "2031-13"), None, "no date"),
        (Use("EU", " ", "an offer", "A"), None, "--what is missing"),
        (Use("EU", "sold", "", "A"), None, "--source is missing"),
        (Use("EU", "sold", "an offer", ""), None, "--by is missing"),
        (Use("EU", "x" * 5_000, "an offer", "A"), None, "more than"),
        (Use("EU", "sold", "an offer", "A"), "no-such-file", "no-such-file"),
    ],
)
def test_what_is_no_statement_of_use(case: Case, use: Use, document: str | None, message: str) -> None:
    with pytest.raises(UsageError) as error:
        state_use(case, use, document, AT)
    assert message in str(error.value)
    with pytest.raises(UsageError):
        state_use(case, use, document, AT, withdrawn=True)


def test_an_entry_of_another_shape_is_passed_over(case: Case) -> None:
    with case.changing() as connection:
        log.append(connection, "use", "A", {"somewhere": 1}, AT)
        log.append(connection, "use", "A", {"place": "EU", "what": 5, "source": "x"}, AT)
        assert list(uses(connection)) == []


def test_one_finding_and_one_rule(case: Case) -> None:
    one = next(o for o in held(case) if o.finding.concept == "origin.race" and o.finding.act == "L4")
    named = held(case, Wanted(frozenset({"EU-LED-10"})), ids=[one.finding.id[:9]])
    assert [o.finding.id for o in named] == [one.finding.id]
    assert [made.rule for made in named[0].result.assessments] == ["EU-LED-10"]
    with pytest.raises(UsageError):
        held(case, ids=["f-nothing"])


def test_the_same_twice(case: Case) -> None:
    assert held(case) == held(case)


# -- the commands ------------------------------------------------------------------------------


def test_law_prints_what_is_shown_and_what_is_not(case: Case, call: Called) -> None:
    brief = call("case", "law", case.folder, "--limit", "0")[1]
    for words in (
        "Prohibition screen: Shown as a safeguard",
        "Equality-monitoring screen: Shown as equality monitoring",
        "6 shown, 0 not shown, 4 not examined",
        "mandated collection; benchmark only",
        "off: nobody has checked them against the text of the law (--unverified)",
        "Nothing here says what is lawful, and nothing is added up.",
    ):
        assert words in brief
    whole = call("case", "law", case.folder, "--rule", "eu-aia-5-1-g", "--tier", "A")[1]
    for words in (
        "In our own words: Bans placing on the market",
        "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
        "Used as a benchmark only. Not shown is that it is placed on the market",
        "Matches all 6 textual elements of EU AI Act, art. 5(1)(g). Exceptions 1 to 4 not examined by this tool.",
        "□ Not shown  4",
        "┆ Exceptions not examined  4",
        "categorising biometric data in the area of law enforcement: see EU AI Act, Annex III(1)(b)",
        "Grade S: secondary source seen",
    ):
        assert words in whole
    assert "\x1b" not in brief + whole


def test_law_says_where_names_are_held_against_lists(case: Case, call: Called) -> None:
    assert "about names: counterspec case parties" in call("case", "law", case.folder)[1]


def test_law_as_json_lines(case: Case, call: Called) -> None:
    lines = call("case", "law", case.folder, "-f", "jsonl", "--on", "2028-01-01")[1].splitlines()
    made = [json.loads(line) for line in lines]
    assert made
    high = [one for one in made if one["rule"] == "EU-AIA-AnnexIII-1b"]
    assert {on["state"] for one in high for on in one["dates"] if on["which"] == "today"} == {"in force"}
    assert {one["screen"] for one in made} == {True, False}
    with case.reading() as connection:
        documents = {card.sha256: (card.name, card.number, card.issued) for card in cards(connection)}
        of = {finding.id: finding.evidence.sha256 for finding in findings_of(connection)}
    for one in made:
        about = one["document"]
        assert about["sha256"] == of[one["finding"]]
        assert (about["name"], about["number"], about["date"]) == documents[about["sha256"]]
    page = (ROOT / "docs" / "regimes.md").read_text("utf-8")
    element, on = made[0]["shown"][0], high[0]["dates"][0]
    for key in (*made[0], *made[0]["document"], *element, *on):
        assert re.search(rf"`{key}`|[ (]{key}[ ,(]", page), key


@pytest.mark.parametrize(
    "arguments",
    [
        ["--rule", "YH-9"],
        ["--regime", "mars"],
        ["--on", "tomorrow"],
        ["--on", "2031-02-30"],
        ["--finding", "f-none"],
        ["--act", "L9"],
        ["--tier", "X"],
        ["--concept", "origin.mars"],
    ],
)
def test_law_names_what_it_cannot_do(case: Case, call: Called, arguments: list[str]) -> None:
    code, _, said = call("case", "law", case.folder, *arguments)
    assert code == 2
    assert arguments[1] in said


def test_use_from_the_command_line(case: Case, call: Called) -> None:
    assert "benchmarks only" in call("case", "use", case.folder)[1]
    code, _, said = call(
        "case",
        "use",
        case.folder,
        "--place",
        "uk",
        "--what",
        "sold",
        "--source",
        "an offer",
        "--by",
        "M. Oduya",
    )
    assert code == 0, said
    shown = call("case", "use", case.folder)[1]
    assert "GB  the whole case  sold" in shown
    assert "stated by M. Oduya; source: an offer" in shown
    assert call("case", "use", case.folder, "--place", "Mars", "--by", "M")[0] == 2


def test_own_rules_from_the_settings(case: Case, call: Called, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "regimes.md").read_text("utf-8")
    (tmp_path / "own.yaml").write_text(page.partition("```yaml\n")[2].partition("```")[0], "utf-8")
    (tmp_path / "counterspec.toml").write_text('regimes = ["own.yaml"]\n', "utf-8")
    _, by_settings, _ = call(
        "case", "law", case.folder, "--regime", "own", "--config", tmp_path / "counterspec.toml"
    )
    _, by_option, _ = call("case", "law", case.folder, "--regime", "own", "--regimes", tmp_path / "own.yaml")
    assert "Yanghu Registers Act, s. 12(3)" in by_settings
    assert by_settings == by_option
    broken = tmp_path / "broken.yaml"
    broken.write_text("title: x\nrules:\n- {id: A}\n", "utf-8")
    code, _, said = call("regimes", "--regimes", broken)
    assert code == 2
    assert "broken.yaml:3: rule A: id: lacks version" in said


# -- what reviewers and parties say ------------------------------------------------------------


def test_a_rejected_finding_is_left_out_unless_it_is_named(case: Case) -> None:
    race = next(
        one.finding.id
        for one in held(case)
        if one.finding.concept == "origin.race" and one.finding.act == "L4"
    )
    give(case, [race], "rejected", "the header is a test", "M. Oduya", AT)
    assert race not in {one.finding.id for one in held(case)}
    named = held(case, ids=[race])
    assert [(one.finding.id, one.standing) for one in named] == [(race, "rejected")]


def test_statements_stand_beside_what_they_concern(case: Case, call: Called) -> None:
    said = Statement(
        "", "Quell Police Authority", "We search by nothing of the kind.", "2031-06-02", "press office", "by e-mail",
        "the letter", ("document:standard.md",),
    )  # fmt: skip
    with case.reading() as connection:
        sha256 = document_called(connection, "standard.md")
    concerns = ("party:Quell", f"document:{sha256}")
    with case.changing() as connection:
        body = json.loads(json_of(replace(said, id="s-0123456789ab", concerns=concerns)))
        log.append(connection, "statement", "M. Oduya", body, AT)
    with_it = {one.card.name.rpartition("/")[2] for one in held(case) if one.statements}
    assert with_it == {"standard.md"}
    assert (
        "Statement of Quell Police Authority, 2031-06-02: “We search" in call("case", "law", case.folder)[1]
    )
    whole = call("case", "law", case.folder, "--rule", "EU-LED-10")[1]
    assert "“We search by nothing of the kind.”" in whole
    assert "by press office, by e-mail; source: the letter" in whole
