"""The style sheet of a binary Word document."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from counterspec.syntax.doc.properties import ParagraphProperties, apply_paragraph, run_properties
from counterspec.syntax.word.styles import is_caption_name, is_heading_name, is_title_name

_MAX_DEPTH = 20
_MAX_STYLES = 4000


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, what it is based on included. `level` is the outline level from 1."""

    name: str = ""
    level: int = 0
    heading: bool = False
    caption: bool = False
    list_index: int | None = None
    list_level: int = -1
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Raw:
    name: str
    base: int
    paragraph: bytes
    run: bytes


def styles_of(sheet: bytes) -> dict[int, Style]:
    """Return the styles by index; a damaged sheet gives those before the damage."""
    raw: dict[int, _Raw] = {}
    try:
        header = struct.unpack_from("<H", sheet)[0]
        count, base_size = struct.unpack_from("<HH", sheet, 2)
        position = 2 + header
        for index in range(min(count, _MAX_STYLES)):
            size = struct.unpack_from("<H", sheet, position)[0]
            if size:
                raw[index] = _raw(sheet[position + 2 : position + 2 + size], base_size)
            position += 2 + size + (size % 2)
    except (struct.error, IndexError, UnicodeDecodeError):
        pass
    return {index: _style(index, raw) for index in raw}


def _raw(data: bytes, base_size: int) -> _Raw:
    kind = struct.unpack_from("<H", data, 2)[0]
    count = struct.unpack_from("<H", data, 4)[0] & 0xF
    length = struct.unpack_from("<H", data, base_size)[0]
    start = base_size + 2
    name = data[start : start + 2 * length].decode("utf-16-le", "replace")
    position = start + 2 * length + 2
    changes: list[bytes] = []
    for _ in range(min(count, 3)):
        if position + 2 > len(data):
            break
        size = struct.unpack_from("<H", data, position)[0]
        changes.append(data[position + 2 : position + 2 + size])
        position += 2 + size + (size % 2)
    is_paragraph = kind & 0xF == 1
    paragraph = changes[0][2:] if is_paragraph and changes else b""
    run = (
        changes[1]
        if is_paragraph and len(changes) > 1
        else changes[0]
        if changes and not is_paragraph
        else b""
    )
    return _Raw(name.partition(",")[0], kind >> 4, paragraph, run)


def _style(index: int, raw: dict[int, _Raw]) -> Style:
    chain: list[_Raw] = []
    at = index
    while at in raw and len(chain) < _MAX_DEPTH:
        chain.append(raw[at])
        at = raw[at].base
    properties = ParagraphProperties()
    for style in reversed(chain):
        apply_paragraph(properties, style.paragraph, b"")
    named = next((level for style in chain if (level := is_heading_name(style.name))), 0)
    level = properties.level if properties.level is not None else named or (index if 1 <= index <= 9 else 0)
    return Style(
        name=chain[0].name,
        level=level,
        heading=bool(level) or is_title_name(chain[0].name),
        caption=is_caption_name([style.name for style in chain]),
        list_index=properties.list_index,
        list_level=properties.list_level,
        hidden=any(run_properties(style.run).hidden for style in chain),
    )
