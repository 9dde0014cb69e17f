"""Tables drawn in the ways that programs write PDFs; what they hold is invented."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from counterspec.formats import pdf
from counterspec.model import Document, Source
from tests.document_building import pdf as pdf_of
from tests.document_building import ruled_table, text_at

ROWS = [["Field", "Type", "Note"], ["origin", "code", "where from"], ["faith", "code", "as told"]]
WIDTHS = [80, 60, 110]
LEFT, TOP, HEIGHT = 40, 100, 20


def read(data: bytes) -> Document:
    return pdf.ENTRY.read(Source("drawn.pdf", data, "0" * 64), None)


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[document.text[span.start : span.end] for span in row] for row in table.rows]
        for table in document.tables
    ]


def words(rows: list[list[str]] = ROWS, *, gray: float = 0) -> str:
    edges = [LEFT + sum(WIDTHS[:n]) for n in range(len(WIDTHS))]
    return "".join(
        text_at(edges[column] + 3, TOP + HEIGHT * row + 14, cell, size=8, gray=gray)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    )


def rectangle(x0: float, y0: float, x1: float, y1: float, paint: str) -> str:
    return f"{x0} {600 - y1} {x1 - x0} {y1 - y0} re {paint}\n"


def boxes(paint: str, *, inset: float = 0) -> str:
    """Return each cell as a rectangle of its own."""
    edges = [LEFT + sum(WIDTHS[:n]) for n in range(len(WIDTHS) + 1)]
    return "".join(
        rectangle(
            edges[c] + inset,
            TOP + HEIGHT * r + inset,
            edges[c + 1] - inset,
            TOP + HEIGHT * (r + 1) - inset,
            paint,
        )
        for r in range(len(ROWS))
        for c in range(len(WIDTHS))
    )


def bars(thick: float = 0.6) -> str:
    """Return the lines as thin filled rectangles, one along each side of each cell."""
    edges = [LEFT + sum(WIDTHS[:n]) for n in range(len(WIDTHS) + 1)]
    out = ""
    for row in range(len(ROWS) + 1):
        y = TOP + HEIGHT * row
        out += "".join(rectangle(a + thick, y, b, y + thick, "f") for a, b in pairwise(edges))
    for row in range(len(ROWS)):
        y = TOP + HEIGHT * row
        out += "".join(rectangle(x, y + thick, x + thick, y + HEIGHT, "f") for x in edges)
    return out


def as_one_path() -> str:
    return bars().replace(" f\n", "\n") + "f\n"


def dashes(length: float, gap: float) -> str:
    """Return the lines as short strokes."""
    edges = [LEFT + sum(WIDTHS[:n]) for n in range(len(WIDTHS) + 1)]
    out = "0.5 w\n"
    for row in range(len(ROWS) + 1):
        x, y = float(edges[0]), 600 - TOP - HEIGHT * row
        while x < edges[-1]:
            out += f"{x} {y} m {min(x + length, edges[-1])} {y} l S\n"
            x += length + gap
    for edge in edges:
        y = float(TOP)
        while y < TOP + HEIGHT * len(ROWS):
            out += f"{edge} {600 - y} m {edge} {600 - min(y + length, TOP + HEIGHT * len(ROWS))} l S\n"
            y += length + gap
    return out


GRID = ruled_table(LEFT, TOP, WIDTHS, ROWS, HEIGHT)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(GRID, id="strokes"),
        pytest.param(boxes("S") + words(), id="a stroked rectangle for each cell"),
        pytest.param(boxes("S", inset=1.5) + words(), id="cells with space between them"),
        pytest.param("1 g\n" + boxes("B") + words(), id="cells filled with white, and stroked"),
        pytest.param("0.8 g\n" + boxes("f", inset=0.8) + words(), id="coloured cells without lines"),
        pytest.param("0.8 g\n" + boxes("f") + "1 G 1 w\n" + GRID, id="white lines on colour"),
        pytest.param(bars() + words(), id="thin rectangles"),
        pytest.param(as_one_path() + words(), id="one path of thin rectangles"),
        pytest.param(dashes(3, 2) + words(), id="dashes"),
        pytest.param(dashes(0.8, 1.5) + words(), id="dots"),
        pytest.param("[2 2] 0 d\n" + GRID, id="a dash pattern"),
        pytest.param("q 0.5 0 0 0.5 0 300 cm\nq 2 0 0 2 0 -600 cm\n" + GRID + "Q Q\n", id="matrices"),
    ],
)
def test_a_table_is_read_however_it_is_drawn(page: str) -> None:
    assert tables(read(pdf_of([page + text_at(40, 60, "Some words above it.")]))) == [ROWS]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_forms_with_matrices_on_turned_pages(turn: int) -> None:
    page = "q 0.5 0 0 0.5 10 300 cm /X Do Q\n" + text_at(40, 60, "Some words above it.")
    data = pdf_of([page], extra=f"/Rotate {turn}", form=GRID, matrix="2 0 0 2 -20 -600")
    document = read(data)
    if turn == 0:
        assert tables(document) == [ROWS]
    (part,) = document.tables[0].parts
    across, down = sum(WIDTHS), HEIGHT * len(ROWS)
    size = (part.box.x1 - part.box.x0, part.box.y1 - part.box.y0)
    assert size == pytest.approx((down, across) if turn % 180 else (across, down), abs=1.5)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("1 G\n" + ruled_table(LEFT, TOP, WIDTHS, [["", "", ""]] * 3) + words(), id="white lines on white"),
        pytest.param(boxes("n") + words(), id="paths that paint nothing"),
        pytest.param(rectangle(LEFT, TOP - 5, 300, 170, "S") + words(), id="one box"),
        pytest.param(
            rectangle(20, 20, 380, 580, "S") + "20 560 m 380 560 l S 200 560 m 200 580 l S\n" + words(),
            id="a frame of the page with a head of two parts",
        ),
        pytest.param(
            "".join(rectangle(60 + 30 * n, 300 - 25 * n, 80 + 30 * n, 300, "B") for n in range(5))
            + "50 300 m 300 300 l S 50 300 m 50 450 l S\n" + text_at(60, 320, "a   b   c"),
            id="a bar chart",
        ),
        pytest.param(
            "".join(f"50 {300 + 15 * n} m 350 {300 + 15 * n} l S\n" for n in range(8))
            + "".join(f"{50 + 30 * n} 300 m {50 + 30 * n} 405 l S\n" for n in range(11))
            + text_at(60, 250, "curve"),
            id="the grid of a plot",
        ),
        pytest.param(
            "".join(rectangle(40, 100 + 12 * n, 40 + 100 + 37 * n % 90, 112 + 12 * n, "f") for n in range(6))
            + "".join(text_at(44, 110 + 12 * n, "marked words", size=8) for n in range(6)),
            id="marked lines of text",
        ),
    ],
)  # fmt: skip
def test_what_is_no_table(page: str) -> None:
    assert tables(read(pdf_of(["0.7 g\n" + page + text_at(40, 60, "Some words above it.")]))) == []


def test_a_clip_path_cuts_lines_off() -> None:
    """Lines longer than the page are seen through their clip path only."""
    long = "q 40 440 250 60 re W n\n" + "".join(f"-900 {y} m 900 {y} l S\n" for y in (500, 480, 460, 440))
    uprights = "".join(f"{x} 500 m {x} 440 l S\n" for x in (40, 120, 180, 290))
    document = read(pdf_of([long + uprights + "Q\n" + words() + text_at(330, 110, "beside", size=8)]))
    assert tables(document) == [ROWS]
    assert "beside" in document.text


def test_turned_text_in_cells() -> None:
    upright = "BT 0 g /F 8 Tf 0 1 -1 0 {x} {y} Tm ({text}) Tj ET\n"
    page = ruled_table(40, 100, [40, 100], [["", "name"], ["", "kind"]], 60)
    page += upright.format(x=52, y=445, text="first group") + upright.format(x=64, y=445, text="of fields")
    page += upright.format(x=52, y=385, text="other") + text_at(
        40, 60, "Words enough to say how the page stands."
    )
    assert tables(read(pdf_of([page]))) == [[["first group of fields", "name"], ["other", "kind"]]]


def hostile(kind: str) -> str:
    if kind == "objects":
        return "".join(f"{n % 400} {n % 600} m {n % 400 + 30} {n % 600} l S\n" for n in range(25_000))
    if kind == "segments":
        return "".join(f"{n % 400} {n * 7 % 600} m {n % 400} {n % 600} l\n" for n in range(200_000)) + "S\n"
    if kind == "far":
        return (
            GRID + "1e30 1e30 m -1e30 1e30 l S 99999999 5 m 5 5 l S\n" + rectangle(-1e9, -1e9, 1e9, 1e9, "S")
        )
    across = "".join(f"0 {n * 0.4} m 400 {n * 0.4} l S\n" for n in range(1_500))
    return across + "".join(f"{n * 0.27} 0 m {n * 0.27} 600 l S\n" for n in range(1_500))


@pytest.mark.parametrize("kind", ["objects", "segments", "far", "dense"])
def test_hostile_drawings_take_bounded_time(kind: str) -> None:
    start = time.process_time()
    document = read(pdf_of([hostile(kind) + text_at(40, 60, "Some words above it.")]))
    assert time.process_time() - start < 10
    assert "Some words" in document.text
    if kind == "far":
        assert tables(document)[-1:] == [ROWS]
    if kind == "objects":
        assert [problem.code for problem in document.problems] == ["too-large"]
