"""Documents people read: text formats by their cases, office files and PDFs built here."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterspec.errors import LimitError, UnreadableError
from counterspec.formats import Format, Head, csv, doc, docx, html, markdown, pdf, plain_text, xlsx
from counterspec.model import Document, Source, Table, Wishes
from counterspec.safe.text import decode, head_text
from counterspec.syntax.cells import read_cell
from counterspec.syntax.markup import read_markup
from tests.document_building import W, compound, paragraph, ruled_table, text_at, word_table, zipped
from tests.document_building import doc as doc_of
from tests.document_building import docx as word
from tests.document_building import pdf as pdf_of
from tests.document_building import xlsx as workbook

CASES = Path(__file__).parent / "cases" / "formats"
READERS = {"markdown": markdown, "html": html, "csv": csv, "plain_text": plain_text}
SAMPLES = [path for room in READERS for path in sorted((CASES / room).iterdir()) if path.suffix != ".json"]


def read(entry: Format, path: str, data: bytes) -> Document:
    text = None if entry.binary else decode(data, path)
    return entry.read(Source(path, data, "0" * 64, wishes=Wishes(recognition="off")), text)


def rows(document: Document, table: Table) -> list[list[str]]:
    return [[read_cell(document.text, span, document.format).text for span in row] for row in table.rows]


def described(document: Document) -> dict[str, Any]:
    """Return a document in the shape of the cases."""
    text = document.text
    tables = []
    for table in document.tables:
        caption = text[table.caption.start : table.caption.end] if table.caption else None
        shape = {"caption": caption, "header": table.header, "rows": rows(document, table)}
        tables.append({key: value for key, value in shape.items() if value is not None})
    return {
        "title": document.title,
        "passages": [[p.kind, text[p.span.start : p.span.end]] for p in document.passages],
        "tables": tables,
        "problems": [[problem.code, problem.line] for problem in document.problems],
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_cases(sample: Path) -> None:
    document = read(READERS[sample.parent.name].ENTRY, sample.name, sample.read_bytes())
    expected = json.loads(sample.with_suffix(".json").read_text("utf-8"))
    found = described(document)
    assert {key: found[key] for key in expected} == expected
    assert "problems" in expected or found["problems"] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_readers_claim_their_samples(sample: Path) -> None:
    data = sample.read_bytes()
    head = Head(sample.name, sample.suffix, data[:65536], head_text(data))
    claims = {name: reader.ENTRY.claim(head) for name, reader in READERS.items()}
    assert max(claims, key=lambda name: claims[name]) == sample.parent.name


def test_a_byte_is_no_character() -> None:
    document = read(markdown.ENTRY, "a.md", "# 民族\r\n\r\n性别\r\n".encode("gb18030"))
    assert (document.encoding, document.text) == ("gb18030", "# 民族\r\n\r\n性别\r\n")
    assert described(document)["passages"] == [["heading", "民族"], ["paragraph", "性别"]]


def test_large_data_is_sampled_and_dictionaries_are_not() -> None:
    data = "id,colour\n" + "".join(f"{n},red\n" for n in range(5000))
    document = read(csv.ENTRY, "a.csv", data.encode())
    assert len(document.tables[0].rows) == 2000
    assert [(problem.code, problem.lost) for problem in document.problems] == [("rows-sampled", False)]
    dictionary = "field,type,description\n" + "".join(f"f{n},varchar(9),words\n" for n in range(5000))
    assert len(read(csv.ENTRY, "d.csv", dictionary.encode()).tables[0].rows) == 5001


@pytest.mark.parametrize(
    "hostile",
    ['<a "' * 50_000, "<table><tr><td>" * 20_000, "<" * 200_000, "<!--" * 50_000, "<script>" * 50_000,
     "<table><tr>" + "<td rowspan=1000>x" * 800 + "<tr><td>y" * 900, "<td colspan=999 rowspan=999>" * 3000],
    ids=range(7),
)  # fmt: skip
def test_hostile_markup_ends(hostile: str) -> None:
    read_markup(hostile)
    read(markdown.ENTRY, "a.md", hostile.encode())


# -- Word --------------------------------------------------------------------------------------


def test_word_paragraphs_and_merged_cells() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style></w:styles>'
    core = '<cp:x xmlns:cp="c" xmlns:dc="d"><dc:title>Register of guests</dc:title></cp:x>'
    notes = f"<w:footnotes {W}><w:footnote>{paragraph('A note')}</w:footnote></w:footnotes>"
    data = word(
        paragraph("1 Fields", "a1"),
        paragraph("point", item=True),
        word_table([["Group!", "Field", "Note"], ["^", "faith", "belief"], ["all of it>2", "x"]]),
        paragraph("secret", hidden=True),
        parts=[("word/styles.xml", styles), ("docProps/core.xml", core), ("word/footnotes.xml", notes)],
    )
    document = read(docx.ENTRY, "a.docx", data)
    assert (
        document.text
        == "1 Fields\npoint\nGroup\tField\tNote\n\tfaith\tbelief\nall of it\tx\n\nsecret\nA note\n"
    )
    assert described(document)["passages"] == [
        ["heading", "1 Fields"],
        ["item", "point"],
        ["hidden", "secret"],
        ["note", "A note"],
    ]
    assert rows(document, document.tables[0]) == [
        ["Group", "Field", "Note"],
        ["Group", "faith", "belief"],
        ["all of it", "all of it", "x"],
    ]
    assert document.title == "Register of guests"
    assert [problem.code for problem in document.problems] == ["hidden-text"]


def test_word_text_boxes_and_nested_tables() -> None:
    inside = f"<w:pict><w:txbxContent>{paragraph('in a box')}</w:txbxContent></w:pict>"
    box = f"<w:p><w:r>{inside}<w:t>around</w:t></w:r></w:p>"
    inner = word_table([["inner", "cell"]])
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('outer')}{inner}</w:tc></w:tr></w:tbl>"
    removed = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    deleted = f"<w:p>{removed}<w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
    document = read(docx.ENTRY, "a.docx", word(box, outer, deleted))
    assert document.text.split() == ["around", "in", "a", "box", "outer", "inner", "cell", "new", "gone"]
    assert [problem.code for problem in document.problems] == ["tracked-changes"]
    assert [rows(document, table) for table in document.tables] == [[["outer"]], [["inner", "cell"]]]


def test_word_files_that_lie() -> None:
    entity = f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}><w:body><w:p/></w:body></w:document>'
    cases = {
        "damaged": b"PK\x03\x04 not a package",
        "locked": b"\xd0\xcf\x11\xe0 compound file",
        "entities": zipped([("word/document.xml", entity)]),
        "broken": zipped([("word/document.xml", "<w:document><open>")]),
        "empty": zipped([("other.xml", "<x/>")]),
    }
    for data in cases.values():
        with pytest.raises(UnreadableError):
            read(docx.ENTRY, "a.docx", data)
    bomb = zipped([("word/document.xml", b" " * 50_000_000)])
    with pytest.raises(LimitError):
        read(docx.ENTRY, "a.docx", bomb)


def test_deep_nesting_is_cut() -> None:
    depth = 400
    body = "<w:sdt>" * depth + paragraph("deep") + "</w:sdt>" * depth
    document = read(docx.ENTRY, "a.docx", word(paragraph("top"), body))
    assert document.text == "top\n"
    assert [problem.code for problem in document.problems] == ["too-deep"]


# -- older Word --------------------------------------------------------------------------------

LEGACY = [
    ("1 Fields", "\r", "heading"), ("The record of the guest", "\r", ""), ("Field", "\x07", "cell"),
    ("Note", "\x07", "cell"), ("", "\x07", "row"), ("faith", "\x07", "cell"), ("two", "\r", "cell"),
    ("lines \x13 PAGE \x14 9\x15", "\x07", "cell"), ("", "\x07", "row"), ("民族", "\r", ""),
]  # fmt: skip


def test_older_word_documents() -> None:
    document = read(doc.ENTRY, "a.doc", doc_of(LEGACY))
    assert document.text == "1 Fields\nThe record of the guest\nField\tNote\nfaith\ttwo lines  9\n\n民族\n"
    assert rows(document, document.tables[0]) == [["Field", "Note"], ["faith", "two lines 9"]]
    assert [passage.kind for passage in document.passages] == ["heading", "paragraph", "paragraph"]
    assert document.title == "1 Fields"


def test_older_word_documents_that_lie() -> None:
    with pytest.raises(UnreadableError) as locked:
        read(doc.ENTRY, "a.doc", doc_of(LEGACY, flags=0x0100))
    assert locked.value.code == "encrypted"
    whole = doc_of(LEGACY)
    for data in (
        whole[:1500],
        whole[:520],
        b"\xd0\xcf\x11\xe0",
        compound({"Other": b"x"}),
        compound({"WordDocument": bytes(600)}),
    ):
        with pytest.raises(UnreadableError):
            read(doc.ENTRY, "a.doc", data)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), max_size=20))
def test_no_damage_breaks_the_older_word_reader(changes: list[tuple[int, int]]) -> None:
    data = bytearray(doc_of(LEGACY))
    for place, value in changes:
        data[place % len(data)] = value
    with suppress(UnreadableError):
        read(doc.ENTRY, "a.doc", bytes(data))


# -- workbooks ---------------------------------------------------------------------------------


def test_sheets_become_pages_of_blocks() -> None:
    data = workbook(
        {
            "People": [
                ["Table of guests"],
                ["Field", "Kind", "Size"],
                ["faith", "text", 20.0],
                ["", "", 1.5],
            ],
            "Codes": [["Code", "Label"], ["1", "first"], ["", ""], ["lone words"]],
        },
        state="hidden",
    )
    document = read(xlsx.ENTRY, "a.xlsx", data)
    assert document.text == (
        "People\nTable of guests\nField\tKind\tSize\nfaith\ttext\t20\n\t\t1.5\n\n\f"
        "Codes\nCode\tLabel\n1\tfirst\n\nlone words\n\n\f"
    )
    first, second, third = document.tables
    assert rows(document, first) == [["Field", "Kind", "Size"], ["faith", "text", "20"], ["", "", "1.5"]]
    assert first.caption is not None
    assert document.text[first.caption.start : first.caption.end] == "Table of guests"
    assert (first.sheet, second.sheet, rows(document, third)) == ("People", "Codes", [["lone words"]])
    assert [page.number for page in document.pages] == [1, 2]
    assert [(problem.code, problem.page) for problem in document.problems] == [("hidden-sheet", 2)]


def test_merged_cells_stand_in_every_place() -> None:
    data = workbook({"S": [["Group", "a"], ["", "b"], ["wide", ""]]}, merged=["A1:A2", "A3:B3"])
    document = read(xlsx.ENTRY, "a.xlsx", data)
    assert rows(document, document.tables[0]) == [["Group", "a"], ["Group", "b"], ["wide", "wide"]]


def test_tables_repeated_below_each_other_are_several() -> None:
    sheet = [["First"], ["Code", "Label"], ["1", "a"], ["Second"], ["Code", "Label"], ["2", "b"]]
    document = read(xlsx.ENTRY, "a.xlsx", workbook({"S": sheet}))
    captions = [document.text[t.caption.start : t.caption.end] for t in document.tables if t.caption]
    assert captions == ["First", "Second"]


def test_workbooks_that_lie() -> None:
    far = workbook({"S": [["a"]]})
    parts = [
        ("xl/worksheets/sheet1.xml", '<worksheet><c r="XFD1048576"><v>1</v></c></worksheet>'),
        ("xl/workbook.xml", "<x/>"),
    ]
    with pytest.raises(LimitError):
        read(xlsx.ENTRY, "a.xlsx", zipped(parts))
    for data in (far[: len(far) // 2], b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk"):
        with pytest.raises(UnreadableError):
            read(xlsx.ENTRY, "a.xlsx", data)


# -- PDF ---------------------------------------------------------------------------------------


def test_pdf_lines_words_and_tables() -> None:
    page = text_at(40, 40, "1 Scope", size=12) + text_at(40, 70, "The record holds the faith")
    page += text_at(40, 83, "of the person.") + text_at(40, 110, "Table 1 Fields")
    page += ruled_table(
        40, 120, [60, 80, 120], [["No", "Field", "Note"], ["1", "faith", ""], ["2", "origin", "home"]]
    )
    page += text_at(40, 220, "After the table.")
    document = read(pdf.ENTRY, "a.pdf", pdf_of([page]))
    assert document.text.split("\n")[:2] == ["1 Scope", "The record holds the faith of the person."]
    assert document.text.split("\n")[-2:] == ["After the table.", "\f"]
    assert rows(document, document.tables[0]) == [
        ["No", "Field", "Note"],
        ["1", "faith", ""],
        ["2", "origin", "home"],
    ]
    words = {document.text[w.span.start : w.span.end]: w.box for w in document.pages[0].words}
    assert 38 < words["Scope"].x0 < 60
    assert 28 < words["Scope"].y0 < words["Scope"].y1 < 44
    assert (document.pages[0].width, document.pages[0].height) == (400, 600)
    assert document.problems == ()


def test_pdf_tables_go_on_overleaf() -> None:
    header = ["Field", "Note"]
    one = (
        text_at(40, 30, "head")
        + ruled_table(40, 500, [80, 100], [header, ["faith", "a"]])
        + text_at(40, 580, "1")
    )
    two = (
        text_at(40, 30, "head")
        + ruled_table(40, 50, [80, 100], [header, ["origin", "b"]])
        + text_at(40, 580, "2")
    )
    other = ruled_table(40, 50, [50, 130], [["x", "y"], ["z", "w"]])
    document = read(pdf.ENTRY, "a.pdf", pdf_of([one, two, other]))
    assert [rows(document, table) for table in document.tables] == [
        [header, ["faith", "a"], header, ["origin", "b"]],
        [["x", "y"], ["z", "w"]],
    ]
    assert document.tables[0].repeats == {2}


def test_pdf_merged_cells_repeat() -> None:
    grid = "0.5 w 40 500 m 240 500 l S 40 480 m 240 480 l S 140 460 m 240 460 l S 40 440 m 240 440 l S\n"
    grid += "40 500 m 40 440 l S 140 480 m 140 440 l S 240 500 m 240 440 l S\n"
    words = (
        text_at(45, 115, "wide")
        + text_at(45, 140, "tall")
        + text_at(145, 135, "up")
        + text_at(145, 155, "down")
    )
    document = read(pdf.ENTRY, "a.pdf", pdf_of([grid + words]))
    assert rows(document, document.tables[0]) == [["wide", "wide"], ["tall", "up"], ["tall", "down"]]


def test_pdf_turned_pages_have_boxes_as_shown() -> None:
    document = read(pdf.ENTRY, "a.pdf", pdf_of([text_at(40, 40, "turned words here")], extra="/Rotate 90"))
    page = document.pages[0]
    assert (page.width, page.height) == (600, 400)
    assert 555 < page.words[0].box.x0 < page.words[0].box.x1 < 575
    assert 35 < page.words[0].box.y0 < page.words[-1].box.y1 < 130


def test_pdf_hidden_text_is_kept_apart() -> None:
    page = text_at(40, 40, "shown words") + text_at(40, 60, "invisible", mode=3)
    page += text_at(40, 80, "white", gray=1) + text_at(40, 900, "beside")
    page += "0 0 1 rg 30 470 200 40 re f\n" + text_at(40, 110, "on blue", gray=1)
    document = read(pdf.ENTRY, "a.pdf", pdf_of([page]))
    body = " ".join(document.text[p.span.start : p.span.end] for p in document.body)
    assert body.split() == ["shown", "words", "on", "blue"]
    hidden = [document.text[p.span.start : p.span.end] for p in document.passages if p.kind == "hidden"]
    assert hidden == ["invisible", "white", "beside"]
    assert [(problem.code, problem.page) for problem in document.problems] == [("hidden-text", 1)]


def test_pdf_pages_without_text_are_named() -> None:
    drawing = "1 0 0 rg 10 10 300 400 re f 0 0 1 rg 50 50 20 20 re f\n"
    document = read(pdf.ENTRY, "a.pdf", pdf_of([drawing, text_at(40, 40, "a page of words"), ""]))
    assert [(problem.code, problem.page) for problem in document.problems] == [("no-text", 1)]
    assert len(document.pages) == 3


def test_pdf_garbled_layers_are_named() -> None:
    garbage = "".join(
        text_at(40, 40 + 20 * n, "\xd5\xe2\xca\xc7\xc3\xf1\xd7\xe5 #5?@AV5?89 \xd0\xc5") for n in range(20)
    )
    document = read(pdf.ENTRY, "a.pdf", pdf_of([garbage]))
    assert [problem.code for problem in document.problems] == ["garbled-text"]


def test_pdf_damage_is_told() -> None:
    whole = pdf_of([text_at(40, 40, "a page of words")])
    assert read(pdf.ENTRY, "a.pdf", b"junk before " * 30 + whole).text.startswith("a page")
    for data in (b"", b"%PDF-1.7", whole[:200]):
        with pytest.raises(UnreadableError, match=r"a\.pdf"):
            read(pdf.ENTRY, "a.pdf", data)


def test_a_bad_page_loses_itself() -> None:
    data = pdf_of([text_at(40, 40, "first page words"), text_at(40, 40, "second page words")])
    broken = data.replace(b"/Type /Page /Parent", b"/Type /Xage /Parent", 1)
    document = read(pdf.ENTRY, "a.pdf", broken)
    assert "second page words" in document.text
