"""Blank out what is not SQL proper, place for place, so that plain regexes read the rest safely.

In the masked text, as long as the original, comments are spaces, the insides of strings are "~",
odd characters inside quoted names are "_". Lines must end with LF: see `with_line_feeds`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterspec.syntax.comments import Comment

_MAX_STRAY = 20
_BACKTICKED = re.compile(r"`\w+`(?=[\s(,.;])")
_STRING_COLUMN = re.compile(r"\n[ \t]*+[\w`]++[ \t]++STRING\b", re.IGNORECASE)
_ESCAPING_SIGNS = ("engine=", "engine =", "auto_increment", "tblproperties", "-- mysql dump", "stored as ")
_DELIMITER = re.compile(r"(?:\A|\n)[ \t]*+DELIMITER\b", re.IGNORECASE)
_ASIDE = r"[ \t]*(?:REM(?:ARK)?|PROMPT|\\echo|\\qecho|\\!)[ \t][^\n']*'[^\n']*(?:'[^\n']*'[^\n']*)*(?=\n|\Z)"
_BRACKETED = r"[^\]\[\r\n'\"`;]*+\]"
_ASIDE_WORDS = ("rem ", "remark ", "prompt ", "\\echo ", "\\qecho ", "\\! ")
_HAS_ASIDE = re.compile(rf"(?:\A|\n){_ASIDE}", re.IGNORECASE)
_COPY = re.compile(
    r"^COPY\s[^;]{1,20000}?\bFROM\s+stdin\b[^;\n]{0,400};[^\n]*\n", re.IGNORECASE | re.MULTILINE
)
_LINE_END = re.compile(r"[\r\n]|\Z")
_NOT_WORD = re.compile(r"\W")

# What follows the opening quote of a string, by whether a backslash escapes, and of a quoted name.
_STRINGS = {
    True: (r"(?:[^'\\]++|\\.|'')*+'", r'(?:[^"\\]++|\\.|"")*+"'),
    False: (r"(?:[^'\\]++|''|\\(?:'(?=\w))?)*+'", r'(?:[^"]++|"")*+"'),
}
_LINE_STRINGS = (r"(?:[^'\\\r\n]++|\\[^\r\n]|'')*+'", r'(?:[^"\\\r\n]++|\\[^\r\n]|"")*+"')


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


def with_line_feeds(text: str) -> str:
    """Return `text`, as long as it was, with LF for CR and a blank and LF for CR LF."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def mask(text: str) -> Masked:
    """Mask `text`; where a string never ends, strings are taken to end with their line."""
    low = text.lower()
    copies = _copies(text, low)
    masked = _Masker(text, low, copies, by_line=False).run()
    if masked.strays:
        again = _Masker(text, low, copies, by_line=True).run()
        return Masked(again.plain, again.comments, again.bodies, copies, masked.strays)
    return masked


def _copies(text: str, low: str) -> list[CopyData]:
    found: list[CopyData] = []
    position = 0
    while "from stdin" in low and (head := _COPY.search(text, position)) is not None:
        end = text.find("\n\\.", head.end() - 1)
        found.append(CopyData(head.start(), head.end(), len(text) if end == -1 else end + 1))
        position = len(text) if end == -1 else end + 3
    return found


