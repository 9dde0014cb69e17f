"""Tokens of GraphQL, and a cursor over them that never fails."""

from __future__ import annotations

import re
from typing import NamedTuple

from counterspec.model import Note, Span
from counterspec.syntax.comments import Comment, Role
from counterspec.syntax.drafts import clip

_TOKEN = re.compile(
    r"(?P<comment>\#[^\r\n]*+)"
    r"|(?P<string>\"\"\"(?:[^\"\\]++|\\(?:\"\"\")?|\"(?!\"\"))*+\"\"\"|\"(?:[^\"\\\r\n]++|\\[^\r\n])*+\")"
    r"|(?P<name>[^\W\d]\w*+)|(?P<number>-?\d[\w.+-]*+)|(?P<sign>\.\.\.|[^\s\w])"
)
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_BLANK = re.compile(r"\s+")


class Token(NamedTuple):
    """A token with its place; `kind` is "name", "string", "number", "sign" or "end"."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> tuple[list[Token], list[Comment], list[int]]:
    """Return tokens, comments, and the places of quotes that are never closed."""
    found: list[Token] = []
    comments: list[Comment] = []
    strays: list[int] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind == "comment":
            comments.append(Comment(start, end))
        elif match.group() == '"':
            strays.append(start)
        elif match.group() != ",":
            found.append(Token(kind, match.group(), start, end))
    return found, comments, strays


class Cursor:
    """A place among tokens; behind the last one it gives a token of kind "end"."""

    def __init__(self, found: list[Token], length: int) -> None:
        self._found = found
        self._end = Token("end", "", length, length)
        self.index = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return the token `ahead` places on, without moving."""
        place = self.index + ahead
        return self._found[place] if place < len(self._found) else self._end

    def take(self) -> Token:
        """Return the token here and move behind it."""
        token = self.peek()
        self.index += 1
        return token

    def last(self) -> Token:
        """Return the token before the place."""
        return self._found[min(self.index, len(self._found)) - 1]

    def at(self, text: str) -> bool:
        """Whether the token here is the sign or word `text`."""
        token = self.peek()
        return token.text == text and token.kind != "string"

    def accept(self, text: str) -> bool:
        """Move behind the sign or word `text` where it stands here."""
        found = self.at(text)
        self.index += found
        return found

    def description(self) -> Token | None:
        """Take the string that describes what follows, None where there is none."""
        found: Token | None = None
        while self.peek().kind == "string":
            found = self.take()
        return found

    def skip_group(self) -> list[Token]:
        """Move behind the bracket that closes the one here; return what stands between."""
        opening = self.index
        depth = 0
        while self.index < len(self._found):
            token = self.take()
            if token.kind == "sign":
                depth += (token.text in _PAIRS) - (token.text in ")]}")
            if depth <= 0:
                break
        return self._found[opening + 1 : self.index - 1]


def text_of(token: Token, role: Role = "description") -> Note | None:
    """Return the words of a string as a note, None where it holds none."""
    width = 3 if token.text.startswith('"""') and len(token.text) >= 6 else 1
    inner = token.text[width:-width]
    unescaped = inner.replace('\\"', '"')
    words = _BLANK.sub(" ", unescaped).strip() if width == 3 else unescaped.strip()
    if not words:
        return None
    start = token.start + width + len(inner) - len(inner.lstrip())
    span = Span(start, start + len(inner.strip()))
    return Note(clip(words), span, role)
