"""Draft what the statements of a protocol buffer definition declare."""

from __future__ import annotations

import re

from counterspec.model import Note, Span
from counterspec.model.declaration import Kind
from counterspec.safe.limits import MAX_DEPTH
from counterspec.syntax.comments import CommentBook
from counterspec.syntax.drafts import Draft, Drafts, clip
from counterspec.syntax.proto.tokens import Statement, Token, statements, tokens
from counterspec.syntax.purpose import use_of_fields
from counterspec.syntax.schema_document import Found

_MAX_FAULTS = 20
_DEAD = re.compile(
    r"(?:repeated |optional |required )?[\w.<>, ]{1,80}\s\w+\s*=\s*\d+\s*(?:\[|;)"
    r"|(?:message|enum|import|option)\s\w+.*[{;]$"
)
_LABELS = frozenset({"required", "optional", "repeated"})
_BLOCKS: dict[str, Kind] = {"message": "record", "enum": "enum", "service": "function", "extend": "record"}
_NO_FIELDS = frozenset({"option", "reserved", "extensions", "import", "package", "syntax", "edition"})
_REQUIRED = re.compile(
    r"\brequired\s*[=:]\s*true|field_behavior\s*\)?\s*=\s*\[?\s*REQUIRED|\bLEGACY_REQUIRED"
    r"|\bmin_(?:len|items|bytes|pairs)\s*[=:]\s*[1-9]"
)
_OPTIONAL = re.compile(r"field_behavior\s*\)?\s*=\s*\[?\s*OPTIONAL|\bignore_empty\s*[=:]\s*true")
_ROLES = {"description": "description", "title": "label", "label": "label", "comment": "description"}


