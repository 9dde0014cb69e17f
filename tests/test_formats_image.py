"""Picture files: every kind of pixel, and every kind of damage."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256
from importlib.util import find_spec

import pytest
from PIL import Image

from counterspec.errors import LimitError, UnreadableError
from counterspec.formats import Head, image, pdf
from counterspec.model import Box, Document, Source, Wishes
from counterspec.recognise import Engine, Picture, Piece, _service
from counterspec.syntax.picture.files import pictures
from tests import scan_drawing as drawing

pytestmark = pytest.mark.skipif(find_spec("cv2") is None, reason="text recognition is not installed")


def read(data: bytes, wishes: Wishes | None = None) -> Document:
    source = Source("scan", data, sha256(data).hexdigest(), wishes=wishes or Wishes(cache=False))
    return image.ENTRY.read(source, None)


def blank(mode: str = "L", size: tuple[int, int] = (900, 750), fill: object = None) -> Image.Image:
    return Image.new(mode, size) if fill is None else Image.new(mode, size, fill)  # type: ignore[arg-type]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """Stand in for an engine that finds nothing; returns the pictures it is shown."""
    shown: list[Picture] = []

    def look(picture: Picture) -> list[Piece]:
        shown.append(picture)
        return [Piece("word", Box(10.0, 10.0, 60.0, 30.0), 0.99)]

    entry = Engine("made-up", "Made up", 1, ("en",), lambda: None, lambda: "1", look)
    monkeypatch.setattr(_service, "engines", lambda: (entry,))
    return shown


@pytest.mark.parametrize(
    ("mode", "form", "white"),
    [
        ("1", "TIFF", 1), ("L", "PNG", 255), ("P", "GIF", 255), ("RGB", "JPEG", (255,) * 3),
        ("CMYK", "TIFF", (0, 0, 0, 0)),
        ("CMYK", "JPEG", (0, 0, 0, 0)), ("RGBA", "PNG", (0, 0, 0, 0)), ("LA", "PNG", (0, 0)), ("I;16", "PNG", 65_535),
        ("I;16", "TIFF", 65_535), ("F", "TIFF", 65_535.0), ("RGB", "BMP", (255,) * 3), ("RGB", "WEBP", (255,) * 3),
    ],
)  # fmt: skip
def test_paper_is_white_whatever_the_pixels_are(mode: str, form: str, white: object) -> None:
    picture = blank("L" if mode == "P" else mode, fill=white)
    black = {"RGBA": (0, 0, 0, 255), "LA": (0, 255), "CMYK": (0, 0, 0, 255)}.get(
        mode, 0 if not isinstance(white, tuple) else (0, 0, 0)
    )
    picture.paste(black, (100, 100, 200, 200))
    data = drawing.encoded(picture.convert("P") if mode == "P" else picture, form)
    (page,) = pictures(data, "scan", lambda page: True)
    assert page.grey.shape == (750, 900)
    assert page.grey[10, 10] >= 250
    assert page.grey[150, 150] <= 8


def test_pages_of_a_tiff_are_pages(seen: list[Picture]) -> None:
    pages = [blank(size=(900, 750)), blank("1", (600, 800)), blank("RGB", (900, 750))]
    data = drawing.encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    document = read(data)
    assert [(page.number, page.width, page.height) for page in document.pages] == [
        (1, 432.0, 360.0), (2, 288.0, 384.0), (3, 432.0, 360.0),
    ]  # fmt: skip
    some = read(data, Wishes(pages=frozenset({2}), cache=False))
    assert [bool(page.words) for page in some.pages] == [False, True, False]


def test_the_camera_says_which_way_is_up(seen: list[Picture]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    document = read(drawing.encoded(blank(size=(800, 600), fill=255), "JPEG", exif=exif))
    assert (document.pages[0].width, document.pages[0].height) == (288.0, 384.0)


def test_what_moves_gives_its_first_frame(seen: list[Picture]) -> None:
    frames = [blank("P", fill=0), blank("P", fill=1)]
    document = read(drawing.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert len(document.pages) == 1
    assert "partial" in {problem.code for problem in document.problems}


def test_a_jpeg_cut_short_gives_what_is_there(seen: list[Picture]) -> None:
    data = drawing.encoded(Image.effect_noise((900, 750), 80), "JPEG")
    document = read(data[: len(data) // 2])
    assert [(p.code, p.page, p.lost) for p in document.problems] == [("truncated", 1, False)]


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(32_768, 32_768), (70_000, 70_000), (9_000, 9_000)])
def test_a_gigapixel_is_refused_by_the_name_of_the_limit(size: tuple[int, int]) -> None:
    with pytest.raises(LimitError, match="MAX_PIXELS"):
        read(png(*size))


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + b"x" * 99, b"II*\0" + b"\xff" * 60, b"\xff\xd8\xff"]
)
def test_junk_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(data)


def test_the_resolution_is_the_files_or_by_the_letters() -> None:
    told = drawing.encoded(blank(), "PNG")
    (page,) = pictures(told, "scan", lambda page: True)
    assert round(page.dpi) == drawing.DPI
    if drawing.font_path(chinese=False):
        text = drawing.page(["Visitor register", "Fields and their codes", "are listed in Table 2"] * 3)
        (page,) = pictures(drawing.encoded(text, "BMP"), "scan", lambda page: True)
        assert 90 <= page.dpi <= 260


def test_pictures_are_told_by_their_first_bytes() -> None:
    for form in ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"):
        data = drawing.encoded(blank("RGB", (40, 40)), form)
        head = Head("x", "", data[:65_536], None)
        assert image.ENTRY.claim(head) >= 85
        assert pdf.ENTRY.claim(head) == 0
    assert image.ENTRY.claim(Head("x.png", ".png", b"hello", "hello")) == 0
