"""Tesseract, the program, with the languages that are installed for it: needs little memory and no Python package."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

from counterspec.errors import UnreadableError
from counterspec.model import Box
from counterspec.recognise import Engine, Picture, Piece

_SECONDS = 120
_WANTED = ("chi_sim", "eng")
_NEEDED = "apt-get install tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng"
_FIELDS = 12
_WORD = "5"


@cache
def _languages() -> str:
    """Return the languages to read with, as the program takes them: the wanted ones that are installed, or all."""
    told = _run(["tesseract", "--list-langs"], b"").splitlines()[1:]
    known = [line.strip() for line in told if line.strip() and line.strip() != "osd"]
    return "+".join([language for language in _WANTED if language in known] or sorted(known))


def _missing() -> str | None:
    if shutil.which("tesseract") is None or not _languages():
        return _NEEDED
    return "pip install opencv-python-headless" if not _has_opencv() else None


def _has_opencv() -> bool:
    from importlib.util import find_spec

    return find_spec("cv2") is not None


@cache
def _version() -> str:
    if shutil.which("tesseract") is None:
        return "not installed"
    first = _run(["tesseract", "--version"], b"").splitlines()[:1]
    return f"{' '.join(first)}; {_languages()}"


def _run(command: list[str], data: bytes) -> str:
    # Its threads wait for each other by spinning: one is quicker than several on a busy machine.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, env=environment, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnreadableError(f"{command[0]}: {error}", hint="Try another --engine.") from error
    return done.stdout.decode("utf-8", "replace")


def _read(picture: Picture) -> list[Piece]:
    height, width = picture.pixels.shape[:2]
    image = b"P5\n%d %d\n255\n" % (width, height) + picture.pixels.tobytes()
    command = [
        "tesseract",
        "stdin",
        "stdout",
        "-l",
        _languages(),
        "--dpi",
        str(picture.dpi),
        "--psm",
        "3",
        "tsv",
    ]
    pieces = []
    for row in _run(command, image).splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) == _FIELDS and fields[0] == _WORD and fields[11].strip():
            left, top, across, down = (int(field) for field in fields[6:10])
            box = Box(float(left), float(top), float(left + across), float(top + down))
            pieces.append(Piece(fields[11].strip(), box, max(float(fields[10]), 0.0) / 100))
    return pieces


ENTRY = Engine(
    id="tesseract",
    title="Tesseract (the program)",
    rank=30,
    languages=("zh", "en"),
    missing=_missing,
    version=_version,
    read=_read,
)
