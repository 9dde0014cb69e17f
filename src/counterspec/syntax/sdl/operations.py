"""Draft what a GraphQL operation asks for and filters by."""

from __future__ import annotations

from counterspec.model import Note, Span, Use
from counterspec.model.declaration import Kind
from counterspec.safe.limits import MAX_DEPTH
from counterspec.syntax.comments import CommentBook
from counterspec.syntax.drafts import Draft, Drafts
from counterspec.syntax.purpose import use_of_fields
from counterspec.syntax.sdl.tokens import Cursor, Token, text_of

_OPERATIONS = frozenset({"query", "mutation", "subscription", "fragment"})
_OPERATORS = frozenset(
    {"eq", "ne", "neq", "in", "notIn", "equals", "not", "contains", "like", "is", "AND", "OR", "NOT"}
)
_NO_VALUES = frozenset({"true", "false", "null"})


class Operations:
    """Read operations and fragments where the cursor stands."""

    def __init__(self, cursor: Cursor, drafts: Drafts, book: CommentBook) -> None:
        self._cursor = cursor
        self._drafts = drafts
        self._book = book

    def read(self) -> bool:
        """Draft the operation here; return False, without moving, where none is."""
        cursor = self._cursor
        if cursor.at("{"):
            self._selections(None, "filter")
            return True
        keyword = cursor.peek()
        if keyword.kind != "name" or keyword.text not in _OPERATIONS:
            return False
        cursor.take()
        owner = self._name(keyword)
        use: Use = "slot" if keyword.text == "mutation" else "filter"
        if cursor.at("("):
            self._variables(owner, cursor.skip_group(), use)
        if cursor.accept("on"):
            cursor.take()
        self._skip_directives()
        if cursor.at("{"):
            self._selections(owner, use)
        return True

    def _name(self, keyword: Token) -> Draft | None:
        cursor = self._cursor
        if cursor.peek().kind != "name" or cursor.at("on"):
            return None
        name = cursor.take()
        draft = self._drafts.add(
            "function", name.text, (name.start, name.end), extent=(keyword.start, name.end)
        )
        draft.note(self._book.above(keyword.start))
        return draft

    def _variables(self, owner: Draft | None, inner: list[Token], use: Use) -> None:
        for dollar, name, colon, *_ in zip(inner, inner[1:], inner[2:], strict=False):
            if dollar.text == "$" and colon.text == ":" and name.kind == "name":
                place = (name.start, name.end)
                draft = self._drafts.add("parameter", name.text, place, parent=owner, use=use)
                draft.note(self._book.beside(name.end))

    def _skip_directives(self) -> None:
        while self._cursor.accept("@"):
            self._cursor.take()
            if self._cursor.at("("):
                self._cursor.skip_group()

    def _selections(self, owner: Draft | None, use: Use) -> None:
        """Draft the fields asked for; one with fields of its own is a record."""
        cursor = self._cursor
        owners = [owner]
        cursor.take()
        while owners and cursor.peek().kind != "end" and not self._drafts.full():
            if cursor.accept("}"):
                owners.pop()
            elif cursor.accept("{"):
                owners.append(owners[-1])
            elif cursor.accept("..."):
                self._spread()
            elif cursor.peek().kind == "name":
                self._selection(owners, use)
            else:
                cursor.take()

    def _spread(self) -> None:
        cursor = self._cursor
        cursor.accept("on")
        if cursor.peek().kind == "name":
            cursor.take()
        self._skip_directives()

    def _selection(self, owners: list[Draft | None], use: Use) -> None:
        cursor = self._cursor
        name = cursor.take()
        if cursor.accept(":") and cursor.peek().kind == "name":
            name = cursor.take()
        draft = self._drafts.add("field", name.text, (name.start, name.end), parent=owners[-1])
        draft.note(self._book.above(name.start))
        if cursor.at("("):
            self._arguments(draft, cursor.skip_group(), use)
        self._skip_directives()
        if cursor.at("{") and len(owners) < MAX_DEPTH:
            draft.kind = "record"
            cursor.take()
            owners.append(draft)
        draft.note(self._book.beside(cursor.last().end))

    def _arguments(self, owner: Draft, inner: list[Token], use: Use) -> None:
        """Draft the keys of arguments, nested ones too, with the values they are compared with."""
        sorting = False
        draft = owner
        for index, token in enumerate(inner):
            if token.kind != "name" or index + 1 >= len(inner) or inner[index + 1].text != ":":
                continue
            if not (token.text.startswith("_") or token.text in _OPERATORS):
                nested = index > 0 and inner[index - 1].text == "{"
                sorting = use_of_fields(token.text) == "sort" or (sorting and nested)
                draft = self._argument(owner, token, "sort" if sorting else use)
            draft.note(_value(inner[index + 2 : index + 3]))

    def _argument(self, owner: Draft, token: Token, use: Use) -> Draft:
        kind: Kind = "parameter" if use == "slot" else "condition"
        return self._drafts.add(kind, token.text, (token.start, token.end), parent=owner, use=use)


def _value(following: list[Token]) -> Note | None:
    if not following:
        return None
    token = following[0]
    if token.kind == "string":
        return text_of(token, "example")
    if token.kind == "name" and token.text not in _NO_VALUES:
        return Note(token.text, Span(token.start, token.end), "example")
    return None
