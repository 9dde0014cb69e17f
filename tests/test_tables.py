"""Tables on pages: lines, merged cells, parts over pages, captions, columns without lines, and what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterspec.model import Box, Table
from counterspec.syntax.pdf.content import PageContent, Ruling, Run, split_evenly
from counterspec.syntax.pdf.grid import find_grids
from counterspec.syntax.pdf.layout import Layout
from counterspec.syntax.table_captions import CaptionText, read_caption
from counterspec.syntax.table_reading import Tables
from tests.conftest import ROOT
from tests.drawn_pages import drawn, shown

CASES = sorted((ROOT / "tests" / "cases" / "tables").glob("*.txt"))


def cases() -> Iterator[object]:
    for path in CASES:
        for case in re.split(r"^# ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            name, _, rest = case.partition("\n")
            art, _, expected = rest.partition("\n=>\n")
            yield pytest.param(art, expected, id=name)


@pytest.mark.parametrize(("art", "expected"), list(cases()))
def test_drawn_tables(art: str, expected: str) -> None:
    assert lines(shown(drawn(art))) == lines(expected)


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")]


@pytest.mark.parametrize(
    ("text", "number", "continued"),
    [
        ("表 B.3 人员字段", "B.3", False),
        ("表2（续）", "2", True),
        ("续表2", "2", True),
        ("（续表）", None, True),
        ("Table 3-42: Codes", "3-42", False),
        ("Table 2 (continued)", "2", True),
        ("TABLE IV", "IV", False),
        ("Table 3. Results of a trial.", "3", False),
        ("Tableau 2 (suite)", "2", True),
        ("Suite du tableau 3", "3", True),
        ("Tabelle 4 – Felder (Fortsetzung)", "4", True),
        ("Fortsetzung Tabelle 4", "4", True),
        ("Tabla 5. Campos", "5", False),
        ("Tabela 1 - Dados (continuação)", "1", True),
        ("Таблица 3 — Поля", "3", False),
        ("Продолжение таблицы 3", "3", True),
        ("표 2(계속)", "2", True),
        ("3. táblázat – Adatok", "3", False),
    ],
)
def test_captions(text: str, number: str | None, continued: bool) -> None:
    assert read_caption(text) == CaptionText(number, continued)


@pytest.mark.parametrize(
    "text",
    ["表3 给出了字段", "表1规定了数据元。", "表1所示", "Table 3 lists the codes", "Table of contents",
     "Tabs are fine", "表决结果", "fin", "Tabelle 3 zeigt die Felder", "表1、表2和表3", "Figure 2 Codes"],
)  # fmt: skip
def test_sentences_about_tables_are_no_captions(text: str) -> None:
    assert read_caption(text) is None


def test_rows_cut_by_a_page_are_one_when_read() -> None:
    case = (ROOT / "tests" / "cases" / "tables" / "overleaf.txt").read_text("utf-8")
    art = next(part for part in re.split(r"^# ", case, flags=re.MULTILINE) if part.startswith("a row cut"))
    document = drawn(art.partition("\n")[2].partition("\n=>\n")[0])
    rows = Tables(document).rows(document.tables[0])
    assert [cell.text for cell in rows[1]] == [
        "1", "Home", "where a person lives, and not where one was born."
    ]  # fmt: skip
    assert len(rows) == 3


def grid_lines(columns: int, rows: int, step: float = 20.0) -> tuple[list[Ruling], list[Ruling]]:
    across = [Ruling(100 + step * row, 50, 50 + step * columns) for row in range(rows + 1)]
    down = [Ruling(50 + step * column, 100, 100 + step * rows) for column in range(columns + 1)]
    return across, down


def test_double_skewed_and_broken_lines() -> None:
    across, down = grid_lines(3, 4)
    double = [Ruling(line.at + 2.5, line.start, line.end) for line in across]
    broken = [
        Ruling(line.at + (0.8 if piece % 2 else 0.0), line.start + 10 * piece, line.start + 10 * piece + 7)
        for line in down
        for piece in range(8)
    ]
    (grid,) = find_grids([*across, *double], broken)
    assert (len(grid.xs), len(grid.ys)) == (4, 5)
    assert len({cell for row in grid.cells for cell in row}) == 12


def test_lines_that_are_no_numbers_or_far_away() -> None:
    across, down = grid_lines(2, 2)
    nan, far = float("nan"), 1e30
    odd = [Ruling(nan, 0, 1), Ruling(1, nan, nan), Ruling(far, -far, far), Ruling(5, 9, 2)]
    assert len(find_grids([*across, *odd], [*down, *odd])) == 1
    assert find_grids(odd, odd) == []


def test_thousands_of_lines_stay_quick() -> None:
    across, down = grid_lines(900, 900, step=5.0)
    loose = [Ruling(5_000 + 3 * n, 7 * n % 900, 7 * n % 900 + 30) for n in range(20_000)]
    assert len(find_grids([*across, *loose], [*down, *loose])) <= 1


NUMBERS = st.integers(0, 30).map(lambda n: n * 12.0)
RULINGS = st.lists(st.builds(Ruling, NUMBERS, NUMBERS, NUMBERS), max_size=25)
RUNS = st.lists(
    st.tuples(
        NUMBERS,
        NUMBERS,
        st.sampled_from(["a", "Table 1", "表2（续）", "1.", "name:", "民族", "(continued)", "x-"]),
    ),
    max_size=30,
)


Words = list[tuple[float, float, str]]


@given(st.lists(st.tuples(RULINGS, RULINGS, RUNS), min_size=1, max_size=3))
def test_any_lines_and_words_become_a_document(pages: list[tuple[list[Ruling], list[Ruling], Words]]) -> None:
    one, two = (document_of(pages) for _ in range(2))
    assert one == two
    text, tables = one
    for table in tables:
        assert len({len(row) for row in table.rows}) == 1
        assert all(0 <= span.start <= span.end <= len(text) for row in table.rows for span in row)
        assert [part.rows[0] for part in table.parts] == [0, *(part.rows[1] for part in table.parts[:-1])]
        assert not (table.joins & table.repeats)


def document_of(pages: list[tuple[list[Ruling], list[Ruling], Words]]) -> tuple[str, list[Table]]:
    layout = Layout()
    for number, (across, down, words) in enumerate(pages, start=1):
        content = PageContent(400, 400, [], across, down)
        for index, (x, y, word) in enumerate(words):
            box = Box(x + 1, y + 1, x + 2 + 5 * len(word), y + 9)
            content.runs.append(Run(word, box, index, False, word.endswith("-"), index))
        layout.page(number, content, split_evenly)
    tables = list(layout.tables())
    return layout.out.text(), tables
