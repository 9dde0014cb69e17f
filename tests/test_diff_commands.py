"""Two documents held against each other from the command line, with and without a case."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from tests.conftest import EXAMPLES, Run, program
from tests.document_building import zipped
from tests.test_diff import CASES, edition, held, proven


def test_the_command_prints_both_quotes_and_ends_with_one(run: Run) -> None:
    folder = CASES / "dictionary"
    done = run("diff", folder / "before.md", folder / "after.md")
    assert done.returncode == 1
    assert "+ SkinClr  added, optional, 5 values" in done.stdout
    assert "2024    line 13, table 4  no such row between EthnCode and HairStyle" in done.stdout
    assert "~ KeyPsnFlag  made conditional" in done.stdout
    assert "Without a person concept\n  + ImgRef  added, mandatory" in done.stdout
    assert "8 differences, 4 elements the same." in done.stdout
    assert run("diff", folder / "before.md", folder / "before.md").returncode == 0


def test_filters_decide_what_is_shown_and_the_exit_code(run: Run) -> None:
    folder = CASES / "dictionary"
    both = folder / "before.md", folder / "after.md"
    done = run("diff", *both, "--concept", "origin", "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["type"] for line in lines] == ["comparison", *["difference"] * 3]
    assert [line["subject"] for line in lines[1:]] == ["Nation", "EthnCode", "SkinClr"]
    assert lines[3]["concepts"] == [{"concept": "origin.skin_colour", "tier": "A"}]
    assert run("diff", *both, "--tier", "N").returncode == 0
    assert run("diff", *both, "--concept", "nothing.such").returncode == 2


def test_what_cannot_be_read_is_a_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.sql").write_bytes(b"")
    done = run("diff", CASES / "sql" / "before.sql", tmp_path / "empty.sql")
    assert done.returncode == 2
    assert "empty.sql: the file is empty" in done.stdout
    done = run("diff", CASES / "sql", CASES / "sql" / "after.sql")
    assert done.returncode == 2
    assert "a file cannot be compared with a folder" in done.stderr


def test_folders_and_archives_are_paired_by_path_and_name(run: Run, tmp_path: Path) -> None:
    def of(name: str) -> str:
        return next((CASES / name.partition("/")[0]).glob(f"{name.partition('/')[2]}.*")).read_text("utf-8")

    old = [("sdk-1.0/a/person.xsd", of("xsd/before")), ("sdk-1.0/a/same.sql", of("sql/before")),
           ("sdk-1.0/b/gate.proto", of("proto/before")), ("sdk-1.0/standard-2024.md", of("clauses/before")),
           ("sdk-1.0/gone.h", of("header/before"))]  # fmt: skip
    new = [("sdk-1.1/a/person.xsd", of("xsd/after")), ("sdk-1.1/a/same.sql", of("sql/before")),
           ("sdk-1.1/c/gate.proto", of("proto/after")), ("sdk-1.1/standard-2030.md", of("clauses/after"))]  # fmt: skip
    for name, members in (("old", old), ("new", new)):
        (tmp_path / f"{name}.zip").write_bytes(zipped(members))
        for path, text in members:
            target = tmp_path / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    for one, other in (("old", "new"), ("old.zip", "new.zip"), ("old.zip", "new")):
        done = run("diff", tmp_path / one, tmp_path / other, "--format", "json")
        assert done.returncode == 1, done.stderr
        told = [(item["name"], item["state"], item["paired_by"]) for item in json.loads(done.stdout)]
        assert told == [
            ("a/person.xsd", "compared", "path"), ("a/same.sql", "identical", "path"),
            ("c/gate.proto", "compared", "name"), ("gone.h", "removed", "path"),
            ("standard-2030.md", "compared", "name"),
        ]  # fmt: skip
    text = run("diff", tmp_path / "old", tmp_path / "new").stdout
    assert "Papers  record added with permit_numbers" in text
    assert "− gone.h  only in the first" in text
    assert "4 pairs of files compared, 1 the same bytes, 3 with differences, 1 only in the first." in text


def test_archives_of_long_files_are_read_by_several_workers(run: Run, tmp_path: Path) -> None:
    for name, kind in (("old", "INT"), ("new", "BIGINT")):
        columns = ", ".join(f"column_{number} {kind} NOT NULL" for number in range(4000))
        files = [(f"{number}.sql", f"CREATE TABLE door ({columns});") for number in range(8)]
        (tmp_path / f"{name}.zip").write_bytes(zipped(files))
    done = run("diff", tmp_path / "old.zip", tmp_path / "new.zip", "--jobs", 2)
    assert done.returncode == 1, done.stderr
    assert "8 pairs of files compared, 0 the same bytes, 8 with differences." in done.stdout


def test_the_examples_in_two_languages_differ_where_they_do() -> None:
    names = [f"XX_T_9400.3-2031.{language}.pdf" for language in ("zh", "en")]
    found = held(*(edition(name, (EXAMPLES / "standard" / name).read_bytes()) for name in names))
    assert "different languages (zh and en)" in found.notes[0]
    # Each language defines elements the other has not; what both define is the same.
    assert {kind for change in found.changes for kind in change.kinds} == {"removed"}


# -- in a case -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a case of two editions of a dictionary, a third one, and a schema that names nobody."""
    folder = tmp_path_factory.mktemp("diff")
    sources = folder / "sources"
    sources.mkdir()
    for name in ("before", "after"):
        text = (CASES / "dictionary" / f"{name}.md").read_text("utf-8")
        year = "2024" if name == "before" else "2028"
        (sources / f"part2-{year}.md").write_text(text, "utf-8")
        (sources / f"{name}.sql").write_text(
            f"CREATE TABLE door (door_id INT NOT NULL, width {'INT' if name == 'before' else 'BIGINT'});",
            "utf-8",
        )
    third = (
        (CASES / "dictionary" / "after.md")
        .read_text("utf-8")
        .replace("2028", "2032")
        .replace("| 64 | M |", "| 64 | O |")
    )
    (sources / "part2-2032.md").write_text(third, "utf-8")
    for arguments in (("new", folder / "c"), ("add", folder / "c", sources)):
        done = program("case", *arguments)
        assert done.returncode == 0, done.stderr
    return folder / "c"


