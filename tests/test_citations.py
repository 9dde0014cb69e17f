"""Citations: which numbers a document names, in which form, by cases in many languages."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterspec.extract import Extractor
from counterspec.formats import Format
from counterspec.model import Citation, Document, Page, Passage, Recognition, Source, Span
from counterspec.registry import discover
from counterspec.safe.text import decode
from counterspec.syntax.citing.strength import strongest

CASES = Path(__file__).parent / "cases" / "citations"
SAMPLES = sorted(CASES.glob("*.md"))


def read(text: str) -> Document:
    entry = discover("counterspec.formats", Format, third_party=False)["markdown"]
    data = text.encode()
    return entry.read(Source("sample.md", data, "0" * 64), decode(data, "sample.md"))


def cited(document: Document) -> tuple[Citation, ...]:
    found = discover("counterspec.extract", Extractor, third_party=False)["citations"].extract(document)
    assert all(isinstance(fact, Citation) for fact in found)
    return tuple(fact for fact in found if isinstance(fact, Citation))


def described(citation: Citation) -> str:
    """Return a citation on one line: number, edition, form, then clause and title where they are stated."""
    edition = f" @{citation.edition}" if citation.edition else ""
    known = {"clause": citation.clause, "title": citation.title, "repaired": citation.repaired}
    said = [f"{name}: {value}" for name, value in known.items() if value]
    return " | ".join([f"{citation.canonical}{edition}", citation.form, *said])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_cases(sample: Path) -> None:
    document = read(sample.read_text("utf-8"))
    found = cited(document)
    assert [described(c) for c in found] == json.loads(sample.with_suffix(".json").read_text("utf-8"))
    for citation in found:
        assert document.text[citation.span.start : citation.span.end] == citation.raw


def paged(*pages: str, recognised: bool = False, running: str = "") -> Document:
    """Return a document of pages, each line a passage; `running` stands above every page."""
    text, made, passages = "", [], []
    seen = Recognition("engine", "1", ("zh",), 200, 0.9) if recognised else None
    for number, content in enumerate(pages, start=1):
        start = len(text)
        for line in ([running] if running else []) + content.splitlines():
            passages.append(Passage(Span(len(text), len(text) + len(line))))
            text += line + "\n"
        made.append(Page(number, Span(start, len(text)), recognition=seen))
        text += "\f"
    return Document("x.pdf", "0" * 64, "pdf", "application/pdf", "text", text,
                    pages=tuple(made), passages=tuple(passages))  # fmt: skip


def test_the_number_above_every_page_is_the_documents_own() -> None:
    pages = ("封面", "第一页 应符合GB/T 12345的规定", "见GB/T 98765—2020的5.3", "GB/T 98765—2011已废止")
    found = cited(paged(*pages, running="GB/T 98765—2020"))
    assert [described(c) for c in found] == ["GB/T 12345 | strict", "GB/T 98765 @2011 | mention"]


def test_what_a_cover_replaces_is_cited_and_its_own_number_is_not() -> None:
    found = cited(paged("国家标准\nGB/T 98765—2020 代替 GB/T 98765—2011\n某系统", "正文"))
    assert [described(c) for c in found] == ["GB/T 98765 @2011 | mention"]


def test_recognised_numbers_are_marked_and_doubtful_ones_stay_as_read() -> None:
    listed = (
        "2 规范性引用文件\n6B/T 95724一2010 编码要求\nGB/T 98181=2016 联网系统\n"
        "3 术语和定义\n应符合GB/丁 11111的规定"
    )
    found = cited(paged("封面", listed, recognised=True))
    assert [(c.canonical, c.edition, c.form, c.repaired) for c in found] == [
        ("GB/T 95724", "2010", "normative_list", "GB/T 95724-2010"),
        ("GB/T 98181", "2016", "normative_list", "GB/T 98181-2016"),
        ("GB/丁 11111", None, "strict", "GB/T 11111"),
    ]


def test_a_number_cut_by_the_end_of_a_page_is_one() -> None:
    document = paged("产品应符合标准（GB", "15629.11）的规定。")
    first, second = document.passages
    document = replace(document, passages=(first, replace(second, goes_on=True)))
    found = cited(document)
    assert [described(c) for c in found] == ["GB 15629.11 | strict"]
    assert found[0].span.end <= first.span.end


def test_code_is_not_read() -> None:
    assert cited(replace(read("应符合GB/T 98181的规定"), kind="code")) == ()


def test_places_of_one_number_come_together_at_the_strongest() -> None:
    found = cited(read("见GB/T 98181。\n\n应符合GB/T 98181的规定。\n\n应符合GB/T 98181的5.3。"))
    together = strongest(found)
    assert [(c.form, len(places)) for c, places in together] == [("strict", 3)]


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("GBTISORFC/ -—.:0123456789应符合的规定第章（）《》\n。或按A"), max_size=300
    )
)
def test_nothing_raises_and_every_place_is_exact(text: str) -> None:
    for document in (read(text), paged(*text.split("。"), recognised=True)):
        for citation in cited(document):
            assert document.text[citation.span.start : citation.span.end] == citation.raw
