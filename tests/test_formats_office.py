"""Office files, messages and pages: samples beside what they show, and what lies, hides or breaks."""

from __future__ import annotations

import json
import random
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from counterspec.errors import InputError, UnreadableError
from counterspec.formats import (
    doc,
    docx,
    eml,
    ods,
    odt,
    office_xml,
    other_documents,
    pptx,
    rtf,
    xlsx,
)
from counterspec.syntax.cell_places import CellPlaces
from counterspec.syntax.workbook.number_formats import shown
from tests.document_building import W, compound, paragraph, word_table, zipped
from tests.document_building import docx as word
from tests.document_building import xlsx as workbook_of
from tests.document_reading import chosen, described, read

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


# -- one XML file ------------------------------------------------------------------------------


def test_documents_of_one_xml_file() -> None:
    space = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    body = f"{paragraph('1 Fields', 'Heading1')}{word_table([['faith', 'text']])}"
    data = f'<?xml version="1.0"?><w:wordDocument {space}><w:body>{body}</w:body></w:wordDocument>'.encode()
    for name in ("a.doc", "a.xml", "a.docx", "a.txt"):
        assert chosen(name, data) == "office-xml"
    document = read(office_xml.ENTRY, "a.doc", data)
    assert (document.text, document.title) == ("1 Fields\nfaith\ttext\n\n", "1 Fields")


def test_workbooks_of_one_xml_file() -> None:
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    space = f'xmlns="{name}" xmlns:ss="{name}"'
    rows = '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Codes</Data></Cell></Row>'
    rows += '<Row ss:Index="3"><Cell ss:Index="2"><Data>01</Data></Cell><Cell><Data>first</Data></Cell></Row>'
    data = f'<?xml version="1.0"?><Workbook {space}><Worksheet ss:Name="S"><Table>{rows}</Table></Worksheet></Workbook>'
    assert chosen("a.xls", data.encode()) == "office-xml"
    document = read(office_xml.ENTRY, "a.xls", data.encode())
    assert described(document)["tables"][-1]["rows"] == [["01", "first"]]
    assert CellPlaces(document).at(document.text.index("first")) == "S!C3"


# -- older Word --------------------------------------------------------------------------------


def early_word(text: bytes, language: int) -> bytes:
    """Return a Word 6 document: a header and plain bytes."""
    header = bytearray(0x300)
    struct.pack_into("<HHHH", header, 0, 0xA5DC, 101, 0, language)
    struct.pack_into("<II", header, 0x18, 0x300, 0x300 + len(text))
    struct.pack_into("<i", header, 0x34, len(text))
    return compound({"WordDocument": bytes(header) + text})


def test_word_before_97() -> None:
    text = "登记表\r字段\x07类型\x07\x07民族\x07\x07\x07之后\r".encode("gb18030")
    document = read(doc.ENTRY, "a.doc", early_word(text, 0x0804))
    assert [passage[3] for passage in described(document)["passages"]] == ["登记表", "之后"]
    assert described(document)["tables"][0]["rows"] == [["字段", "类型"], ["民族", ""]]
    assert [problem.code for problem in document.problems] == ["old-format"]
    cyrillic = read(doc.ENTRY, "a.doc", early_word("национальность\r".encode("cp1251"), 0x0419))
    assert cyrillic.text == "национальность\n"