def test_documents_of_a_case_are_named_by_file_or_digest(case: Path, run: Run) -> None:
    done = run("case", "diff", case, "part2-2024.md", "part2-2028.md")
    alone = run("diff", CASES / "dictionary" / "before.md", CASES / "dictionary" / "after.md")
    assert done.returncode == 1, done.stderr
    assert done.stdout.partition("\n\n")[2] == alone.stdout.partition("\n\n")[2]
    lines = run(
        "case", "diff", case, "part2-2024.md", "part2-2028.md", "--format", "jsonl"
    ).stdout.splitlines()
    digests = [document["sha256"] for document in json.loads(lines[0])["documents"]]
    again = run("case", "diff", case, *(digest[:10] for digest in digests), "--format", "jsonl")
    assert again.stdout.splitlines() == lines


def test_what_people_rejected_or_added_lends_no_concept(case: Path, run: Run, tmp_path: Path) -> None:
    copy = shutil.copytree(case, tmp_path / "c")

    def concepts() -> dict[str, list[str]]:
        done = run("case", "diff", copy, "part2-2024.md", "part2-2028.md", "--format", "json")
        changes = json.loads(done.stdout)["changes"]
        return {change["subject"]: [one["concept"] for one in change["concepts"]] for change in changes}

    before = concepts()
    assert any(before.values())
    found = run("case", "findings", copy, "--grade", "all", "--format", "jsonl").stdout.splitlines()
    ids = [json.loads(line)["id"] for line in found]
    run(
        "case",
        "by-hand",
        copy,
        "part2-2028.md",
        "ImgRef",
        "origin.caste",
        "L1",
        "--why",
        "a test",
        "--by",
        "Ana",
    )
    assert run("case", "findings", copy, "--rule", "-", "--format", "jsonl").stdout.count("\n") == 1
    assert concepts() == before
    run("case", "verdict", copy, *ids, "rejected", "--by", "Ana")
    assert concepts() == {subject: [] for subject in before}


def test_what_names_nobody_is_read_in_full_to_be_compared(case: Path, run: Run) -> None:
    done = run("case", "diff", case, "before.sql", "after.sql")
    assert "~ door.width  type INT to BIGINT" in done.stdout
    assert "1 difference, 1 element the same." in done.stdout


def test_a_document_that_is_not_there_is_said(case: Path, run: Run) -> None:
    done = run("case", "diff", case, "part2-2024.md", "nothing.md")
    assert done.returncode == 2
    assert "nothing.md: no such document in the case" in done.stderr


def test_all_editions_of_a_number_are_compared_in_order(case: Path, run: Run) -> None:
    done = run("case", "diff", case, "XX/T 7711.2", "--format", "jsonl")
    assert done.returncode == 1, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    heads = [line for line in lines if line["type"] == "comparison"]
    assert [head["called"] for head in heads] == [
        ["the 2024 edition", "the 2028 edition"], ["the 2028 edition", "the 2032 edition"],
    ]  # fmt: skip
    assert [line["subject"] for line in lines if line["type"] == "difference"][-1] == "ImgRef"
    named = run("case", "diff", case, "XX/T 7711.2-2028", "XX/T 7711.2-2032", "--format", "json")
    assert [change["kinds"] for change in json.loads(named.stdout)["changes"]] == [["obligation"]]
    assert "several documents are meant" in run("case", "diff", case, "XX/T 7711.2", "after.sql").stderr
    assert "no document of that number" in run("case", "diff", case, "XX/T 1").stderr


def test_two_editions_of_the_example_differ_as_written_by_hand() -> None:
    pytest.importorskip("onnxruntime")  # the later edition is a scan
    folder = EXAMPLES / "case"
    expected = yaml.safe_load((folder / "expected" / "diff.yaml").read_text("utf-8"))
    names = expected["before"], expected["after"]
    before, after = (edition(name, (folder / "sources" / name).read_bytes()) for name in names)
    found = held(before, after)
    told = {change.subject: set(change.kinds) for change in found.changes}
    assert told == {change["subject"]: set(change["kinds"]) for change in expected["changes"]}
    assert found.same == len(expected["same"])
    proven(before, after, found)
