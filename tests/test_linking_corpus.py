"""Real documents beside the project, as a case: which standard cites which, and that nothing is made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, program

CORPUS = ROOT.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(
    not (CORPUS / "INDEX.md").is_file(), reason="the corpus of real documents is not beside the project"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "case"
    assert program("case", "new", folder).returncode == 0
    done = program("case", "add", folder, CORPUS / "standards", CORPUS / "tenders")
    assert done.returncode in (0, 1), done.stderr
    return folder


def lines(*arguments: object) -> list[dict[str, Any]]:
    done = program("case", *arguments, "-f", "jsonl")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def test_the_test_specification_leads_to_the_standard_it_tests(case: Path) -> None:
    made = lines("chains", case, "--to", "GB/T 28181-2016")
    from_spec = [line for line in made if line["requiring"]["number"] == "GA/T 1355-2018"]
    assert [(line["form"], line["finding"]) for line in from_spec] == [("strict", None)]
    assert "213 of 213 pages" in from_spec[0]["statement"]
    assert "no sensitive attribute was found in it" in from_spec[0]["statement"]
    forms = {(line["requiring"]["number"], line["form"]) for line in made if len(line["through"]) == 1}
    assert forms == {
        ("GA/T 1355-2018", "strict"), ("GA/T 1400.1-2017", "strict"), ("GB/T 39274-2020", "partial"),
    }  # fmt: skip


def test_tenders_lead_where_they_cite_and_nowhere_else(case: Path) -> None:
    made = lines("chains", case, "--form", "all", "--tier", "all")
    tenders = [line for line in made if line["requiring"]["kind"] == "tender" and line["through"]]
    cited = {line["through"][-1]["canonical"] for line in tenders}
    # None of these tenders names a standard that is here.
    assert cited == set()


def test_no_chain_carries_a_protected_trait(case: Path) -> None:
    for line in lines("chains", case, "--form", "all", "--tier", "A"):
        assert line["finding"] is None


def test_every_link_of_every_chain_is_kept(case: Path) -> None:
    for line in lines("chains", case, "--form", "all", "--tier", "all"):
        assert line["kept"] == len(line["steps"])


def test_the_data_base_part_is_wanted(case: Path) -> None:
    wanted = {(w["canonical"], w["edition"]): w for w in lines("wanted", case)}
    part = wanted["GA/T 1400.3", "2017"]
    assert part["forms"][0] == "strict" and part["strictly"] == part["cited_by"] == 1
    assert ("GB/T 28181", "2016") not in wanted
    assert "editions differ" in wanted["GB/T 28181", "2011"]["note"]
