"""What search compares: the tokens of a text, and the index that keeps them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from counterspec.store import Case
from counterspec.store.codec import packed
from counterspec.store.search_fold import Folded, fold
from counterspec.store.search_index import faults, rebuild
from counterspec.store.search_tokens import tokens
from tests.case_building import put

CASES = {
    "公民民族信息": "公民 民民 民族 族信 信息 息",
    "前　言\n民\n族、人": "前言 言民 民族 族 人",
    "肤色Skin Color": "肤色 色 skin color",
    "EthnCode person_race": "ethncode person race ¦ ethn code",
    "IDCard PersonIDs XMLHttp": "idcard personids xmlhttp ¦ id card ¦ person ids ¦ xml http",
    "GB/T 28181—2016, GB/T28181": "gb t 28181 2016 gb t 28181",
    "iden-\n  tification of per\xadsons": "identification of persons ¦ iden tification",
    "pre-2016, e-mail": "pre 2016 e mail",
    "Café ＦＵＬＬ ﬁn Straße ΣΑΣ Ёлка ой ĐẶNG": "cafe full fin strasse σασ елка ой dang",
    "cafe\u0301 и\u0306 が ｶﾞ": "cafe й がガ ガ",
    "مُحَمَّد ﻻ کتاب ٢٠١٦": "محمد لا كتاب 2016",
    "हिन्दी भाषा": "हिन्दी भाषा",
    "ภาษาไทย": "ภา าษ ษา าไ ไท ทย ย",
    "민족 정보": "민족 족정 정보 보",
    "①½ m² ℃ 𝐀𝟛 ㎏": "11 2 m 2 c a 3 kg",
    "a\x00b\ud800c\u200bd": "a b cd",
    "x" * 130: f"{'x' * 64} {'x' * 64} xx",
    "": "",
    "¦ “—” …": "",
}


@pytest.mark.parametrize("given_text", CASES)
def test_tokens(given_text: str) -> None:
    assert tokens(given_text) == CASES[given_text]


@pytest.mark.slow
def test_every_code_point_has_tokens_that_the_index_takes_unchanged() -> None:
    for code in range(sys.maxunicode + 1):
        made = tokens(chr(code))
        made.encode("utf-8")
        assert all(
            not char.isascii() or (char.isalnum() and char == char.lower()) or char == " " for char in made
        )
        assert len(fold(chr(code)).lower()) == len(fold(chr(code)))


@given(
    st.lists(st.sampled_from(["a", "B", "9", " ", "-", "\n", ",", "_", "Ab", "IDs", "x" * 70])).map("".join)
)
def test_ascii_becomes_the_same_tokens_as_among_other_scripts(given_text: str) -> None:
    beside = tokens(f"{given_text},ж").split()
    beside.remove("ж")
    assert tokens(given_text).split() == beside


@given(st.text(st.sampled_from("aAB9 -\n\xadéße\u0301\u0306иが\u3099ｶﾞ한글\u1112\u1161\u11abﬁ民族\ud800مُ,.")))
def test_a_folded_place_leads_back(given_text: str) -> None:
    folded = Folded.of(given_text)
    assert folded.low == fold(given_text).lower()
    for place in range(len(folded.low)):
        start, end = folded.back(place, place + 1)
        assert 0 <= start < end <= len(given_text)
        assert folded.low[place] in fold(given_text[start:end]).lower()


def test_index_follows_the_pages(tmp_path: Path) -> None:
    case = Case.new(tmp_path / "case")
    with case.changing() as connection:
        assert list(faults(connection)) == []
        put(connection, "d", ["民族"])
        assert list(faults(connection)) == []
        connection.execute(text("INSERT INTO page_words(page_words) VALUES ('delete-all')"))
        assert list(faults(connection)) == ["1 pages are not in the search index"]
        assert rebuild(connection) == 1
        assert _pages_of(connection, '"民族"') == 1
        assert list(faults(connection)) == []
        connection.execute(text("UPDATE pages SET text = :t"), {"t": packed("肤色".encode())})
        assert list(faults(connection)) == ["1 pages are not found by their own words"]
        connection.execute(text("UPDATE pages SET text = :t"), {"t": packed("民族".encode())})
        connection.execute(text("DELETE FROM documents"))
        assert _pages_of(connection, '"民族"') == 0
        assert list(faults(connection)) == []
    with case.changing() as connection:
        connection.execute(text("UPDATE meta SET value = 'old' WHERE key = 'search'"))
        assert any("other rules" in fault for fault in faults(connection))
    with Case.open(tmp_path / "case").reading() as connection:
        assert list(faults(connection)) == []


def _pages_of(connection: Connection, expression: str) -> int:
    found = text("SELECT count(*) FROM page_words WHERE page_words MATCH :q")
    return int(connection.execute(found, {"q": expression}).scalar_one())
