"""Tables of the generated documents beside the project, cell by cell; other readers' tables of real ones."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

import pytest

from counterspec.formats import pdf
from counterspec.model import Document, Source
from counterspec.syntax.table_reading import Tables
from tests.conftest import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
GENERATED = CORPUS / "generated"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CORPUS / "INDEX.md").is_file(), reason="the corpus of real documents is not beside the project"
    ),
]
Rows = list[list[str]]


def plain(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe]+", "", unicodedata.normalize("NFKC", text))


def read(name: str) -> Document:
    data = (CORPUS / name).read_bytes()
    return pdf.ENTRY.read(Source(name, data, "0" * 64), None)


def printed(document: Document) -> dict[int, list[Rows]]:
    """Return the rows of each page's tables as they are printed there."""
    pages: dict[int, list[Rows]] = {}
    for table in document.tables:
        for part in table.parts:
            rows = [
                [plain(document.text[span.start : span.end]) for span in row]
                for row in table.rows[slice(*part.rows)]
            ]
            pages.setdefault(part.page, []).append(rows)
    return pages


@pytest.mark.parametrize("name", ["zh_std_line", "zh_std_rect", "en_nist"])
def test_generated_tables(name: str) -> None:
    truth: list[dict[str, Any]] = json.loads((GENERATED / f"{name}.gt.json").read_text("utf-8"))["tables"]
    document = read(f"generated/{name}.pdf")
    pages = printed(document)
    segments = [segment for table in truth for segment in table["segments"]]
    wanted = [(s["page"], [plain(cell) for cell in row]) for s in segments for row in s["rows"]]
    there = sum(any(row in table for table in pages.get(page, [])) for page, row in wanted)
    assert there >= 0.99 * len(wanted)
    tables = Tables(document)
    whole = [[[plain(cell.text) for cell in row] for row in tables.rows(table)] for table in document.tables]
    stitched = sum([[plain(c) for c in row] for row in [t["header"], *t["rows"]]] in whole for t in truth)
    assert stitched >= 0.95 * len(truth)
    captions = [
        plain(document.text[table.caption.start : table.caption.end]) if table.caption else ""
        for table in document.tables
    ]
    assert captions == [plain(table["caption"]) for table in truth]


ORACLE = [
    ("standards/GB_T_28181-2016.pdf", (55, 80, 81, 82, 94, 95)),
    ("tenders/public-02-shaanxi-xianyang-water-smart-2026.pdf", (10, 41, 100, 118)),
    ("tenders/public-03-henan-tanghe-2026.pdf", (3, 23, 32)),
    ("tenders/public-06-henan-zhengzhou-2026-312.pdf", (14, 27, 31)),
    ("nibrs/NIBRS_TechSpec_3.2_Update_Final.pdf", (2, 66, 90, 163)),
]


@pytest.mark.parametrize(("name", "pages"), ORACLE)
def test_another_reader_finds_the_same_cells(name: str, pages: tuple[int, ...]) -> None:
    """The letters of every cell, in any order: the other reader orders lines in another way."""
    pdfplumber = pytest.importorskip("pdfplumber")
    ours = printed(read(name))
    with pdfplumber.open(CORPUS / name) as other:
        for page in pages:
            theirs = {
                letters(cell)
                for table in other.pages[page - 1].find_tables()
                for row in table.extract()
                for cell in row
                if cell
            }
            mine = {letters(cell) for rows in ours.get(page, []) for row in rows for cell in row}
            assert theirs - mine <= {""}, f"page {page}"


def letters(text: str) -> str:
    return "".join(sorted(filter(str.isalnum, plain(text))))
