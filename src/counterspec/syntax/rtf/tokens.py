"""Cut rich text into control words, groups and text; read its fonts, colours and styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_MOST_TOKENS = 40_000_000


class Token(NamedTuple):
    """`word` is a control word (with `number`, None where it has none), a symbol, or a brace; else there is `text`."""

    word: str
    number: int | None = None
    text: str = ""
    byte: int = -1


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of a rich text, whose bytes are given as Latin-1; binary data is passed over."""
    position, end, count = 0, len(source), 0
    while position < end and count < _MOST_TOKENS:
        found = _TOKEN.match(source, position)
        if found is None:
            position += 1
            continue
        count += 1
        position = found.end()
        word, number, byte, sign, brace, text = found.groups()
        if text:
            yield Token("", None, text)
        elif word:
            value = int(number) if number else None
            if word == "bin" and value and value > 0:
                position += value
            else:
                yield Token(word, value)
        elif byte:
            yield Token("", None, "", int(byte, 16))
        elif brace or sign:
            yield Token(brace or sign)


def table_of(source: str, name: str) -> str:
    """Return the inside of the first group that begins with a control word, "" where there is none."""
    start = source.find("{\\" + name)
    if start < 0:
        start = source.find("{\\*\\" + name)
    if start < 0:
        return ""
    depth = 0
    for found in re.finditer(r"\\.|[{}]", source[start : start + 2_000_000], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if not depth:
            return source[start : start + found.end()]
    return ""
