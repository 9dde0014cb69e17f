"""Extractors: what a person reads out of tables, lists and sentences, by cases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterspec.extract import Extractor, Fact
from counterspec.formats import Format
from counterspec.model import Declaration, Document, Source
from counterspec.registry import discover
from counterspec.safe.text import decode
from counterspec.syntax.conditions import condition_in
from counterspec.syntax.obligations import read_obligation
from counterspec.syntax.table_roles import role_of
from counterspec.syntax.value_lists import read_values

CASES = Path(__file__).parent / "cases" / "extract"
FORMATS = {".csv": "csv", ".tsv": "csv", ".md": "markdown", ".html": "html"}


def cases(name: str) -> Any:
    """Return what stands in a file of plain cases."""
    return json.loads((CASES / f"{name}.json").read_text("utf-8"))


SAMPLES = sorted(path for path in CASES.glob("*/*") if path.suffix in FORMATS)


def read(path: str, data: bytes) -> Document:
    entry = discover("counterspec.formats", Format, third_party=False)[FORMATS[Path(path).suffix]]
    return entry.read(Source(path, data, "0" * 64), decode(data, path))


def extractors() -> dict[str, Extractor]:
    return discover("counterspec.extract", Extractor, third_party=False)


def described(declaration: Declaration, all_of_it: tuple[Declaration, ...]) -> str:
    """Return a declaration on one line: kind and name, then what is known of it."""
    obligation = (
        f"{declaration.obligation} '{declaration.obligation_quote}'" if declaration.obligation else None
    )
    owner = all_of_it[declaration.parent].name if declaration.parent is not None else None
    qualities = {
        "in": owner, "type": declaration.type_name, "length": declaration.length,
        "obligation": obligation,
        "if": declaration.condition, "times": declaration.cardinality, "list": declaration.code_list,
        "code": declaration.code, "number": declaration.number, "identifier": declaration.identifier,
    }  # fmt: skip
    known = [f"{name} {value}" for name, value in qualities.items() if value is not None]
    notes = [f"{note.role}: {note.text}" for note in declaration.notes]
    return " | ".join([f"{declaration.kind} {declaration.name}", *known, *notes])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_cases(sample: Path) -> None:
    document = read(sample.name, sample.read_bytes())
    entry = extractors()[sample.parent.name.replace("_", "-")]
    found = entry.extract(document)
    expected = json.loads(sample.with_suffix(".json").read_text("utf-8"))
    assert [described(declaration, found) for declaration in found] == expected
    check(document, found, 0)


def check(document: Document, found: tuple[Fact, ...], base: int) -> None:
    """Every place lies in the text, and every parent comes first."""
    size = len(document.text)
    declared = [fact for fact in found if isinstance(fact, Declaration)]
    for index, declaration in enumerate(declared, start=base):
        spans = [declaration.span, declaration.extent, *(note.span for note in declaration.notes)]
        assert all(0 <= start <= end <= size for start, end in spans)
        assert declaration.name
        assert declaration.parent is None or base <= declaration.parent < index


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_parents_count_on_from_the_document(sample: Path) -> None:
    document = read(sample.name, sample.read_bytes())
    first = extractors()[sample.parent.name.replace("_", "-")].extract(document)
    again = replace(document, declarations=first[:3])
    base = len(again.declarations)
    for entry in extractors().values():
        check(again, entry.extract(again), base)


CELL = st.text(alphabet='字段类型说明必选是否abc name type |<b>&;1=,-\n"', max_size=12)


@settings(max_examples=150)
@given(
    st.sampled_from([".csv", ".md", ".html"]), st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=8)
)
def test_no_table_breaks_an_extractor(suffix: str, cells: list[list[str]]) -> None:
    if suffix == ".html":
        text = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) for row in cells)
    else:
        bar = "|" if suffix == ".md" else ","
        text = "\n".join(bar + bar.join(row) + bar for row in cells)
    document = read("a" + suffix, text.encode())
    for entry in extractors().values():
        check(document, entry.extract(document), 0)


@settings(max_examples=200)
@given(st.text())
def test_no_text_breaks_an_extractor(text: str) -> None:
    document = read("a.md", text.encode("utf-8", "replace"))
    for entry in extractors().values():
        check(document, entry.extract(document), 0)


@pytest.mark.parametrize(
    ("head", "role"), [(head, role) for role, heads in cases("heads").items() for head in heads]
)
def test_heads_have_their_roles(head: str, role: str) -> None:
    assert role_of(head)[0] == role


@pytest.mark.parametrize(("cell", "role", "obligation"), cases("obligations"))
def test_obligations(cell: str, role: str, obligation: str | None) -> None:
    assert read_obligation(cell, role) == obligation


@pytest.mark.parametrize(("cell", "values"), cases("values"))
def test_values_of_a_cell(cell: str, values: list[list[str | None]]) -> None:
    found = read_values(cell)
    assert [[value.code, value.label] for value in found] == values
    assert all(cell[value.start : value.end] == value.label for value in found)


@pytest.mark.parametrize(("text", "condition"), cases("conditions"))
def test_conditions(text: str, condition: str | None) -> None:
    place = condition_in(text)
    assert (text[place.start : place.end] if place else None) == condition
