"""The report: one page that needs nothing else, its tables and citations, and the same as PDF."""

from __future__ import annotations

import csv
import html as escaping
import io
import json
import re
import socket
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from lxml import html as parsing
from PIL import Image
from sqlalchemy import insert, update

from counterspec.casework.verdicts import give
from counterspec.cli.main import main
from counterspec.errors import UsageError
from counterspec.model import Card
from counterspec.pipeline import Setup
from counterspec.publish.pdf import pdf
from counterspec.publish.report import Report, Wanted, html, report_of
from counterspec.publish.tables import COLUMNS, bibtex, csl, csv_text, keys, xlsx
from counterspec.store import Case, schema
from counterspec.store.counting import total
from counterspec.store.documents import cards
from counterspec.store.find import found
from counterspec.store.finding_filter import FindingFilter
from counterspec.terminal.glossary import means
from counterspec.terminal.look import ACTS, STRENGTH
from tests.pack_making import DAY, EPOCH, HOSTILE, findings, small_case

_LOADING = ("src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href")
_FIELD = re.compile(r"^  (\w+) = \{(.*)\},?$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return small_case(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def report(case: Case) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        return report_of(case, Setup(), Wanted(lead=f"=lead {HOSTILE}", by=f"M. Oduya {HOSTILE}"))


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return html(report)


def plain(element: etree._Element) -> str:
    """Return the text of an element, blanks closed up."""
    return " ".join("".join(element.itertext()).split())


# -- the page ----------------------------------------------------------------------------------


def test_the_page_needs_nothing_else(page: str) -> None:
    tree = parsing.document_fromstring(page)
    [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    for element in tree.iter():
        for name in _LOADING:
            value = element.get(name) if isinstance(element.tag, str) else None
            assert value is None or value.startswith("data:"), (element.tag, name, value)
    assert not tree.xpath("//script | //iframe | //object | //embed | //link | //base | //form")
    assert all(link.startswith("#") for link in tree.xpath("//a/@href"))
    [style] = tree.xpath("//style/text()")
    assert "@import" not in style
    assert all(one.startswith(("data:", "#")) for one in re.findall(r"url\(\s*['\"]?([^'\")]+)", style))


def test_every_exhibit_shows_its_proof(report: Report, page: str) -> None:
    tree = parsing.document_fromstring(page)
    assert len(report.exhibits) == 6
    for one in report.exhibits:
        [figure] = tree.xpath(f"//figure[@id='{one.key}']")
        text = plain(figure)
        evidence = one.finding.evidence
        [quote] = figure.xpath(".//p[@class='q']/mark")
        assert plain(quote) == " ".join(evidence.quote.split())
        assert " ".join(one.says.split()) in text
        assert " ".join(one.not_shown.split()) in text
        assert one.card.name in text
        assert evidence.sha256[:12] in text
        assert one.finding.id in text
        [check] = figure.xpath(".//a[starts-with(@href, '#fn')]/@href")
        [note] = tree.xpath(f"//li[@id='{check[1:]}']")
        assert evidence.sha256 in plain(note)
        assert "counterspec verify pack.zip" in plain(note)
        pictures = figure.xpath(".//div[contains(@class, 'crop')]//img/@src")
        marked = figure.xpath(".//div[contains(@class, 'crop')]//pre//mark")
        assert len(pictures) == (evidence.page is not None)
        assert bool(marked) == (evidence.page is None)
        assert f"page {evidence.page}" in text if evidence.page else f"line {evidence.line}" in text


def test_translations_and_glosses_are_told_apart(report: Report, page: str) -> None:
    [translated] = [one for one in report.exhibits if one.translations]
    tree = parsing.document_fromstring(page)
    [figure] = tree.xpath(f"//figure[@id='{translated.key}']")
    assert "Original, authoritative" in plain(figure)
    assert "Translation of the marked words (fr) by M. Oduya, 2032-05-06" in plain(figure)
    assert translated.translations[0].text in plain(figure)


def test_statements_stand_beside_the_claims(report: Report, page: str) -> None:
    tree = parsing.document_fromstring(page)
    [statement] = report.statements
    for one in report.exhibits:
        beside = tree.xpath(f"//figure[@id='{one.key}']//div[@class='statement']")
        assert len(beside) == (one.card.name == "tender.pdf"), one.card.name
        assert all(statement.text in plain(said) for said in beside)


def test_the_figure_draws_the_chains_of_the_table(report: Report, page: str) -> None:
    tree = parsing.document_fromstring(page)
    [figure] = tree.xpath("//figure[@class='chainfig']")
    [drawing] = figure.xpath(".//svg[@role='img']")
    ids = drawing.get("aria-labelledby").split()
    named, described = (plain(one) for key in ids for one in drawing.xpath(f"./*[@id='{key}']"))
    assert named and "The table below says the same in words." in described
    assert not figure.xpath(".//@style | .//a | .//*[local-name() = 'foreignobject']")
    ways = [(chain.requiring, *chain.through, number) for chain, number in report.chains]
    boxes = [plain(box) for box in drawing.xpath(".//g[starts-with(@class, 'n ')]")]
    assert len(boxes) == len({step for way in ways for step in way})
    assert len(drawing.xpath(".//path[starts-with(@class, 'e ')]")) == len(
        {pair for way in ways for pair in pairwise(way)}
    )
    for _, number in report.chains:
        assert any(f"Exhibit {number}" in box for box in boxes)
    [caption] = figure.xpath("./figcaption")
    assert "Each line is a passage; a chain binds as its weakest link does" in plain(caption)
    assert "chains are drawn" not in plain(caption)


def test_the_caption_says_what_the_figure_leaves_out(report: Report) -> None:
    assert report.figure is not None
    page = html(replace(report, figure=replace(report.figure, shown=16, count=1036, mixed=True)))
    assert "the line is that of the one that binds least. 16 of" in page
    assert (
        "16 of 1,036 chains are drawn, so that the figure can be read; the table below has 1,020 more."
        in page
    )


def test_chains_beyond_what_a_report_holds_are_said(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = report_of(case, Setup(), Wanted())
    assert len(whole.chains) > 1 and not whole.further and "than the" not in html(whole)
    monkeypatch.setattr("counterspec.publish.report._CHAINS", len(whole.chains) - 1)
    cut = report_of(case, Setup(), Wanted())
    assert cut.chains == whole.chains[:-1] and cut.further
    assert f"More chains end in these exhibits than the {len(cut.chains)} that a report holds" in html(cut)
    monkeypatch.setattr("counterspec.publish.report._CHAINS", len(whole.chains))
    assert not report_of(case, Setup(), Wanted()).further


def test_without_chains_there_is_no_figure(case: Case) -> None:
    page = html(report_of(case, Setup(), Wanted(chains=False)))
    assert not parsing.document_fromstring(page).xpath("//figure[@class='chainfig']")


def test_what_was_not_read_is_said(page: str) -> None:
    tree = parsing.document_fromstring(page)
    assert tree.xpath("//h2[@id='unread']")
    assert "Nothing here shows use, deployment or whether a field is filled." in plain(tree)


def test_what_is_not_shown_is_counted(report: Report, case: Case) -> None:
    said = plain(parsing.document_fromstring(html(report)))
    with case.reading() as connection:
        open_ones = total(connection, FindingFilter(standings=("none",)))
    hidden = open_ones - sum(one.standing == "none" for one in report.exhibits)
    assert report.unreviewed == hidden
    assert ("not reviewed and" in said) == bool(hidden)
    assert report.wanted > 0 and report.most_wanted[0] in said
    assert "Nothing is claimed about what they say." in said
    one = replace(report, exhibits=report.exhibits[:1], unreviewed=1, wanted=9, most_wanted=("QX/T 1-2031",))
    said = plain(parsing.document_fromstring(html(one)))
    assert "1 finding is shown" in said
    assert "1 further finding of the case was not reviewed and is not shown." in said
    assert "9 documents that documents of the case cite are not in it: QX/T 1-2031 and 8 more." in said


def test_the_words_it_uses_are_explained_and_no_others(report: Report, page: str) -> None:
    [listed] = parsing.document_fromstring(page).xpath("//dl[@class='wordlist']")
    words = {plain(row[0]): plain(row[1]) for row in listed}
    findings = [one.finding for one in report.exhibits]
    acts = {ACTS[finding.act] for finding in findings}
    assert {word for word in words if word in ACTS.values()} == acts
    assert {word for word in words if word in STRENGTH.values()} == {
        STRENGTH[finding.strength] for finding in findings if finding.strength
    }
    standings = {"not reviewed" if one.standing == "none" else one.standing for one in report.exhibits}
    assert {"finding", "chain", *standings} <= set(words)
    assert words[ACTS[findings[0].act]] == means("act", findings[0].act)
    assert "candidate" not in words


def test_hostile_words_stay_words(page: str) -> None:
    assert HOSTILE not in page
    assert page.count(escaping.escape(HOSTILE, quote=True).replace("&quot;", "&#34;")) >= 5
    assert not re.search(r"<script|javascript:|\son\w+\s*=", page)


def test_the_same_case_gives_the_same_page(case: Case, page: str) -> None:
    again = report_of(case, Setup(), Wanted(lead=f"=lead {HOSTILE}", by=f"M. Oduya {HOSTILE}"), 2)
    assert html(again) == page


def test_nothing_chosen(case: Case) -> None:
    with pytest.raises(UsageError, match="no finding is chosen"):
        report_of(case, Setup(), Wanted(filter=FindingFilter(standings=("rejected",))))


def test_the_order_asked_for(case: Case) -> None:
    ids = tuple(reversed(findings(case)))
    assert tuple(one.finding.id for one in report_of(case, Setup(), Wanted(findings=ids)).exhibits) == ids


# -- tables ------------------------------------------------------------------------------------


def test_csv_holds_no_formula(report: Report) -> None:
    head, *rows = csv.reader(io.StringIO(csv_text(report)))
    assert tuple(head) == COLUMNS
    assert len(rows) == len(report.exhibits)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    named = [dict(zip(head, row, strict=True)) for row in rows]
    assert {row["document"] for row in named} == {"'=visitor.xsd", "standard.md", "tender.pdf"}
    assert [row["quote"] for row in named] == [one.finding.evidence.quote for one in report.exhibits]


def test_the_workbook_opens(report: Report) -> None:
    data = xlsx(report)
    assert data == xlsx(report)
    book = openpyxl.load_workbook(io.BytesIO(data))
    head, *rows = book["findings"].iter_rows()
    assert tuple(cell.value for cell in head) == COLUMNS
    assert len(rows) == len(report.exhibits)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert {row[2].value for row in rows} == {"=visitor.xsd", "standard.md", "tender.pdf"}
    assert len(list(book["chains"].iter_rows())) == len(report.chains) + 1


def test_bibtex_is_balanced(report: Report) -> None:
    entries = bibtex(report).split("\n\n")
    assert len(entries) == len(report.cards)
    for entry in entries:
        assert re.match(r"@misc\{[a-z0-9-]+,\n", entry)
        bare = re.sub(r"\\.", "", entry)
        assert bare.count("{") == bare.count("}")
        assert "title" in dict(_FIELD.findall(entry))
    assert len(set(re.findall(r"@misc\{([^,]+),", bibtex(report)))) == len(entries)


def test_csl_names_every_document(report: Report) -> None:
    items = json.loads(csl(report))
    assert len({item["id"] for item in items}) == len(report.cards)
    tender = next(item for item in items if item.get("number") == "YH-2031-0142")
    assert tender["issued"] == {"date-parts": [[2031, 9, 5]]}


def test_keys_differ_where_names_do_not() -> None:
    cards = [Card(f"{number:064x}", "a/b.xsd", "read") for number in range(1 << 8)]
    assert len(set(keys(cards))) == len(cards)


# -- PDF ---------------------------------------------------------------------------------------


def test_pdf(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("weasyprint")
    pdfium = pytest.importorskip("pypdfium2")

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the report asked the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    data = pdf(report)
    assert pdf(report) == data
    document = pdfium.PdfDocument(data)
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    assert len(texts) >= 3
    text = " ".join(" ".join(texts).split())
    for one in report.exhibits:
        assert one.finding.evidence.quote in text
        assert f"Exhibit {one.number}." in text
    assert report.figure is not None and report.figure.shown == len(report.chains) > 0
    # The table of chains has none of the lines of the boxes and no caption.
    for tile in report.figure.drawing.tiles:
        for _, words in tile.words:
            assert words in text
    assert all(label in text for label in report.figure.drawing.labels)
    assert "a chain binds as its weakest link does, which a filled tag names" in text
    assert b"/JavaScript" not in data
    assert b"/EmbeddedFile" not in data


def test_after_a_pdf_a_picture_cut_short_is_still_refused(report: Report) -> None:
    pytest.importorskip("weasyprint")
    [crop, *_] = [one.crop for one in report.exhibits if one.crop]
    pdf(report)
    with Image.open(io.BytesIO(crop[:-900])) as picture, pytest.raises(OSError, match="truncated"):
        picture.load()


# -- the command -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["r.html", "r.csv", "r.xlsx", "r.bib", "r.json"])
def test_the_ending_says_the_form(case: Case, tmp_path: Path, name: str) -> None:
    assert main(["report", str(case.folder), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).stat().st_size > 100


def test_an_ending_that_is_none(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(case.folder), "-o", str(tmp_path / "r.txt")]) == 2
    assert ".html" in capsys.readouterr().err


def test_a_confirmed_candidate_is_shown_as_one(tmp_path: Path) -> None:
    case = small_case(tmp_path)
    with case.reading() as connection:
        candidate = found(connection, FindingFilter(grade="candidate")).found[0].finding
    assert candidate.id not in {one.finding.id for one in report_of(case, Setup(), Wanted()).exhibits}
    give(case, [candidate.id], "confirmed", "it is about visitors", "M. Oduya", DAY)
    made = report_of(case, Setup(), Wanted())
    [exhibit] = [one for one in made.exhibits if one.finding.id == candidate.id]
    root = parsing.fromstring(html(made))
    figures = root.xpath("//figure[contains(@class, 'exhibit')]")
    graded = [one.get("id") for one in figures if one.xpath(".//dt[text() = 'Grade']")]
    assert graded == [exhibit.key]
    assert figures[exhibit.number - 1].xpath("string(.//dt[text() = 'Grade']/following-sibling::dd[1])") == (
        f"candidate. {means('word', 'candidate')}"
    )


# -- what a first reader asks -------------------------------------------------------------------


def exhibit_of(report: Report, one: int = 0, **about: Any) -> etree._Element:
    """Return the figure of an exhibit whose parts are these."""
    changed = tuple(
        replace(exhibit, **about) if at == one else exhibit for at, exhibit in enumerate(report.exhibits)
    )
    root = parsing.document_fromstring(html(replace(report, exhibits=changed)))
    [figure] = root.xpath(f"//figure[@id='{report.exhibits[one].key}']")
    return figure


def row_of(figure: etree._Element, name: str) -> list[str]:
    return [plain(row) for row in figure.xpath(f".//dt[text() = '{name}']/following-sibling::dd[1]")]


def test_an_exhibit_holds_what_is_known_of_its_document(tmp_path: Path) -> None:
    case = small_case(tmp_path)
    with case.changing() as connection:
        documents = schema.documents
        about = {"kind": "standard", "number": "QX/T 7301-2031", "canonical": "QX/T 7301", "edition": "2031"}
        connection.execute(update(documents).where(documents.c.name == "standard.md").values(about))
        [tender] = [card for card in cards(connection) if card.name == "tender.pdf"]
        said = {"label": "replaces", "value": "QX/T 7301-2031", "data": "{}"}
        connection.execute(insert(schema.said), {"sha256": tender.sha256, "seq": 99, **said})
    report = report_of(case, Setup(), Wanted())
    shown = {one.card.name: exhibit_of(report, at) for at, one in enumerate(report.exhibits)}
    binding = {name: row_of(figure, "How binding")[0] for name, figure in shown.items()}
    assert (
        "the document is a standard. QX/T 7301-2031 is a recommended standard by its number (“/T”)"
        in (binding["standard.md"])
    )
    assert binding["=visitor.xsd"].endswith("the document is a schema")
    assert {name: row_of(figure, "Note") for name, figure in shown.items()} == {
        "standard.md": ["YH-2031-0142 of this case says that it replaces QX/T 7301-2031."],
        "=visitor.xsd": [],
        "tender.pdf": [],
    }


def test_a_heading_names_the_document_and_what_nobody_confirmed(report: Report) -> None:
    for at, one in enumerate(report.exhibits):
        [heading] = exhibit_of(report, at).xpath("./header")
        place = (
            f"page {one.finding.evidence.page}"
            if one.finding.evidence.page
            else f"line {one.finding.evidence.line}"
        )
        assert plain(heading).endswith(f"{' '.join(one.card.called.split())}, {place}")
        assert not heading.xpath(".//*[@class='chip dash']")
    for standing, said in (
        ("none", "not reviewed"),
        ("rejected", "rejected"),
        ("look-again", "look again"),
    ):
        [chip] = exhibit_of(report, standing=standing).xpath("./header//*[@class='chip dash']")
        assert plain(chip) == said


def test_the_title_counts_what_it_names(case: Case) -> None:
    with case.reading() as connection:
        held = [one.finding for one in found(connection, FindingFilter(), limit=99).found]
    by: dict[str, list[str]] = {}
    for one in held:
        by.setdefault(one.evidence.sha256, []).append(one.id)
    same = next(its for its in by.values() if len(its) > 1)
    firsts = [its[0] for its in by.values()]

    def title(*chosen: str) -> str:
        return report_of(case, Setup(), Wanted(findings=chosen, chains=False)).title

    assert ", and" not in title(firsts[0])
    assert title(*same[:2]).endswith(", and 1 more")
    assert title(*firsts[:2]).endswith(", and 1 more from another document")
    assert len(firsts) == 3
    assert title(*firsts).endswith(", and 2 more from 2 documents")
    assert title(*same, *(one for one in firsts if one != same[0])).endswith(" from 3 documents")


def test_a_quote_that_is_cut_shows_where(report: Report) -> None:
    evidence = report.exhibits[0].finding.evidence
    cut = replace(evidence, prefix="b" * 40, suffix="e" * 32)
    figure = exhibit_of(report, finding=replace(report.exhibits[0].finding, evidence=cut))
    [quote] = figure.xpath(".//p[@class='q'][mark]")
    words = " ".join(evidence.quote.split())
    assert plain(quote) == f"“…{'b' * 40}{words}{'e' * 32}…”"
    assert plain(quote.xpath("./mark")[0]) == words


def test_a_chain_of_one_link_says_what_binds_it(report: Report) -> None:
    one, number = next(pair for pair in report.chains if len(pair[0].steps) == 1)
    one = replace(one, bond="none weaker than a requirement")
    chain = replace(one, steps=one.steps * 2)
    root = parsing.document_fromstring(html(replace(report, chains=((chain, number), (one, number)))))
    [table] = root.xpath("//table[.//th = 'How it binds']")
    assert plain(table.xpath(".//thead//th")[0]) == "Begins in"
    assert [plain(cell) for cell in table.xpath(".//tbody/tr/td[2]")] == [chain.bond, one.steps[0].bond]


def test_what_it_is_not_stands_before_the_exhibits(page: str) -> None:
    [lead] = parsing.document_fromstring(page).xpath("//header[@class='lead']")
    assert "A finding is no legal judgement and no claim about a person" in plain(lead)
    assert "3 of 3 documents were read; see what was not read." in plain(lead)
    assert page.count("What this is not") == 1


def test_paper_keeps_the_chains_with_their_heading(report: Report) -> None:
    pytest.importorskip("weasyprint")
    pdfium = pytest.importorskip("pypdfium2")
    sheets = [sheet.get_textpage().get_text_range() for sheet in pdfium.PdfDocument(pdf(report))]
    assert "What this is not." in sheets[0]
    [at] = [at for at, text in enumerate(sheets) if "Chains to the exhibits" in text]
    assert "Each row is a chain" in sheets[at] and "How it" in sheets[at]
    assert all(f"(note {one.number})" in " ".join(" ".join(sheets).split()) for one in report.exhibits)
