"""Clauses: modals by tradition, lists with their lead-in, marks of tenders, claims of patents, by cases."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from counterspec.extract import Extractor
from counterspec.findings.build import build
from counterspec.findings.facts import Facts
from counterspec.formats import Format
from counterspec.model import Box, Clause, Document, Page, Passage, RuleRef, Source, Span, Word
from counterspec.pipeline import Setup, Work, run
from counterspec.registry import discover
from counterspec.safe.text import decode
from counterspec.syntax.clause.legends import legends_in
from counterspec.syntax.clause.sentences import sentences_of
from tests.conftest import ROOT

CASES = Path(__file__).parent / "cases" / "extract" / "clauses"
CORPUS = ROOT.parent / "shared" / "corpus"
in_corpus = pytest.mark.skipif(
    not (CORPUS / "INDEX.md").is_file(), reason="the corpus of real documents is not beside the project"
)


def read(text: str, name: str = "a.txt") -> Document:
    formats = discover("counterspec.formats", Format, third_party=False)
    entry = formats["markdown" if name.endswith(".md") else "plain-text"]
    data = text.encode()
    return entry.read(Source(name, data, hashlib.sha256(data).hexdigest()), decode(data, name))


def clauses_of(document: Document) -> list[Clause]:
    entry = discover("counterspec.extract", Extractor, third_party=False)["clauses"]
    return [fact for fact in entry.extract(document) if isinstance(fact, Clause)]


def told(document: Document, clause: Clause) -> str:
    words = (
        document.text[clause.words.start : clause.words.end] if clause.words and not clause.inherited else "^"
    )
    return f"{clause.strength or '?'} {words}"


def traditions() -> list[Any]:
    cases = yaml.safe_load((CASES / "traditions.yaml").read_text("utf-8"))
    return [
        pytest.param(name, case["head"], text, expected, id=f"{name}: {text}")
        for name, case in cases.items()
        for text, expected in case["lines"]
    ]


@pytest.mark.parametrize(("name", "head", "text", "expected"), traditions())
def test_strength_by_tradition(name: str, head: list[str], text: str, expected: str) -> None:
    document = read("\n\n".join([*head, text]) + "\n")
    start = document.text.rindex(text)
    found = [clause for clause in clauses_of(document) if clause.span.start >= start]
    assert "; ".join(told(document, clause) for clause in found) == expected.replace("-", "", expected == "-")
    if name in ("RFP with definitions", "words defined in pairs", "plain en"):
        return
    assert {clause.tradition for clause in found} <= {name}


@pytest.mark.parametrize(
    ("text", "expected"),
    yaml.safe_load((CASES / "legends.yaml").read_text("utf-8")),
    ids=lambda x: str(x)[:30],
)
def test_legends(text: str, expected: dict[str, str]) -> None:
    document = read(
        f"# 招标文件\n\n采购项目编号：X-1\n\n# 采购需求\n\n{text}\n\n"
        + "\n\n".join(f"{mark}支持夜视" for mark in expected),
        "a.md",
    )
    found = {clause.mark: clause for clause in clauses_of(document) if clause.mark}
    assert {mark: clause.strength or "?" for mark, clause in found.items()} == expected
    assert all(clause.mark_means and clause.mark_means in text for clause in found.values())


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "标注“▲”的条款为重要参数；每有一项负偏离扣2分。其他条款同。",
            "标注“▲”的条款为重要参数；每有一项负偏离扣2分。",
        ),
        ("Items marked with * are mandatory; a bid without one is rejected.", None),
        ("带“★”的条款为实质性条款；平台应提供检索服务。", "带“★”的条款为实质性条款；"),
        ("标“★”的为实质性条款；标“▲”的为重要条款。", "标“★”的为实质性条款；"),
    ],
)
def test_a_legend_is_quoted_to_the_end_of_its_sentence(text: str, quote: str | None) -> None:
    assert next(legends_in(text, 0)).words == (quote or text)


def documents(room: str) -> list[Any]:
    cases = yaml.safe_load((CASES.parent.parent / room).read_text("utf-8"))
    return [pytest.param(case, id=name) for name, case in cases.items()]


@pytest.mark.parametrize("case", documents("extract/clauses/documents.yaml"))
def test_documents(case: dict[str, Any]) -> None:
    document = read(case["text"], "a.md")
    found = clauses_of(document)
    shown = []
    for clause, expected in zip(found, [*case["clauses"], *[""] * len(found)], strict=False):
        parts = [(clause.strength or "?") + ("^" if clause.inherited else ""), clause.mark, clause.section]
        words = document.text[clause.span.start : clause.span.end]
        line = " ".join([*(part for part in parts if part), words])
        shown.append(expected if expected and line.startswith(expected) else line)
    assert shown == case["clauses"]


# -- findings of prose -----------------------------------------------------------------------------

_SETUP = Setup()


def worked(text: str, name: str = "a.md") -> Work:
    data = text.encode()
    return run(Source(name, data, hashlib.sha256(data).hexdigest(), name), _SETUP)


@pytest.mark.parametrize("case", documents("rules/prose.yaml"))
def test_findings_of_prose(case: dict[str, Any]) -> None:
    work = worked(case["text"])
    found = [
        f
        for f in work.findings
        if f.rule.id == "clause.prose" and f.concept.startswith(("origin", "belief", "health"))
    ]
    assert [f"{f.grade} {f.concept} {f.act} {f.strength or 'null'}" for f in found] == case["findings"]
    if "said" in case:
        assert any(case["said"] in f.statement for f in found), [f.statement for f in found]


def test_statements_never_judge() -> None:
    for case in yaml.safe_load((CASES.parent.parent / "rules/prose.yaml").read_text("utf-8")).values():
        for finding in worked(case["text"]).findings:
            said = finding.statement.lower()
            assert "not shown:" in said
            assert not any(word in said for word in ("violat", "illegal", "unlawful", "target"))


# -- real tenders ----------------------------------------------------------------------------------


def tenders() -> list[Any]:
    truths = sorted((CORPUS / "truth").glob("public-*.json")) if CORPUS.is_dir() else []
    return [pytest.param(path, id=path.stem) for path in truths]


def plain(text: str) -> str:
    return "".join(text.split()).replace("（", "(").replace("）", ")").replace("：", ":").replace("：", ":")


@pytest.mark.slow
@in_corpus
@pytest.mark.parametrize("path", tenders())
def test_marks_and_legends_of_real_tenders(path: Path) -> None:
    truth = json.loads(path.read_text("utf-8"))
    source = CORPUS / truth["source"]
    data = source.read_bytes()
    document = run(Source(str(source), data, hashlib.sha256(data).hexdigest(), source.name), _SETUP).document
    assert document is not None
    marked = [clause for clause in document.clauses if clause.mark]
    wanted, legend = truth["tender"]["star_clauses"], truth["tender"]["star_legend"]
    if legend is None:
        assert marked == []
    for clause in wanted:
        page = document.pages[clause["page"] - 1].span
        quote = plain(clause["quote"])[:12]
        found = [c for c in marked if page.start <= c.span.start < page.end and c.mark == clause["mark"]]
        assert any(quote in plain(document.text[c.span.start : c.span.end + 40]) for c in found), clause
        assert all(c.mark_means for c in found)


# -- places ----------------------------------------------------------------------------------------


def paged(*pages: tuple[str, ...]) -> Document:
    """Return a document of pages; a passage that begins with "=" is a running header."""
    text, passages, made = "", [], []
    for number, parts in enumerate(pages, start=1):
        start = len(text)
        for part in parts:
            kind = "header" if part.startswith("=") else "paragraph"
            passages.append(Passage(Span(len(text), len(text) + len(part)), kind))
            text += part + "\n"
        words = tuple(
            Word(
                Span(match.start() + start, match.end() + start),
                Box(match.start(), number, match.end(), number + 1),
            )
            for match in re.finditer(r"\S", text[start:])
        )
        made.append(Page(number, Span(start, len(text)), 100, 100, words))
        text += "\f"
    return Document(
        path="a.pdf", sha256="0" * 64, format="pdf", media_type="application/pdf", kind="text", text=text,
        pages=tuple(made), passages=tuple(passages),
    )  # fmt: skip


def test_a_sentence_goes_on_over_a_page_break() -> None:
    document = paged(
        ("XX/T 9402-2031 人像数据", "4.1 系统应支持按照性别、年龄、民"),
        ("=XX/T 9402-2031", "族和籍贯对人员进行检索。", "4.2 其他。"),
    )
    [clause] = [clause for clause in clauses_of(document) if clause.strength == "R+"]
    assert document.text[clause.span.start : clause.span.end].endswith("检索。")
    facts = Facts(replace(document, clauses=(clause,)), (), (), _SETUP.matcher, _SETUP.concepts)
    [rule] = [rule for rule in _SETUP.rules if rule.id == "clause.prose"]
    findings = build(
        Source("a.pdf", b"", "0" * 64), facts, [(RuleRef(rule.id, 1), draft) for draft in rule.apply(facts)]
    )
    found = {finding.concept: finding for finding in findings}
    ethnicity, place = found["origin.ethnicity"], found["origin.native_place"]
    assert (ethnicity.act, ethnicity.strength, ethnicity.evidence.page) == ("L5", "R+", 1)
    assert ethnicity.evidence.quote == document.text[slice(*ethnicity.evidence.span)]
    assert len(ethnicity.evidence.boxes) == 1
    assert "按照性别、年龄、民族和籍贯对人员" in ethnicity.statement
    assert (place.act, place.evidence.page, place.evidence.quote) == ("L5", 2, "籍贯")


def test_paragraphs_that_end_or_begin_anew_stay_apart() -> None:
    document = paged(("系统应支持检索。",), ("民族字段可为空",), ("4.3 另一条",), ("a) 项",))
    spans = [sentence.span for sentence in sentences_of(document).all]
    assert [document.text[slice(*span)] for span in spans] == [
        "系统应支持检索。",
        "民族字段可为空",
        "4.3 另一条",
        "a) 项",
    ]


@settings(max_examples=100)
@given(st.text(alphabet="应可不得★▲（a)1.：；。\n |shall not民族人员", max_size=200))
def test_no_text_breaks_the_reading_of_clauses(text: str) -> None:
    for head in ("招标文件\n\n采购项目编号：X\n\n", "United States Patent\n\n# Claims\n\n", ""):
        document = read(head + text, "a.md")
        for clause in clauses_of(document):
            for span in (clause.span, *([clause.words] if clause.words else [])):
                assert 0 <= span.start < span.end <= len(document.text)
