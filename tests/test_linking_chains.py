"""Chains of small invented cases, from the clause that requires to the field that was found."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from counterspec.casework.add import Adding
from counterspec.casework.chains import Asked, Chains
from counterspec.casework.linking import are_links_current, link
from counterspec.model import Chain
from counterspec.pipeline import Setup
from counterspec.store import Case
from tests.case_of_files import built
from tests.conftest import ROOT, Run

PILES = {
    path.stem: yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    for path in sorted((ROOT / "tests/cases/linking/chains").glob("*.yaml"))
}
Made = Mapping[str, Path]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> Made:
    """Return a case for each pile."""
    made = {}
    for name, pile in PILES.items():
        folder = tmp_path_factory.mktemp(name)
        sources = folder / "sources"
        sources.mkdir()
        for file, text in pile["sources"].items():
            (sources / file).write_text(text, "utf-8")
        built(folder / "case", sources, setup=setup).close()
        made[name] = folder / "case"
    return made


def lines(run: Run, folder: Path, *options: str) -> list[dict[str, Any]]:
    done = run("case", "chains", folder, "-f", "jsonl", *options)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def brief(line: Mapping[str, Any]) -> dict[str, Any]:
    found = line["steps"][-1]["quote"].split("\t")[0] if line["finding"] else None
    return {
        "requires": line["requiring"]["name"],
        "through": [document["name"] for document in line["through"]],
        "finds": found,
        "form": line["form"],
        "bond": line["bond"],
    }


@pytest.mark.parametrize("name", PILES)
def test_chains_are_those_written_beside_the_documents(name: str, cases: Made, run: Run) -> None:
    made = lines(run, cases[name])
    expected = PILES[name]["chains"]
    assert [brief(line) for line in made] == [
        {
            "finds": None,
            **{key: e[key] for key in ("requires", "through", "finds", "form", "bond") if key in e},
        }
        for e in expected
    ]
    for line, wanted in zip(made, expected, strict=True):
        assert line["statement"] == wanted.get("says", line["statement"])
        assert line["not_shown"] == wanted.get("not_shown", line["not_shown"])
        assert line["notes"] == wanted.get("notes", line["notes"])
        if "steps" in wanted:
            steps = [f"{s['kind']} {s['section']} {s['words']}" for s in line["steps"]]
            assert steps == wanted["steps"]


@pytest.mark.parametrize("name", PILES)
def test_every_chain_is_proved_and_says_what_it_does_not_show(name: str, cases: Made, run: Run) -> None:
    made = lines(run, cases[name], "--tier", "all", "--form", "all")
    assert len({line["id"] for line in made}) == len(made)
    for line in made:
        assert line["kept"] == len(line["steps"])
        assert line["not_shown"].endswith(".") and "Not shown: " in line["not_shown"]
        assert not {"violates", "illegal", "target", "risk", "score"} & set(line["statement"].lower().split())
        listed = {"normative_list", "bibliography", "mention"} & {step["form"] for step in line["steps"]}
        if line["steps"][0]["form"] in listed:
            assert "must" not in line["statement"].partition(";")[0]


@pytest.mark.parametrize("name", PILES)
def test_the_order_of_adding_does_not_matter(
    name: str, cases: Made, setup: Setup, run: Run, tmp_path: Path
) -> None:
    expected = lines(run, cases[name])
    sources = sorted((cases[name].parent / "sources").iterdir())
    case = Case.new(tmp_path / "again")
    for source in random.Random(4).sample(sources, len(sources)):
        assert len(list(Adding(case, [str(source)], setup, 1))) == 1
    assert lines(run, tmp_path / "again") == expected


def test_linking_again_changes_nothing_and_notices_change(cases: Made, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(cases["eastern"], folder)
    case = Case.open(folder)
    link(case)
    assert are_links_current(case)
    assert not link(case).anew
    before = _links(case)
    assert link(case, force=True).anew
    assert _links(case) == before
    (tmp_path / "new.html").write_text(
        "<p>XX/T 9400.2—2031</p><p>4.1 应符合 XX/T 9400.1—2030 的规定。</p>", "utf-8"
    )
    assert run("case", "add", folder, tmp_path / "new.html", "-j", "1").returncode == 0
    link(case)
    assert are_links_current(case)
    # Its own citation, and one more part of the series that a tender cites.
    assert len(_links(case)) == len(before) + 2


def _links(case: Case) -> list[tuple[object, ...]]:
    with case.reading() as connection:
        rows = connection.exec_driver_sql("SELECT citing, seq, cited, how, note FROM links")
        return sorted(map(tuple, rows), key=repr)


def asked(folder: Path, **said: Any) -> list[Chain]:
    case = Case.open(folder)
    link(case)
    with case.reading() as connection:
        return list(Chains(connection, Asked(**said)))


def test_filters_leave_out_and_never_add(cases: Made) -> None:
    folder = cases["western"]
    whole = {chain.id for chain in asked(folder)}
    some: list[dict[str, Any]] = [
        {"start": "RV-2031-77"}, {"to": "ISO 94001-3:2031"}, {"to": "ISO 94001"}, {"party": "rivermouth"},
        {"concepts": ("origin.ethnicity",)}, {"forms": ("choice",)}, {"empty": "only"}, {"empty": "no"},
        {"tiers": ("D",), "empty": "no"}, {"to": "ISO 94001-3:2040"}, {"start": "nobody"},
    ]  # fmt: skip
    sizes = []
    for said in some:
        found = {chain.id for chain in asked(folder, **said)}
        assert found <= whole
        sizes.append(len(found))
    assert all(sizes[:8]) and not any(sizes[8:])
    assert {c.concept for c in asked(folder, concepts=("origin.ethnicity",))} == {"origin.ethnicity"}
    assert all(chain.finding is None for chain in asked(folder, empty="only"))


def test_what_people_decided_and_answered_stands_beside(cases: Made, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(cases["eastern"], folder)
    before = lines(run, folder, "--from", "a-general")
    [chain] = before
    answer = tmp_path / "answer.yaml"
    said = {
        "party": "漾湖市公共视频管理中心", "text": "We took no part in table 1.", "said_on": "2032-02-11",
        "by": "press office", "place": "by letter", "source": "letter of 11 February 2032",
        "concerns": [f"document:{chain['through'][0]['sha256']}"],
    }  # fmt: skip
    answer.write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    done = run("case", "statement", folder, answer, "--by", "A. Reviewer")
    assert done.returncode == 0, done.stderr
    [told] = lines(run, folder, "--from", "a-general")
    assert [one["text"] for one in told["statements"]] == [said["text"]]
    text = run("case", "chains", folder, "--from", "a-general").stdout
    assert "漾湖市公共视频管理中心, 2032-02-11: “We took no part in table 1.”" in text
    decided = run(
        "case", "verdict", folder, chain["finding"], "rejected", "--reason", "x", "--by", "A. Reviewer"
    )
    assert decided.returncode == 0, decided.stderr
    [left] = lines(run, folder, "--from", "a-general")
    assert left["finding"] is None and left["through"] == chain["through"]
    assert "XX/T 9400.3-2031: 1 finding that people rejected is left out." in left["notes"]


def test_people_read_chains(cases: Made, run: Run) -> None:
    done = run("case", "chains", cases["eastern"], "--from", "YH-2031-0417")
    assert done.returncode == 0
    text = done.stdout
    assert "3.1 平台[应符合] XX/T 9400 的规定。" in text
    assert "weakest step" in text and "Not shown: award, delivery, use." in text
    assert "3 of 3 links kept as quoted" in text
    assert "Cited and read; nothing of tiers A, C, D found" in text
    assert run("case", "chains", cases["eastern"], "--form", "firm").returncode == 2
    assert run("case", "chains", cases["eastern"], "--concept", "origin.nothing").returncode == 2
    nothing = run("case", "chains", cases["eastern"], "--from", "nobody").stdout
    assert nothing.startswith("No chain")


def test_people_read_what_is_wanted(cases: Made, run: Run, tmp_path: Path) -> None:
    done = run("case", "wanted", cases["western"])
    assert done.returncode == 0 and done.stdout.startswith("Nothing is wanted")
    (tmp_path / "t.html").write_text(
        "<h1>招标文件</h1><p>项目编号：YH-2031-0418</p><p>3.1 平台应符合 XX/T 9512.2—2029 的规定。</p>",
        "utf-8",
    )
    run("case", "new", tmp_path / "case")
    run("case", "add", tmp_path / "case", tmp_path / "t.html", "-j", "1")
    text = run("case", "wanted", tmp_path / "case").stdout
    assert "XX/T 9512.2-2029" in text and "strict: YH-2031-0418" in text
    [line] = run("case", "wanted", tmp_path / "case", "-f", "jsonl").stdout.strip().split("\n")
    assert json.loads(line)["cited_by"] == json.loads(line)["strictly"] == 1
