"""Parts of words on a page: where the letters of a quote stand within a box that ends where the ink does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterspec.model import Box, Span
from counterspec.model.words import Word

EM = 10.5
LINES = {
    "系统应支持按民族和年龄段检索人员对象。": "按民族",
    "（按民族检索）": "民族",
    "按民族、肤色检索人员": "肤色",
}


def inked(text: str) -> Box:
    """Return the box that the ink of a line of full-width letters has: signs at its ends fill half of theirs."""
    left = EM / 2 if text[0] == "（" else 0.0
    right = EM * len(text) - (EM / 2 if text[-1] in "。）" else 0.0)
    return Box(left, 0.0, right, EM)


@pytest.mark.parametrize("line", LINES)
def test_a_quote_is_marked_where_its_letters_are(line: str) -> None:
    start = line.index(LINES[line])
    end = start + len(LINES[line])
    box = Word(Span(0, len(line)), inked(line)).part(Span(start, end), line)
    assert abs(box.x0 - EM * start) < EM / 8
    assert abs(box.x1 - EM * end) < EM / 8


@given(st.text(alphabet="民族ab（）。、", min_size=1, max_size=12), st.data())
def test_parts_follow_each_other_and_fill_the_box(text: str, data: st.DataObject) -> None:
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text))))})
    word = Word(Span(0, len(text)), Box(3.0, 1.0, 90.0, 9.0))
    parts = [word.part(Span(a, b), text) for a, b in pairwise(cuts)]
    assert parts[0].x0 == 3.0 and parts[-1].x1 == 90.0
    assert all(one.x1 == pytest.approx(two.x0) for one, two in pairwise(parts))
    assert all(one.x0 <= one.x1 + 1e-9 for one in parts)
