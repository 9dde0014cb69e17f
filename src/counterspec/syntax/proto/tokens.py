"""Divide a protocol buffer definition into tokens and statements, whatever its syntax level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from counterspec.syntax.comments import Comment

_TOKEN = re.compile(
    r"(?P<comment>//[^\r\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)"
    r"|(?P<string>\"(?:[^\"\\\r\n]++|\\[^\r\n])*+\"|'(?:[^'\\\r\n]++|\\[^\r\n])*+')"
    r"|(?P<word>\.?[^\W\d]\w*+(?:\.\w++)*+)|(?P<number>-?[\d.][\w.+-]*+)|(?P<sign>[^\s\w])"
)


class Token(NamedTuple):
    """A token with its place; `kind` is "word", "string", "number" or "sign"."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The tokens up to a mark: "{" opens a block, "}" closes one, ";" ends a statement.

    `options` are the tokens in square brackets, `end` is behind the mark.
    """

    head: tuple[Token, ...]
    options: tuple[Token, ...]
    mark: str
    end: int


def tokens(text: str) -> tuple[list[Token], list[Comment], list[int]]:
    """Return tokens, comments, and the places of quotes and comments that are never closed."""
    found: list[Token] = []
    comments: list[Comment] = []
    strays: list[int] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind == "comment":
            comments.append(Comment(start, end))
            continue
        word = match.group()
        if word in "\"'" or (word == "/" and text.startswith("*", end)):
            strays.append(start)
        else:
            found.append(Token(kind, word, start, end))
    return found, comments, strays


def statements(found: list[Token]) -> Iterator[Statement]:
    """Yield statements in order; what is left without a mark at the end is yielded as one."""
    head: list[Token] = []
    options: list[Token] = []
    index = 0
    while index < len(found):
        token = found[index]
        if token.text == "[" or (token.text == "{" and _is_value(head)):
            close = _closing(found, index)
            options.extend(found[index + 1 : close])
            index = close
        elif token.kind == "sign" and token.text in ";{}":
            if token.text == "}" and head:
                yield Statement(tuple(head), tuple(options), ";", token.start)
                head, options = [], []
            yield Statement(tuple(head), tuple(options), token.text, token.end)
            head, options = [], []
        else:
            head.append(token)
        index += 1
    if head:
        yield Statement(tuple(head), tuple(options), ";", head[-1].end)


def _is_value(head: list[Token]) -> bool:
    """Whether a brace opens the value of an option, not a block."""
    if not head or not any(token.text == "=" for token in head):
        return False
    return not any(token.text == "group" for token in head[:2])


def _closing(found: list[Token], opening: int) -> int:
    """Return the index of the bracket that closes the one at `opening`, or the last index."""
    depth = 0
    for index in range(opening, len(found)):
        sign = found[index].text if found[index].kind == "sign" else ""
        if sign in ("[", "{"):
            depth += 1
        elif sign in ("]", "}"):
            depth -= 1
            if depth == 0:
                return index
    return len(found) - 1
