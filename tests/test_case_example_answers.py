"""The invented investigation of examples/case/: editions, names, lists, law and answers, as written down by hand."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path
from shutil import copyfile, copytree
from typing import Any

import pytest

from tests.case_example import FOLDER, Made, Row, bare, counterspec, example, expected, place_of, rows
from tests.conftest import ROOT

DAY = expected("assessments")["today"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    case = example(tmp_path_factory)
    (case.folder / "aliases.yaml").write_bytes((FOLDER / "aliases.yaml").read_bytes())
    return case


@pytest.fixture(scope="module")
def decided(made: Made) -> Made:
    """Take the decisions on names that are written down, and record the answer."""
    for one in expected("names")["proposed"]:
        if one["decided"] != "open":
            word = "accept" if one["decided"] == "accepted" else "apart"
            counterspec("case", "names", made.folder, word, *one["names"], "--reason", "as written down")
    counterspec("case", "statement", made.folder, FOLDER / "statement.yaml")
    return made


def test_what_changed_between_the_editions(made: Made) -> None:
    truth = expected("diff")
    lines = rows("case", "diff", made.folder, truth["before"], truth["after"], "-f", "jsonl", status=1)
    [head] = [line for line in lines if line["type"] == "comparison"]
    assert head["same"] == len(truth["same"])
    found = {line["subject"]: _change(line) for line in lines if line["type"] == "difference"}
    assert found == {one["subject"]: _told(one) for one in truth["changes"]}


def _told(one: Row) -> Row:
    """Return a change as written down, in the spelling in which both are compared."""
    words = {key: bare(one[key]) for key in ("before", "after", "was", "condition") if key in one}
    values = {"values": [bare(value) for value in one["values"]]} if "values" in one else {}
    return {"kinds": one["kinds"], **words, **values}


def _change(line: Row) -> Row:
    said: Row = {"kinds": line["kinds"]}
    signs = {"added": "+", "removed": "-"}
    values = [
        f"{signs[value['kind']]} {code['code']} {code['label']}"
        for value in line["values"]
        for code in [value["after"] or value["before"]]
    ]
    told = {detail["kind"]: detail for detail in line["details"]}
    main = told.get(line["kinds"][0])
    if main and line["kinds"][0] in ("length", "obligation", "code-list-ref") and not values:
        said |= {"before": main["before"], "after": main["after"]}
    if values:
        said["values"] = values
    if line["was"]:
        said["was"] = line["was"]
    if line["after"] and line["after"]["condition"] and "obligation" in line["kinds"]:
        said["condition"] = line["after"]["condition"]
    return _told(said)


def test_editions_of_a_number_are_held_against_each_other(made: Made) -> None:
    """The scan repeats the native file of its edition: two editions are compared, not three."""
    lines = rows("case", "diff", made.folder, "XX/T 9400.3", "-f", "jsonl", status=1)
    [head] = [line for line in lines if line["type"] == "comparison"]
    assert [document["edition"] for document in head["documents"]] == ["2026", "2031"]


GROUNDS = {"alias-file": "alias file", "part": "shared stem"}


def test_names(decided: Made) -> None:
    found = [
        {
            "names": sorted([row["a"], row["b"]]),
            "ground": [GROUNDS[ground["kind"]] for ground in row["grounds"]],
            "decided": row["state"],
        }
        for row in decided.jsonl("names", "--state", "all")
    ]
    truth = [
        {"names": sorted(one["names"]), "ground": [one["ground"]], "decided": one["decided"]}
        for one in expected("names")["proposed"]
    ]
    assert sorted(found, key=str) == sorted(truth, key=str)


def test_roles_of_one_organisation(decided: Made) -> None:
    truth = expected("names")["roles"]
    lines = decided.jsonl("parties", truth.pop("names")[0], "--limit", "0")
    found: dict[str, list[str]] = {}
    for line in lines:
        if line["type"] == "claim" and line["document"]["copy_of"] is None:
            found.setdefault(line["role"], []).append(line["document"]["name"].rpartition("/")[2])
    assert {role: sorted(documents) for role, documents in found.items()} == truth
    counted = {role["role"]: role["documents"] for line in lines for role in line.get("roles", ())}
    assert counted == {role: len(documents) for role, documents in truth.items()}


def test_the_answer_stands_beside_what_it_concerns(decided: Made) -> None:
    said = "We were not involved in table 1"
    assert said in counterspec("case", "parties", decided.folder, "Lijia Vision Technology Ltd.")
    chains = decided.jsonl("chains", "--from", "YH-2031-0417", "--to", "XX/T 9400.3", "--limit", "0")
    assert chains
    assert all(said in str(chain["statements"]) for chain in chains)
    assert said in counterspec("case", "findings", decided.folder, "--document", "lj_person.h")
    assert said not in counterspec("case", "findings", decided.folder, "--document", "portrait-test-set.md")
    assert counterspec("case", "documents", decided.folder).count(said) == 2
    away = decided.jsonl("chains", "--from", "SH-2030-112", "--to", "XX/T 9512.2", "--limit", "0")
    assert away
    assert not any(said in str(chain["statements"]) for chain in away)


def law(made: Made, *words: str) -> dict[tuple[str, str, str, str], Row]:
    """Return assessments by document, place, concept and rule; values of lists are told with their field."""
    findings = {row["id"]: row for row in made.of("finding") if row["rule"]["id"] != "list.member"}
    names = made.names()
    found = {}
    for row in made.jsonl("law", "--on", DAY, *words):
        finding = findings.get(row["finding"])
        if finding is not None and finding["act"] != "L0":
            document = names[finding["document"]["sha256"]]
            found[document, place_of(finding), finding["concept"], row["rule"]] = row
    return found


def ids(elements: list[Row]) -> list[str]:
    return sorted(element["id"] for element in elements)


def test_rules(made: Made) -> None:
    plain = law(made)
    for one in expected("assessments")["rules"]:
        document, place = one["finding"]["document"], one["finding"]["place"]
        held = law(made, "--rule", one["rule"]) if "asked" in one else plain
        matching = {
            key: row
            for key, row in held.items()
            if key[:2] == (document, place) and key[3] == one["rule"]
            and key[2] == one["finding"].get("concept", key[2])
        }  # fmt: skip
        if "asked" in one:
            assert not any(key[:2] == (document, place) and key[3] == one["rule"] for key in plain)
        [row] = matching.values()
        assert (ids(row["shown"]), ids(row["not_shown"])) == (one["shown"], one["not_shown"]), one
        assert row["territory"] is None
        assert all(element["evidence"] for element in row["shown"])


def test_screens(made: Made) -> None:
    found = {
        (key[0], key[1], key[3]): (ids(row["shown"]), ids(row["not_shown"]))
        for key, row in law(made).items()
        if row["screen"]
    }
    truth: dict[Any, Any] = {
        (one["document"], one["place"], one["screen"]): (one["shown"], one["not_shown"])
        for one in expected("assessments")["screens"]
    }
    assert found == truth


def test_a_link_to_a_territory_is_what_a_person_states(decided: Made, tmp_path: Path) -> None:
    moved = replace(decided, folder=tmp_path / "moved")
    copytree(decided.folder, moved.folder)
    counterspec(
        "case", "use", moved.folder, "staff-form-e4.schema.json", "--place", "GB", "--what", "answered by its staff",
        "--source", "letter of the employer, 2031-11-06",
    )  # fmt: skip
    held = law(moved, "--rule", "UK-DPA-S1-8")
    row = held["staff-form-e4.schema.json", "ethnicGroup", "origin.ethnicity", "UK-DPA-S1-8"]
    assert "answered by its staff" in row["territory"]


def test_lists(decided: Made) -> None:
    lines = decided.jsonl(
        "parties",
        "Lijia Vision Technology Ltd.",
        "--list",
        str(FOLDER / "norland.yaml"),
        "--on",
        DAY,
        "--limit",
        "0",
    )
    names = decided.names()
    found = [
        {
            "match": line["match"], "document": names[line["document"]],
            "on_document_date": str(line["listed_on_document_date"]).lower(),
            "today": str(line["listed_today"]).lower(),
        }
        for line in lines if line["type"] == "listing" and line["document"]
    ]  # fmt: skip
    assert sorted(found, key=str) == sorted(expected("names")["listed"], key=str)


def test_the_other_company_is_not_listed(decided: Made) -> None:
    lines = decided.jsonl(
        "parties",
        "里嘉视觉科技（漾湖）有限公司",
        "--list",
        str(FOLDER / "norland.yaml"),
        "--on",
        DAY,
        "--limit",
        "0",
    )
    assert [line for line in lines if line["type"] == "listing"] == []
    assert {bare(line["name"]) for line in lines if line["type"] == "claim"} == {
        bare("里嘉视觉科技（漾湖）有限公司")
    }


def test_nothing_moves_by_deciding(decided: Made) -> None:
    assert "Everything holds" in counterspec("case", "verify", decided.folder)
    assert counterspec("case", "export", decided.folder, "--only", "document,party,citation,finding") == (
        decided.exported
    )


def test_the_page_about_it_names_findings_that_are_there(made: Made) -> None:
    named = set(re.findall(r"\bf-[0-9a-f]{12}\b", (FOLDER / "README.md").read_text("utf-8")))
    assert named
    assert named <= {row["id"] for row in made.of("finding")}


def test_the_page_about_it_can_be_followed(tmp_path: Path) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", (FOLDER / "README.md").read_text("utf-8"), re.M | re.S)
    words = [
        shlex.split(line.replace("out/case", str(tmp_path / "case"))) for line in "".join(blocks).splitlines()
    ]
    assert len(words) > 15
    for program, *rest in words:
        if program == "cp":
            copyfile(ROOT / rest[0], Path(rest[1]) / Path(rest[0]).name)
        elif program == "counterspec":
            # Editions that differ are told by the exit code.
            counterspec(*rest, status=1 if rest[1] == "diff" else 0)
    assert (tmp_path / "case.jsonl").is_file()
