"""The text layer of PDFs: garble, spaces, columns, running lines, damage; samples are invented."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from counterspec.formats import pdf
from counterspec.model import Box, Document, Source, Wishes
from counterspec.syntax.flow import flows
from counterspec.syntax.pdf.content import PageContent, Run
from counterspec.syntax.pdf.garble import is_garbled
from counterspec.syntax.pdf.layout import Layout
from tests.document_building import pdf as pdf_of
from tests.document_building import ruled_table, text_at

CASES = Path(__file__).parent / "cases" / "pdf_text"
GARBLE = json.loads((CASES / "garble.json").read_text("utf-8"))


@pytest.mark.parametrize("name", GARBLE["text"])
def test_text_of_any_kind_is_no_garble(name: str) -> None:
    assert not is_garbled(GARBLE["text"][name])
    assert not is_garbled(GARBLE["text"][name], 24)


@pytest.mark.parametrize("name", GARBLE["garbled"])
def test_garble_is_noticed(name: str) -> None:
    assert is_garbled(GARBLE["garbled"][name])


# -- pages drawn here --------------------------------------------------------------------------

WORDS = "harbour guests shall sign the book before they enter the pier and leave it with the warden".split()


def read(data: bytes) -> Document:
    return pdf.ENTRY.read(Source("a.pdf", data, "0" * 64, wishes=Wishes(recognition="off")), None)


def told(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, document.text[p.span.start : p.span.end]) for p in document.passages]


def prose(x: float, y: float, lines: int, letters: int, mark: str) -> str:
    """Return a column of full lines, each with its mark and number."""
    out = ""
    for number in range(lines):
        line = f"{mark}{number}"
        while len(line) < letters - 6:
            line += " " + WORDS[(len(line) + 5 * number + ord(mark[0])) % len(WORDS)]
        out += text_at(x, y + 12 * number, line[:letters])
    return out


def order(document: Document, marks: str) -> list[str]:
    return re.findall(rf"\b[{marks}]\d+\b", document.text)


def test_two_columns_between_lines_over_both() -> None:
    page = text_at(40, 40, "A title that stands over both of the columns of the page here", size=12)
    page += prose(40, 70, 8, 30, "a") + prose(210, 70, 8, 30, "b")
    page += text_at(40, 190, "A line of text which runs over the whole width of the page, once more")
    page += prose(40, 220, 6, 30, "c") + prose(210, 220, 6, 30, "d")
    found = order(read(pdf_of([page])), "abcd")
    assert found == [f"{m}{n}" for m, count in (("a", 8), ("b", 8), ("c", 6), ("d", 6)) for n in range(count)]


def test_columns_drawn_row_by_row_and_three_of_them() -> None:
    columns = [
        prose(x, 60, 12, 24, mark).splitlines(keepends=True)
        for x, mark in ((20, "a"), (150, "b"), (280, "c"))
    ]
    rows = "".join(line for row in zip(*columns, strict=True) for line in row)
    found = order(read(pdf_of([rows])), "abc")
    assert found == [f"{mark}{number}" for mark in "abc" for number in range(12)]


def test_labels_beside_values_are_no_columns() -> None:
    page = "".join(
        text_at(40, 60 + 14 * n, f"Field {n}") + text_at(200, 60 + 14 * n, f"value{n} of the field")
        for n in range(9)
    )
    found = re.findall(r"Field (\d)\s+value(\d)", read(pdf_of([page])).text)
    assert found == [(str(n), str(n)) for n in range(9)]


def test_running_lines_and_paragraphs_over_pages() -> None:
    long = [
        "the harbour master shall keep a book of all guests who come by ship, and",
        "of those who leave it again",
    ]
    pages = []
    for number in range(6):
        page = text_at(40, 30, "XX/T 0001-2031") + text_at(340, 30, f"Part {number % 2}")
        page += (
            prose(40, 80, 30, 64, "abcdef"[number] * 3)
            + text_at(40, 460, long[0].replace("ship", f"{WORDS[number]} ship"))
            + text_at(190, 580, f"- {number + 1} -")
        )
        pages.append(page.replace(f"({'abcdef'[number] * 3}0", f"({long[1]}", 1))
    document = read(pdf_of(pages))
    kinds = told(document)
    assert [text for kind, text in kinds if kind == "footer"] == [f"- {n} -" for n in range(1, 7)]
    assert [text for kind, text in kinds if kind == "header"] == [
        f"XX/T 0001-2031 Part {n % 2}" for n in range(6)
    ]
    assert sum(p.goes_on for p in document.passages) == 5
    assert any("guests ship, and of those who leave" in flow.text for flow in flows(document))


def test_footnotes_below_a_rule() -> None:
    page = prose(40, 60, 20, 64, "a") + "0.5 w 40 90 m 140 90 l S\n"
    page += text_at(40, 525, "1 A guest is whoever is no resident of the harbour.", size=7)
    assert ("note", "1 A guest is whoever is no resident of the harbour.") in told(read(pdf_of([page])))


def test_covered_and_tiny_text_is_hidden() -> None:
    page = (
        text_at(40, 40, "secret words")
        + "1 1 1 rg 30 550 200 30 re f\n"
        + text_at(40, 80, "shown words here")
    )
    page += (
        text_at(40, 120, "tiny", size=0.5)
        + "0 0 0 rg 30 400 100 20 re f\n"
        + text_at(40, 192, "on a box", gray=1)
    )
    assert told(read(pdf_of([page]))) == [
        ("paragraph", "shown words here"), ("paragraph", "on a box"), ("hidden", "secret words"), ("hidden", "tiny"),
    ]  # fmt: skip


def test_watermarks_and_turned_lines() -> None:
    turned = "BT 0.8 g 0.7 0.7 -0.7 0.7 100 200 Tm /F 40 Tf (DRAFT COPY) Tj ET\n"
    margin = "BT 0 g 0 1 -1 0 20 100 Tm /F 8 Tf (printed on the margin) Tj ET\n"
    found = told(read(pdf_of([prose(40, 60, 12, 64, "a") + turned + margin])))
    assert ("watermark", "DRAFT COPY") in found
    assert ("paragraph", "printed on the margin") in found
    assert sum("DRAFT" in text for _, text in found) == 1


def test_a_page_on_its_side_is_read_upright() -> None:
    lines = [f"line {n} of a page that lies on its side, with words" for n in range(10)]
    page = "".join(
        f"BT 0 g 0 1 -1 0 {60 + 14 * n} 40 Tm /F 10 Tf ({line}) Tj ET\n" for n, line in enumerate(lines)
    )
    document = read(pdf_of([page]))
    assert re.findall(r"line (\d) of", document.text) == [str(n) for n in range(10)]
    word = document.pages[0].words[0]
    assert word.box.y1 > word.box.x1 and word.box.y0 > 400


def test_letters_spread_out_are_words() -> None:
    page = "".join(text_at(40 + 9 * n, 40, letter) for n, letter in enumerate("DB23/T"))
    assert read(pdf_of([page])).text.strip() == "DB23/T"


# -- fonts of another alphabet -------------------------------------------------------------------

RUSSIAN = "Настоящий порядок устанавливает общие требования к обмену сведениями между причалами Южного порта".split()
GREEK = "Το παρόν πρότυπο καθορίζει τις απαιτήσεις για την ανταλλαγή στοιχείων μεταξύ των λιμένων".split()


@pytest.mark.parametrize(("words", "code"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (GREEK, "iso8859_7")])
def test_letters_of_another_alphabet_are_read_as_meant(words: list[str], code: str) -> None:
    lines = [" ".join(words[n : n + 6]) for n in range(0, len(words), 6)]
    latin = [line.encode(code).decode("latin-1") for line in lines]
    page = "".join(text_at(40, 60 + 12 * n, line) for n, line in enumerate(latin))
    document = read(pdf_of([page + text_at(40, 20, "Pier guests 2031")], encoding="WinAnsiEncoding"))
    assert " ".join(words) in document.text.replace("\n", " ")
    assert "Pier guests" in document.text
    assert [problem.code for problem in document.problems] == ["recoded-text"]


@pytest.mark.parametrize(
    "text",
    [
        "Größere Behörden müssen Änderungen früh ankündigen und überprüfen, äöü ÄÖÜ ßß ëëë ïïï",
        "ÕâÊÇÃñ ×åÐÅ Ï¢¼¼ Êõ°²È«ÊÓÆµ ÍøÂçÉè ±¸Ó¦·ûºÏ ±àÂëÊý ¾Ý²âÊÔ ¿ØÖÆ´«Êä",
    ],
)
def test_other_letters_stay_as_they_are(text: str) -> None:
    page = "".join(text_at(40, 60 + 12 * n, word) for n, word in enumerate(text.split()))
    assert "recoded-text" not in [
        problem.code for problem in read(pdf_of([page], encoding="WinAnsiEncoding")).problems
    ]


def test_white_text_on_a_shading_is_seen() -> None:
    bar = "q 0 540 400 60 re W n /S sh Q\n"
    document = read(
        pdf_of([bar + text_at(20, 30, "Harbour guests", gray=1) + text_at(20, 200, "Unseen", gray=1)])
    )
    assert told(document) == [("paragraph", "Harbour guests"), ("hidden", "Unseen")]


def test_a_word_that_runs_over_the_edge_of_its_cell_is_not_cut() -> None:
    rows = [["Berth", "Kind", "Depth"], ["south-quay-reference", "", "12"], ["pier", "stone", "9"]]
    table = ruled_table(40, 100, (98, 60, 60), rows, height=30)
    document = read(pdf_of([table + text_at(144, 145, "floating")]))
    (found,) = document.tables
    assert [[document.text[cell.start : cell.end] for cell in row] for row in found.rows] == [
        rows[0], ["south-quay-reference", "floating", "12"], rows[2]
    ]  # fmt: skip


def test_left_and_right_pages_may_end_elsewhere() -> None:
    def pages(shift: int) -> bytes:
        return pdf_of([prose(40 + shift * (number % 2), 60, 20, 60, "a") for number in range(10)])

    assert told(read(pages(40))) == told(read(pages(0)))


# -- damage and bounds -------------------------------------------------------------------------


def test_lost_tables_of_objects_are_made_anew() -> None:
    whole = pdf_of([text_at(40, 40, f"page {n} of the book") for n in range(3)])
    cut = whole[: whole.index(b"xref")]
    for data in (cut, cut.replace(b"/Type /Catalog", b"/Type /Catalxx"), cut[:-100]):
        document = read(data)
        assert "page 1 of the book" in document.text
        assert [p.code for p in document.problems if p.page is None] == ["damaged"]


def test_pages_without_end_and_absurd_sizes_are_bounded() -> None:
    many = read(pdf_of([text_at(40, 40, "a page")] * 2_000))
    assert len(many.pages) == 2_000
    for size in ("0 0 0 0", "0 0 9999999 9999999", "10 10 -400 -600", "0 0 1e30 5"):
        document = read(pdf_of([text_at(40, 40, "a page of words")]).replace(b"0 0 400 600", size.encode()))
        assert len(document.pages) == 1


def test_a_page_of_too_many_things_says_so() -> None:
    crowded = "".join(f"{n % 400} 0 m {n % 400} 9 l S\n" for n in range(30_000)) + text_at(
        40, 40, "some words here"
    )
    document = read(pdf_of([crowded]))
    assert "some words here" in document.text
    assert "too-large" in {p.code for p in document.problems}


def test_characters_below_each_other_are_one_column() -> None:
    content = PageContent(400, 600)
    for column, words in enumerate(("客人登记簿", "由港务长保")):
        for row, letter in enumerate(words):
            x, y = 300 - 20 * column, 40 + 14 * row
            content.runs.append(Run(letter, Box(x, y, x + 10, y + 10), 5 * column + row, False, False, 0))
    layout = Layout()
    layout.page(1, content, content.split)
    layout.close()
    assert layout.out.text().split() == ["客人登记簿", "由港务长保"]
