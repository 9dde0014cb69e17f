"""Folding keeps every offset, over all of Unicode."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from counterspec.vocab.fold import fold


def test_every_code_point_folds_to_one() -> None:
    longer = [point for point in range(sys.maxunicode + 1) if len(fold(chr(point))) != 1]
    assert longer == []


@given(st.text())
def test_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_folding_is_local(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


def test_what_is_folded() -> None:
    pairs = {
        "RAÇA": "raca",
        "Ｒａｃｅ": "race",
        "İRK Irkı": "irk irki",
        "ДОБРЫЙ ё": "добрыи е",
        "الأصل": "الاصل",
        "Dân tộc": "dan toc",
        "民族（Ａ）": "民族(a)",
        "ΕΘΝΟΣ": "εθνοσ",
        "민족": "민족",
    }
    for given_text, folded in pairs.items():
        assert fold(given_text) == folded
