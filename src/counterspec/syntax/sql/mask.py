"""Blank out what is not SQL proper, place for place, so that plain regexes read the rest safely.

In the masked text, as long as the original, comments are spaces, the insides of strings are "~",
odd characters inside quoted names are "_", and every line ends with a single LF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterspec.syntax.comments import Comment

_MAX_STRAY = 20
_ESCAPING = re.compile(
    r"(?:TABLE|INTO|EXISTS|FROM|^\s{0,40}|[(,])[ \t]*`\w+`|\bENGINE\s*=|\bAUTO_INCREMENT\b|\bTBLPROPERTIES\b"
    r"|^[ \t]*\w+[ \t]+STRING\b|^-- MySQL dump",
    re.IGNORECASE | re.MULTILINE,
)
_DELIMITER = re.compile(r"^[ \t]*DELIMITER\b", re.IGNORECASE | re.MULTILINE)
_ASIDE = r"^[ \t]*(?:REM(?:ARK)?|PROMPT|\\echo|\\qecho|\\!)[ \t][^\n']*'[^\n']*(?:'[^\n']*'[^\n']*)*$"
_HAS_ASIDE = re.compile(_ASIDE, re.IGNORECASE | re.MULTILINE)
_COPY = re.compile(r"^COPY\s[^;]{1,20000}?\bFROM\s+stdin\b[^;\n]{0,400};[^\n]*\n", re.IGNORECASE | re.MULTILINE)
_COPY_END = re.compile(r"^\\\.", re.M)
_NOT_WORD = re.compile(r"\W")

_STRINGS = {
    True: (r"'(?:[^'\\]++|\\.|'')*+'", r'"(?:[^"\\]++|\\.|"")*+"'),
    False: (r"'(?:[^'\\]++|''|\\(?:'(?=\w))?)*+'", r'"(?:[^"]++|"")*+"'),
}
_LINE_STRINGS = (r"'(?:[^'\\\r\n]++|\\[^\r\n]|'')*+'", r'"(?:[^"\\\r\n]++|\\[^\r\n]|"")*+"')


@dataclass(frozen=True, slots=True)
class CopyData:
    """Rows that follow a COPY statement: `head` is where the statement starts."""

    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked text with what was masked, in order; `strays` are quotes that nothing closes."""

    plain: str
    comments: list[Comment]
    bodies: list[tuple[int, int]]
    copies: list[CopyData]
    strays: list[int]


def mask(text: str) -> Masked:
    """Mask `text`; where a string never ends, strings are taken to end with their line."""
    copies = _copies(text)
    masked = _Masker(text, copies, by_line=False).run()
    if masked.strays:
        again = _Masker(text, copies, by_line=True).run()
        return Masked(again.plain, again.comments, again.bodies, copies, masked.strays)
    return masked


def _copies(text: str) -> list[CopyData]:
    found: list[CopyData] = []
    position = 0
    while (head := _COPY.search(text, position)) is not None:
        end = _COPY_END.search(text, head.end())
        found.append(CopyData(head.start(), head.end(), end.start() if end else len(text)))
        position = end.end() if end else len(text)
    return found


class _Masker:
    def __init__(self, text: str, copies: list[CopyData], *, by_line: bool) -> None:
        self._text = text
        self._copies = copies
        self._pattern = _pattern(text, by_line)
        self._parts: list[str] = []
        self._done = 0
        self._comments: list[Comment] = []
        self._bodies: list[tuple[int, int]] = []
        self._strays: list[int] = []

    def run(self) -> Masked:
        start = 0
        for copy in self._copies:
            self._stretch(start, copy.start)
            self._put(copy.start, copy.end, " " * (copy.end - copy.start))
            start = copy.end
        self._stretch(start, len(self._text))
        self._parts.append(self._text[self._done :])
        plain = "".join(self._parts)
        if "\r" in plain:
            plain = plain.replace("\r\n", " \n").replace("\r", "\n")
        return Masked(plain, self._comments, self._bodies, self._copies, self._strays)

    def _stretch(self, start: int, end: int) -> None:
        for match in self._pattern.finditer(self._text, start, end):
            kind = match.lastgroup
            begin, stop = match.span()
            if kind == "string":
                self._put(begin, stop, f"'{'~' * (stop - begin - 2)}'")
            elif kind == "name":
                self._name(begin, stop)
            elif kind == "comment":
                self._comment(begin, stop)
            elif kind == "dollar":
                self._bodies.append((begin, stop))
                self._put(begin, stop, f"'{'~' * (stop - begin - 2)}'")
            elif kind == "template":
                self._put(begin, stop, "_" * (stop - begin))
            elif kind == "aside":
                self._put(begin, stop, " " * (stop - begin))
            elif not self._stray(begin):
                break

    def _put(self, begin: int, stop: int, mask: str) -> None:
        self._parts.append(self._text[self._done : begin])
        self._parts.append(mask)
        self._done = stop

    def _name(self, begin: int, stop: int) -> None:
        inner = self._text[begin + 1 : stop - 1]
        if _NOT_WORD.search(inner):
            kept = _NOT_WORD.sub("_", inner)
            self._put(begin, stop, self._text[begin] + kept + self._text[stop - 1])

    def _comment(self, begin: int, stop: int) -> None:
        # MySQL runs what /*! … */ holds; it is a switch of the dump, not words about the schema.
        if not self._text.startswith("/*!", begin) and not self._text.startswith("{%", begin):
            self._comments.append(Comment(begin, stop))
        self._put(begin, stop, " " * (stop - begin))

    def _stray(self, begin: int) -> bool:
        self._strays.append(begin)
        if len(self._strays) < _MAX_STRAY:
            self._put(begin, begin + 1, " ")
            return True
        self._put(begin, len(self._text), " " * (len(self._text) - begin))
        return False


def _pattern(text: str, by_line: bool) -> re.Pattern[str]:
    escaping = _ESCAPING.search(text) is not None
    single, double = _LINE_STRINGS if by_line else _STRINGS[escaping]
    parts = [
        rf"(?P<string>{single}" + (r"|[qQ]'\[(?:[^\]]|\](?!'))*+\]')" if "q'[" in text.casefold() else ")"),
        rf"(?P<name>{double}|`[^`\r\n]*+`|\[[^\]\[\r\n'\"`;]*+\])",
        r"(?P<comment>--[^\r\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/" + (r"|#[^\r\n]*+" if _hash(text, escaping) else "") + ")",
    ]
    if "$" in text and not _DELIMITER.search(text):
        parts.append(r"(?P<dollar>\$(?P<tag>[A-Za-z_]\w*+)?\$.*?\$(?(tag)(?P=tag))\$)")
    if "{{" in text or "{%" in text:
        parts[2] = parts[2][:-1] + r"|\{%[^%]{0,1000}+%\}|\{#[^#]{0,4000}+#\})"
        parts.append(r"(?P<template>\{\{[^{}]{0,1000}+\}\})")
    if _HAS_ASIDE.search(text):
        parts.append(rf"(?P<aside>(?i:{_ASIDE}))")
    parts.append(r"(?P<stray>['\"`]|/\*)")
    return re.compile("|".join(parts), re.DOTALL | re.MULTILINE)


def _hash(text: str, escaping: bool) -> bool:
    """Whether "#" opens a comment; elsewhere it is an operator or starts a temporary table."""
    return escaping and "#" in text