class _Masker:
    def __init__(self, text: str, low: str, copies: list[CopyData], *, by_line: bool) -> None:
        self._text = text
        self._copies = copies
        self._by_line = by_line
        self._pattern = _pattern(text, low, by_line)
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
        return Masked("".join(self._parts), self._comments, self._bodies, self._copies, self._strays)

    def _stretch(self, start: int, end: int) -> None:
        if start == 0 and (aside := _HAS_ASIDE.match(self._text)) is not None:
            self._put(0, aside.end(), " " * aside.end())
        position = max(start, self._done)
        while position < end:
            position = self._until_stray(position, end)

    def _until_stray(self, start: int, end: int) -> int:
        """Mask up to the next quote that nothing closes; return where to go on."""
        for match in self._pattern.finditer(self._text, start, end):
            begin, stop = match.span()
            if match.lastgroup == "stray":
                return self._stray(begin, end)
            self._mask(match.lastgroup or "", begin, stop)
        return end

    def _mask(self, kind: str, begin: int, stop: int) -> None:
        if kind in ("string", "raw", "dollar"):
            self._put(begin, stop, f"'{'~' * (stop - begin - 2)}'")
            if kind == "dollar":
                self._bodies.append((begin, stop))
        elif kind == "name":
            self._name(begin, stop)
        elif kind == "comment":
            self._comment(begin, stop)
        elif kind == "template":
            self._put(begin, stop, "_" * (stop - begin))
        else:
            self._put(begin + 1, stop, " " * (stop - begin - 1))

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

    def _stray(self, begin: int, end: int) -> int:
        self._strays.append(begin)
        stop = begin + 1
        if len(self._strays) >= _MAX_STRAY:
            stop = end
        elif self._by_line and (line := _LINE_END.search(self._text, begin, end)) is not None:
            stop = max(stop, line.start())
        self._put(begin, stop, "," + " " * (stop - begin - 1))
        return stop


def _pattern(text: str, low: str, by_line: bool) -> re.Pattern[str]:
    """Return a pattern that finds what to mask; an empty group tells the kind.

    It consumes a first character of a set and only then looks what follows it: so the search
    leaps over everything else.
    """
    escaping = _escapes(text, low)
    single, double = _LINE_STRINGS if by_line else _STRINGS[escaping]
    first = "-'\"`/\\["
    parts = [
        rf"(?<=')(?>{single})(?P<string>)",
        rf"(?:(?<=\")(?>{double})|(?<=`)[^`\r\n]*+`|(?<=\[){_BRACKETED})(?P<name>)",
    ]
    comments = [r"(?<=-)-[^\r\n]*+", r"(?<=/)\*(?:[^*]++|\*(?!/))*+\*/"]
    if "q'[" in low:
        first += "qQ"
        parts.append(r"(?<=[qQ])'\[(?:[^\]]|\](?!'))*+\]'(?P<raw>)")
    if escaping and "#" in text:
        first += "#"
        comments.append(r"(?<=#)[^\r\n]*+")
    elif "\n#" in text:
        # Inside a line "#" is an operator here, or starts the name of a temporary table.
        first += "#"
        comments.append(r"(?<=\n#)[^\r\n]*+")
    if "$" in text and not ("delimiter" in low and _DELIMITER.search(text)):
        first += "$"
        parts.append(r"(?<=\$)(?P<tag>[A-Za-z_]\w*+)?\$(?>.*?\$(?(tag)(?P=tag))\$)(?P<dollar>)")
    if "{{" in text or "{%" in text:
        first += "{"
        comments.append(r"(?<=\{)(?:%[^%]{0,1000}+%\}|\#[^#]{0,4000}+\#\})")
        parts.append(r"(?<=\{)\{[^{}]{0,1000}+\}\}(?P<template>)")
    if any(word in low for word in _ASIDE_WORDS) and _HAS_ASIDE.search(text):
        first += "\n"
        parts.append(rf"(?<=\n)(?i:{_ASIDE})(?P<aside>)")
    parts.append(rf"(?:{'|'.join(comments)})(?P<comment>)")
    parts.append(r"(?:(?<=['\"`])|(?<=/)\*)(?P<stray>)")
    return re.compile(rf"[{first}](?:{'|'.join(parts)})", re.DOTALL)


def _escapes(text: str, low: str) -> bool:
    """Whether a backslash escapes inside strings, as in MySQL, Hive and BigQuery."""
    if any(sign in low for sign in _ESCAPING_SIGNS) or _BACKTICKED.search(text):
        return True
    return " string" in low and _STRING_COLUMN.search(text) is not None
