"""String literals of any language: where the content stands, and what its escapes mean."""

from __future__ import annotations

import re

_OPEN = re.compile(rb"""(?:[A-Za-z@$%]{0,3}(?:\#{0,4}))(\"{3}|'{3}|\"|'|`|:(?![:"'])|[\[({<|/])""")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": " ", "f": " ", "a": " ", "v": " "}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def content_range(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return the bytes between the quotes; the whole range where there are none."""
    first = data[start : start + 1]
    if (
        first in (b'"', b"'")
        and data[end - 1 : end] == first
        and end - start > 1
        and data[start + 1 : start + 2] != first
    ):
        return start + 1, end - 1
    match = _OPEN.match(data, start, end)
    if match is None:
        return start, end
    mark = match.group(1)
    if mark == b":":
        return match.end(), end
    close = data.rfind(_CLOSING.get(mark, mark), match.end(), end)
    return match.end(), close if close >= match.end() else end


_CLOSING = {b"[": b"]", b"(": b")", b"{": b"}", b"<": b">"}


def unescape(text: str) -> str:
    """Resolve the escapes that most languages share; others keep their letter."""
    if "\\" not in text:
        return text
    resolved = _ESCAPE.sub(_resolve, text)
    return _SURROGATES.sub(_join, resolved).encode("utf-8", "replace").decode("utf-8")


def _resolve(match: re.Match[str]) -> str:
    digits = match.group(1) or match.group(2) or match.group(3)
    if digits is None:
        return _SIMPLE.get(match.group(4), match.group(4))
    point = int(digits, 16)
    return chr(point) if point < 0x110000 else "\ufffd"


def _join(match: re.Match[str]) -> str:
    pair = match.group()
    return chr(0x10000 + ((ord(pair[0]) - 0xD800) << 10) + (ord(pair[1]) - 0xDC00))
