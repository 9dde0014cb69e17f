"""What documents say of themselves and whom they name, by cases: a page as lines beside what it states."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterspec.model import (
    Bibliography,
    Box,
    Document,
    Page,
    Party,
    Passage,
    Recognition,
    Said,
    Span,
    Table,
    Word,
)
from counterspec.syntax.bibliography import bibliography_of
from counterspec.syntax.organisations import is_organisation, split_chinese
from counterspec.syntax.parties import parties_of

CASES = Path(__file__).parent / "cases" / "extract" / "bibliography"
SAMPLES = sorted(CASES.glob("*.txt"))
_SEEN = Recognition("invented", "1", ("zh",), 200, 0.9)


def laid_out(text: str) -> Document:
    """Return a document of printed lines.

    "@24 " gives a line's letters a size, "# " makes it a heading and begins a new page; "!flat" in
    the first line means without pages, "!recognised" that the text was read from an image.
    """
    flat, seen = text.startswith("!flat\n"), text.startswith("!recognised\n")
    lines = text.removeprefix("!flat\n").removeprefix("!recognised\n").rstrip("\n").split("\n")
    whole, passages, pages, words = "", [], [], []
    begin, top = 0, 50.0
    for number, line in enumerate(lines):
        heading = line.startswith("# ")
        size = float(line[1:3]) if line.startswith("@") else 10.0
        content = line.removeprefix("# ") if heading else line[4:] if line.startswith("@") else line
        if heading and number and whole[begin:].strip():
            pages.append(_page(len(pages) + 1, Span(begin, len(whole)), words, seen))
            whole += "\f"
            begin, top, words = len(whole), 50.0, []
        span = Span(len(whole), len(whole) + len(content))
        passages.append(Passage(span, "heading" if heading or size > 19 else "paragraph"))
        words.append(Word(span, Box(60, top, 60 + 0.6 * size * len(content), top + size)))
        top += 1.6 * size
        whole += content + "\n"
    pages.append(_page(len(pages) + 1, Span(begin, len(whole)), words, seen))
    return Document(
        "invented", "0" * 64, "docx" if flat else "pdf", "", "text", whole,
        pages=() if flat else tuple(pages), passages=tuple(passages),
    )  # fmt: skip


def _page(number: int, span: Span, words: list[Word], seen: bool) -> Page:
    return Page(number, span, 595, 842, tuple(words), _SEEN if seen else None)


def shown(said: Bibliography, parties: tuple[Party, ...]) -> dict[str, Any]:
    """Return what was read, without what is empty and without why."""
    found: dict[str, Any] = {}
    for field in fields(said):
        value = getattr(said, field.name)
        if isinstance(value, Said):
            value = value.value
        elif field.name in ("titles", "classification", "details"):
            value = {key: item.value for key, item in value}
        elif isinstance(value, tuple) and field.name != "kind_why":
            value = [item.value for item in value]
        if value and field.name != "kind_why":
            found[field.name] = value
    return {**found, "parties": [f"{party.role} {party.name}" for party in parties]}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_cases(sample: Path) -> None:
    document = laid_out(sample.read_text("utf-8"))
    expected = json.loads(sample.with_suffix(".json").read_text("utf-8"))
    said, parties = bibliography_of(document), parties_of(document)
    assert shown(said, parties) == expected
    for place in places(said, parties):
        assert 0 <= place.start < place.end <= len(document.text)


def places(said: Bibliography, parties: tuple[Party, ...]) -> list[Span]:
    found = [party.span for party in parties]
    for field in fields(said):
        value = getattr(said, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            one = item[1] if isinstance(item, tuple) else item
            if isinstance(one, Said):
                found.append(one.span)
    return found


def test_plain_text_has_printed_lines() -> None:
    lines = [
        "ICS 35.240",
        "中华人民共和国国家标准",
        "GB/T 99217—2031",
        "海滩信息技术 数据接口",
        "2031-05-21发布",
    ]
    text = "\n".join(lines)
    document = Document(
        "invented", "0" * 64, "plain-text", "", "text", text, passages=(Passage(Span(0, len(text))),)
    )
    said = bibliography_of(document)
    assert said.number is not None and said.number.value == "GB/T 99217-2031"
    assert [title.value for _, title in said.titles] == ["海滩信息技术 数据接口"]


@pytest.mark.parametrize(
    ("head", "winners"), [("中标（成交）金额", ["winner 贵州贝壳科技有限公司"]), ("综合得分", [])]
)
def test_winners_stand_in_the_table_of_results(head: str, winners: list[str]) -> None:
    cells = ["供应商名称", head, "贵州贝壳科技有限公司", "12"]
    text = "\n".join(["海滩卡口建设项目中标公告", *cells])
    at = [Span(text.index(cell), text.index(cell) + len(cell)) for cell in cells]
    document = Document(
        "invented", "0" * 64, "docx", "", "text", text, passages=(Passage(Span(0, 12), "heading"),),
        tables=(Table(((at[0], at[1]), (at[2], at[3]))),),
    )  # fmt: skip
    assert [f"{party.role} {party.name}" for party in parties_of(document)] == winners


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("海滩部第一研究所", True), ("国家贝壳中心(北京)", True), ("张三", False), ("王小明", False),
        ("贵州贝壳招标有限公司", True), ("和田地区海滩局", True), ("应急管理部海滩研究所", True),
        ("同济海滩大学", True),
        ("本溪市海滩局", True), ("对外海滩大学", True), ("贵公司", False), ("和乙方公司", False),
        ("同采购人单位", False),
        ("应由本公司", False), ("详见招标公告", False), ("采购人名称(盖章)", False), ("本标准起草单位", False),
        ("Ministry of Beaches", True), ("Jane Shell", False), ("Acme Shells, Inc.", True),
        ("Landkreis Muschelstrand", True), ("ООО «Ракушка»", True), ("株式会社かい", True),
        ("조개협회", True), ("", False), ("____", False),
    ],
)  # fmt: skip
def test_organisations(name: str, expected: bool) -> None:
    assert is_organisation(name) is expected


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        ("甲滩研究所、乙滩大学。本标准", False, ["甲滩研究所", "乙滩大学"]),
        ("甲滩研究院(原海滩局、贝壳局所属)、乙滩大学", False, ["甲滩研究院(原海滩局、贝壳局所属)", "乙滩大学"]),
        ("甲滩研究所、乙滩股份有\n限公司。", False, ["甲滩研究所", "乙滩股份有限公司"]),
        ("甲滩研究所\n乙滩大学\n丙滩有限公司\n", False, ["甲滩研究所", "乙滩大学", "丙滩有限公司"]),
        ("甲滩研究所。乙滩大学。", False, ["甲滩研究所"]),
        ("甲滩研究所。乙滩大学。", True, ["甲滩研究所", "乙滩大学"]),
        ("北京甲滩技术公司浙江乙滩科技有限公司、丙滩大学。", True,
         ["北京甲滩技术公司", "浙江乙滩科技有限公司", "丙滩大学"]),
        ("张三、李四、王五。", False, []),
    ],
)  # fmt: skip
def test_lists_of_names(text: str, seen: bool, expected: list[str]) -> None:
    assert [piece.name for piece in split_chinese(text, 0, recognised=seen)] == expected


@given(
    st.text(alphabet="起草单位:、。\n由提出归口采购人名称项目编号(7130)12-/ A★招标文件公司GB", max_size=400)
)
def test_hostile_text(text: str) -> None:
    document = laid_out(text or " ")
    said, parties = bibliography_of(document), parties_of(document)
    for place in places(said, parties):
        assert 0 <= place.start <= place.end <= len(document.text)
