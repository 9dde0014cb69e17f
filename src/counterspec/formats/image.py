"""Picture files: each picture is a page, read by text recognition."""

from __future__ import annotations

from typing import Any

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Problem, Source
from counterspec.recognise import page_reader, remedy
from counterspec.safe.limits import MAX_PAGES
from counterspec.safe.text import Text

_SIGNS = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"GIF87a", b"GIF89a",
)  # fmt: skip


def _claim(head: Head) -> int:
    data = head.data
    if data.startswith(_SIGNS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return 90
    # Two letters are no proof; the four zero bytes behind the size are part of a bitmap's head.
    return 85 if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" else 0


def _read(source: Source, text: Text | None) -> Document:
    from counterspec.syntax.pdf.layout import Layout
    from counterspec.syntax.picture.files import pictures
    from counterspec.syntax.picture.placing import Placing, page_as_it_was, tables_as_they_were

    reader, wanted = page_reader(source), source.wishes.pages
    layout, problems, placings = Layout(), list[Problem](), dict[int, Placing]()

    def look(number: int) -> bool:
        return reader is not None and (wanted is None or number in wanted)

    for number, picture in enumerate(pictures(source.data, source.path, look), 1):
        if number > MAX_PAGES:
            reason = f"only the first {MAX_PAGES} pictures were read"
            problems.append(Problem(source.path, "too-large", reason, page=number - 1, lost=False))
            break
        if wanted is not None and number not in wanted:
            layout.empty_page(number)
        elif (place := _page(source, number, picture, layout, problems, reader)) is not None:
            placings[number] = place
    layout.close()
    for number, placing in placings.items():
        layout.pages[number - 1] = page_as_it_was(layout.pages[number - 1], placing)
    problems += [
        Problem(source.path, code, reason, page=at, lost=False) for at, code, reason in layout.problems
    ]
    if len(layout.pages) == 1 and problems and problems[-1].lost:
        lost = problems[-1]
        raise UnreadableError(f"{source.path}: {lost.reason}", hint=lost.remedy, code=lost.code)
    return Document(
        path=source.path,
        sha256=source.sha256,
        format="image",
        media_type=_media_type(source.data),
        kind="text",
        text=layout.out.text(),
        pages=tuple(layout.pages),
        passages=tuple(layout.passages),
        tables=tables_as_they_were(layout.tables(), placings),
        problems=tuple(problems),
    )


def _page(
    source: Source, number: int, picture: Any, layout: Any, problems: list[Problem], reader: Any
) -> Any:
    """Read one picture; whatever is wrong with it stays its own problem. Returns how it lies, if turned."""
    from counterspec.syntax.pdf.content import split_evenly

    def tell(code: str, reason: str, advice: str = "", *, lost: bool = False) -> None:
        problems.append(Problem(source.path, code, reason, advice, page=number, lost=lost))

    if picture.error:
        tell(picture.code, picture.error, picture.remedy, lost=True)
        layout.empty_page(number)
        return None
    if picture.note:
        tell(picture.code, picture.note, picture.remedy)
    may, recognised = picture.may_hold_text, None
    if reader is not None and may:
        recognised = reader.read(number, picture.width, picture.height, picture.at)
    if recognised is None:
        advice = remedy(source.wishes) if may else ""
        tell("no-text", "a picture, of which no text was read", advice)
        layout.empty_page(number, picture.width, picture.height)
        return None
    problems += recognised.problems
    layout.page(number, recognised.content, split_evenly, recognised.recognition)
    return recognised.placing if recognised.placing is not None and recognised.placing.changes else None


def _media_type(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "image/png"
    if data.startswith(b"\xff\xd8"):
        return "image/jpeg"
    if data.startswith(b"GIF"):
        return "image/gif"
    if data.startswith(b"BM"):
        return "image/bmp"
    return "image/webp" if data.startswith(b"RIFF") else "image/tiff"


def _picture(source: Source, page: int, dpi: int) -> Any:
    from counterspec.syntax.picture.files import shown

    return shown(source.data, source.path, page, dpi)


ENTRY = Format(
    id="image",
    title="Picture",
    kind="text",
    media_type="image/*",
    suffixes=(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif"),
    claim=_claim,
    read=_read,
    reads="Pictures of pages by text recognition: words with boxes and confidence, ruled tables; every page of a TIFF.",
    binary=True,
    picture=_picture,
)
