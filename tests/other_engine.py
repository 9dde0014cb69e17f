"""A second recognition engine, installed as another package would install it: through an entry point.

It reads as the usual engine does, and takes some letters for others, less sure of them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ID = "invented"
TITLE = "Invented"
MISREAD = {"检索": "捡索", "肤色": "肤包"}
SURE = 0.5
ABSENT = "invented-absent"
REMEDY = "pip install 'an invented engine'"

_MODULE = f"""
from counterspec.recognise import Engine
from counterspec.recognise.rapidocr import ENTRY as USUAL

MISREAD = {MISREAD!r}

def read(picture):
    return [misread(piece) for piece in USUAL.read(picture)]

def misread(piece):
    text = piece.text
    for right, wrong in MISREAD.items():
        text = text.replace(right, wrong)
    return piece if text == piece.text else piece._replace(text=text, confidence={SURE})

ENGINE = Engine({ID!r}, {TITLE!r}, 900, ("zh",), lambda: None, lambda: "1.0", read)
MISSING = Engine({ABSENT!r}, "Absent", 901, ("zh",), lambda: {REMEDY!r}, lambda: "", read)
"""
_POINTS = f"[counterspec.recognise]\n{ID} = invented_engine:ENGINE\n{ABSENT} = invented_engine:MISSING\n"


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the engine where commands that are started from now on find it."""
    place = folder / "invented_engine-1.0.dist-info"
    place.mkdir(parents=True)
    (folder / "invented_engine.py").write_text(_MODULE, "utf-8")
    (place / "METADATA").write_text("Metadata-Version: 2.1\nName: invented-engine\nVersion: 1.0\n", "utf-8")
    (place / "entry_points.txt").write_text(_POINTS, "utf-8")
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    )
