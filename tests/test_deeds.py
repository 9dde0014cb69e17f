"""What of the rung L5 the words of a sentence name, for every word of the vocabulary."""

from __future__ import annotations

import pytest

from counterspec.findings.deeds import deed_of
from counterspec.vocab.loader import load

NAMED = {
    "检索": "search", "检索条件": "search", "search by": "search", "recherche par": "search", "поиск": "search",
    "排序": "sort", "分组": "sort", "grouped by": "sort", "sortieren nach": "sort", "ranks each": "sort",
    "统计分析": "count", "aggregate by": "count", "ventilé par": "count", "集計": "count",
    "分类检索": "", "分类统计": "", "查询排序": "", "compare by": "", "per person by": "",
}  # fmt: skip


@pytest.mark.parametrize("words", NAMED)
def test_words_name_one_deed_or_leave_it_open(words: str) -> None:
    assert deed_of("L5", words) == NAMED[words]


def test_other_rungs_have_none() -> None:
    assert {deed_of(act, "search and alert") for act in ("L1", "L2", "L3", "L4", "L6", "LX")} == {""}


def test_most_words_of_the_vocabulary_name_one() -> None:
    words = {word.rstrip("*") for listed in load().cues["acts"]["L5"].values() for word in listed}
    open_ones = {word for word in words if not deed_of("L5", word)}
    assert len(words) > 500
    assert len(open_ones) < 0.16 * len(words), sorted(open_ones)
