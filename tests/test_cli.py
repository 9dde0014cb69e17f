"""The command line over the examples, as a user runs it."""

import json
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, ROOT, Run, program


def findings(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def at(found: list[dict[str, object]], file: str) -> set[tuple[object, object, object]]:
    return {(f["line"], f["concept"], f["act"]) for f in found if str(f["file"]).endswith(file)}


@pytest.fixture(scope="module")
def examples() -> list[dict[str, object]]:
    """The findings of the examples, read once."""
    done = program("scan", "examples", "-f", "jsonl")
    assert done.returncode == 1, done.stderr
    return findings(done.stdout)


def test_values_outrank_the_name(examples: list[dict[str, object]]) -> None:
    found = at(examples, "person_object.xsd")
    assert (8, "origin.race", "L1") in found
    assert {(line, "origin.race", "L1") for line in (16, 17, 18)} <= found
    assert not any(line in (32, 33, 34) for line, _, _ in found)


def test_a_cited_code_table_counts(examples: list[dict[str, object]]) -> None:
    assert (6, "origin.ethnicity.registered", "L3") in at(examples, "population.sql")
    element = next(f for f in examples if f["line"] == 6 and str(f["file"]).endswith("population.sql"))[
        "element"
    ]
    assert isinstance(element, dict)
    assert element["identifier"] == "mzdm"
    assert element["obligation"] == "required"


def test_rules_that_fire_are_alerts(examples: list[dict[str, object]]) -> None:
    assert any(
        act == "L6" and str(c).startswith("origin.ethnicity") for _, c, act in at(examples, "alerts.yaml")
    )


def test_a_forbidden_field_is_a_prohibition(examples: list[dict[str, object]]) -> None:
    found = at(examples, "forbidden-fields.json")
    assert {act for _, _, act in found} == {"LX"}
    assert {"origin.race", "origin.ethnicity", "belief.religion", "belief.union"} <= {c for _, c, _ in found}


def test_other_subjects_are_left_alone(examples: list[dict[str, object]]) -> None:
    assert [f for f in examples if "/other/" in str(f["file"])] == []


def test_monitoring_is_shown_as_justified(run: Run) -> None:
    done = run("scan", "equality/monitoring.sql", "-f", "jsonl", cwd=EXAMPLES)
    found = findings(done.stdout)
    assert len(found) >= 3
    assert all("equality monitoring" in str(f["justification"]) for f in found)
    assert done.returncode == 0


def test_every_quote_stands_where_it_says(examples: list[dict[str, object]]) -> None:
    for f in examples:
        start, end = int(str(f["start"])), int(str(f["end"]))
        if f["line"]:
            text = (ROOT / str(f["file"])).read_text("utf-8")
            assert text[start:end] == f["quote"]
            assert text.count("\n", 0, start) + 1 == f["line"]


def test_the_same_at_any_number_of_workers(run: Run) -> None:
    one, two, four = (
        run("scan", "examples", "-f", "jsonl", "--grade", "all", "-j", n).stdout for n in (1, 2, 4)
    )
    assert one == two == four
    assert one


def test_exit_codes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("CREATE TABLE person (surname text, ethnicity text);", "utf-8")
    assert run("scan", tmp_path).returncode == 1
    assert run("scan", tmp_path, "--fail-on", "none").returncode == 0
    assert run("scan", tmp_path, "--fail-on", "act:L5").returncode == 0
    assert run("scan", tmp_path, "--tier", "D").returncode == 0
    missing = run("scan", tmp_path / "nothing")
    assert missing.returncode == 2
    assert "nothing: cannot be opened" in missing.stdout
    wrong = run("scan", tmp_path, "--fail-on", "tier:Q")
    assert wrong.returncode == 2
    assert "tier:Q" in wrong.stderr


def test_a_baseline_keeps_the_known_from_failing(run: Run, tmp_path: Path) -> None:
    file, known = tmp_path / "a.sql", tmp_path / "known.json"
    file.write_text("CREATE TABLE person (surname text, ethnicity text);", "utf-8")
    assert run("scan", file, "--write-baseline", known).returncode == 1
    assert run("scan", file, "--baseline", known).returncode == 0
    file.write_text("-- moved\n\nCREATE TABLE person (surname text, ethnicity text, religion text);", "utf-8")
    again = run("scan", file, "--baseline", known, "-f", "jsonl")
    assert again.returncode == 1
    assert {f["concept"]: f.get("known", False) for f in findings(again.stdout)} == {
        "origin.ethnicity": True, "belief.religion": False,
    }  # fmt: skip
    file.write_text("CREATE TABLE person (surname text);", "utf-8")
    assert "is found no more" in " ".join(run("scan", file, "--baseline", known).stdout.split())


def test_inline_justification_and_its_staleness(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text(
        '"""A model."""\nclass Patient:\n'
        "    ethnicity: str  # counterspec: justify[origin.ethnicity] bias testing, DPIA 7\n"
        "    # counterspec: justify[belief] nothing below\n    room: str\n",
        "utf-8",
    )
    done = run("scan", file)
    assert done.returncode == 0
    told = " ".join(done.stdout.split())
    assert "Justified: bias testing, DPIA 7 (stated in line 3)" in told
    assert "a.py:4: justify[belief] meets no finding any more" in told


def test_own_words_in_a_file_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "family: origin\nconcepts:\n- {id: origin.ethnicity, tier: A, identifiers: [zorblax_kin]}\n", "utf-8"
    )
    (tmp_path / "counterspec.toml").write_text('vocabulary = ["own.yaml"]\n', "utf-8")
    (tmp_path / "a.sql").write_text("CREATE TABLE person (surname text, zorblax_kin text);", "utf-8")
    assert [f["quote"] for f in findings(run("scan", "a.sql", "-f", "jsonl", cwd=tmp_path).stdout)] == [
        "zorblax_kin"
    ]
    assert run("scan", "a.sql", "--no-config", cwd=tmp_path).returncode == 0


def test_output_appears_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert run("scan", "examples", "-f", "jsonl", "-o", target).returncode == 1
    assert findings(target.read_text("utf-8"))
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("command", [(), ("scan",), ("explain",), ("concepts",), ("formats",), ("stages",)])
def test_help_has_examples(command: tuple[str, ...], run: Run) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert "counterspec " in done.stdout


def test_explain(run: Run) -> None:
    assert "racial category" in run("explain", "origin.race").stdout
    assert "outranks" in run("explain", "element.text").stdout
    some = findings(run("scan", "examples/register", "-f", "jsonl").stdout)[0]
    told = run("explain", some["id"], "examples/register").stdout
    assert "remedy" in told
    assert str(some["id"]) in told
    assert run("explain", "nonsense").returncode == 2


def test_formats_and_concepts_come_from_the_entries(run: Run) -> None:
    assert "XML Schema" in run("formats").stdout
    assert "民族" in run("concepts", "--lang", "zh-Hans").stdout
    assert "read" in run("stages").stdout
