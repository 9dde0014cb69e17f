"""Data elements as whole documents define them: every extractor together, with lists found by reference."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from counterspec.model import Declaration
from counterspec.syntax.code_lists import linked
from tests.test_extract import extractors, read

SAMPLES = sorted((Path(__file__).parent / "cases" / "elements").glob("*.html"))


def described(index: int, every: tuple[Declaration, ...]) -> str:
    """Return an element on one line: what identifies it, then what the document says of it."""
    element = every[index]
    lists = [index, *(i for i, d in enumerate(every) if d.kind == "enum" and d.parent == index)]
    lists += [element.listed] if element.listed is not None else []
    codes = [f"{d.code or ''}={d.name}" for d in every if d.kind == "member" and d.parent in lists]
    said = f"{element.obligation} '{element.obligation_quote}'" if element.obligation else None
    qualities = {
        "number": element.number, "label": element.label, "type": element.type_name,
        "length": element.length, "obligation": said, "if": element.condition,
        "times": element.cardinality, "list": element.code_list, "codes": ", ".join(codes) or None,
    }  # fmt: skip
    known = [f"{name} {value}" for name, value in qualities.items() if value is not None]
    return " | ".join([f"{element.kind} {element.identifier or element.name}", *known])


def elements(path: Path) -> list[str]:
    """Return the elements and lists of a sample."""
    document = read(path.name, path.read_bytes())
    every: tuple[Declaration, ...] = ()
    for entry in extractors().values():
        facts = entry.extract(replace(document, declarations=every))
        every += tuple(fact for fact in facts if isinstance(fact, Declaration))
    every = linked(document, every)
    owned = {i for i, d in enumerate(every) if d.parent is not None and every[d.parent].kind == "field"}
    kinds = ("field", "enum")
    return [described(i, every) for i, d in enumerate(every) if d.kind in kinds and i not in owned]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_elements(sample: Path) -> None:
    expected = json.loads(sample.with_suffix(".json").read_text("utf-8"))
    assert elements(sample) == expected
