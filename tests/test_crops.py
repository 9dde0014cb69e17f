"""Crops of pages: their edges stand between the lines, and the quote is always whole in them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from counterspec.drawing import Sheet, cropped
from counterspec.model import Box, Evidence, Source, Span
from counterspec.publish.pack.likeness import DPI, unlike
from tests.document_building import pdf, ruled_table

WIDTH, HEIGHT = 600, 800
POINT = DPI / 72
MARGIN = 4.0
"""Points around a quote that every crop shows, where the page has them."""

Lines = list[tuple[int, int]]
"""Upper edges and heights of lines, in pixels."""


def blank() -> Image.Image:
    return Image.new("L", (WIDTH, HEIGHT), 250)


def written(lines: Lines, image: Image.Image | None = None) -> Image.Image:
    """Draw lines of letters: two strokes and a bar between them each."""
    image = image or blank()
    draw = ImageDraw.Draw(image)
    for top, height in lines:
        for left in range(60, WIDTH - 60, 14):
            draw.rectangle((left, top, left + 1, top + height - 1), fill=20)
            draw.rectangle((left + 6, top, left + 7, top + height - 1), fill=20)
            draw.rectangle((left, top + height // 2, left + 7, top + height // 2), fill=20)
    return image


def evenly(pitch: int, height: int, first: int = 20) -> Lines:
    return [(top, height) for top in range(first, HEIGHT - height, pitch)]


def source_of(image: Image.Image) -> Source:
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(DPI, DPI))
    return Source("page.png", out.getvalue(), "0" * 64)


def on(line: tuple[int, int], left: int = 100, right: int = 200) -> Box:
    """Return the box of a quote on a line, in points."""
    return Box(left / POINT, line[0] / POINT, right / POINT, sum(line) / POINT)


def edges(image: Image.Image, box: Box) -> tuple[int, int]:
    return Sheet(source_of(image), "image", 1, DPI).edges([box])


def plain(line: tuple[int, int]) -> tuple[int, int]:
    """Return the edges of a crop around a line on a page on which nothing else stands."""
    return edges(blank(), on(line))


def cuts(lines: Lines, edge: int) -> list[tuple[int, int]]:
    return [(top, height) for top, height in lines if top < edge < top + height]


PITCHES = [
    pytest.param(40, 22, id="wide"), pytest.param(26, 22, id="narrow"), pytest.param(24, 22, id="close"),
    pytest.param(70, 40, id="large"),
]  # fmt: skip


@pytest.mark.parametrize(("pitch", "height"), PITCHES)
@pytest.mark.parametrize("shift", range(0, 40, 7))
def test_edges_stand_between_lines(pitch: int, height: int, shift: int) -> None:
    lines = evenly(pitch, height, 20 + shift)
    quoted = lines[len(lines) // 2]
    assert any(cuts(lines, edge) for first in range(40) for edge in plain((quoted[0] + first, height)))
    for edge in edges(written(lines), on(quoted)):
        assert cuts(lines, edge) == []


def test_edges_keep_clear_of_letters_where_there_is_room() -> None:
    lines = evenly(40, 22)
    for edge in edges(written(lines), on(lines[9])):
        assert all(abs(edge - side) >= 4 for top, height in lines for side in (top, top + height))


def test_an_edge_that_cuts_nothing_stays() -> None:
    assert edges(written([(380, 22)]), on((380, 22))) == plain((380, 22))


def test_an_edge_stays_where_every_row_has_letters() -> None:
    steps = [(top, 30) for top in range(0, HEIGHT, 15)]
    image = written(steps)
    draw = ImageDraw.Draw(image)
    for top, height in steps:
        draw.line((60, top, WIDTH - 60, top + height), fill=250, width=3)
    assert edges(image, on((380, 22))) == plain((380, 22))


@pytest.mark.parametrize("tilt", [0, 3, -3])
def test_the_lines_of_a_table_may_be_crossed(tilt: int) -> None:
    """Rows of a table stand between upright lines that no edge can avoid; a scan may tilt them."""
    lines = evenly(44, 20)
    image = written(lines)
    draw = ImageDraw.Draw(image)
    for x in (50, 210, 406, WIDTH - 50):
        draw.line((x, 0, x + tilt, HEIGHT), fill=0, width=2)
    for top, _ in lines:
        draw.line((50, top - 12, WIDTH - 50, top - 12), fill=0, width=2)
    for quoted in lines[4:-6]:
        assert [cuts(lines, edge) for edge in edges(image, on(quoted))] == [[], []]


def test_the_edges_of_a_page_need_no_search() -> None:
    lines = evenly(40, 22, 2)
    image = written(lines)
    assert edges(image, on(lines[0]))[0] == 0
    assert edges(image, on(lines[-1]))[1] == HEIGHT


def test_letters_on_colour_and_pale_letters() -> None:
    """White letters on a dark ground are letters; what shines through the paper is none."""
    lines = evenly(40, 22)
    light = written(lines).point(lambda grey: 255 - grey)
    assert [cuts(lines, edge) for edge in edges(light, on(lines[9]))] == [[], []]
    pale = written(lines).point(lambda grey: 200 if grey < 128 else grey)
    assert edges(pale, on(lines[9])) == plain(lines[9])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_of_a_pdf_however_it_is_turned(turn: int) -> None:
    rows = [[f"field {number}", "of a person"] for number in range(14)]
    data = pdf([ruled_table(40, 100, [120, 160], rows, 24)], extra=f"/Rotate {turn}")
    source = Source("turned.pdf", data, "0" * 64)
    sheet = Sheet(source, "pdf", 1, DPI)
    if turn % 180:
        upper, lower = sheet.edges([Box(200, 150, 210, 170)])
        assert 0 <= upper < 150 * POINT and 170 * POINT < lower <= sheet.image.height
        return
    middle = sheet.image.height / 2 / POINT
    for edge in sheet.edges([Box(150, middle, 190, middle + 10)]):
        row = sheet.image.convert("L").crop((0, edge - 1, sheet.image.width, edge + 1))
        assert sum(row.histogram()[:128]) < 20


# -- what holds on every page -------------------------------------------------------------------

PAGES = st.lists(
    st.tuples(st.integers(0, HEIGHT - 10), st.integers(3, 60)), max_size=30, unique_by=lambda line: line[0]
)


@given(PAGES, st.integers(0, HEIGHT - 12), st.integers(4, 60), st.integers(0, 1))
def test_the_quote_is_whole_and_edges_are_bounded(lines: Lines, top: int, height: int, dark: int) -> None:
    image = written(lines)
    box = on((top, min(height, HEIGHT - top)))
    if dark:
        image = image.point(lambda grey: 255 - grey)
    sheet = Sheet(source_of(image), "image", 1, DPI)
    upper, lower = sheet.edges([box])
    assert upper <= max(0.0, (box.y0 - MARGIN) * POINT) + 1
    assert lower >= min(HEIGHT, (box.y1 + MARGIN) * POINT) - 1
    first, last = sheet.room([box])
    assert upper in first and lower in last
    assert 0 <= upper < lower <= HEIGHT
    around = max(36.0, 3 * (box.y1 - box.y0))
    assert len(first) <= around * POINT + 2 and len(last) <= around * POINT + 2
    assert sheet.edges([box]) == (upper, lower)


# -- crops of a pack are drawn again ------------------------------------------------------------


def evidence(line: tuple[int, int]) -> Evidence:
    return Evidence("0" * 64, Span(0, 1), "q", "", "", page=1, boxes=(on(line),))


def test_the_same_bytes_come_out() -> None:
    lines = evenly(40, 22)
    source = source_of(written(lines))
    assert cropped(source, "image", evidence(lines[9]), DPI) == cropped(
        source, "image", evidence(lines[9]), DPI
    )


def moved(source: Source, line: tuple[int, int], up: int, down: int) -> bytes:
    """Return a crop with edges elsewhere, as a machine might cut it that draws letters otherwise."""
    sheet = Sheet(source, "image", 1, DPI)
    sheet.mark([on(line)])
    upper, lower = sheet.edges([on(line)])
    sheet.image = sheet.image.crop((0, upper + up, WIDTH, lower + down))
    return sheet.png()


@pytest.mark.parametrize(
    ("up", "down", "other"),
    [
        (0, 0, False),
        (1, 0, False),
        (-1, 1, False),
        (2, -2, False),
        (-14, 9, False),
        (70, 0, True),
        (0, 120, True),
    ],
)
def test_a_crop_is_like_the_page_wherever_its_edges_may_stand(up: int, down: int, other: bool) -> None:
    lines = [(top, 22 + place % 3) for place, top in enumerate(range(20, HEIGHT - 40, 40))]
    source = source_of(written(lines))
    assert unlike(moved(source, lines[9], up, down), source, "image", evidence(lines[9])) is other


def test_a_crop_of_another_size_or_kind_is_not_like_it() -> None:
    lines = evenly(40, 22)
    source = source_of(written(lines))
    own = cropped(source, "image", evidence(lines[9]), DPI)
    with Image.open(io.BytesIO(own)) as picture:
        narrower, jpeg = io.BytesIO(), io.BytesIO()
        picture.crop((1, 0, WIDTH, picture.height)).save(narrower, "PNG")
        picture.convert("RGB").save(jpeg, "JPEG", quality=100)
    for crop in (narrower.getvalue(), jpeg.getvalue(), b"", own[:-400]):
        assert unlike(crop, source, "image", evidence(lines[9]))
