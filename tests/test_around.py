"""What stands around a quote: enough to find it by, on its own line, and no word in two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterspec.findings.evidence import around, sides
from counterspec.model import Evidence, Span
from counterspec.publish.marks import passage

CASES = [
    ("spaced", "The system must not classify persons by [ethnicity] or religion; where it must, the clause binds all.",
     "system must not classify persons by ", " or religion; where it must, the"),
    ("vietnamese", "Hệ thống không được phân biệt người theo [dân tộc] hoặc tôn giáo của người được ghi hình nhé.",
     "không được phân biệt người theo ", " hoặc tôn giáo của người được ghi"),
    ("han", f"{'甲' * 40}[民族]{'乙' * 40}", "甲" * 32, "乙" * 32),
    ("one endless word", f"{'a' * 99}[b]{'c' * 99}", "a" * 48, "c" * 48),
    ("line", "one\n two [three] four\r\nfive", " two ", " four"),
    ("a gap at the cut", f"{'x' * 9} {'y' * 31} [z]", f"{'y' * 31} ", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "marked", "before", "after"), CASES, ids=[case[0] for case in CASES])
def test_words_around_a_quote_are_whole(name: str, marked: str, before: str, after: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    assert around(marked.replace("[", "").replace("]", ""), start, end) == (before, after)


@given(st.text("ab 民\n", max_size=200), st.integers(0, 200), st.integers(0, 9))
def test_what_stands_around_is_the_text_of_the_line(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    before, after = around(text, start, end)
    assert text[start - len(before) : start] == before and text[end : end + len(after)] == after
    assert not {"\n", "\r"} & {*before, *after}
    assert max(len(before), len(after)) <= 48


@pytest.mark.parametrize(("prefix", "suffix", "shown"), [
    ("", "", ("", "")),
    ("a" * 31, "b" * 31, ("a" * 31, "b" * 31)),
    ("a" * 32, "b" * 9, ("…" + "a" * 32, "b" * 9)),
    ("民" * 9, "b" * 48, ("民" * 9, "b" * 48 + "…")),
])  # fmt: skip
def test_what_is_cut_beside_a_quote_is_shown_so(prefix: str, suffix: str, shown: tuple[str, str]) -> None:
    evidence = Evidence("0" * 64, Span(50, 52), "民族", prefix, suffix)
    assert sides(evidence) == shown
    assert passage(evidence) == f"{shown[0]}<mark>民族</mark>{shown[1]}"
    assert (evidence.prefix, evidence.suffix) == (prefix, suffix)


def test_a_passage_holds_words_and_no_markup() -> None:
    assert (
        passage(Evidence("0" * 64, Span(3, 6), "<b>", "<i>", "&")) == "&lt;i&gt;<mark>&lt;b&gt;</mark>&amp;"
    )
