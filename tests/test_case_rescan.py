"""`case rescan` judges anew what another version judged, from what was read, and says what changed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from counterspec.casework.versions import judging_version
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.store.blobs import blob_path
from counterspec.store.codec import document_bytes
from counterspec.store.documents import reading_of
from tests.case_of_files import built, change, lines_of, rows, shown, sources
from tests.conftest import ROOT

VOCABULARY = """\
family: gates
title: Gates
concepts:
- id: gates.railkin
  label: rail kin
  tier: A
  definition: an invented grouping of people
  why: invented
  terms:
    en: [rail kin]
  identifiers: [rail_kin]
  hits: ["a register of each person with the rail kin"]
  misses: ["the rail"]
"""
RAILS = "class Visit:\n    full_name: str\n    rail_kin: str\n"
"""No term of the vocabulary stands in it: it is not parsed before there is one."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> Path:
    folder = tmp_path_factory.mktemp("made")
    sources(folder / "sources")
    (folder / "sources" / "rails.py").write_text(RAILS, "utf-8")
    (folder / "sources" / "rails.md").write_text("The register holds the rail kin of each person.\n", "utf-8")
    built(folder / "case", folder / "sources", setup=setup).close()
    return folder / "case"


@pytest.fixture(autouse=True)
def _one_setup(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile each vocabulary once for all tests: it takes longer than everything else."""
    for module in ("rescan", "verify"):
        monkeypatch.setattr(f"counterspec.cli.case.{module}.Setup", SETUPS)


SETUPS = cache(Setup)


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return settings with a vocabulary of the user's own."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "terms.yaml").write_text(VOCABULARY, "utf-8")
    place = folder / "counterspec.toml"
    place.write_text('vocabulary = ["terms.yaml"]\n', "utf-8")
    return place


Rescan = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def rescan(capsys: pytest.CaptureFixture[str]) -> Rescan:
    def call(folder: Path, *options: object) -> tuple[int, list[dict[str, Any]]]:
        return lines_of(capsys, "case", "rescan", folder, *options)

    return call


def content(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all that a rescan may change, without row numbers."""
    return {
        table: rows(folder, f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3")
        for table, columns in (
            (
                "documents",
                "sha256, name, state, kind, number, pages, lines, size, copy_of, judging_version, added_at",
            ),
            ("findings", "sha256, seq, id, data, fingerprint, saying, standing"),
            ("citations", "sha256, seq, data"),
            ("said", "sha256, seq, data"),
            ("pages", "sha256, seq, text"),
            ("origins", "sha256, path, rel"),
        )
    }


def test_a_case_that_is_up_to_date_is_left_alone(copy: Path, rescan: Rescan) -> None:
    before = content(copy)
    code, (summary,) = rescan(copy, "--no-config")
    assert code == 0
    assert (summary["documents"], summary["current"], summary["outdated"]) == (0, 5, 0)
    assert content(copy) == before


def test_new_words_bring_new_findings(copy: Path, rescan: Rescan, config: Path) -> None:
    code, lines = rescan(copy, "--config", config)
    assert code == 0
    assert [(line["kind"], line["file"], line["quote"]) for line in lines[:-1]] == [
        ("new", "rails.md", "rail kin"), ("new", "rails.py", "rail_kin"),
    ]  # fmt: skip
    # A text that was not parsed for want of a term is read; nothing else is.
    assert (lines[-1]["documents"], lines[-1]["read"], lines[-1]["same"]) == (5, 1, 3)
    assert {row[0] for row in rows(copy, "SELECT judging_version FROM documents")} == {
        judging_version((config.parent / "terms.yaml",))
    }
    again, (summary,) = rescan(copy, "--config", config)
    assert (again, summary["documents"], summary["current"]) == (0, 0, 5)


def test_words_taken_back_take_their_findings(copy: Path, rescan: Rescan, config: Path) -> None:
    before = content(copy)
    rescan(copy, "--config", config)
    _, lines = rescan(copy, "--no-config")
    assert [line["kind"] for line in lines] == ["gone", "gone", "summary"]
    after = content(copy)
    # What was parsed once stays parsed: more is known of it than before, and nothing else.
    assert set(after.pop("said")) >= set(before.pop("said")) and after == before


def test_it_needs_neither_sources_nor_readers(
    copy: Path, rescan: Rescan, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the text that was never parsed is read from its bytes."""
    for name, sha256 in rows(copy, "SELECT name, sha256 FROM documents"):
        if name != "rails.py":
            blob_path(copy, str(sha256)).unlink()
    code, lines = rescan(copy, "--config", config)
    assert code == 0 and lines[-1]["documents"] == 5 and lines[-1]["unable"] == 0


def test_what_another_version_read_is_read_anew_only_when_asked(copy: Path, rescan: Rescan) -> None:
    before = content(copy)
    change(copy, "UPDATE documents SET reading_version = 'older' WHERE name <> 'note.txt'")
    _, (summary,) = rescan(copy, "--no-config")
    assert (summary["documents"], summary["outdated"], summary["current"]) == (0, 4, 1)
    _, (summary,) = rescan(copy, "--no-config", "--read")
    assert (summary["documents"], summary["read"], summary["outdated"]) == (4, 4, 0)
    _, (summary,) = rescan(copy, "--no-config", "--all")
    assert (summary["documents"], summary["read"], summary["same"]) == (5, 5, 3)
    assert content(copy) == before


def test_a_kept_reading_of_another_shape_is_read_anew_with_all(copy: Path, rescan: Rescan) -> None:
    before = content(copy)
    change(
        copy,
        "UPDATE readings SET document = x'00' WHERE sha256 = (SELECT sha256 FROM documents WHERE name = 'gate.sql')",
        "UPDATE documents SET judging_version = 'older'",
    )
    code, (line, summary) = rescan(copy, "--no-config")
    assert (code, line["kind"], line["file"], summary["unable"]) == (2, "unable", "gate.sql", 1)
    code, (summary,) = rescan(copy, "--no-config", "--all")
    assert (code, summary["unable"], summary["same"]) == (0, 0, 3)
    assert content(copy) == before


def test_a_changed_finding_says_how_and_asks_for_another_look(
    copy: Path, rescan: Rescan, capsys: pytest.CaptureFixture[str]
) -> None:
    """An older version said something else of a field, and a person confirmed that."""
    change(
        copy,
        "UPDATE findings SET saying = 'older', act = 'L1', data = json_set(data, '$.act', 'L1',"
        " '$.element.obligation', 'optional') WHERE quote = 'ethnic_group'",
        "UPDATE documents SET judging_version = 'older'",
    )
    (found,) = (str(row[0]) for row in rows(copy, "SELECT id FROM findings WHERE quote = 'ethnic_group'"))
    assert shown(capsys, "case", "verdict", copy, found, "confirmed", "--by", "R. Ito")[0] == 0
    _, (line, summary) = rescan(copy, "--no-config")
    assert (line["kind"], line["finding"], line["standing"]) == ("changed", found, "look-again")
    assert {(said["what"], said["before"], said["after"]) for said in line["says"]} == {
        ("act", "L1", "L3"), ("obligation", "optional", "required"),
    }  # fmt: skip
    assert (summary["changed"], summary["look_again"], summary["same"]) == (1, 1, 2)


def test_a_verdict_stays_where_nothing_changed(
    copy: Path, rescan: Rescan, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = (str(row[0]) for row in rows(copy, "SELECT id FROM findings WHERE quote = 'ethnic_group'"))
    shown(capsys, "case", "verdict", copy, found, "rejected", "--by", "R. Ito", "--reason", "an example")
    rescan(copy, "--config", config)
    rescan(copy, "--no-config", "--all")
    assert rows(copy, f"SELECT standing FROM findings WHERE id = '{found}'") == [("rejected",)]


def test_what_it_says_to_people(copy: Path, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = shown(capsys, "case", "rescan", copy, "-q", "--config", config)
    assert code == 0
    assert "+ ◆ A  gates.railkin" in out and "[rail_kin]" in out
    assert "4 documents from what was read of them; 1 from their bytes" in out
    assert "2 new, 0 gone, 0 changed, 3 as before" in out
    out = shown(capsys, "case", "rescan", copy, "-q", "--config", config)[1]
    assert "no document; 5 are up to date" in out and "Findings" not in out


KILLED = """
import os, signal, sys
from counterspec.casework import rescan
from counterspec.cli.main import main
write, left = rescan.write, int(sys.argv[1])
def last(*arguments):
    global left
    write(*arguments)
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
rescan.write = last
main(sys.argv[2:])
"""
"""A command that dies when it has written so many documents, and before the last of them is kept."""


@pytest.mark.slow
def test_a_rescan_that_is_killed_goes_on_where_it_was(
    tmp_path: Path, setup: Setup, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = sources(tmp_path / "sources")
    for number in range(12):
        (folder / f"r{number:02}.md").write_text(f"Part {number}.\nThe rail kin of each person.\n", "utf-8")
    built(tmp_path / "case", folder, setup=setup).close()
    case, whole = tmp_path / "case", tmp_path / "whole"
    shutil.copytree(case, whole)
    command = ["case", "rescan", "-q", "--config", str(config), "-j", "1"]
    assert shown(capsys, *command, whole)[0] == 0
    version = judging_version((config.parent / "terms.yaml",))
    kept = 0
    for number in (1, 7):
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, str(number), *command, str(case)], cwd=ROOT, capture_output=True, check=False
        )  # fmt: skip
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        kept += number - 1
        assert rows(case, "PRAGMA integrity_check") == [("ok",)]
        assert rows(case, f"SELECT count(*) FROM documents WHERE judging_version = '{version}'") == [(kept,)]
        # Each document is wholly of one version or the other.
        assert rows(
            case,
            "SELECT count(*) FROM documents d WHERE name LIKE 'r%' AND (judging_version ="
            f" '{version}') <> (SELECT count(*) FROM findings f"
            " WHERE f.sha256 = d.sha256)",
        ) == [(0,)]
    assert shown(capsys, *command, case)[0] == 0
    assert content(case) == content(whole)
    assert shown(capsys, "case", "verify", case, "-q", "--fast")[0] == 0


# -- removing ----------------------------------------------------------------------------------


def test_a_removed_source_leaves_nothing_but_the_log(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (sha256,) = (str(row[0]) for row in rows(copy, "SELECT sha256 FROM documents WHERE name = 'gate.sql'"))
    (found,) = (str(row[0]) for row in rows(copy, "SELECT id FROM findings WHERE quote = 'ethnic_group'"))
    shown(capsys, "case", "verdict", copy, found, "confirmed", "--by", "R. Ito")
    change(copy, f"UPDATE documents SET copy_of = '{sha256}' WHERE name = 'rails.py'")
    command = ("case", "remove", copy, sha256[:10], "-y", "--by", "R. Ito", "--reason", "sent by mistake")
    code, out, _ = shown(capsys, *command)
    assert (code, out) == (0, "Removed 1 source with 2 findings. The log says so.\n")
    assert not blob_path(copy, sha256).exists()
    for table in ("documents", "origins", "findings", "readings", "pages", "said", "problems"):
        assert rows(copy, f"SELECT count(*) FROM {table} WHERE sha256 = '{sha256}'") == [(0,)], table
    assert rows(copy, "SELECT count(*) FROM documents WHERE copy_of IS NOT NULL") == [(0,)]
    kinds = rows(copy, "SELECT kind, by, json_extract(body, '$.reason') FROM log ORDER BY seq")
    assert kinds[0][0] == "verdict" and kinds[1] == ("removal", "R. Ito", "sent by mistake")
    assert shown(capsys, "case", "verify", copy, "-q")[0] == 0
    assert shown(capsys, *command)[0] == 2


@pytest.mark.parametrize("meant", ["gate.sql", "{sources}/gate.sql", "{again}"])
def test_a_source_is_named_by_path_or_by_a_file_of_the_same_bytes(
    copy: Path, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], meant: str
) -> None:
    again = Path(shutil.copy(made.parent / "sources" / "gate.sql", tmp_path / "under another name.sql"))
    what = meant.format(sources=made.parent / "sources", again=again)
    assert shown(capsys, "case", "remove", copy, what, "-y", "--by", "R. Ito")[0] == 0
    assert rows(copy, "SELECT count(*) FROM documents") == [(4,)]
    assert rows(copy, "SELECT count(*) FROM documents WHERE name = 'gate.sql'") == [(0,)]


def test_a_folder_means_what_came_from_it(copy: Path, made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = shown(
        capsys, "case", "remove", copy, f"{made.parent}/sources/", "-y", "--by", "R. Ito", "-f", "jsonl"
    )
    assert code == 0 and len(out.splitlines()) == 5
    assert rows(copy, "SELECT count(*) FROM documents") == [(0,)]
    assert [p for p in (copy / "blobs").rglob("*") if p.is_file()] == []
    assert shown(capsys, "case", "verify", copy, "-q")[0] == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("nosuch", "-y", "--by", "R. Ito"), "nosuch: no source of this case"),
        (("gate.sql", "-y"), "needs a name"),
    ],
)
def test_what_cannot_be_removed_is_said_before_anything_is(
    copy: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], says: str
) -> None:
    code, _, err = shown(capsys, "case", "remove", copy, "note.txt", *options)
    assert code == 2 and says in err
    assert rows(copy, "SELECT count(*) FROM documents") == [(5,)]


def test_it_asks_before_it_removes(copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    code, out, _ = shown(capsys, "case", "remove", copy, "gate.sql", "--by", "R. Ito")
    assert code == 130 and "Remove 1 source and everything of it?" in out and "2 findings" in out
    assert rows(copy, "SELECT count(*) FROM documents") == [(5,)]


def test_a_source_whose_reading_is_kept_stays_readable(copy: Path) -> None:
    """What a rescan works from is the document as read, words and all."""
    (sha256,) = (str(row[0]) for row in rows(copy, "SELECT sha256 FROM documents WHERE name = 'gate.sql'"))
    with Case.open(copy).reading() as connection:
        reading = reading_of(connection, sha256)
    assert reading is not None
    assert (
        document_bytes(reading[0])
        == rows(copy, f"SELECT document FROM readings WHERE sha256 = '{sha256}'")[0][0]
    )
