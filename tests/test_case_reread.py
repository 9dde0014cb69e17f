"""`case reread` reads pages with another engine: compared without a trace, taken over with name, proof and way back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterspec.casework.readings import page_readings
from counterspec.model import Document, Page, Span
from counterspec.recognise import engines
from tests import other_engine
from tests.case_example import FOLDER, counterspec, rows
from tests.conftest import ROOT
from tests.web_serving import firmest, logged

SCAN = FOLDER / "sources/XX_T_9400.3-2031.pdf"
NATIVE = FOLDER / "sources/XX_T_9400.3-2026.pdf"
PAGE = "3"

if all(engine.missing() for engine in engines()):
    pytest.skip("no recognition engine is installed", allow_module_level=True)
USUAL = next(engine.id for engine in engines() if engine.missing() is None)


@pytest.fixture(scope="module")
def before_it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Install another engine for every command of this module; gives the path that modules had before."""
    with pytest.MonkeyPatch.context() as patch:
        path = os.environ.get("PYTHONPATH", "")
        other_engine.install(tmp_path_factory.mktemp("engine"), patch)
        yield path


@pytest.fixture(scope="module")
def made(before_it: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reread") / "case"
    counterspec("case", "new", folder)
    counterspec("case", "add", folder, SCAN, NATIVE, "--quiet")
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "case"))


def exported(folder: Path) -> list[dict[str, Any]]:
    """Return all that the case says of its documents, without when."""
    lines = rows("case", "export", folder, "--only", "document,party,citation,finding")
    return [
        {key: value for key, value in line.items() if key not in ("added_at", "standing")} for line in lines
    ]


def standings(folder: Path) -> dict[str, str]:
    """Return the quotes of findings that verdicts are about, with what they come to."""
    found = rows("case", "export", folder, "--only", "finding")
    return {line["quote"]: line["standing"] for line in found if line["standing"] != "none"}


def reread(
    folder: Path, engine: str | None, *more: str, path: Path = SCAN, page: str = PAGE
) -> list[dict[str, Any]]:
    by = ["--usual"] if engine is None else ["--engine", engine]
    return rows("case", "reread", folder, path, "--page", page, *by, "--format", "jsonl", *more)


def test_a_comparison_says_what_differs_and_changes_nothing(case: Path) -> None:
    before = exported(case)
    page, *changes, summary = reread(case, other_engine.ID)
    assert (page["number"], page["before"]["engine"], page["after"]["engine"]) == (3, USUAL, other_engine.ID)
    assert page["same"] > 10
    marked = {
        (was["text"][a:b], now["text"][c:d])
        for was, now in ((one["before"], one["after"]) for one in page["others"])
        for (a, b), (c, d) in zip(was["marks"], now["marks"], strict=True)
    }
    assert marked == {("检", "捡"), ("色", "包")}
    assert all(one["after"]["confidence"] < one["before"]["confidence"] for one in page["others"])
    assert {change["kind"] for change in changes} == {"new", "gone", "changed"}
    assert not summary["taken"] and summary["same"] > 10
    assert exported(case) == before
    assert logged(case) == []


def test_the_same_engine_reads_the_same(case: Path) -> None:
    page, summary = reread(case, USUAL)
    assert page["others"] == [] and page["same"] > 10
    assert (summary["new"], summary["gone"], summary["changed"]) == (0, 0, 0)


def test_what_is_taken_over_verifies_and_can_be_taken_back(case: Path) -> None:
    before = exported(case)
    found = {
        one.finding.evidence.quote: one.finding for one in firmest(case) if one.finding.evidence.page == 3
    }
    stays, changes = found["EthnCode\t民族"], found["SkinClr\t肤色"]
    for one in (stays, changes):
        counterspec("case", "verdict", case, one.id, "confirmed")
    *_, summary = reread(case, other_engine.ID, "--take", "--by", "M. Oduya", "--reason", "to see")
    assert summary["taken"]
    [(by, entry)] = logged(case, "reading")
    assert (by, entry["pages"], entry["chosen"], entry["reason"]) == (
        "M. Oduya",
        [3],
        other_engine.ID,
        "to see",
    )
    assert entry["engines"] == [f"{other_engine.ID} (1.0)"] and entry["before"][0].startswith(f"{USUAL} (")
    assert standings(case) == {"EthnCode\t民族": "confirmed", "SkinClr\t肤包": "look-again"}
    assert "Everything holds." in counterspec("case", "verify", case, "--no-cache")
    reread(case, None, "--take", "--by", "M. Oduya")
    assert exported(case) == before
    assert standings(case) == {"EthnCode\t民族": "confirmed", "SkinClr\t肤色": "confirmed"}


