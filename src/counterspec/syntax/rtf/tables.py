"""The tables at the head of a rich text: fonts, colours, styles."""

from __future__ import annotations

import re
from typing import NamedTuple

from counterspec.syntax.charsets import of_charset, of_code_page
from counterspec.syntax.rtf.tokens import table_of
from counterspec.syntax.word.styles import is_caption_name, is_heading_name

_FONT = re.compile(r"\\f(\d{1,5})(?!\d)([^;]{0,300}?)(?=\\f\d|;|\}|$)")
_CHARSET = re.compile(r"\\fcharset(\d{1,3})")
_CODE_PAGE = re.compile(r"\\cpg(\d{1,5})")
_COLOR = re.compile(r"([^;]{0,80});")
_WHITE = re.compile(r"\\red255\s{0,3}\\green255\s{0,3}\\blue255(?!\d)")
_STYLE = re.compile(r"\{\\s(\d{1,5})(?!\d)([^;{}]{0,1000}(?:\{[^{}]{0,200}\}[^;{}]{0,1000}){0,5});")
_OUTLINE = re.compile(r"\\outlinelevel(\d)")
_NAME = re.compile(r"(?:^|\s|\})([^\\{}]{1,80})$")
_ESCAPED = re.compile(r"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,6})\s?\??")
_DEFAULT = re.compile(r"\\ansicpg(\d{1,5})")


class Style(NamedTuple):
    """`level` is the outline level from 1, 0 where the style is no heading."""

    level: int = 0
    heading: bool = False
    caption: bool = False


def code_page(source: str) -> str:
    """Return the encoding of text in no font's own."""
    found = _DEFAULT.search(source, 0, 2000)
    if found:
        return of_code_page(int(found.group(1)))
    return "mac_roman" if "\\mac" in source[:200] else "cp437" if "\\pc" in source[:100] else "cp1252"


def fonts(source: str) -> dict[int, str]:
    """Return the encoding of each font, "" where it has none of its own."""
    found: dict[int, str] = {}
    for font, rest in _FONT.findall(table_of(source, "fonttbl")):
        charset, page = _CHARSET.search(rest), _CODE_PAGE.search(rest)
        name = (
            of_code_page(int(page.group(1))) if page else of_charset(int(charset.group(1))) if charset else ""
        )
        # The Western set is what writers give where they do not know.
        found[int(font)] = "" if name == "cp1252" else name
    return found


def white_colors(source: str) -> frozenset[int]:
    """Return the colours that are white, by index."""
    table = table_of(source, "colortbl").partition("colortbl")[2]
    return frozenset(index for index, color in enumerate(_COLOR.findall(table)) if _WHITE.search(color))


def styles(source: str, encoding: str) -> dict[int, Style]:
    """Return the paragraph styles by index."""
    found: dict[int, Style] = {}
    for index, inside in _STYLE.findall(table_of(source, "stylesheet")):
        name = _NAME.search(_readable(inside, encoding))
        words = name.group(1).strip() if name else ""
        outline = _OUTLINE.search(inside)
        heading = is_heading_name(words)
        level = int(outline.group(1)) + 1 if outline and int(outline.group(1)) < 9 else heading
        found[int(index)] = Style(level, bool(level) or heading > 0, is_caption_name([words]))
    return found


def _readable(text: str, encoding: str) -> str:
    def shown(match: re.Match[str]) -> str:
        return chr(int(match.group(1), 16)) if match.group(1) else chr(int(match.group(2)) % 0x10000)

    replaced = _ESCAPED.sub(shown, text)
    try:
        return replaced.encode("latin-1").decode("utf-8" if encoding == "symbol" else encoding)
    except (UnicodeError, LookupError):
        return replaced
