"""Office files, messages and pages: samples beside what they show, and what lies, hides or breaks."""

from __future__ import annotations

import json
import random
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from counterspec.errors import InputError, UnreadableError
from counterspec.formats import (
    Format,
    Head,
    doc,
    docx,
    eml,
    html,
    msg,
    ods,
    odt,
    other_documents,
    pptx,
    rtf,
    xlsx,
)
from counterspec.model import Document, Source
from counterspec.pipeline import choose
from counterspec.registry import discover
from counterspec.safe.archives import archive_kind, members
from counterspec.safe.kinds import office_kind
from counterspec.safe.text import decode, head_text
from counterspec.syntax.cell_places import CellPlaces
from counterspec.syntax.html.reader import read_html
from counterspec.syntax.numerals import numeral
from counterspec.syntax.titles import stated_title
from counterspec.syntax.workbook.number_formats import shown
from tests.document_building import W, compound, paragraph, word_table, zipped
from tests.document_building import docx as word
from tests.document_building import xlsx as workbook_of

CASES = Path(__file__).parent / "cases" / "formats"
READERS = {
    "docx": docx,
    "doc": doc,
    "odt": odt,
    "rtf": rtf,
    "ods": ods,
    "xlsx": xlsx,
    "pptx": pptx,
    "eml": eml,
}
SAMPLES = [path for room in READERS for path in sorted((CASES / room).iterdir()) if path.suffix != ".json"]
FORMATS = list(discover("counterspec.formats", Format, third_party=False).values())


def read(entry: Format, path: str, data: bytes) -> Document:
    return entry.read(Source(path, data, "0" * 64), None if entry.binary else decode(data, path))


def chosen(name: str, data: bytes) -> str | None:
    suffix = "." + name.rpartition(".")[2] if "." in name else ""
    entry = choose(FORMATS, Head(name, suffix, data[:16384], head_text(data), office_kind(data)))
    return entry.id if entry else None


