"""The text layer of PDFs: garble, spaces, columns, running lines, damage; samples are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterspec.syntax.pdf.garble import is_garbled

CASES = Path(__file__).parent / "cases" / "pdf_text"
GARBLE = json.loads((CASES / "garble.json").read_text("utf-8"))


@pytest.mark.parametrize("name", GARBLE["text"])
def test_text_of_any_kind_is_no_garble(name: str) -> None:
    assert not is_garbled(GARBLE["text"][name])
    assert not is_garbled(GARBLE["text"][name], 24)


@pytest.mark.parametrize("name", GARBLE["garbled"])
def test_garble_is_noticed(name: str) -> None:
    assert is_garbled(GARBLE["garbled"][name])
