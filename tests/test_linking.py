"""Citations resolved among the documents of a case, and the documents that are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from counterspec.link.bearing import bearings, covers, covers_section
from counterspec.link.citations import resolve
from counterspec.link.dates import not_after
from counterspec.link.library import Library
from counterspec.link.numbers import adopted_by, letters_changed, part_named, series_of
from counterspec.link.requiring import kind_of
from counterspec.link.standing import own_words, standing
from counterspec.link.wanted import Wants
from counterspec.model import (
    FOLLOWED,
    Card,
    CitationAt,
    Clause,
    Document,
    Element,
    Evidence,
    Finding,
    Link,
    RuleRef,
    Span,
    Table,
    Wanted,
)
from counterspec.syntax.numbers import find
from tests.conftest import ROOT

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted((ROOT / "tests/cases/linking/resolving").glob("*.yaml"))
    for number, case in enumerate(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
]
Case = Mapping[str, Any]


def card(key: str, said: Mapping[str, Any]) -> Card:
    number = said.get("number")
    own = next(iter(find(number)), None) if number else None
    kind = said.get("kind", "standard")
    given_values = {
        k: v for k, v in said.items() if k not in ("number", "kind", "amends", "found", "replaces")
    }
    values: dict[str, Any] = {"name": f"{key}.pdf", "pages": 2, **given_values}
    values["issued"] = str(values["issued"]) if "issued" in values else None
    values.setdefault("pages_read", values["pages"])
    if kind == "tender" or own is None:
        return Card(key, state="read", kind=kind, number=number, **values)
    return Card(
        key, state="read", kind=kind, number=number, canonical=own.canonical, edition=own.edition,
        replaces=tuple(said.get("replaces", ())), **values,
    )  # fmt: skip


def citation(key: str, seq: int, said: Mapping[str, Any]) -> CitationAt:
    number = next(iter(find(said["number"])))
    raw = said.get("raw", said["number"])
    proof = Evidence(key, Span(seq * 100, seq * 100 + len(raw)), raw, "", "")
    return CitationAt(
        key, seq, raw, said.get("canonical", number.canonical), number.edition, said["form"], said.get("named"),
        said.get("title"), said.get("repaired"), proof,
    )  # fmt: skip


def linked(case: Case, order: list[str]) -> tuple[dict[str, list[Link]], list[Wanted]]:
    """Return the links and the wanted documents of a case whose documents come in some order."""
    documents = case["documents"]
    cards = {key: card(key, documents[key]) for key in order}
    amends = {key: said["amends"] for key, said in documents.items() if "amends" in said}
    found = {key: said["found"] for key, said in documents.items() if "found" in said}
    library, wants, links = Library(cards.values(), amends, found), Wants(cards), {}
    for key in order:
        if key in case["cites"]:
            cited = [citation(key, seq, said) for seq, said in enumerate(case["cites"][key])]
            links[key] = resolve(cards[key], cited, library)
            for link in links[key]:
                wants.add(cited[link.seq], link)
    return links, wants.result()


def _in_some_order(case: Any) -> st.SearchStrategy[tuple[Case, list[str]]]:
    return st.permutations(list(case["documents"])).map(lambda order: (case, order))


@pytest.mark.parametrize("case", CASES)
def test_citations_name_documents(case: Case) -> None:
    links, wanted = linked(case, list(case["documents"]))
    for key, expected in case["links"].items():
        said = [{"to": link.cited, "how": link.how, "note": link.note} for link in links[key]]
        assert said == [{"to": None, "note": "", **link} for link in expected], case["what"]
    known = {
        w.canonical + (f"-{w.edition}" if w.edition else ""): (
            w.title, list(w.citing), list(w.forms), w.strictly, w.note,
        )
        for w in wanted
    }  # fmt: skip
    expected_wants = {
        w["number"]: (w.get("title"), w["cited_by"], w["forms"], w.get("strictly", 0), w.get("note", ""))
        for w in case.get("wanted", [])
    }
    assert list(known.items()) == list(expected_wants.items()), case["what"]


@given(st.sampled_from([case.values[0] for case in CASES]).flatmap(_in_some_order))
def test_the_order_of_documents_does_not_matter(shuffled: tuple[Case, list[str]]) -> None:
    case, order = shuffled
    assert linked(case, order) == linked(case, list(case["documents"]))


@pytest.mark.parametrize("case", CASES)
def test_every_link_followed_leads_somewhere_and_not_back(case: Case) -> None:
    links, wanted = linked(case, list(case["documents"]))
    for key, made in links.items():
        for link in made:
            assert (link.cited is not None) or link.how not in FOLLOWED
            assert link.cited != key
    wants = {(w.canonical, w.edition) for w in wanted}
    assert len(wants) == len(wanted)


@pytest.mark.parametrize(
    ("number", "series"),
    [
        ("XX/T 9400.3", ("XX/T 9400",)),
        ("IEC 96267-2-31", ("IEC 96267-2", "IEC 96267")),
        ("EN 50999-7", ("EN 50999",)),
        ("RFC 99321", ()),
        ("ISO 94001", ()),
    ],
)
def test_series(number: str, series: tuple[str, ...]) -> None:
    assert series_of(number) == series


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("第3部分", "3"), ("第十二部分", "12"), ("第 二 部分", "2"), ("Part 2-4", "2-4"), ("Teil 5", "5"),
        ("partie 1", "1"), ("часть 6", "6"), ("제2부", "2"), ("附录 D", None), (None, None), ("第5章", None),
    ],
)  # fmt: skip
def test_parts_in_words(words: str | None, part: str | None) -> None:
    assert part_named(words) == part


def test_adopted_numbers() -> None:
    assert adopted_by("DIN EN ISO 94007") == ("EN ISO 94007", "ISO 94007")
    assert adopted_by("GB/T 99312") == adopted_by("ITU-T H.9264") == adopted_by("NIST SP 900-53")[1:] == ()


def test_spacing_is_no_other_letter() -> None:
    assert not letters_changed("XX/T9400.3—2031", "XX/T 9400.3-2031")
    assert not letters_changed("ＸＸ/T 9400.3", "XX/T 9400.3-2031")
    assert letters_changed("XX/T 94OO.3-2031", "XX/T 9400.3-2031")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2031-04-17", "2031-04-17", True), ("2031-04-18", "2031-04-17", False), ("2031-04", "2031-04-17", None),
        ("2031", "2031-04-17", None), ("2030", "2031-04-17", True), ("2031-05", "2031-04-17", False),
        ("2031-04", "2031-04", True), ("yesterday", "2031", None),
    ],
)  # fmt: skip
def test_dates_tell_or_do_not(one: str, other: str, expected: bool | None) -> None:
    assert not_after(one, other) is expected


@given(st.text(), st.text())
def test_any_words_can_be_asked(one: str, other: str) -> None:
    series_of(one)
    part_named(one)
    adopted_by(one)
    assert not_after(one, other) in (True, False, None)


@pytest.mark.parametrize(
    ("kind", "title", "number", "expected"),
    [
        ("tender", "视频监控采购合同", "YH-2031-1", "tender"),
        ("text", "漾湖市视频平台采购合同", None, "contract"),
        ("text", "Framework agreement", None, "contract"),
        ("text", "Contrat de fourniture de caméras", None, "contract"),
        ("text", "Договор поставки", None, "contract"),
        ("text", "安全防范产品认证实施规则", None, "certification rule"),
        ("text", "智慧社区建设指南", None, "guideline"),
        ("text", "Guidelines for municipal cameras", None, "guideline"),
        ("text", "警用装备采购目录", None, "catalogue"),
        ("text", "Minutes of a meeting", None, "text"),
        ("draft", "数据项", "XX/T 9400.3-2031", "standard"),
        ("law", "漾湖市公共视频条例", None, "law"),
    ],
)
def test_who_requires(kind: str, title: str, number: str | None, expected: str) -> None:
    assert kind_of(Card("a", "a.pdf", "read", kind=kind, title=title, number=number)) == expected


@pytest.mark.parametrize(
    ("number", "jurisdiction", "said", "words"),
    [
        ("XX/T 9400.3-2031", None, None, "a recommended standard by its number"),
        ("DB99/T 77-2030", "CN", None, "a recommended standard by its number"),
        ("GB 99312-2030", "CN", None, "a mandatory standard by its number"),
        ("XX/Z 9400-2031", None, None, "a guidance document"),
        ("T/EX 014-2028", "CN", None, "a standard of an association"),
        ("Q/LJ 001-2030", "CN", None, "a standard of an enterprise"),
        ("XX 9777.1-2010", "CN", None, "a sector standard whose number has no “/T”"),
        ("ISO 94001-3:2031", None, None, "a voluntary standard"),
        ("ГОСТ Р 95155-2031", "RU", None, "a voluntary standard"),
        (
            "XX 9777.1-2010",
            "CN",
            "本部分全部技术内容为强制性",
            "says of itself: “本部分全部技术内容为强制性”",
        ),
    ],
)
def test_how_binding_a_standard_is_by_itself(
    number: str, jurisdiction: str | None, said: str | None, words: str
) -> None:
    known = Card(
        "a", "a.pdf", "read", kind="standard", number=number, canonical=number, jurisdiction=jurisdiction
    )
    assert words in (standing(known, said) or "")


def test_what_is_no_standard_has_no_standing() -> None:
    assert standing(Card("a", "a.pdf", "read", kind="tender", number="YH-2031-1")) is None
    draft = Card("a", "a.pdf", "read", kind="draft", number="XX/T 9400.3-2031", stage="征求意见稿")
    assert standing(draft) == "XX/T 9400.3-2031 is a draft (征求意见稿): a proposal, which binds nobody."
    assert own_words("前言\n本标准的全部技术内容为强制性。\n") == "本标准的全部技术内容为强制性"
    assert own_words("This document is a voluntary standard.") == "This document is a voluntary standard"
    assert own_words("强制性认证") is None


_SCRAPS = st.text(
    st.sampled_from("表附录A1.2 \n应符合的规定shall Table annex第部分条款—XX/T9400.3ß🙂\u2028"), max_size=120
)


@given(_SCRAPS, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 40)), max_size=6), _SCRAPS)
def test_any_place_of_any_document_can_be_asked(text: str, places: list[tuple[int, int]], named: str) -> None:
    spans = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in places]
    clauses = tuple(Clause(span, "R+", words=span, section="4.1") for span in spans)
    table = Table((tuple(spans[:2]), tuple(spans[2:])), caption=spans[0] if spans else None)
    document = Document(
        "a.html", sha256="x", format="html", media_type="text/html", kind="text", text=text,
        tables=(table,), clauses=clauses,
    )  # fmt: skip
    found = [
        Finding(
            f"f{n}", "a.html", Evidence("x", span, text[span.start : span.end], "", ""), "origin.ethnicity", "A",
            "L1", "finding", "Defines a field.", "", RuleRef("r", 1), (), about=about,
            element=Element("E", owner="O") if about == "field" else None,
        )
        for n, span in enumerate(spans)
        for about in (("field", "sentence")[n % 2],)
    ]  # fmt: skip
    for bearing in bearings(document, found):
        assert covers(named, bearing) in (True, False, None)
        assert covers(None, bearing) is True
        assert covers_section(named, bearing.section) in (True, False, None)