def described(document: Document) -> dict[str, Any]:
    text = document.text
    return {
        "title": document.title,
        "passages": [[p.kind, p.number, p.level, text[p.span.start : p.span.end]] for p in document.passages],
        "tables": [
            {
                "caption": text[t.caption.start : t.caption.end] if t.caption else None,
                "header": t.header,
                "sheet": t.sheet,
                "rows": [[text[span.start : span.end] for span in row] for row in t.rows],
            }
            for t in document.tables
        ],
        "problems": [[problem.code, problem.page] for problem in document.problems],
        "pages": len(document.pages),
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_cases(sample: Path) -> None:
    document = read(READERS[sample.parent.name].ENTRY, sample.name, sample.read_bytes())
    assert described(document) == json.loads(sample.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize(
    "suffix", ["", ".doc", ".docx", ".xls", ".rtf", ".html", ".dat", ".txt", ".odt", ".bak"]
)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_content_decides_whatever_the_name_says(sample: Path, suffix: str) -> None:
    assert chosen(f"file{suffix}", sample.read_bytes()) == sample.parent.name


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_damage_goes_beyond_its_error(sample: Path) -> None:
    whole, chance = sample.read_bytes(), random.Random(sample.name)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 4, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = data[: chance.randrange(len(data))] if chance.random() < 0.2 else data
        with suppress(InputError):
            read(READERS[sample.parent.name].ENTRY, sample.name, bytes(cut))


# -- Word --------------------------------------------------------------------------------------

NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/><w:lvlRestart w:val="0"/>
</w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>"""


def numbered(text: str, level: int, number: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_numbers_count_as_they_are_printed() -> None:
    body = [numbered("a", 0), numbered("b", 1), numbered("c", 2), numbered("d", 1), numbered("e", 2)]
    body += [numbered("f", 1, 2), numbered("g", 0), numbered("h", 1)]
    document = read(docx.ENTRY, "a.docx", word(*body, parts=[("word/numbering.xml", NUMBERING)]))
    assert document.text.split("\n")[:-1] == [
        "第一章 a",
        "1.1 b",
        "(iii) c",
        "1.2 d",
        "(iv) e",
        "1.7 f",
        "第二章 g",
        "2.1 h",
    ]
    assert [(p.kind, p.number) for p in document.passages[:3]] == [
        ("paragraph", "第一章"),
        ("paragraph", "1.1"),
        ("item", "(iii)"),
    ]


def test_word_rows_number_themselves() -> None:
    table = f"<w:tbl><w:tr><w:tc>{numbered('', 1)}</w:tc><w:tc>{paragraph('faith')}</w:tc></w:tr></w:tbl>"
    document = read(docx.ENTRY, "a.docx", word(table, parts=[("word/numbering.xml", NUMBERING)]))
    assert described(document)["tables"][0]["rows"] == [["1.1", "faith"]]


def test_word_signs_boxes_and_fields() -> None:
    sign = '<w:sym w:font="Wingdings" w:char="{}"/>'
    runs = f"<w:r>{sign.format('F0FE')}<w:t> yes </w:t>{sign.format('F0A8')}</w:r>"
    form = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
    form += "</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
    form += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ruby = "<w:ruby><w:rt><w:r><w:t>メイ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>名</w:t></w:r></w:rubyBase></w:ruby>"
    ruby = f"<w:r>{ruby}</w:r>"
    soft = "<w:r><w:t>民\u00ad</w:t><w:softHyphen/><w:t>族</w:t><w:noBreakHyphen/></w:r>"
    box = "<w:r><AlternateContent><Choice><w:txbxContent>{0}</w:txbxContent></Choice><Fallback><w:txbxContent>{0}"
    box = (box + "</w:txbxContent></Fallback></AlternateContent></w:r>").format(paragraph("boxed"))
    body = [f"<w:p>{part}</w:p>" for part in (runs, form, ruby, soft, box)]
    document = read(docx.ENTRY, "a.docx", word(*body))
    assert document.text.split("\n")[:-1] == ["☑ yes ☐", "☑", "名", "民族-", "boxed"]


def test_word_white_text_is_hidden_where_nothing_lies_behind_it() -> None:
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>pale</w:t></w:r>'
    marked = '<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:fill="000000"/></w:rPr><w:t>on black</w:t></w:r>'
    cell = f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr><w:p>{white}</w:p></w:tc></w:tr></w:tbl>'
    document = read(docx.ENTRY, "a.docx", word(f"<w:p>{white}</w:p><w:p>{marked}</w:p>", cell))
    assert [[kind, text] for kind, _, _, text in described(document)["passages"]] == [
        ["hidden", "pale"],
        ["paragraph", "on black"],
    ]
    assert described(document)["tables"][0]["rows"] == [["pale"]]


def test_captions_name_tables() -> None:
    field = '<w:fldSimple w:instr=" SEQ Table "><w:r><w:t>4</w:t></w:r></w:fldSimple>'
    body = [f"<w:p><w:r><w:t>Table </w:t></w:r>{field}</w:p>", word_table([["a", "b"]])]
    body += [
        paragraph("表 A.2 人员字段"),
        word_table([["c", "d"]]),
        paragraph("No caption."),
        word_table([["e", "f"]]),
    ]
    tables = described(read(docx.ENTRY, "a.docx", word(*body)))["tables"]
    assert [table["caption"] for table in tables] == ["Table 4", "表 A.2 人员字段", None]


def test_a_document_of_pictures_says_so() -> None:
    data = word("<w:p/>", parts=[("word/media/image1.png", "x")])
    problem = read(docx.ENTRY, "a.docx", data).problems[0]
    assert (problem.code, problem.lost) == ("no-text", True)


# -- workbooks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "wanted"),
    [
        (1.0, "00", "01"),
        (1.0, "000000", "000001"),
        (0.155, "0.0%", "15.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (12.0, '0"元"', "12元"),
        (-3.0, "0", "-3"),
        (3.0, "0;[Red]-0", "3"),
        (1.5, "General", "1.5"),
        (0.0, "0.##", "0"),
        (5.0, "# ?/?", "5"),
        ("x", "00", "x"),
        (True, "0", "TRUE"),
    ],
)
def test_numbers_are_shown_as_formatted(value: Any, code: str, wanted: str) -> None:
    assert shown(value, code) == wanted


def test_a_cell_is_named() -> None:
    sheet = [["Codes of faith"], ["Code", "Label"], ["01", "first"], ["02", "second"]]
    document = read(
        xlsx.ENTRY, "a.xlsx", workbook_of({"Sheet 1": [["", "", ""], *[["", *row] for row in sheet]]})
    )
    places = CellPlaces(document)
    at = {word: places.at(document.text.index(word)) for word in ("Codes", "Label", "02", "second")}
    assert at == {
        "Codes": "'Sheet 1'!2:2",
        "Label": "'Sheet 1'!C3",
        "02": "'Sheet 1'!B5",
        "second": "'Sheet 1'!C5",
    }
    assert places.at(0) is None
    assert document.title == "Codes of faith"


def test_sheets_of_repeats_end() -> None:
    space = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    body = f"<office:body><office:spreadsheet><table:table>{row * 50}</table:table></office:spreadsheet></office:body>"
    document = read(
        ods.ENTRY, "a.ods", zipped([("content.xml", f"<office:document {space}>{body}</office:document>")])
    )
    assert "too-large" in [problem.code for problem in document.problems]


# -- rich text ---------------------------------------------------------------------------------


def test_rich_text_of_many_code_pages() -> None:
    def escaped(text: str, encoding: str) -> str:
        return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))

    fonts = (
        "{\\fonttbl{\\f0\\fcharset134 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset128 C;}{\\f3\\fcharset129 D;}}"
    )
    parts = [
        ("\\f0 ", "民族代码", "gb18030"),
        ("\\f1 ", "раса", "cp1251"),
        ("\\f2 ", "人種", "cp932"),
        ("\\f3 ", "인종", "cp949"),
    ]
    body = "".join(f"{font}{escaped(text, code)}\\par" for font, text, code in parts)
    unicode = "{\\uc2\\u27665\\'c3\\'f1\\uc0\\u26063}\\par {\\v unseen}\\pard\\plain"
    document = read(
        rtf.ENTRY, "a.rtf", f"{{\\rtf1\\ansi\\ansicpg936{fonts}{body}{unicode}}}".encode("latin-1")
    )
    assert document.text.split("\n")[:-1] == ["民族代码", "раса", "人種", "인종", "民族", "unseen"]
    assert described(document)["passages"][-1][0] == "hidden"


@pytest.mark.parametrize(
    "hostile",
    [
        "{" * 100_000,
        "\\cell" * 50_000,
        "\\trowd" + "\\cellx1" * 50_000 + "\\cell\\row",
        "}" * 50_000,
        "\\u-1" * 50_000,
        "{\\stylesheet" + "{\\s1" * 50_000,
        "\\intbl\\itap40 x\\nestcell\\nestrow" * 2000,
        "\\bin99999999 x",
        "\\'" * 50_000,
    ],
    ids=range(9),
)
def test_hostile_rich_text_ends(hostile: str) -> None:
    read(rtf.ENTRY, "a.rtf", f"{{\\rtf1 {hostile}".encode())


# -- pages and messages ------------------------------------------------------------------------


def test_pages_show_what_a_browser_shows() -> None:
    page = """<html><body><nav>Home</nav><article><header><h1>Notice</h1></header>
<p><span>采</span><span>购人</span>：&nbsp;某&#24066;<b>中心</b></p>
<ol start=3 type=a><li>one<li value=9>two</ol>
<div style="display: none"><p>not <span>shown</div>
Table 2 fields
<table><thead><tr><td>Name<td>Kind</thead><tr hidden><td>gone<td>gone
<tr><td rowspan=2>faith<br>of guest<td>text<tr><td>code</table></article>
<table><tr><td><h2>Placed</h2><p>by a table</p></td></tr></table><footer>end</footer></body></html>"""
    found = read_html(page)
    assert [
        (p.kind, p.number, found.text[p.span.start : p.span.end]) for p in found.passages if p.kind != "cell"
    ] == [
        ("header", None, "Home"),
        ("heading", None, "Notice"),
        ("paragraph", None, "采购人： 某市中心"),
        ("item", "c.", "one"),
        ("item", "i.", "two"),
        ("hidden", None, "not shown"),
        ("caption", None, "Table 2 fields"),
        ("hidden", None, "gone"),
        ("hidden", None, "gone"),
        ("heading", None, "Placed"),
        ("paragraph", None, "by a table"),
        ("footer", None, "end"),
    ]
    table = found.tables[0]
    assert len(found.tables) == 1
    assert table.header is True
    assert [[found.text[s.start : s.end] for s in row] for row in table.rows] == [
        ["Name", "Kind"],
        ["faith of guest", "text"],
        ["faith of guest", "code"],
    ]


def test_pages_keep_the_lines_of_their_source() -> None:
    page = "<html>\n<script>\nlet x\n</script>\n<p>one\n<p>two</p><p>three\nhere\n\n<pre>\n\n four\n</pre>\n<p>five"
    found = read_html(page)
    lines = {
        word: found.text[: found.text.index(word)].count("\n") + 1
        for word in ("one", "two", "three", "four", "five")
    }
    assert lines == {word: page[: page.index(word)].count("\n") + 1 for word in lines}


@pytest.mark.parametrize(
    "hostile",
    [
        '<a "' * 50_000,
        "<div hidden>" * 50_000,
        "<b hidden>" * 50_000,
        "<pre>" * 50_000 + "x",
        "</p>" * 100_000,
        "<td x='" * 50_000,
        "<ol>" * 50_000 + "<li>x",
        "<table>" * 50_000 + "x",
        "&#12345;" * 50_000,
        "<!-- " * 50_000,
        "<tr><td rowspan=9999>" * 2000,
    ],
    ids=range(11),
)
def test_hostile_pages_end(hostile: str) -> None:
    read(html.ENTRY, "a.html", hostile.encode())


def test_labels_of_gb2312_mean_the_larger_set() -> None:
    page = '<meta charset="gb2312"><p>GB/T 2260—2007·镕</p>'
    assert read(html.ENTRY, "a.html", page.encode("gb18030")).text == "GB/T 2260—2007·镕"


def test_attachments_are_members() -> None:
    data = (CASES / "eml" / "message.eml").read_bytes()
    assert archive_kind("m.eml", data) == "mail"
    found = {item.path: item for item in members("m.eml", data)}
    assert list(found) == ["m.eml/message.eml", "m.eml/字段.csv"]
    own = getattr(found["m.eml/message.eml"], "data", b"")
    assert archive_kind("m.eml/message.eml", own) is None
    assert read(eml.ENTRY, "message.eml", own).problems == ()


def test_outlook_messages() -> None:
    streams = {
        "__properties_version1.0": bytes(32),
        "__substg1.0_0037001F": "Fields".encode("utf-16-le"),
        "__substg1.0_10130102": b"<p>faith and origin</p>",
    }
    document = read(msg.ENTRY, "a.msg", compound(streams))
    assert (document.text, document.title) == ("Fields\nfaith and origin", "Fields")


# -- what cannot be read -----------------------------------------------------------------------


def test_what_is_not_read_is_said_with_a_remedy() -> None:
    locked = compound({"EncryptedPackage": bytes(64), "EncryptionInfo": bytes(64)})
    assert chosen("a.xlsx", locked) == "docx"
    cases = [
        (docx, "a.xlsx", locked, "encrypted"),
        (doc, "a.doc", locked, "encrypted"),
        (xlsx, "a.xlsx", locked, "encrypted"),
        (odt, "a.odt", zipped([("META-INF/manifest.xml", "<m:encryption-data/>")]), "encrypted"),
        (pptx, "a.ppt", compound({"PowerPoint Document": bytes(64)}), "unreadable"),
        (other_documents, "a.hwp", compound({"\x05HwpSummaryInformation": bytes(64)}), "unsupported-format"),
        (doc, "a.doc", b"\xdb\xa5-\0" + bytes(600), "unreadable"),
    ]
    for reader, name, data, code in cases:
        with pytest.raises(UnreadableError) as raised:
            read(reader.ENTRY, name, data)
        assert (raised.value.code, bool(raised.value.hint)) == (code, True)
    assert chosen("a.hwp", cases[5][2]) == "other-documents"


def test_entities_are_refused_in_any_width() -> None:
    bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    for reader, part in ((docx, "word/document.xml"), (odt, "content.xml")):
        with pytest.raises(UnreadableError, match="entities"):
            read(reader.ENTRY, "a", zipped([(part, bomb)]))


def test_damaged_parts_beside_the_text_cost_themselves() -> None:
    data = word(paragraph("words"), parts=[("word/header1.xml", "<open>"), ("word/numbering.xml", "<open>")])
    document = read(docx.ENTRY, "a.docx", data)
    assert document.text == "words\n"
    assert [(problem.code, problem.lost) for problem in document.problems] == [("damaged", False)]


def test_nesting_is_bounded() -> None:
    limit = sys.getrecursionlimit()
    inner = paragraph("core")
    for _ in range(300):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    document = read(docx.ENTRY, "a.docx", word(inner))
    assert "too-deep" in [problem.code for problem in document.problems]
    assert sys.getrecursionlimit() == limit


# -- small things ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "scheme", "wanted"),
    [
        (23, "chineseCounting", "二十三"),
        (105, "chineseCounting", "一百零五"),
        (10, "chineseCounting", "十"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (14, "upperRoman", "XIV"),
        (28, "lowerLetter", "bb"),
        (12, "decimalEnclosedCircle", "⑫"),
        (3, "ideographTraditional", "丙"),
        (7, "decimalZero", "07"),
        (99, "ideographTraditional", "99"),
        (2, "ganada", "나"),
        (-1, "upperRoman", "-1"),
        (4, "no such scheme", "4"),
        (22, "ordinal", "22nd"),
    ],
)
def test_numerals(number: int, scheme: str, wanted: str) -> None:
    assert numeral(number, scheme) == wanted


@pytest.mark.parametrize(
    "junk",
    [
        "untitled",
        "Microsoft Word - x.doc",
        "<4D6963726F736F6674>",
        "文档1",
        "Document 1",
        "scan_0012",
        "C:\\a\\b.doc",
        "新建 Microsoft Word 文档",
        "1",
        "",
        "ÐÂ½¨ÎÄ±¾",
        "Sheet1",
        "无标题",
    ],
)
def test_junk_is_no_title(junk: str) -> None:
    assert stated_title(junk) is None


@pytest.mark.parametrize(
    "title", ["民族代码", "Register of guests", "Technical Report: codes", "Étude n° 4", "GB/T 0000—2024"]
)
def test_titles_are_titles(title: str) -> None:
    assert stated_title(title) == title
