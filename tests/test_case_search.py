"""Searching a case: exact in every script, filtered, quoted from the page."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event, text

from counterspec.errors import UsageError
from counterspec.model import Evidence, Finding, PartyAt, RuleRef, Span
from counterspec.store import Case
from counterspec.store.document_filter import DocumentFilter
from counterspec.store.search import search
from counterspec.store.search_index import faults
from tests.case_building import case_of, digest, put, put_findings, put_party
from tests.conftest import Run
from tests.search_scanning import says

PAGES = {
    "zh": "公民民族信息采集。肤色Skin Color：1 黄 2 白。少数民\n族、人种",
    "ja": "国籍・民族　データ項目、ﾐﾝｿﾞｸコード",
    "ko": "민족을 나타내는 코드, 개인 정보",
    "th": "เชื้อชาติและศาสนา",
    "de": "Größe und Straße der Staats-\nangehörigkeit",
    "fr": "L’ORIGINE ethnique — données à caractère personnel, ﬁche n° 7",
    "ru": "Национальность и вероисповедание: Ёлка, мой",
    "ar": "العِرْق والدين، ﻻ ٢٠١٦",
    "hi": "जाति और धर्म",
    "vi": "Dân tộc và tôn giáo",
    "code": "struct LjPerson { int EthnCode; char person_race[2]; } // GB/T 28181—2016, GB/T28181",
    "wide": "ＲＡＣＥ Ｃｏｄｅ １２",
}
QUERIES = {
    "民族": "zh ja",
    "族": "zh ja",
    "民族信息": "zh",
    "公民": "zh",
    "族民": "",
    "族人": "",
    "少数民族": "zh",
    "肤色skin": "zh",
    '"肤色 SKIN color"': "zh",
    "肤": "zh",
    "ミンゾク": "ja",
    "データ": "ja",
    "민족": "ko",
    "개인정보": "ko",
    "ชาติ": "th",
    "grosse STRASSE": "de",
    "staatsangehorigkeit": "de",
    "angehörigkeit": "de",
    "origine": "fr",
    "donnees": "fr",
    "fiche 7": "fr",
    "donn": "",
    "donn*": "fr",
    "национальность": "ru",
    "елка": "ru",
    "мои": "",
    "العرق": "ar",
    "لا 2016": "ar",
    "जाति": "hi",
    "dan toc": "vi",
    "ethncode": "code",
    "EthnCode": "code",
    "ethn": "code",
    '"ethn code"': "code",
    "ethn_code": "code",
    "person": "code",
    "person_race": "code",
    "ljperson*": "code",
    "GB/T 28181": "code",
    '"gb/t28181-2016"': "code",
    "28181": "code",
    "2818": "",
    "2818*": "code",
    "race": "code wide",
    "race -ethn": "wide",
    "race 12": "wide",
    "民族 OR race": "zh ja code wide",
    "民族 OR race code": "code wide",
    "民族 -数据 -データ": "zh",
    "“民族信息”": "zh",
    "「国籍」": "ja",
}


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return case_of(
        tmp_path_factory.mktemp("scripts") / "case", {name: [page] for name, page in PAGES.items()}
    )


@pytest.mark.parametrize("query", QUERIES)
def test_pages_that_say_it(scripts: Case, query: str) -> None:
    with scripts.reading() as connection:
        hits = search(connection, query)
    assert sorted(hit.card.name for hit in hits.hits) == sorted(QUERIES[query].split())
    assert hits.pages == len(hits.hits)
    for hit in hits.hits:
        page = PAGES[hit.card.name]
        for place in hit.places:
            start, end = place.span
            assert page[start:end] == place.quote
            assert page[:start].endswith(place.prefix) and page[end:].startswith(place.suffix)
            assert place.boxes
        marked = [hit.excerpt.text[mark.start : mark.end] for mark in hit.excerpt.marks]
        assert marked and marked[0] in hit.places[0].quote


_LETTERS = st.text(st.sampled_from("民族信 息abABIDs1 \n-、éм\xad"), max_size=24)


@pytest.mark.slow
@given(st.lists(_LETTERS, min_size=1, max_size=4), st.data())
def test_search_finds_what_a_scan_finds(pages: list[str], data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(pages))
    start = data.draw(st.integers(0, len(page)))
    phrase = page[start : start + data.draw(st.integers(0, 8))]
    expected = [number for number, one in enumerate(pages, 1) if says(one, phrase)]
    with tempfile.TemporaryDirectory() as folder:
        case = case_of(Path(folder) / "case", {"pages": pages})
        with case.reading() as connection:
            try:
                found = search(connection, f'"{phrase}"', order="document")
            except UsageError:
                assert not any(char.isalnum() for char in phrase)
                return
    assert [hit.page for hit in found.hits] == expected
    assert found.pages == len(expected)


@pytest.mark.parametrize(
    "query",
    ["", " ", "%%", '"', '"a', "OR", "a OR", "OR a", "a OR OR b", "-a", "a OR -b", "AND", "a NOT b", "a*b", "x" * 10**7,
     "a " * 40, "-", "*", '""', "¦", "\0", "\ud800"],
)  # fmt: skip
def test_queries_that_cannot_be_read_are_named(scripts: Case, query: str) -> None:
    with scripts.reading() as connection, pytest.raises(UsageError) as raised:
        search(connection, query)
    assert raised.value.hint
    assert len(str(raised.value)) < 200


@given(st.text(st.sampled_from("ab民族\"'*-+^:(){}[]|&~\\ \n;%_ORANDNEAR,.¦\0é"), max_size=30))
def test_no_query_reaches_the_index_as_syntax(scripts: Case, query: str) -> None:
    with scripts.reading() as connection:
        try:
            search(connection, query)
        except UsageError:
            return


def test_filters(tmp_path: Path) -> None:
    case = Case.new(tmp_path / "case")
    with case.changing() as connection:
        tender = put(
            connection,
            "tenders/a.pdf",
            ["民族"],
            kind="tender",
            issued="2031-04-17",
            jurisdiction="CN",
            format="pdf",
        )
        put(
            connection,
            "b.pdf",
            ["民族"],
            kind="standard",
            issued="2031-03",
            number="XX/T 1—2031",
            canonical="XX/T 1",
        )
        put(connection, "c.txt", ["民族"], kind="standard", format="plain")
        quote = Evidence(tender, Span(0, 2), "民族", "", "")
        put_party(
            connection, PartyAt(tender, 0, "buyer", "Hu District Bureau", "Hu District Bureau", None, quote)
        )
        finding = Finding(
            "f-1", "a", quote, "origin.ethnicity", "A", "L5", "finding", "", "", RuleRef("r", 1), ()
        )
        put_findings(connection, [(tender, 0, finding)])
    expected = {
        DocumentFilter(): "abc",
        DocumentFilter(kinds=("tender",)): "a",
        DocumentFilter(kinds=("tender", "standard")): "abc",
        DocumentFilter(formats=("plain",)): "c",
        DocumentFilter(places=("CN",)): "a",
        DocumentFilter(since="2031"): "ab",
        DocumentFilter(since="2031-03-15"): "ab",
        DocumentFilter(since="2031-04"): "a",
        DocumentFilter(until="2031-03"): "b",
        DocumentFilter(until="2030"): "",
        DocumentFilter(party="hu district"): "a",
        DocumentFilter(party="100%"): "",
        DocumentFilter(party="hu", roles=("drafter",)): "",
        DocumentFilter(roles=("buyer",)): "a",
        DocumentFilter(concepts=("origin",), acts=("L5",)): "a",
        DocumentFilter(concepts=("origin.ethnicity",), tiers=("A",)): "a",
        DocumentFilter(concepts=("origin.ethnic",)): "",
        DocumentFilter(acts=("L1",)): "",
        DocumentFilter(documents=("a.pdf",)): "a",
        DocumentFilter(documents=("XX/T 1", "c.txt")): "bc",
        DocumentFilter(documents=(tender[:8],)): "a",
    }
    with case.reading() as connection:
        for wanted, names in expected.items():
            for order in ("relevance", "document"):
                hits = search(connection, "民族", wanted, order=order)  # type: ignore[arg-type]
                found = "".join(sorted(hit.card.name.split("/")[-1][0] for hit in hits.hits))
                assert (found, hits.pages) == (names, len(names)), wanted
        with pytest.raises(UsageError, match="no date"):
            search(connection, "民族", DocumentFilter(since="yesterday"))


def test_copies_stand_with_their_original(tmp_path: Path) -> None:
    case = Case.new(tmp_path / "case")
    with case.changing() as connection:
        original = put(connection, "b", ["民族", "人"])
        put(connection, "a", ["民族", "肤色"], copy_of=original)
    with case.reading() as connection:
        for order in ("relevance", "document"):
            hits = search(connection, "民族", order=order)  # type: ignore[arg-type]
            assert [(hit.card.name, [copy.name for copy in hit.copies]) for hit in hits.hits] == [
                ("b", ["a"])
            ]
            assert hits.pages == 2
        # What only the copy says is not lost.
        assert [hit.card.name for hit in search(connection, "肤色").hits] == ["a"]


def test_lines_of_texts_without_pages(tmp_path: Path) -> None:
    case = Case.new(tmp_path / "case")
    with case.changing() as connection:
        put(connection, "code.h", ["int a;\nint b;\n", "// 民族\nint ethn; int race;\n"], lines=True)
    with case.reading() as connection:
        (hit,) = search(connection, "ethn race").hits
    assert (hit.page, hit.line, hit.excerpt.line, hit.excerpt.text) == (None, 4, 4, "int ethn; int race;")
    assert [(p.line, p.column, p.quote) for p in hit.places] == [(4, 5, "ethn"), (4, 15, "race")]
    assert [hit.excerpt.text[m.start : m.end] for m in hit.excerpt.marks] == ["ethn", "race"]


def test_boxes_lie_on_the_words(tmp_path: Path) -> None:
    case = case_of(tmp_path / "case", {"d": ["first", "人 民族\n信息 x"]})
    with case.reading() as connection:
        (hit,) = search(connection, "族信").hits
    assert [tuple(box) for box in hit.places[0].boxes] == [(30.0, 0.0, 40.0, 12.0), (0.0, 20.0, 10.0, 32.0)]
    assert hit.places[0].page == 2


def test_pages_come_in_an_order_of_their_own(tmp_path: Path) -> None:
    """The order is that of what the rows say, never of when they were written."""
    names = [f"d{number}" for number in range(7)]
    orders = []
    for turn, given_names in enumerate((names, names[::-1])):
        case = case_of(
            tmp_path / str(turn), {name: ["民族 x", "民族 民族", "民族 x"] for name in given_names}
        )
        with case.reading() as connection:
            for order in ("relevance", "document"):
                whole = search(connection, "民族", limit=100, order=order)  # type: ignore[arg-type]
                paged, at = [], 0
                while at is not None:
                    part = search(connection, "民族", limit=4, offset=at, order=order)  # type: ignore[arg-type]
                    paged += part.hits
                    at = part.next  # type: ignore[assignment]
                assert paged == list(whole.hits)
            orders.append([(hit.card.name, hit.page) for hit in search(connection, "民族", limit=100).hits])
    assert orders[0] == orders[1]
    assert orders[0][:7] == [(name, 2) for name in names]


def test_a_removed_document_is_not_found(tmp_path: Path) -> None:
    case = case_of(tmp_path / "case", {"a": ["民族 EthnCode"], "b": ["民族"]})
    with case.changing() as connection:
        connection.execute(text("DELETE FROM documents WHERE sha256 = :d"), {"d": digest("a")})
    with case.reading() as connection:
        assert [hit.card.name for hit in search(connection, "民族").hits] == ["b"]
        assert search(connection, "ethn").pages == 0
        assert list(faults(connection)) == []


def test_the_command_prints_pages_and_lines(tmp_path: Path, run: Run) -> None:
    case_of(tmp_path / "case", {"a.pdf": ["x\n按民族检索"], "b.pdf": ["y"]})
    told = run("case", "search", str(tmp_path / "case"), "民族")
    assert told.returncode == 0
    assert "  p1      按[民族]检索" in told.stdout
    assert "1 page says it" in told.stdout
    assert "Searched 2 of 2 documents, 2 of 2 pages." in told.stdout
    line = json.loads(run("case", "search", str(tmp_path / "case"), "民族", "-f", "jsonl").stdout)
    assert line["places"][0]["quote"] == "民族"
    assert (line["page"], line["places"][0]["prefix"]) == (1, "按")
    refused = run("case", "search", str(tmp_path / "case"), "民族", "--kind", "tender")
    assert refused.returncode == 2
    assert "--kind tender" in refused.stderr


def test_many_pages_come_in_order_without_being_sorted(tmp_path: Path) -> None:
    """What SQLite would do: documents by their index of names, the index of words read once, page texts not at all."""
    told: list[str] = []

    def explain(connection: Connection, cursor: object, statement: str, values: object, *_: object) -> None:
        if "ORDER BY documents.name, documents.sha256, pages.seq" in statement:
            plan = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[union-attr]
            told.extend(row[3] for row in plan)

    case = case_of(tmp_path / "case", {name: ["民族"] * 3 for name in "abc"})
    with case.reading() as connection:
        event.listen(connection, "before_cursor_execute", explain)
        search(connection, "民族", order="document")
        event.remove(connection, "before_cursor_execute", explain)
    assert "documents USING INDEX documents_by_name" in told[0]
    assert any("pages USING COVERING INDEX" in step for step in told)
    assert "USE TEMP B-TREE FOR ORDER BY" not in told
