"""Rich text, pages and messages: what they show, and what is hostile in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterspec.formats import eml, html, msg, rtf
from counterspec.safe.archives import archive_kind, members
from counterspec.syntax.html.reader import read_html
from counterspec.syntax.numerals import numeral
from counterspec.syntax.titles import stated_title
from tests.document_building import compound
from tests.document_reading import described, read

CASES = Path(__file__).parent / "cases" / "formats"


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
