"""Read Avro's interface language: records, enumerations and messages, token by token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from counterspec.model import Note, Span
from counterspec.model.declaration import Kind
from counterspec.syntax.drafts import Draft
from counterspec.syntax.sheet import Sheet
from counterspec.syntax.tree import Scalar
from counterspec.syntax.tree_comments import comment_note

_TOKEN = re.compile(
    r'(?P<comment>/\*|//[^\n]*+)|(?P<string>"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+")|(?P<open>"[^\n]*+)'
    r'|(?P<word>`?[\w.-]++`?)|(?P<sign>[^\s\w"])'
)
_DECLARATIONS: dict[str, Kind] = {"record": "record", "error": "record", "enum": "enum", "protocol": "record"}


_OPENING, _CLOSING = frozenset("(<[{"), frozenset(")>]}")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while (match := _TOKEN.search(text, position)) is not None:
        kind, start, position = match.lastgroup or "", match.start(), match.end()
        if match.group() == "/*":
            close = text.find("*/", position)
            position = len(text) if close < 0 else close + 2
        yield _Token(kind, text[start:position], start, position)


def read_idl(sheet: Sheet) -> None:
    """Declare everything that the text of a sheet defines."""
    _Idl(sheet).run()


class _Idl:
    """One pass; `_held` are the tokens of the statement that is being read."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._open: list[Draft | None] = []
        self._held: list[_Token] = []
        self._doc: Note | None = None
        self._brackets = 0
        self._last: Draft | None = None

    def run(self) -> None:
        for token in _tokens(self.sheet.content):
            if token.kind == "comment":
                self._comment(token)
            elif self._brackets == 0 and token.text in "{};," and not self._opens_union(token):
                self._end(token)
            else:
                opens, closes = token.text in _OPENING, token.text in _CLOSING
                self._brackets = max(0, self._brackets + opens - closes)
                self._held.append(token)
        if self._open:
            self.sheet.problem("truncated", "A block is not closed at the end.", len(self.sheet.content))

    def _opens_union(self, token: _Token) -> bool:
        return token.text == "{" and bool(self._held) and self._held[-1].text == "union"

    def _comment(self, token: _Token) -> None:
        text, last = self.sheet.content, self._last
        note = comment_note(text, Span(token.start, token.end))
        is_behind = last is not None and not token.text.startswith("/**") and not self._held
        if is_behind and last is not None and "\n" not in text[last.span.end : token.start]:
            last.note(note)
        else:
            self._doc = note

    def _end(self, token: _Token) -> None:
        words = [held for held in self._held if held.kind == "word"]
        if token.text == "{":
            self._enter(words)
        elif words and self._open:
            self._statement(words)
        if token.text == "}" and self._open:
            self._open.pop()
        if token.text != "," or self._held:
            self._doc = None
        self._held = []

    def _enter(self, words: list[_Token]) -> None:
        index = next((i for i, word in enumerate(words[:-1]) if word.text in _DECLARATIONS), None)
        draft = None
        if index is not None and words[index].text != "protocol":
            parent = None
            draft = self.sheet.add(
                _DECLARATIONS[words[index].text], _name(words[index + 1]), parent=parent, notes=[self._doc]
            )
        self._last = draft
        self._open.append(draft)

    def _statement(self, words: list[_Token]) -> None:
        owner = self._open[-1]
        if owner is None:
            return
        if owner.kind == "enum":
            self._last = self.sheet.add("member", _name(words[-1]), parent=owner, notes=[self._doc])
            return
        assigned = next((held.start for held in self._held if held.text == "="), None)
        named = [word for word in words if assigned is None or word.start < assigned]
        if len(named) < 2:
            return
        name = named[-1]
        draft = self._last = self.sheet.add(
            "field", _name(name), parent=owner, notes=[self._doc, *self._annotations()]
        )
        first = next((held for held in self._held if held.kind == "word" and not self._annotates(held)), name)
        draft.type_name = " ".join(self.sheet.content[first.start : name.start].split()) or None
        is_optional = assigned is not None or "null" in {word.text for word in named} or self._marked(first)
        draft.oblige("optional" if is_optional else "required")

    def _annotates(self, token: _Token) -> bool:
        """Whether a word belongs to an annotation: it follows an @, or stands in its brackets."""
        before = self.sheet.content[max(0, token.start - 1) : token.start]
        return before in {"@", "("}

    def _annotations(self) -> list[Note | None]:
        strings = [held for held in self._held if held.kind == "string"]
        return [
            Note(held.text[1:-1], Span(held.start + 1, held.end - 1), "annotation")
            for held in strings
            if len(held.text) > 2
        ]

    def _marked(self, first: _Token) -> bool:
        return self.sheet.content[first.end : first.end + 1] == "?"


def _name(token: _Token) -> Scalar:
    quoted = token.text.startswith("`") and token.text.endswith("`") and len(token.text) > 2
    return Scalar(
        token.text[quoted : len(token.text) - quoted], token.start + quoted, token.end - quoted, True
    )
