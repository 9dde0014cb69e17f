"""Text recognition: invented scans, upright or not, and what is kept of them."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from counterspec.errors import UsageError
from counterspec.formats import image, pdf
from counterspec.model import Box, Document, Recognition, Source, Wishes
from counterspec.recognise import Engine, Picture, Piece, _cache, _service
from counterspec.recognise._order import in_reading_order
from counterspec.recognise._pieces import at_spaces, cut_at
from counterspec.safe.caching import evict
from counterspec.syntax.pdf.content import PageContent, Recognised, Ruling, Run
from counterspec.syntax.picture.merging import merged, pictures_beside_text
from counterspec.syntax.picture.placing import Placing
from tests import scan_drawing as drawing

installed = pytest.mark.skipif(find_spec("onnxruntime") is None, reason="text recognition is not installed")
latin = pytest.mark.skipif(drawing.font_path(chinese=False) is None, reason="no Latin font is here")
chinese = pytest.mark.skipif(drawing.font_path(chinese=True) is None, reason="no Chinese font is here")

LINES = ["5.2 Data elements of visitors", "The fields of Table 3 shall be recorded at entry."]
TABLE = [
    ["No.", "Identifier", "Code"],
    ["1", "VisitorName", "M"],
    ["2", "BadgeColour", "M"],
    ["3", "EntryGate", "M"],
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("COUNTERSPEC_NO_CACHE", raising=False)
    return tmp_path / "counterspec" / "recognition"


def read(data: bytes, wishes: Wishes | None = None) -> Document:
    entry = pdf.ENTRY if data.startswith(b"%PDF") else image.ENTRY
    return entry.read(Source("scan", data, sha256(data).hexdigest(), wishes=wishes or Wishes()), None)


def rows_of(document: Document) -> list[list[str]]:
    return [[document.text[c.start : c.end] for c in row] for table in document.tables for row in table.rows]


# -- pages -------------------------------------------------------------------------------------


@installed
@latin
@pytest.mark.parametrize(("turn", "angle"), [(0, 0.0), (0, 1.7), (1, 0.0), (2, -0.8), (3, 0.0)])
def test_a_scan_reads_right_whatever_way_it_lies(turn: int, angle: float) -> None:
    picture = drawing.skewed(drawing.page(LINES, TABLE), angle)
    # As the page lies: `turn` quarters clockwise set it right.
    document = read(drawing.pdf_of(picture.rotate(90 * turn, expand=True)))
    assert all(line in document.text for line in LINES)
    assert rows_of(document) == TABLE
    page = document.pages[0]
    assert page.recognition is not None
    assert page.recognition.turn == turn
    assert abs(page.recognition.skew + angle) < 0.1
    assert (page.width > page.height) == (turn % 2 == 0)
    for word in page.words:
        assert 0 <= word.box.x0 < word.box.x1 <= page.width
        assert 0 <= word.box.y0 < word.box.y1 <= page.height


@installed
@latin
def test_boxes_stand_where_the_words_are() -> None:
    document = read(drawing.pdf_of(drawing.page(LINES)))
    word = next(w for w in document.pages[0].words if document.text[w.span.start : w.span.end] == "Table")
    left, top = 70 * 72 / drawing.DPI, (60 + 42) * 72 / drawing.DPI
    assert left + 60 < word.box.x0 < left + 130
    assert top - 4 < word.box.y0 < word.box.y1 < top + 20


@installed
@chinese
def test_chinese_is_read() -> None:
    lines = ["本标准规定了访客登记系统的数据项。", "访客代码表应符合表2的规定。"]
    table = [["序号", "名称", "说明"], ["1", "证件类型", "必选"], ["2", "进入时间", "可选"]]
    document = read(drawing.pdf_of(drawing.page(lines, table, chinese=True)))
    assert all(line in document.text.replace(" ", "") for line in lines)
    assert rows_of(document) == table


@installed
def test_a_picture_without_text_is_said_to_be_one() -> None:
    from PIL import Image

    document = read(drawing.pdf_of(Image.radial_gradient("L").resize((900, 750))))
    assert [(p.code, p.page, p.lost) for p in document.problems] == [("no-text", 1, False)]


@installed
@latin
def test_a_poor_page_is_named() -> None:
    from PIL import Image, ImageFilter

    picture = (
        drawing.page(LINES)
        .resize((240, 200), Image.Resampling.BILINEAR)
        .filter(ImageFilter.GaussianBlur(1.2))
    )
    document = read(drawing.encoded(picture.resize((900, 750))))
    assert {(p.code, p.page) for p in document.problems} & {("recognition-poor", 1), ("no-text", 1)}


def _placed(text: str, y: float, line: int) -> Run:
    return Run(text, Box(10, y, 150, y + 10), line, False, False, line * 100)


def test_a_picture_of_text_is_read_between_the_files_own_text() -> None:
    own = PageContent(200, 300, [_placed("Printed above", 10, 0), _placed("printed below", 280, 1)])
    own.image_share, own.backgrounds = 0.8, [Box(0, 30, 200, 270)]
    how = Recognition("made-up", "1", ("en",), 200, 0.9)
    words = [_placed("scanned words " * 4, 40 + 15 * n, n)._replace(confidence=0.9) for n in range(6)]
    heard = [_placed("PRINTED ABOVE", 10, 7)._replace(confidence=0.9)]
    whole = merged(own, Recognised(PageContent(200, 300, [*words, *heard]), how))
    assert whole is not None
    assert sorted({run.confidence for run in whole.content.runs}, key=str) == [0.9, None]
    assert [run.text[:7] for run in whole.content.runs] == ["Printed", "printed", *["scanned"] * 6]
    assert merged(own, Recognised(PageContent(200, 300, words[:1]), how)) is None
    own.runs.append(_placed("a caption on it", 100, 3))
    assert not pictures_beside_text(own)


# -- without an engine -------------------------------------------------------------------------


def _engine(missing: str | None, read: Any = lambda picture: [], name: str = "made-up") -> Engine:
    return Engine(name, "Made up", 1, ("en",), lambda: missing, lambda: "1", read)


def _saying(name: str, missing: str | None = None) -> Engine:
    """Return an engine that reads its own name on every page."""
    return _engine(missing, lambda picture: [Piece(name, Box(100, 100, 400, 140), 0.9)], name)


def test_a_missing_engine_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_service, "engines", lambda: (_engine("pip install made-up"),))
    from PIL import Image

    for data in (
        drawing.pdf_of(Image.new("L", (900, 750), 128)),
        drawing.encoded(Image.new("L", (90, 75), 128)),
    ):
        document = read(data)
        assert [(p.code, p.page) for p in document.problems] == [("no-text", 1)]
        assert "pip install 'counterspec[ocr]'" in document.problems[0].remedy
        named = read(data, Wishes(engine="made-up"))
        assert "pip install made-up" in named.problems[0].remedy


def test_an_unknown_engine_is_a_mistake_of_the_user() -> None:
    with pytest.raises(UsageError, match="nobody"):
        _service.chosen(Wishes(engine="nobody"))


def test_switched_off_it_reads_nothing() -> None:
    from PIL import Image

    document = read(drawing.pdf_of(Image.new("L", (900, 750), 128)), Wishes(recognition="off"))
    assert [p.code for p in document.problems] == ["no-text"]
    assert "--recognise auto" in document.problems[0].remedy


@installed
@pytest.mark.parametrize("recognition", ["auto", "off", "force"])
def test_a_page_is_read_by_an_engine_of_its_own(recognition: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    known = (_saying("usual"), _saying("other"), _saying("absent", "pip install absent"))
    monkeypatch.setattr(_service, "engines", lambda: known)
    picture = Image.new("L", (900, 750), 200)
    for own in ("other", "absent", "gone"):
        wishes = Wishes(recognition=recognition, cache=False, by_page=((1, own),))
        for data in (drawing.pdf_of(picture), drawing.encoded(picture)):
            document = read(data, wishes)
            [page] = document.pages
            said = document.text[page.span.start : page.span.end].strip()
            engine = page.recognition and page.recognition.engine
            assert (said, engine) == (("other", "other") if own == "other" else ("", None))
            if own == "absent" and recognition != "off":
                assert "pip install absent" in document.problems[0].remedy
        both = read(drawing.pdf_of(picture, picture), wishes)
        first = "other" if own == "other" else None
        second = None if recognition == "off" else "usual"
        assert [page.recognition and page.recognition.engine for page in both.pages] == [first, second]


@installed
def test_an_engine_that_fails_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(picture: Picture) -> list[Piece]:
        raise RuntimeError("out of order")

    monkeypatch.setattr(_service, "engines", lambda: (_engine(None, broken),))
    from PIL import Image

    document = read(drawing.pdf_of(Image.new("L", (900, 750), 200)))
    assert [(p.code, p.page, p.lost) for p in document.problems] == [("recognition-failed", 1, True)]
    assert "out of order" in document.problems[0].reason


# -- what is kept ------------------------------------------------------------------------------


@installed
@latin
def test_what_was_kept_is_used_and_a_damaged_entry_is_read_anew(own_cache: Path) -> None:
    data = drawing.pdf_of(drawing.page(LINES))
    first = read(data)
    kept = list(own_cache.iterdir())
    assert len(kept) == 1
    assert stat.S_IMODE(own_cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600
    said = json.loads(kept[0].read_text("utf-8"))
    said["runs"][0][0] = "7.7"
    kept[0].write_text(json.dumps(said), "utf-8")
    assert "7.7" in read(data).text
    for damage in ("", "{", "[]", '{"runs": 5}', json.dumps({**said, "runs": [["x", "a", 1, 2, 3, 0, 1]]})):
        kept[0].write_text(damage, "utf-8")
        assert read(data).text == first.text


@installed
@latin
def test_nothing_is_kept_where_nobody_wants_it(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawing.pdf_of(drawing.page(LINES[:1]))
    read(data, Wishes(cache=False))
    monkeypatch.setenv("COUNTERSPEC_NO_CACHE", "1")
    read(data)
    assert not own_cache.exists()


def test_the_oldest_go_first(tmp_path: Path) -> None:
    import os

    for number in range(10):
        path = tmp_path / f"{number}.json"
        path.write_bytes(b"x" * 100)
        os.utime(path, (number, number))
    evict(tmp_path, "*.json", 500)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{number}.json" for number in range(6, 10)]


def test_a_key_tells_settings_apart() -> None:
    keys = {
        _cache.key("a", 1, 200, "x", "1"), _cache.key("b", 1, 200, "x", "1"), _cache.key("a", 2, 200, "x", "1"),
        _cache.key("a", 1, 300, "x", "1"), _cache.key("a", 1, 200, "y", "1"), _cache.key("a", 1, 200, "x", "2"),
    }  # fmt: skip
    assert len(keys) == 6


# -- parts -------------------------------------------------------------------------------------


def piece(text: str, x0: float, x1: float, y: float = 0.0, height: float = 20.0) -> Piece:
    step = (x1 - x0) / max(len(text), 1)
    middles = tuple(x0 + (place + 0.5) * step for place in range(len(text)))
    return Piece(text, Box(x0, y, x1, y + height), 0.9, middles)


def test_lines_are_cut_at_ruled_lines_and_spaces() -> None:
    line = piece("AB|CD", 0, 100)
    parts = cut_at(line, [Ruling(50, -10, 40), Ruling(30, 50, 90)])
    assert [part.text for part in parts] == ["AB", "CD"]
    assert parts[0].box.x1 <= 50 <= parts[1].box.x0 + 10
    words = at_spaces(piece("one two", 0, 70))
    assert [(word.text, word.box.x0 < 40) for word in words] == [("one", True), ("two", False)]
    assert [w.text for w in at_spaces(replace_middles(piece("one two", 0, 70)))] == ["one", "two"]


def replace_middles(line: Piece) -> Piece:
    return line._replace(middles=())


def test_columns_are_read_one_after_the_other_and_rows_across() -> None:
    left = [piece(f"l{n}", 0, 200, n * 30) for n in range(6)]
    right = [piece(f"r{n}", 220, 420, n * 30) for n in range(6)]
    head = [piece("head", 0, 420, -40)]
    order = [p.text for row in in_reading_order([*head, *right, *left]) for p in row]
    assert order == ["head", *(f"l{n}" for n in range(6)), *(f"r{n}" for n in range(6))]
    cells = [piece(f"{n}{c}", c * 150, c * 150 + 30, n * 30) for n in range(6) for c in range(3)]
    assert [len(row) for row in in_reading_order(cells)] == [3] * 6
    emblem = [piece("ICS 00", 0, 80, 0), piece("LOGO", 300, 500, 0, 90)]
    assert [len(row) for row in in_reading_order(emblem)] == [1, 1]


@pytest.mark.parametrize("turn", range(4))
def test_a_point_goes_back_to_where_it_was(turn: int) -> None:
    placing = Placing(200.0, 100.0, turn)
    width, height = placing.upright
    corner = {0: (0, 0), 1: (0, 100), 2: (200, 100), 3: (200, 0)}[turn]
    assert placing.point(0, 0) == pytest.approx(corner)
    assert placing.point(width / 2, height / 2) == pytest.approx((100, 50))
    tilted = replace(placing, skew=2.0)
    assert tilted.point(width / 2, height / 2) == pytest.approx((100, 50))
