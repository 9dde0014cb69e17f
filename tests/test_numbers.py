"""Numbers of standards, laws and patents: cases by family, and what holds for every text."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterspec.syntax.numbers import Number, find, fold
from counterspec.syntax.numbers.repairs import repaired

CASES = Path(__file__).parent / "cases" / "numbers"


def cases(*names: str) -> list[tuple[str, str]]:
    """Return text and expectation: a text may hold line ends, an expectation closes each case."""
    found = []
    for name in names:
        text = ""
        for line in (CASES / f"{name}.txt").read_text("utf-8").splitlines():
            text += line + "\n"
            if "=>" in line:
                sample, _, expected = text.rpartition("=>")
                found.append((sample.strip(), expected.strip()))
                text = ""
    return found


def shown(number: Number) -> str:
    parts = [number.canonical]
    if number.edition:
        parts.append(f"@{number.edition}")
    parts += ["?"] if number.loose else []
    parts += [number.repaired] if number.repaired else []
    return " ".join(parts)


@pytest.mark.parametrize(("text", "expected"), cases("china", "international", "national"))
def test_cases(text: str, expected: str) -> None:
    assert "; ".join(map(shown, find(text))) == expected


@pytest.mark.parametrize(("text", "expected"), cases("recognised"))
def test_recognised_text_is_read_anew_and_marked(text: str, expected: str) -> None:
    assert "; ".join(map(shown, find(text, recognised=True))) == expected


@pytest.mark.parametrize(("text", "expected"), cases("china", "international", "national"))
def test_normal_forms_are_their_own_normal_forms(text: str, expected: str) -> None:
    for number in find(text):
        if number.kind not in ("law", "patent", "certification rule") and not number.loose:
            again = [n.canonical for n in find(f"标准 {number.canonical} 的规定")]
            # Some are no numbers without an edition ("IEEE 802.1X"), but none is another one.
            assert again in ([number.canonical], [])


def test_parts_of_a_range_share_its_place() -> None:
    text = "应符合GA/T 9140.1～9140.4的规定"
    assert [n.raw for n in find(text)] == ["GA/T 9140.1", "9140.4", "9140.4", "9140.4"]


_PIECES = st.sampled_from(
    "GB GB/T GA/T ISO ISO/IEC IEC IEEE RFC IETF ITU-T DIN EN ГОСТ Р JIS X DB11 T/ABC Q/AB CN US WO 2016 "
    "98181 1.1 -5 — ： ／ 一 ~ 、 和 （ ） ( ) / : . , \n \t 标准"
    " 符合 令第 号 财政部 Amd.2 Rec. H.264 V1.2.3 (2020-05) 中 a 0 O l".split(" ")
)
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(_PIECES, max_size=40).map("".join),
    st.lists(_PIECES, max_size=40).map(" ".join),
)


@settings(max_examples=150, deadline=None)
@given(_TEXTS, st.booleans())
def test_every_place_is_exact_and_in_order(text: str, recognised: bool) -> None:
    found = find(text, recognised=recognised)
    for number in found:
        start, end = number.span
        assert 0 <= start < end <= len(text)
        assert number.raw == text[start:end]
        assert number.canonical == number.canonical.strip()
    spans = [number.span for number in found]
    assert spans == sorted(spans)
    distinct = sorted(set(spans))
    assert all(a.end <= b.start for a, b in pairwise(distinct))
    assert found == find(text, recognised=recognised)


@given(st.text(max_size=300))
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert len(repaired(folded)[0]) == len(text)


HOSTILE = (
    "GB/T ", "G B / T 1 ", "GB/T 1.1.1.1", "ISO/IEC ", "ISO/IEC/IEEE/", "1234567890", "GB/T 1、2、3、", "RFC ",
    "GA/T 9140.1~9140.", "A-1-", "ABCDE-1234-", "T/A", "US 1,", "Regulation (EU) ", "令第1", "财政部", "A A A A A ",
    "GB ", "- - - ", "\n\n-", "2016-2016-", "ITU-T H.", "EN 1-1-1-", "ГОСТ Р ", "(((", "《", "CN 1",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    find(text, recognised=True)
    assert time.process_time() - started < 4
