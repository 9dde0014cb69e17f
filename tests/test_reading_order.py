"""Numbers of headings, and paragraphs that pages cut in two."""

from __future__ import annotations

import pytest

from counterspec.model import Document, Passage, Span
from counterspec.syntax.flow import flows
from counterspec.syntax.numbering import numbered


@pytest.mark.parametrize(
    ("line", "number", "level"),
    [
        ("5.3.2 网络要求", "5.3.2", 3), ("5.3.2系统应记录", "5.3.2", 3), ("A.2.3 x axis", "A.2.3", 3),
        ("附录 B（规范性附录）", "附录 B", 1), ("附 录 A", "附 录 A", 1), ("Annex B (normative)", "Annex B", 1),
        ("Приложение А", "Приложение А", 1), ("第三章 采购需求", "第三章", 1), ("第十二条 为了", "第十二条", 3),
        ("一、项目概况", "一、", 1), ("（二）资格", "（二）", 2), ("Article 5 Scope", "Article 5", 3),
        ("★3.2 数据项应", "3.2", 2), ("▲ 3.3 The platform", "3.3", 2), ("★（二）资格", "（二）", 2),
        ("Section 3.1 Foo", "Section 3.1", 2), ("§ 7 Bar", "§ 7", 3), ("Глава 2 Общие", "Глава 2", 1),
        ("4 Interfaces", "4", 1), ("1. 总则", "1", 1), ("II. METHOD", "II", 1), ("제1장 총칙", "제1장", 1),
        ("0.1 General", "0.1", 2), ("3.1.1", "3.1.1", 3), ("Kapitel 4 Daten", "Kapitel 4", 1),
    ],
)  # fmt: skip
def test_numbers_of_headings(line: str, number: str, level: int) -> None:
    found = numbered(line)
    assert found is not None
    assert (found.number, found.level) == (number, level)


@pytest.mark.parametrize(
    "line",
    ["3.5 mm wide", "1.5倍", "2026.07.12", "0.5", "IPv4", "A4 paper", "2 个", "1.4 Mbit/s", "C.I.A. is",
     "G.711 codec", "Part of it", "12 million", "Section heading", "3", "★支持", "", " 4.1 indented", "98.6%"],
)  # fmt: skip
def test_quantities_and_names_are_no_numbers(line: str) -> None:
    assert numbered(line) is None


def test_flows_join_what_a_page_cut() -> None:
    text = "The register shall hold\nFoot\n\fHead\nthe name of each guest.\n记录客\n\f人姓名。\n"
    cuts = [
        ("The register shall hold", "paragraph", False),
        ("Foot", "footer", False),
        ("Head", "header", False),
        ("the name of each guest.", "paragraph", True),
        ("记录客", "item", False),
        ("人姓名。", "paragraph", True),
    ]
    passages = []
    for words, kind, goes_on in cuts:
        start = text.index(words)
        passages.append(Passage(Span(start, start + len(words)), kind, goes_on=goes_on))
    whole, item = flows(Document("a", "0", "pdf", "application/pdf", "text", text, passages=tuple(passages)))
    assert whole.text == "The register shall hold the name of each guest."
    assert [text[s.start : s.end] for s in whole.spans(13, 32)] == ["shall hold", "the name"]
    assert item.text == "记录客人姓名。"
    assert item.first.kind == "item"