def read_proto(text: str) -> Found:
    """Return what `text` declares; what cannot be read is passed over to the next mark."""
    return _Reader(text).run()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens, comments, self._strays = tokens(text)
        self._book = CommentBook(text, comments, _DEAD)
        self._drafts = Drafts()
        self._stack: list[tuple[str, Draft | None]] = []
        self._fields: list[Draft] = []
        self._enums: dict[str, Draft] = {}
        self._package = ""
        self._faults: list[tuple[int, str, str]] = []
        self._preamble: list[Note] = []

    def run(self) -> Found:
        first = self._book.first()
        if first is not None:
            self._preamble.append(first)
        for statement in statements(self._tokens):
            if self._drafts.full():
                break
            if statement.mark == "{":
                self._open(statement)
            elif statement.mark == "}":
                self._close(statement)
            elif statement.head:
                self._statement(statement)
        self._finish()
        return Found(self._drafts, tuple(self._preamble), tuple(self._faults), self._package)

    def _finish(self) -> None:
        for field in self._fields:
            listed = self._enums.get((field.type_name or "").rpartition(".")[2])
            field.code_list = None if listed is None else listed.name
        if self._strays:
            self._faults.append((self._strays[0], "syntax", "a quote or comment is never closed"))
        if self._stack:
            self._faults.append((len(self._text), "syntax", "a block is never closed"))

    def _owner(self) -> Draft | None:
        return next((draft for _, draft in reversed(self._stack) if draft is not None), None)

    def _open(self, statement: Statement) -> None:
        if len(self._stack) >= MAX_DEPTH:
            if not any(code == "too-deep" for _, code, _ in self._faults):
                self._faults.append(
                    (statement.end, "too-deep", f"blocks nested deeper than {MAX_DEPTH} were left out")
                )
            self._stack.append(("skipped", None))
            return
        head = [token for token in statement.head if token.text not in ("export", "local")]
        word = head[0].text if head else ""
        if word in _BLOCKS and len(head) > 1:
            self._block(word, head[1], statement)
        elif word == "rpc" and len(head) > 1:
            self._stack.append(("rpc", self._named("function", head[1], statement)))
        elif any(token.text == "group" for token in head[:2]):
            self._stack.append(("message", self._group(statement)))
        elif word == "oneof" and len(head) > 1:
            owner = self._owner()
            draft = self._named("field", head[1], statement)
            draft.use = "slot" if owner is None else use_of_fields(owner.name)
            self._stack.append((word, None))
        else:
            self._stack.append((word, None))

    def _block(self, word: str, name: Token, statement: Statement) -> None:
        draft = self._named(_BLOCKS[word], name, statement)
        self._stack.append((word, draft))
        if word == "enum":
            self._enums[draft.name] = draft

    def _named(self, kind: Kind, token: Token, statement: Statement) -> Draft:
        shift = token.text.rfind(".") + 1
        start = statement.head[0].start
        draft = self._drafts.add(
            kind,
            token.text[shift:],
            (token.start + shift, token.end),
            parent=self._owner(),
            extent=(start, statement.end),
        )
        draft.note(self._book.above(start))
        draft.note(self._book.beside(statement.end))
        return draft

    def _close(self, statement: Statement) -> None:
        if not self._stack:
            if len(self._faults) < _MAX_FAULTS:
                self._faults.append((statement.end - 1, "syntax", "a closing brace without a block"))
            return
        _, draft = self._stack.pop()
        if draft is not None:
            draft.extent = Span(draft.extent.start, statement.end)

    def _statement(self, statement: Statement) -> None:
        block = self._stack[-1][0] if self._stack else ""
        word = statement.head[0].text
        if block == "enum":
            self._member(statement)
        elif word == "package" and len(statement.head) > 1:
            self._packaged(statement.head[1])
        elif word == "rpc" and len(statement.head) > 1:
            self._named("function", statement.head[1], statement)
        elif block in ("message", "extend", "oneof") and word not in _NO_FIELDS:
            self._field(statement, chosen=block == "oneof")

    def _packaged(self, name: Token) -> None:
        self._package = self._package or name.text
        self._preamble.append(Note(name.text, Span(name.start, name.end), "annotation"))

    def _member(self, statement: Statement) -> None:
        head = statement.head
        if head[0].text in ("option", "reserved") or len(head) < 2 or head[1].text != "=":
            return
        draft = self._entry("member", head[0], statement)
        if len(head) > 2:
            draft.code = "".join(token.text for token in head[2:4])
        self._options(draft, statement)

    def _field(self, statement: Statement, *, chosen: bool) -> None:
        head = statement.head
        equals = next((index for index, token in enumerate(head) if token.text == "="), 0)
        label = head[0].text if head[0].text in _LABELS else ""
        first = 1 if label else 0
        if equals <= first or head[equals - 1].kind != "word" or equals - 1 == first:
            return
        draft = self._entry("field", head[equals - 1], statement)
        draft.type_name = self._text[head[first].start : head[equals - 2].end]
        self._oblige(draft, label or ("oneof" if chosen else ""), is_map=head[first].text == "map")
        self._options(draft, statement)
        self._fields.append(draft)

    def _group(self, statement: Statement) -> Draft | None:
        """Draft a group: a message and the field that holds it at once."""
        at = next(index for index, token in enumerate(statement.head) if token.text == "group")
        if at + 1 >= len(statement.head):
            return None
        draft = self._named("record", statement.head[at + 1], statement)
        self._oblige(draft, statement.head[0].text if at else "", is_map=False)
        return draft

    def _oblige(self, draft: Draft, label: str, *, is_map: bool) -> None:
        if label == "required":
            draft.oblige("required", label)
            draft.cardinality = "1..1"
        elif label == "optional":
            draft.oblige("optional", label)
            draft.cardinality = "0..1"
        elif label == "oneof":
            draft.oblige("conditional", label)
            draft.cardinality = "0..1"
        elif label == "repeated" or is_map:
            draft.cardinality = "0..*"

    def _entry(self, kind: Kind, name: Token, statement: Statement) -> Draft:
        owner = self._owner()
        start = statement.head[0].start
        draft = self._drafts.add(
            kind, name.text, (name.start, name.end), parent=owner, extent=(start, statement.end)
        )
        if kind == "field" and owner is not None:
            draft.use = use_of_fields(owner.name)
        draft.note(self._book.above(start))
        draft.note(self._book.inside(name.end, statement.end))
        draft.note(self._book.beside(statement.end))
        return draft

    def _options(self, draft: Draft, statement: Statement) -> None:
        """Read what the options in brackets say: binding, values allowed, names for other formats."""
        options = statement.options
        if not options:
            return
        written = self._text[options[0].start : options[-1].end][:4_000]
        required, optional = _REQUIRED.search(written), _OPTIONAL.search(written)
        if required is not None:
            draft.oblige("required", required.group())
        elif optional is not None:
            draft.oblige("optional", optional.group())
        self._strings(draft, options)

    def _strings(self, draft: Draft, options: tuple[Token, ...]) -> None:
        key = ""
        listing = False
        for index, token in enumerate(options):
            if token.kind == "word":
                key = token.text.rpartition(".")[2]
                listing = key == "in"
            elif token.kind == "string" and token.text[1:-1].strip():
                self._string(draft, token, key, listing)
            elif token.text == "]" and index:
                listing = False

    def _string(self, draft: Draft, token: Token, key: str, listing: bool) -> None:
        words, span = token.text[1:-1], Span(token.start + 1, token.end - 1)
        if listing:
            self._drafts.add("member", words, span, parent=draft)
        elif key not in ("pattern", "example"):
            role = _ROLES.get(key)
            if role == "label":
                draft.note(Note(clip(words), span, "label"))
            else:
                draft.note(Note(clip(words), span, "description" if role else "annotation"))
