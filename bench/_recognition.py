"""Text recognition: seconds per page and character errors of every engine that is installed."""

from __future__ import annotations

import time
from typing import Any

from bench._measure import told
from counterspec.recognise import Engine
from counterspec.recognise._page import read_picture
from counterspec.recognise._service import engines
from counterspec.syntax.pdf.picture import grey_picture
from tests import recognition_scoring as scoring

_GOALS = {"zh": 1.0, "en": 0.5}
_DPI = 200


def measure() -> None:
    """Read the generated scans with every engine; pages are drawn before the clock starts."""
    print("recognition: generated scans at 200 dpi, every page once")
    if not scoring.GENERATED.is_dir():
        print("  the generated scans are not here; nothing was measured")
        return
    scans = {language: (scoring.scan(language).truth, _pictures(language)) for language in _GOALS}
    default = next((engine.id for engine in engines() if engine.missing() is None), "")
    for engine in engines():
        if (missing := engine.missing()) is not None:
            print(f"  {engine.id:<15} not installed: {missing}")
            continue
        _read(engine, scans["zh"][1][:1])
        for language, (truth, pictures) in scans.items():
            name = f"{engine.id}{' (default)' if engine.id == default else ''}, {language}"
            _one(engine, name, truth, pictures, _GOALS[language])


def _one(engine: Engine, name: str, truth: Any, pictures: list[Any], goal: float) -> None:
    wall, cpu = time.monotonic(), time.process_time()
    texts = _read(engine, pictures)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    told(f"{name}: wall", wall / len(pictures), "s/page", 1.0, below=True)
    told(f"{name}: processor, this process", cpu / len(pictures), "s/page")
    told(f"{name}: characters wrong", 100 * scoring.character_error_rate(truth, texts), "%", goal, below=True)


def _read(engine: Engine, pictures: list[Any]) -> list[str]:
    texts = []
    for grey in pictures:
        height, width = grey.shape
        read = read_picture(grey, _DPI, width * 72 / _DPI, height * 72 / _DPI, engine)
        texts.append(" ".join(run.text for run in read.content.runs))
    return texts


def _pictures(language: str) -> list[Any]:
    from pypdfium2 import PdfDocument

    pdf = PdfDocument(scoring.scan(language).path)
    try:
        return [grey_picture(page, _DPI) for page in pdf]
    finally:
        pdf.close()
