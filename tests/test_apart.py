"""What is drawn is drawn in a process of its own, and changes nothing of what is read."""

from __future__ import annotations

import os
import signal
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from counterspec.formats import pdf
from counterspec.model import Document, Source
from counterspec.safe.apart import apart
from counterspec.syntax.pdf.picture import page_picture


def missing_fonts(*fonts: tuple[int, int]) -> bytes:
    """Return a PDF of a page for each font, which the file lacks: how wide its letters are, and their stems."""
    kids = " ".join(f"{3 + 4 * number} 0 R" for number in range(len(fonts)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(fonts)} /Kids [{kids}] >>",
    ]
    for number, (width, stem) in enumerate(fonts):
        first, name, widths = 4 + 4 * number, f"/NoSuchFace{number}", f"{width} " * 95
        text = "BT /F 20 Tf 40 500 Td (The record of each visitor) Tj ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents {first} 0 R"
            f" /Resources << /Font << /F {first + 1} 0 R >> >> >>",
            f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
            f"<< /Type /Font /Subtype /TrueType /BaseFont {name} /FirstChar 32 /LastChar 126 /Widths [{widths}]"
            f" /Encoding /WinAnsiEncoding /FontDescriptor {first + 2} 0 R >>",
            f"<< /Type /FontDescriptor /FontName {name} /Flags 32 /StemV {stem} /ItalicAngle 0 /Ascent 700"
            " /Descent -200 /CapHeight 700 /FontBBox [0 -200 1000 900] >>",
        ]
    numbered = "".join(f"{number} 0 obj\n{body}\nendobj\n" for number, body in enumerate(objects, start=1))
    return f"%PDF-1.4\n{numbered}trailer << /Root 1 0 R >>\n%%EOF\n".encode()


def read(data: bytes) -> Document:
    return pdf.ENTRY.read(Source("a.pdf", data, sha256(data).hexdigest()), None)


def test_a_reading_does_not_depend_on_what_was_drawn_before() -> None:
    data = missing_fonts((300, 50), (900, 200))
    before = read(data)
    assert before.pages[0].words[0].box != before.pages[1].words[0].box
    for page in (1, 2):
        assert page_picture(data, "a.pdf", page, 100).size == (556, 834)
        assert read(data) == before


def test_the_bytes_come_back_and_nothing_else() -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return bytes(range(256)) * 20_000

    assert apart(make) == bytes(range(256)) * 20_000
    assert apart(lambda: b"") == b""
    assert made == []


def test_what_ends_it_is_said() -> None:
    with pytest.raises(RuntimeError, match="SIGKILL"):
        apart(lambda: os.kill(os.getpid(), signal.SIGKILL) or b"")  # type: ignore[func-returns-value]
    with pytest.raises(RuntimeError, match="ended early"):
        apart(lambda: sys.exit(0))
    with pytest.raises(RuntimeError, match="ValueError: no such page"):
        apart(lambda: fails(ValueError("no such page")))
    with pytest.raises(MemoryError):
        apart(lambda: fails(MemoryError()))


def fails(error: Exception) -> bytes:
    raise error


def test_it_leaves_no_process_and_no_open_file() -> None:
    def opened() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = opened()
    for _ in range(20):
        apart(lambda: b"x")
    with pytest.raises(RuntimeError):
        apart(lambda: os._exit(3))
    assert opened() == before


def test_where_nothing_can_be_forked_it_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert apart(lambda: str(os.getpid()).encode()) == str(os.getpid()).encode()
