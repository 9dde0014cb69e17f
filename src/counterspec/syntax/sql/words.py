"""Names and literals of SQL: patterns over masked text, and what they say in the original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

NAME = r"(?:\"[^\"]*+\"|`[^`]*+`|\[[^\]'\"\[]*+\]|[#@]{0,2}[^\W\d][\w$#@]*+|\d+[^\W\d][\w$]*+)"
PATH = rf"{NAME}(?:\s*+\.{{1,2}}\s*+{NAME}){{0,5}}"
STRING = r"'~*+'"
LITERAL = re.compile(rf"{STRING}|\"[^\"]*+\"")
_LAST = re.compile(rf"(?:{NAME}\s*+\.{{1,2}}\s*+)*+({NAME})\s*+$")
_BRACES = re.compile(r"[()]")
_REFERENCE = re.compile(r"['\"]([\w.]+)['\"]\s*+\)?\s*+\}\}$")
_QUOTES = '"`['
_DIVIDERS = re.compile(r"[(),]")
_NESTED = re.compile(r"\b(?:ARRAY|STRUCT|MAP|UNIONTYPE)\s*<", re.IGNORECASE)
_ANGLED = re.compile(r"[(),>]|\b(?:ARRAY|STRUCT|MAP|UNIONTYPE)\s*<", re.IGNORECASE)


class Word(NamedTuple):
    """A name or literal as it reads, and its place between the quotes."""

    text: str
    start: int
    end: int


def name_at(text: str, start: int, end: int) -> Word:
    """Return the name written at `start:end`, its quotes taken off."""
    if text.startswith("{{", start):
        inner = _REFERENCE.search(text, start, end)
        return Word(text[start:end], start, end) if inner is None else Word(inner.group(1), *inner.span(1))
    if end - start >= 2 and text[start] in _QUOTES:
        return Word(text[start + 1 : end - 1], start + 1, end - 1)
    return Word(text[start:end], start, end)


def last_name(text: str, plain: str, start: int, end: int) -> Word:
    """Return the last part of the qualified name at `start:end`."""
    match = _LAST.match(plain, start, end)
    word = name_at(text, start, end) if match is None else name_at(text, match.start(1), match.end(1))
    # BigQuery quotes a whole path at once.
    dot = word.text.rfind(".")
    return (
        Word(word.text[dot + 1 :], word.start + dot + 1, word.end) if 0 < dot < len(word.text) - 1 else word
    )


def literal_at(text: str, start: int, end: int) -> Word:
    """Return the string written at `start:end`, quotes off, doubled and escaped characters resolved."""
    quote = text[start]
    if quote in "qQ":
        return Word(text[start + 3 : end - 2], start + 3, end - 2)
    if quote == "$":
        width = text.index("$", start + 1) + 1 - start
        return Word(text[start + width : end - width], start + width, end - width)
    inner = text[start + 1 : end - 1]
    if quote * 2 in inner:
        inner = inner.replace(quote * 2, quote)
    if "\\" in inner:
        inner = re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL)
    return Word(inner, start + 1, end - 1)


def literals(text: str, plain: str, start: int, end: int, limit: int = 2_000) -> Iterator[Word]:
    """Yield the strings written in `start:end`."""
    for count, match in enumerate(LITERAL.finditer(plain, start, end)):
        if count >= limit:
            return
        yield literal_at(text, match.start(), match.end())


def closing(plain: str, opening: int, end: int) -> int:
    """Return the place of the bracket that closes the one at `opening`, or `end` where none does."""
    depth = 0
    for match in _BRACES.finditer(plain, opening, end):
        depth += 1 if match.group() == "(" else -1
        if depth == 0:
            return match.start()
    return end


def items(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges that commas outside brackets, round or of a nested type, divide `start:end` into."""
    depth = angles = 0
    begin = start
    nested = _NESTED.search(plain, start, end) is not None
    for match in (_ANGLED if nested else _DIVIDERS).finditer(plain, start, end):
        sign = match.group()
        if sign == ",":
            if depth == angles == 0:
                yield begin, match.start()
                begin = match.end()
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        else:
            angles = max(0, angles - 1) if sign == ">" else angles + 1
    yield begin, end


def outside(plain: str, start: int, end: int) -> str:
    """Return `start:end` with what stands in brackets blanked, place for place."""
    if plain.find("(", start, end) == -1:
        return plain[start:end]
    parts: list[str] = []
    position = start
    while (opening := plain.find("(", position, end)) != -1:
        close = closing(plain, opening, end)
        parts.append(plain[position : opening + 1])
        parts.append(" " * (close - opening - 1))
        position = close
    parts.append(plain[position:end])
    return "".join(parts)
