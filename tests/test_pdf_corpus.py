"""Real and generated PDFs beside the project: lines whole and in order, pitfalls, damage, garble."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from counterspec.errors import UnreadableError
from counterspec.formats import pdf
from counterspec.model import Document, Source, Wishes
from tests.conftest import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CORPUS / "INDEX.md").is_file(), reason="the corpus of real documents is not beside the project"
    ),
]


@cache
def read(name: str) -> Document:
    data = (CORPUS / name).read_bytes()
    return pdf.ENTRY.read(Source(name, data, "0" * 64, wishes=Wishes(recognition="off")), None)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def inside(line: list[float], boxes: list[list[float]]) -> bool:
    y = (line[1] + line[3]) / 2
    return any(box[1] - 2 <= y <= box[3] + 2 for box in boxes)


def pages(name: str) -> list[dict[str, Any]]:
    return list(json.loads((CORPUS / "generated" / f"{name}.gt.json").read_text("utf-8"))["pages"])


@pytest.mark.parametrize("name", ["zh_std_line", "zh_std_rect", "en_nist", "patent2col"])
def test_every_line_is_whole_and_in_order(name: str) -> None:
    document = read(f"generated/{name}.pdf")
    tables: dict[int, list[list[float]]] = {}
    for table in json.loads((CORPUS / "generated" / f"{name}.gt.json").read_text("utf-8")).get("tables", []):
        for segment in table["segments"]:
            tables.setdefault(segment["page"], []).append(segment["bbox"])
    for truth, page in zip(pages(name), document.pages, strict=True):
        text = bare(document.text[page.span.start : page.span.end])
        body = "".join(
            bare(document.text[p.span.start : p.span.end])
            for p in document.body
            if page.span.start <= p.span.start < page.span.end and p.kind != "cell"
        )
        place = 0
        for line in truth["lines"]:
            words = bare(line["t"])
            assert words in text, (truth["page"], line["t"])
            # Cells and running lines stand elsewhere; what is left is in order.
            in_table = "bbox" in line and inside(line["bbox"], tables.get(truth["page"], []))
            if not in_table and body.count(words) == 1 and len(words) > 12:
                assert body.index(words) >= place, (truth["page"], line["t"])
                place = body.index(words)


def kinds(document: Document, kind: str) -> list[str]:
    return [document.text[p.span.start : p.span.end] for p in document.passages if p.kind == kind]


def test_pitfalls() -> None:
    document = read("generated/pitfalls.pdf")
    said = [document.text[p.span.start : p.span.end] for p in document.body]
    whole = " ".join(said)
    assert "KANGXI: 用户方日目人文金" in whole
    assert "LIGATURE: efficient office final workflow" in whole
    assert "SOFTHYPHEN: security NBSP: 5 ms" in whole
    assert kinds(document, "hidden") == [
        "HIDDEN 隐藏文本 render mode 3 OFFPAGE 页外文本", "VISIBLE 可见文本", "WHITE 白色文本",
    ]  # fmt: skip
    for turned in ("ROTATE90 旋转页面第二行", "TEXTROT 旋转文本第一行", "TEXTROT 旋转文本第二行"):
        assert turned in whole
    assert whole.count("FAKEBOLD 加粗文本") == 1
    assert "分散对齐文本" in said
    assert kinds(document, "watermark") == ["内部资料"]
    assert "内部资料" not in whole


def test_garble_is_named_and_nothing_else_is() -> None:
    garbled = [p.page for p in read("standards/GB_T_39274-2020.pdf").problems if p.code == "garbled-text"]
    assert len(garbled) == 24
    for name in ("standards/GB_T_28181-2016.pdf", "nibrs/NIBRS_TechSpec_3.2_Update_Final.pdf"):
        assert not [p for p in read(name).problems if p.code == "garbled-text"]


def test_columns_paragraphs_and_running_lines() -> None:
    standard = read("standards/GB_T_28181-2016.pdf")
    assert kinds(standard, "header").count("GB/T 28181—2016") > 100
    numbers = {p.number: p for p in standard.body if p.kind == "heading" and p.number}
    assert numbers["4.1.4.2"].level == 4
    assert {"1", "3.1.13", "A.2.1", "9.9.2.2"} <= set(numbers)
    patent = read("generated/patent2col.pdf")
    assert kinds(patent, "header").count("US 11,234,567 B2") == 12
    rfc = read("standards/rfc2976.pdf")
    assert [text for text in kinds(rfc, "footer") if "[Page 3]" in text] == [
        "Donovan Standards Track [Page 3]"
    ]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("empty", "unreadable"),
        ("enc_user", "encrypted"),
        ("nothing", "unreadable"),
        ("trunc50", "unreadable"),
    ],
)
def test_what_cannot_be_read_says_so(name: str, codes: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(f"generated/bad/{name}.pdf")
    assert caught.value.code == codes


@pytest.mark.parametrize("name", ["enc_owner", "prefix"])
def test_what_looks_odd_is_read(name: str) -> None:
    assert len(read(f"generated/bad/{name}.pdf").text) > 10_000


@pytest.mark.parametrize(("name", "least"), [("noxref", 50_000), ("flip300", 10_000)])
def test_damage_is_mended_or_told(name: str, least: int) -> None:
    document = read(f"generated/bad/{name}.pdf")
    assert len(document.text) > least
    assert [p.code for p in document.problems if p.page is None] == ["damaged"]