def test_what_was_added_by_hand_stands_where_its_words_stood_on_the_page(case: Path) -> None:
    def add(words: str) -> str:
        said = (
            "case",
            "by-hand",
            case,
            SCAN.name,
            words,
            "origin.caste",
            "L1",
            "--at",
            PAGE,
            "--why",
            "a test",
        )
        return counterspec(*said, "--by", "M. Oduya").split()[0]

    stays, changes = add("EthnCode 民族"), add("SkinClr 肤色")
    before = exported(case)
    counterspec("case", "verdict", case, stays, "confirmed")
    _, *differing, summary = reread(case, other_engine.ID)
    [told] = (one for one in differing if one.get("finding") == changes)
    assert (told["kind"], told["standing"], told["quote"]) == ("changed", "look-again", "SkinClr\t肤包")
    assert {"what": "when added", "before": "", "after": "SkinClr\t肤色"} in told["says"]
    assert exported(case) == before
    *_, taken = reread(case, other_engine.ID, "--take", "--by", "M. Oduya")
    assert {**summary, "taken": True} == taken
    assert standings(case) == {"EthnCode\t民族": "confirmed", "SkinClr\t肤包": "look-again"}
    assert "Everything holds." in counterspec("case", "verify", case, "--no-cache")
    reread(case, None, "--take", "--by", "M. Oduya")
    assert exported(case) == before
    assert standings(case) == {"EthnCode\t民族": "confirmed"}


def test_a_page_keeps_its_engine_through_everything_that_reads_it(
    case: Path, tmp_path: Path, before_it: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reread(case, other_engine.ID, "--take", "--by", "M. Oduya")
    taken = exported(case)
    counterspec("case", "rescan", case, "--all")
    assert exported(case) == taken
    # Wishes of its own make it be read again; what was decided of a page still holds.
    counterspec("case", "add", case, SCAN, "--recognise", "force", "--quiet")
    assert exported(case) == taken
    [wrong] = [one.finding for one in firmest(case) if one.finding.evidence.quote == "SkinClr\t肤包"]
    counterspec("case", "verdict", case, wrong.id, "confirmed")
    pack = tmp_path / "pack.zip"
    counterspec("pack", case, "-o", pack)
    assert "every quote stands in its source." in counterspec("verify", pack)
    monkeypatch.setenv("PYTHONPATH", before_it)
    said = counterspec("case", "verify", case, status=2)
    assert f"page 3 was recognised by {other_engine.ID}, which cannot run here" in " ".join(said.split())


def test_a_picture_can_stand_for_text_of_the_file_and_give_way_to_it_again(case: Path) -> None:
    before = exported(case)
    page, *_ = reread(case, USUAL, "--take", "--by", "M. Oduya", path=NATIVE)
    assert (page["before"], page["after"]["engine"]) == (None, USUAL)
    assert page["same"] > 5
    assert exported(case) != before
    assert "Everything holds." in counterspec("case", "verify", case)
    page, *_ = reread(case, None, "--take", "--by", "M. Oduya", path=NATIVE)
    assert (page["before"]["engine"], page["after"]) == (USUAL, None)
    assert exported(case) == before


@pytest.mark.parametrize(
    ("engine", "page", "says"),
    [
        ("nobody", PAGE, "no recognition engine is called 'nobody'"),
        (other_engine.ABSENT, PAGE, other_engine.REMEDY),
        (other_engine.ID, "40", "no page 40; it has 5"),
    ],
)
def test_what_cannot_be_read_is_said_and_leaves_the_case(
    case: Path, engine: str, page: str, says: str
) -> None:
    before = exported(case)
    words = ("case", "reread", case, SCAN, "--page", page, "--engine", engine, "--take", "--by", "M. Oduya")
    done = subprocess.run(
        [sys.executable, "-m", "counterspec", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2 and done.stdout == ""
    assert says in done.stderr
    assert exported(case) == before
    assert logged(case, "reading") == []


# -- two readings of one page -------------------------------------------------------------------

LINES = st.lists(st.text("民族 ab1\t", max_size=8), max_size=8)


def one_page(lines: list[str]) -> Document:
    text = "\n".join(lines)
    return Document("a", "0", "pdf", "application/pdf", "text", text, pages=(Page(1, Span(0, len(text))),))


@given(LINES, LINES)
def test_the_places_that_differ_make_one_reading_of_the_other(left: list[str], right: list[str]) -> None:
    readings = page_readings(1, one_page(left), one_page(right))
    said = [[line for line in lines if line.strip()] for lines in (left, right)]
    for other in readings.others:
        assert other.before.text != other.after.text
        for stretch in (other.before, other.after):
            assert all(stretch.text[a:b].strip() for a, b in stretch.marks)
    pairs = [(other.before.text.split("\n"), other.after.text.split("\n")) for other in readings.others]
    only = [[line for pair in pairs for line in pair[side] if line] for side in (0, 1)]
    assert [len(lines) for lines in said] == [len(lines) + readings.same for lines in only]
    assert Counter(said[0]) - Counter(only[0]) == Counter(said[1]) - Counter(only[1])


@given(LINES)
def test_a_reading_does_not_differ_from_itself(lines: list[str]) -> None:
    readings = page_readings(1, one_page(lines), one_page(lines))
    assert readings.others == () and readings.same == sum(bool(line.strip()) for line in lines)
