"""What kind of document a text is, and what its sections are, by cases; dates and plain text beside them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterspec.model import Document, Page, Passage, Span
from counterspec.syntax.dates import find_dates
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.own_numbers import own_number
from counterspec.syntax.plain import Plain, normal, plain, tidy
from counterspec.syntax.structure import structure_of

CASES = Path(__file__).parent / "cases" / "syntax"


def cases(name: str) -> Any:
    return json.loads((CASES / f"{name}.json").read_text("utf-8"))


def made(text: str, *, paged: bool = True) -> Document:
    """Return a document of lines: "# " marks headings, "~" running headers, a form feed ends a page."""
    whole, passages, pages = "", [], []
    for number, page in enumerate(text.split("\f"), start=1):
        begin = len(whole)
        for line in page.split("\n"):
            kind = "heading" if line.startswith("# ") else "header" if line.startswith("~") else "paragraph"
            content = line.removeprefix("# ").removeprefix("~")
            passages.append(Passage(Span(len(whole), len(whole) + len(content)), kind))
            whole += content + "\n"
        pages.append(Page(number, Span(begin, len(whole))))
    return Document(
        "made", "0" * 64, "pdf", "application/pdf", "text", whole,
        pages=tuple(pages) if paged else (), passages=tuple(passages),
    )  # fmt: skip


@pytest.mark.parametrize("case", cases("kinds"), ids=lambda case: case["text"][:20])
@pytest.mark.parametrize("paged", [True, False])
def test_kind(case: dict[str, str], paged: bool) -> None:
    found = document_kind(made(case["text"], paged=paged))
    assert found.kind == case["kind"], found.why
    assert bool(found.why) == (found.kind != "text")


@pytest.mark.parametrize("case", cases("structure"), ids=lambda case: case["name"])
def test_sections(case: dict[str, Any]) -> None:
    document = made(case["text"])
    shown = []
    for section in structure_of(document).sections:
        said = {True: "+", False: "-", None: None}[section.normative]
        shown.append(" ".join(part for part in (section.kind, said, section.number) if part))
    assert shown == case["sections"]


def test_sections_have_no_gaps() -> None:
    document = made(cases("structure")[0]["text"])
    sections = structure_of(document).sections
    assert sections[0].span.start == 0
    assert sections[-1].span.end == len(document.text)
    assert all(one.span.end == two.span.start for one, two in pairwise(sections))
    for section in sections:
        assert structure_of(document).at(section.span.start) == section


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-07-12发布 2016-08-01实施", ["2016-07-12", "2016-08-01"]),
        ("二〇二六年十二月二十一日", ["2026-12-21"]),
        ("二○二六年 二月", ["2026-02"]),
        ("2026 年 2 月", ["2026-02"]),
        ("令和3年3月22日 改正", ["2021-03-22"]),
        ("2018년 12월 28일", ["2018-12-28"]),
        ("Дата введения — 2015—07—01", ["2015-07-01"]),
        ("от 22 ноября 2013 г.", ["2013-11-22"]),
        ("March 1, 2016 and 16 April 2012", ["2016-03-01", "2012-04-16"]),
        ("1er mars 2016", ["2016-03-01"]),
        ("1. März 2016", ["2016-03-01"]),
        ("28 de fevereiro de 2021", ["2021-02-28"]),
        ("V5.2.3 (2017-10)", ["2017-10"]),
        ("(10/2019)", ["2019-10"]),
        ("12.09.2013", ["2013-09-12"]),
        ("25/12/2013", ["2013-12-25"]),
        ("11/01/2017", []),
        ("31.02.2013, 2016-13-01", []),
        ("GB/T 98181-2016, 2024年-2026年, 310000000251015142271-00280379", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert [found.iso for found in find_dates(plain(text))] == expected


def test_numeric_dates_by_country() -> None:
    assert [found.iso for found in find_dates("11/01/2017", month_first=True)] == ["2017-11-01"]
    assert [found.iso for found in find_dates("11/01/2017", month_first=False)] == ["2017-01-11"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("XB/T90281—2031 代替 XB/T90281—2021", "XB/T 90281-2031"),
        ("DB 3399/T 0250—2031", "DB3399/T 0250-2031"),
        ("T/ABEACH 177—2031", "T/ABEACH 177-2031"),
        ("GA/T 99400.1一2031", "GA/T 99400.1-2031"),
        ("ISO/IEC 99794-5:2031(E)", "ISO/IEC 99794-5:2031"),
        ("DIN EN ISO 99001:2031-11", "DIN EN ISO 99001:2031-11"),
        ("ГОСТ Р ИСО/МЭК 99794-5—2031", "ГОСТ Р ИСО/МЭК 99794-5-2031"),
        ("Recommendation ITU-T H.999.9", "ITU-T H.999.9"),
        ("ETSI TS 199 165-1 V5.2.3 (2031-10)", "ETSI TS 199 165-1 V5.2.3 (2031-10)"),
        ("IS 99428 (Part 1) : 2031", "IS 99428 (Part 1):2031"),
        ("GB/T XXXXX—XXXX", None),
        ("chapter 3 of 2031", None),
    ],
)
def test_own_numbers(text: str, expected: str | None) -> None:
    found = own_number(plain(text), whole=True)
    assert (found.value if found else None) == expected


def test_plain_leads_back() -> None:
    text = "x\n国 家 标 准　ＧＢ／Ｔ １—２\nNext　line"
    whole = Plain(text, [Span(2, 18), Span(19, len(text))])
    assert whole.text == "国家标准 GB/T 1-2\nNext line\n"
    at = whole.text.index("GB")
    assert text[slice(*whole.span(at, at + 4))] == "ＧＢ／Ｔ"
    assert whole.line(at) == 0
    assert whole.line(whole.text.index("Next")) == 1
    assert tidy("全 国\n委员会 SAC/TC 100") == "全国委员会 SAC/TC 100"
    assert normal("ＡＢ　公司") == "AB 公司"


@given(st.text(max_size=300))
def test_hostile_text(text: str) -> None:
    document = made(text)
    structure_of(document)
    document_kind(document)
    spans = [passage.span for passage in document.passages]
    whole = Plain(document.text, spans)
    for start in range(0, len(whole.text), 7):
        place = whole.span(start, start + 3)
        assert 0 <= place.start <= place.end <= len(document.text)
