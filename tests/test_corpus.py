"""Real documents beside the project: what each must show, and which must show nothing."""

from __future__ import annotations

import csv
import json
import re
from typing import Any

import pytest

from tests.conftest import ROOT, program

CORPUS = ROOT.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(
    not (CORPUS / "INDEX.md").is_file(), reason="the corpus of real documents is not beside the project"
)
Found = list[dict[str, Any]]
_ENUMERATION = re.compile(r'<(?:\w+:)?enumeration\s+value="([^"]*)"')


def scan(*names: str, grade: str = "finding") -> Found:
    files = (CORPUS / name for name in names)
    done = program("scan", *files, "-f", "jsonl", "--grade", grade, "--no-config", "-q")
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def enumerated(name: str, type_name: str) -> list[str]:
    """Return the values of a simple type as they stand in the file, read without the scanner."""
    text = (CORPUS / name).read_text("utf-8")
    begin = re.search(rf'<(?:\w+:)?simpleType\s+name="{type_name}"', text)
    assert begin, type_name
    end = re.compile(r"</(?:\w+:)?simpleType>").search(text, begin.end())
    assert end
    return _ENUMERATION.findall(text[begin.end() : end.start()])


@pytest.mark.parametrize(
    ("name", "concept", "word"),
    [
        ("nibrs/fbi_ucr.xsd", "origin.ethnicity", "ethnic"),
        ("nibrs/hi_nibrs_codes.xsd", "origin.race", "race"),
    ],
)
def test_every_code_of_a_list(name: str, concept: str, word: str) -> None:
    lists = [
        f["element"]
        for f in scan(name)
        if f["concept"].startswith(concept) and f["element"] and f["element"]["code_list"]
        and word in f["element"]["identifier"].lower()
    ]  # fmt: skip
    assert lists
    whole = [e for e in lists if f'name="{e["identifier"]}"' in (CORPUS / name).read_text("utf-8")]
    checked = 0
    for element in whole:
        try:
            wanted = enumerated(name, element["identifier"])
        except AssertionError:
            continue  # an element of that type, not the type itself
        checked += 1
        assert [code["code"] for code in element["code_list"]] == wanted
    assert checked


def test_extensions_for_race_and_ethnicity() -> None:
    found = scan("fhir")
    for word, concept in (("race", "origin.race"), ("ethnicity", "origin.ethnicity")):
        assert any(word in f["file"].rpartition("/")[2] and f["concept"].startswith(concept) for f in found)


@pytest.fixture(scope="module")
def positives() -> Found:
    names = [f"positives/{path.name}" for path in sorted((CORPUS / "positives").iterdir())
             if path.suffix in (".doc", ".docx", ".xlsx", ".md", ".tsv")]  # fmt: skip
    return scan(*names)


def truth() -> list[dict[str, str]]:
    """The rows of documents whose tables are read; text pages of PDF come with their own stage."""
    place = CORPUS / "truth" / "positives.tsv"
    if not place.is_file():
        return []
    with place.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [row for row in rows if row["file"].endswith((".doc", ".docx", ".xlsx", ".md", ".tsv"))]


@pytest.mark.parametrize("row", truth(), ids=lambda row: row["file"].rpartition("/")[2])
def test_fields_of_documents(row: dict[str, str], positives: Found) -> None:
    elements = [
        f["element"] for f in positives
        if f["file"].endswith(row["file"]) and f["concept"].startswith(row["concept"]) and f["element"]
    ]  # fmt: skip
    named = [e for e in elements if row["identifier"] in (e["identifier"], e["label"])]
    assert named, elements
    if row["type"] and not row["type"].startswith("("):
        wanted = row["type"].lower().replace(" ", "")
        written = {
            (f"{e['type']}({e['length']})" if e["length"] and "(" not in (e["type"] or "") else str(e["type"]))
            .lower().replace(" ", "")
            for e in named
        }  # fmt: skip
        assert wanted in written
    if row["obligation"] in ("nullable", "optional"):
        assert "required" not in {e["obligation"] for e in named}
    if row["code_list"]:
        assert any(row["code_list"] in str(e["code_list_ref"]) or e["code_list"] for e in named), named


def test_documents_on_other_matters_give_nothing() -> None:
    tenders = [f"tenders/{path.name}" for path in sorted((CORPUS / "tenders").glob("*.pdf"))]
    found = scan("standards/rfc2976.pdf", *tenders)
    assert [(f["file"], f["quote"], f["concept"]) for f in found if f["tier"] == "A"] == []
