"""Annotations, validators and builder chains of any language, read as text: what is called with what.

`@Column(name = "mz", nullable = false)`, `[Required, StringLength(1)]`, `Field(None, title="…")`,
`yup.string().oneOf([…]).required()` and `$t->string('etnia')->nullable()` all give the same kind
of facts, so one reading of them serves every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from counterspec.syntax.code.strings import content_range, unescape
from counterspec.syntax.code.words import translates

MAX_BYTES = 8_000
"""Longer builder expressions are read up to here."""

_TOKEN = re.compile(
    rb"""(?P<word>[A-Za-z_$\x80-\xff][\w$\x80-\xff]*)
    |(?P<str>@?(?:\"{3}.*?\"{3}|'{3}.*?'{3}|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`))
    |(?P<num>\d[\w.]*)
    |(?P<dots>\.\.\.)
    |(?P<arrow>=>|===?|!==?|::|->|\?\.)
    |(?P<mark>[^\s\w])""",
    re.VERBOSE | re.DOTALL,
)
_PREFIXES = frozenset({b"r", b"b", b"f", b"u", b"L", b"rb", b"R", b"F"})


class Fact(NamedTuple):
    """One token that tells something.

    `kind` is "call" (something is called, `value` its name), "word", "str", "num" or "dots". `callee` is
    the innermost call it is an argument of ("" outside), `key` its keyword, `index` its position,
    `depth` how many calls enclose it, `group` the innermost bracket.
    """

    kind: Literal["call", "word", "str", "num", "dots"]
    value: str
    callee: str
    key: str
    index: int
    depth: int
    group: int
    start: int
    end: int


@dataclass(slots=True)
class _Level:
    callee: str
    depth: int
    group: int
    key: str = ""
    outer_key: str = ""
    index: int = 0


def facts_of(data: bytes, start: int, end: int) -> Iterator[Fact]:
    """Yield the facts of a piece of source, in order; brackets that never close do no harm."""
    end = min(end, start + MAX_BYTES)
    levels = [_Level("", 0, 0)]
    groups = 0
    word: tuple[bytes, int, int] | None = None
    for match in _TOKEN.finditer(data, start, end):
        kind, token = match.lastgroup, match.group()
        if word is not None:
            name, word_start, word_end = word
            word = None
            if token == b"(" or (token == b"[" and match.start() == word_end):
                groups += 1
                if translates(name.decode("utf-8", "replace")):
                    levels.append(_inner(levels[-1], groups))
                    continue
                yield _fact("call", levels[-1], name.decode("utf-8", "replace"), word_start, word_end)
                levels.append(_Level(name.decode("utf-8", "replace"), levels[-1].depth + 1, groups))
                continue
            if token in (b"=", b":", b"=>"):
                levels[-1].key = name.decode("utf-8", "replace")
                continue
            if not (kind == "str" and name in _PREFIXES):
                yield _fact("word", levels[-1], name.decode("utf-8", "replace"), word_start, word_end)
        level = levels[-1]
        if kind == "word":
            word = (token, match.start(), match.end())
        elif kind == "str":
            yield from _string(data, match, level, end)
        elif kind in ("num", "dots"):
            yield _fact("num" if kind == "num" else "dots", level, token.decode("ascii", "replace"), match.start(), match.end())
        elif token in (b"(", b"[", b"{"):
            groups += 1
            levels.append(_inner(level, groups))
        elif token in (b")", b"]", b"}") and len(levels) > 1:
            levels.pop()
        elif token in (b",", b";"):
            level.key = ""
            level.index += 1
    if word is not None:
        yield _fact("word", levels[-1], word[0].decode("utf-8", "replace"), word[1], word[2])


def _inner(level: _Level, group: int) -> _Level:
    """A bracket that is no call: what stands in it is still the argument it was."""
    outer = level.key or level.outer_key
    return _Level(level.callee, level.depth, group, outer_key=outer, index=level.index)


def _fact(kind: Literal["call", "word", "num", "dots"], level: _Level, value: str, start: int, end: int) -> Fact:
    key = level.key or level.outer_key
    return Fact(kind, value, level.callee, key, level.index, level.depth, level.group, start, end)


def _string(data: bytes, match: re.Match[bytes], level: _Level, end: int) -> Iterator[Fact]:
    """Yield the string, unless it is a quoted key."""
    start, stop = content_range(data, match.start(), match.end())
    text = unescape(data[start:stop].decode("utf-8", "replace"))
    after = data[match.end() : min(end, match.end() + 4)].lstrip()
    if after.startswith((b":", b"=>")) and not after.startswith(b"::"):
        level.key = text
        return
    key = level.key or level.outer_key
    yield Fact("str", text, level.callee, key, level.index, level.depth, level.group, start, stop)
