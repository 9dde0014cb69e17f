"""Scans whose truth is known: characters, cells, orientation, and that nothing is recognised twice."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from counterspec.formats import pdf
from counterspec.model import Document, Source
from counterspec.recognise import Piece, _service
from tests import recognition_scoring as scoring

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not scoring.GENERATED.is_dir(), reason="the corpus is not here"),
    pytest.mark.skipif(find_spec("onnxruntime") is None, reason="text recognition is not installed"),
]


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def read(path: Path) -> Document:
    return pdf.ENTRY.read(Source(path.name, path.read_bytes(), path.name), None)


def pages_of(document: Document) -> list[str]:
    return [document.text[page.span.start : page.span.end] for page in document.pages]


@pytest.fixture(scope="module")
def chinese() -> Document:
    return read(scoring.scan("zh").path)


def test_chinese_is_read_with_one_error_in_a_hundred(chinese: Document) -> None:
    assert scoring.character_error_rate(scoring.scan("zh").truth, pages_of(chinese)) <= 0.01


def test_english_is_read_with_one_error_in_two_hundred() -> None:
    english = read(scoring.scan("en").path)
    assert scoring.character_error_rate(scoring.scan("en").truth, pages_of(english)) <= 0.005


def test_cells_of_scanned_tables(chinese: Document, record_property: object) -> None:
    truth = scoring.scan("zh").truth
    expected = [row for page in truth for table in page["tables"] for row in table["rows"]]
    read_rows = [
        [chinese.text[cell.start : cell.end] for cell in row]
        for table in chinese.tables
        for row in table.rows
    ]
    score = scoring.cell_f1(expected, read_rows)
    record_property("cell_f1", round(score, 4))  # type: ignore[operator]
    print(f"cell F1 on scans: {score:.4f}")
    assert score >= 0.93


def test_every_page_says_how_it_was_read(chinese: Document) -> None:
    for page, truth in zip(chinese.pages, scoring.scan("zh").truth, strict=True):
        assert page.recognition is not None
        assert page.recognition.confidence > 0.9
        assert abs(page.recognition.skew + truth["angle"]) < 0.1
        assert all(word.confidence is not None for word in page.words)
        assert all(
            0 <= w.box.x0 <= w.box.x1 <= page.width and 0 <= w.box.y0 <= w.box.y1 <= page.height
            for w in page.words
        )


def test_the_second_reading_recognises_nothing(monkeypatch: pytest.MonkeyPatch, chinese: Document) -> None:
    def again(picture: object) -> list[Piece]:
        raise AssertionError("a page that was kept is recognised again")

    engines = tuple(replace(engine, read=again) for engine in _service.engines())
    monkeypatch.setattr(_service, "engines", lambda: engines)
    assert read(scoring.scan("zh").path) == chinese
