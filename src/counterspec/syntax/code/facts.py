"""Annotations, validators and builder chains of any language, read as text: what is called with what.

`@Column(name = "mz", nullable = false)`, `[Required, StringLength(1)]`, `Field(None, title="…")`,
`yup.string().oneOf([…]).required()` and `$t->string('etnia')->nullable()` all give the same kind
of facts, so one reading of them serves every language.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from counterspec.syntax.code.strings import content_range, unescape
from counterspec.syntax.code.words import plain, translates

MAX_BYTES = 8_000
"""Longer builder expressions are read up to here."""

_TOKEN = re.compile(
    rb"""((?:[rbfuRBFUL@$]{1,2})?(?:\"{3}.*?\"{3}|'{3}.*?'{3}|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`))
      (\s*(?:=>|:(?!:)))?
    |([A-Za-z_$\x80-\xff][\w$\x80-\xff]*)
      ([ \t]*\(|\[|\s*=>|\s*=(?![=>])|:(?!:)|\s+:(?=\s))?
    |(\d[\w.]*)
    |(\.\.\.)
    |([(\[{])
    |([)\]}])
    |([,;])""",
    re.VERBOSE | re.DOTALL,
)
_STRING, _KEY, _WORD, _AFTER, _NUMBER, _DOTS, _OPEN, _CLOSE = range(1, 9)

Kind = Literal["call", "word", "str", "num", "dots"]


class Fact(NamedTuple):
    """One token that tells something.

    `kind` is "call" (something is called, `value` its name), "word", "str", "num" or "dots". `callee`
    is the innermost call it is an argument of ("" outside), `key` its keyword, both plain; `position`
    counts the arguments, `depth` how many calls enclose it, `group` the innermost bracket. `start` and `end` are
    its bytes, of a string those of its content; `key_at` is where its keyword starts.
    """

    kind: Kind
    value: str
    callee: str
    key: str
    position: int
    depth: int
    group: int
    start: int
    end: int
    key_at: int


def facts_of(data: bytes, start: int, end: int) -> list[Fact]:  # noqa: PLR0912 (one loop, run for every field)
    """Return the facts of a piece of source, in order; brackets that never close do no harm."""
    found: list[Fact] = []
    stack: list[tuple[str, int, int, str, int, int]] = []
    callee, depth, group, key, key_at, index = "", 0, 0, "", start, 0
    groups = 0
    for match in _TOKEN.finditer(data, start, min(end, start + MAX_BYTES)):
        what = match.lastindex
        if what in (_WORD, _AFTER):
            after = match.group(_AFTER) if what == _AFTER else b""
            mark = after[-1:]
            value = match.group(_WORD).decode("utf-8", "replace")
            if mark in (b"(", b"["):
                groups += 1
                stack.append((callee, depth, group, key, key_at, index))
                if translates(value):
                    group = groups
                    continue
                found.append(
                    Fact(
                        "call",
                        value,
                        callee,
                        key,
                        index,
                        depth,
                        group,
                        match.start(),
                        match.end(_WORD),
                        key_at,
                    )
                )
                callee, depth, group, key, index = plain(value), depth + 1, groups, "", 0
            elif mark:
                key, key_at = plain(value), match.start()
            else:
                found.append(
                    Fact("word", value, callee, key, index, depth, group, match.start(), match.end(), key_at)
                )
        elif what == _STRING:
            first, last = content_range(data, match.start(), match.end())
            value = data[first:last].decode("utf-8", "replace")
            value = unescape(value) if "\\" in value else value
            found.append(Fact("str", value, callee, key, index, depth, group, first, last, key_at))
        elif what == _KEY:
            first, last = content_range(data, match.start(), match.end(_STRING))
            key, key_at = plain(data[first:last].decode("utf-8", "replace")), match.start()
        elif what == _OPEN:
            groups += 1
            stack.append((callee, depth, group, key, key_at, index))
            group = groups
        elif what == _CLOSE:
            if stack:
                callee, depth, group, key, key_at, index = stack.pop()
        elif what in (_NUMBER, _DOTS):
            kind: Kind = "num" if what == _NUMBER else "dots"
            value = match.group().decode("ascii", "replace")
            found.append(
                Fact(kind, value, callee, key, index, depth, group, match.start(), match.end(), key_at)
            )
        else:
            key = stack[-1][3] if stack and stack[-1][0] == callee and stack[-1][1] == depth else ""
            index += 1
    return found
