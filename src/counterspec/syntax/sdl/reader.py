"""Draft what a GraphQL document defines: types with their fields, enumerations, operations."""

from __future__ import annotations

import re
from typing import NamedTuple

from counterspec.model import Use
from counterspec.model.declaration import Kind
from counterspec.syntax.comments import CommentBook
from counterspec.syntax.drafts import Draft, Drafts
from counterspec.syntax.purpose import use_of_fields
from counterspec.syntax.schema_document import Found
from counterspec.syntax.sdl.operations import Operations
from counterspec.syntax.sdl.tokens import Cursor, Token, text_of, tokens

_MAX_FAULTS = 20
_DEAD = re.compile(r"\w+\s*(?:\(.*\))?\s*:\s*\[?[A-Z]\w*[\]!]*\s*$|(?:type|enum|input)\s+\w+\s*\{")
_ROOTS = frozenset({"Query", "Mutation", "Subscription"})


def read_graphql(text: str) -> Found:
    """Return what `text` defines; what cannot be read is passed over with a fault."""
    return _Reader(text).run()


class _Around(NamedTuple):
    """What fields or arguments stand in; `root` is the kind of operation where they are operations."""

    owner: Draft
    kind: Kind
    use: Use
    root: str | None


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        found, comments, self._strays = tokens(text)
        self._cursor = Cursor(found, len(text))
        self._book = CommentBook(text, comments, _DEAD)
        self._drafts = Drafts()
        self._enums: dict[str, Draft] = {}
        self._roots = {root: root for root in _ROOTS}
        self._faults: list[tuple[int, str, str]] = []
        self._operations = Operations(self._cursor, self._drafts, self._book)

    def run(self) -> Found:
        first = self._book.first()
        while self._cursor.peek().kind != "end" and not self._drafts.full():
            self._definition()
        for draft in self._drafts.each():
            if draft.type_name in self._enums and draft.kind in ("field", "parameter", "function"):
                draft.code_list = draft.type_name
        if self._strays:
            self._faults.append((self._strays[0], "syntax", "a quote is never closed"))
        return Found(self._drafts, () if first is None else (first,), tuple(self._faults))

    def _definition(self) -> None:
        cursor = self._cursor
        start = cursor.peek().start
        described = cursor.description()
        cursor.accept("extend")
        keyword = cursor.peek()
        if keyword.kind == "name" and keyword.text in ("type", "interface", "input"):
            self._fields_of(cursor.take().text, described, start)
        elif keyword.kind == "name" and keyword.text == "enum":
            cursor.take()
            self._enum(described, start)
        elif keyword.kind == "name" and keyword.text in ("union", "scalar"):
            cursor.take()
            self._bare("record" if keyword.text == "union" else "enum", described, start)
        elif keyword.kind == "name" and keyword.text == "schema":
            self._schema()
        elif keyword.kind == "name" and keyword.text == "directive":
            self._directive_definition()
        elif not self._operations.read():
            self._unexpected(cursor.take())

    def _unexpected(self, token: Token) -> None:
        if len(self._faults) < _MAX_FAULTS:
            self._faults.append((token.start, "syntax", f"unexpected {token.text[:40]!r}"))

    def _add(self, kind: Kind, name: Token, owner: Draft | None, start: int, use: Use = "slot") -> Draft:
        draft = self._drafts.add(
            kind, name.text, (name.start, name.end), parent=owner, extent=(start, name.end), use=use
        )
        draft.note(self._book.above(start))
        draft.note(self._book.inside(start, name.start))
        return draft

    def _describe(self, draft: Draft, described: Token | None) -> None:
        if described is not None:
            draft.note(text_of(described))

    def _named(self, kind: Kind, described: Token | None, start: int) -> Draft | None:
        name = self._cursor.peek()
        if name.kind != "name":
            self._unexpected(name)
            return None
        self._cursor.take()
        draft = self._add(kind, name, None, start)
        self._describe(draft, described)
        return draft

    def _fields_of(self, keyword: str, described: Token | None, start: int) -> None:
        cursor = self._cursor
        draft = self._named("record", described, start)
        while cursor.peek().kind == "name" and (
            cursor.at("implements") or cursor.last().text in ("implements", "&")
        ):
            cursor.take()
            cursor.accept("&")
        if draft is None:
            return
        self._directives(draft)
        if not cursor.accept("{"):
            return
        draft.note(self._book.beside(cursor.last().end))
        root = self._roots.get(draft.name) if keyword == "type" else None
        use: Use = use_of_fields(draft.name) if keyword == "input" else "slot"
        self._fields(_Around(draft, "function" if root else "field", use, root), "}")
        draft.extent = draft.extent._replace(end=cursor.last().end)

    def _fields(self, around: _Around, closing: str) -> None:
        cursor = self._cursor
        while not cursor.accept(closing) and cursor.peek().kind != "end" and not self._drafts.full():
            start = cursor.peek().start
            described = cursor.description()
            if cursor.peek().kind == "name" and cursor.peek(1).text in (":", "("):
                self._field(around, described, start)
            elif not cursor.at(closing):
                self._unexpected(cursor.take())

    def _field(self, around: _Around, described: Token | None, start: int) -> None:
        cursor = self._cursor
        name = cursor.take()
        draft = self._add(around.kind, name, around.owner, start, around.use)
        self._describe(draft, described)
        if around.kind != "parameter" and cursor.accept("("):
            draft.note(self._book.beside(cursor.last().end))
            use: Use = "slot" if around.root == "Mutation" else "filter"
            self._fields(_Around(draft, "parameter", use, around.root), ")")
        if cursor.accept(":"):
            self._type(draft)
        self._directives(draft)
        draft.extent = draft.extent._replace(end=cursor.last().end)
        draft.note(self._book.inside(name.end, draft.extent.end))
        draft.note(self._book.beside(draft.extent.end))

    def _type(self, draft: Draft) -> None:
        cursor = self._cursor
        first = cursor.peek()
        while cursor.accept("["):
            draft.cardinality = "0..*"
        if cursor.peek().kind == "name":
            draft.type_name = cursor.take().text
        while cursor.at("]") or cursor.at("!"):
            cursor.take()
        written = self._text[first.start : cursor.last().end]
        draft.oblige(
            "required" if written.endswith("!") else "optional", written if written.endswith("!") else None
        )
        if cursor.at("="):
            sign = cursor.take()
            self._value()
            draft.oblige("optional", self._text[sign.start : cursor.last().end][:120])

    def _value(self) -> None:
        if self._cursor.peek().text in ("[", "{"):
            self._cursor.skip_group()
        else:
            self._cursor.take()

    def _directives(self, draft: Draft) -> None:
        """Pass over directives; the strings they hold annotate what they stand behind."""
        cursor = self._cursor
        while cursor.accept("@"):
            cursor.take()
            inner = cursor.skip_group() if cursor.at("(") else []
            for token in inner:
                if token.kind == "string":
                    draft.note(text_of(token, "annotation"))

    def _enum(self, described: Token | None, start: int) -> None:
        cursor = self._cursor
        draft = self._named("enum", described, start)
        if draft is None:
            return
        self._enums[draft.name] = draft
        self._directives(draft)
        if not cursor.accept("{"):
            return
        draft.note(self._book.beside(cursor.last().end))
        while not cursor.accept("}") and cursor.peek().kind != "end" and not self._drafts.full():
            self._value_of(draft)
        draft.extent = draft.extent._replace(end=cursor.last().end)

    def _value_of(self, owner: Draft) -> None:
        cursor = self._cursor
        start = cursor.peek().start
        described = cursor.description()
        if cursor.peek().kind != "name":
            if not cursor.at("}"):
                self._unexpected(cursor.take())
            return
        member = self._add("member", cursor.take(), owner, start)
        self._describe(member, described)
        self._directives(member)
        member.note(self._book.beside(cursor.last().end))

    def _bare(self, kind: Kind, described: Token | None, start: int) -> None:
        """Read a union or scalar: a name with nothing below it."""
        cursor = self._cursor
        draft = self._named(kind, described, start)
        if draft is None:
            return
        self._directives(draft)
        if cursor.accept("="):
            cursor.accept("|")
            cursor.take()
            while cursor.accept("|"):
                cursor.take()
        draft.note(self._book.beside(cursor.last().end))

    def _schema(self) -> None:
        """Learn which types hold the operations."""
        cursor = self._cursor
        cursor.take()
        while cursor.accept("@"):
            cursor.take()
            if cursor.at("("):
                cursor.skip_group()
        if cursor.at("{"):
            inner = cursor.skip_group()
            for key, colon, name in zip(inner, inner[1:], inner[2:], strict=False):
                if colon.text == ":" and key.text.capitalize() in _ROOTS:
                    self._roots[name.text] = key.text.capitalize()

    def _directive_definition(self) -> None:
        cursor = self._cursor
        cursor.take()
        cursor.accept("@")
        cursor.take()
        if cursor.at("("):
            cursor.skip_group()
        cursor.accept("repeatable")
        if cursor.accept("on"):
            cursor.accept("|")
            cursor.take()
            while cursor.accept("|"):
                cursor.take()
