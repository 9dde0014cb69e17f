"""SQL inside string literals: tables it makes, columns it fills, filters and sorts by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from counterspec.model.declaration import Use
from counterspec.syntax.code.reader import Reader
from counterspec.syntax.code.strings import unescape
from counterspec.syntax.code.tree import Node, Place

_BEGIN = re.compile(
    rb"(?i)(?:[\"'`]|<<[-~<]?[\"']?[A-Za-z]{2,12}[\"']?[^\S\n]*\n)\s{0,80}(?:select|insert|update|delete|create|alter|with|where|from|and|or|order|"
    rb"group|having|merge|join|left|inner|set)\s"
)
_BY_NAME = re.compile(rb"(?:^|[\s.,`\"\[])([A-Za-z_]\w*)(?![\w.`\"]*\.\w)")
_NAME = rb"[`\"\[]?(?:[A-Za-z_]\w*[`\"\]]?\.[`\"\[]?){0,2}([A-Za-z_\x80-\xff][\w\x80-\xff]*)[`\"\]]?"
_CREATE = re.compile(rb"(?i)\bcreate\s+(?:\w+\s+){0,3}?table\s+(?:if\s+not\s+exists\s+)?" + _NAME + rb"\s*\(")
_INSERT = re.compile(
    rb"(?i)\binsert\s+(?:or\s+\w+\s+|ignore\s+)?into\s+" + _NAME + rb"\s*\(([^()]{1,4000})\)"
)
_ADD = re.compile(
    rb"(?i)\balter\s+table\s+"
    + _NAME
    + rb"\s+add\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?"
    + _NAME
    + rb"\s+([A-Za-z][^;\"']{0,200})"
)
_WHERE = re.compile(
    rb"(?i)\b(?:where|and|or|when|having|on)\s+\(?\s*(?:lower|upper|trim)?\(?"
    + _NAME
    + rb"\)?\s*(?:=|<>|!=|\bnot\s+in\b|\bin\b|\blike\b|\bilike\b|\bis\b)"
    + rb"\s*((?:\(?\s*'[^'\n]{0,60}'(?:\s*,\s*'[^'\n]{0,60}'){0,8})?)"
)
_BY = re.compile(
    rb"(?i)\b(?:group|order|partition|cluster)\s+by\s+((?:[\w.`\"\[\]]+(?:\s+(?:asc|desc))?\s*,\s*){0,12}[\w.`\"\[\]]+)"
)
_COLUMN = re.compile(
    rb"(?:[\"'+.`\[\s]|\\[nrt]|--[^\n]*\n)*([A-Za-z_\x80-\xff][\w\x80-\xff]*)[`\"\]]?\s+([A-Za-z]\w*(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?)"
)
_NO_COLUMN = frozenset(
    "primary foreign unique constraint check key index fulltext exclude like period".split()
)
_WORDS_OF_SQL = frozenset("select exists not case null true false distinct and or".split())
_MAX_QUERIES = 2_000
_MAX_CLAUSES = 500
_MAX_TABLE = 40_000


def read_queries(reader: Reader, root: Node) -> None:
    """Declare what SQL in the file's string literals makes, fills, filters and sorts."""
    done = 0
    owners = _Owners(reader)
    for start, end in _literals(reader.data, root):
        if start >= done:
            _read_query(reader, start, end, owners.at(start))
            done = end


class _Owners:
    """The innermost record or function around bytes that are asked for in ascending order."""

    def __init__(self, reader: Reader) -> None:
        drafts = reader.drafts
        found = [index for index, draft in enumerate(drafts) if draft.kind in ("record", "function")]
        self._drafts = drafts
        self._waiting = sorted(
            found, key=lambda index: (drafts[index].left, -drafts[index].right), reverse=True
        )
        self._around: list[int] = []

    def at(self, offset: int) -> int | None:
        while self._waiting and self._drafts[self._waiting[-1]].left <= offset:
            self._around.append(self._waiting.pop())
        while self._around and self._drafts[self._around[-1]].right <= offset:
            self._around.pop()
        return self._around[-1] if self._around else None


def _literals(data: bytes, root: Node) -> Iterator[tuple[int, int]]:
    """Yield the bytes of string literals that begin as SQL does."""
    for count, match in enumerate(_BEGIN.finditer(data)):
        if count >= _MAX_QUERIES:
            return
        node = root.descendant_for_byte_range(match.end() - 1, match.end())
        if node is not None and ("string" in node.type or "heredoc" in node.type):
            yield match.start(), node.end_byte


def _read_query(reader: Reader, start: int, end: int, owner: int | None) -> None:
    data = reader.data
    for match in islice(_CREATE.finditer(data, start, end), _MAX_CLAUSES):
        _table(reader, match, owner)
    for match in islice(_ADD.finditer(data, start, end), _MAX_CLAUSES):
        _added_column(reader, match, owner)
    for match in islice(_INSERT.finditer(data, start, end), _MAX_CLAUSES):
        for word in re.finditer(rb"[A-Za-z_]\w*", match.group(2)):
            at = match.start(2) + word.start()
            _column(reader, owner, word.group(), at, (match.start(), match.end()), "populate")
    for match in islice(_WHERE.finditer(data, start, end), _MAX_CLAUSES):
        _condition(reader, owner, match.group(1), match.start(1), "filter", match.group(2), match.start(2))
    for match in islice(_BY.finditer(data, start, end), _MAX_CLAUSES):
        for word in _BY_NAME.finditer(match.group(1)):
            if word.group(1).lower() not in (b"asc", b"desc"):
                _condition(reader, owner, word.group(1), match.start(1) + word.start(1), "sort")


def _condition(
    reader: Reader,
    owner: int | None,
    name: bytes,
    start: int,
    use: Use,
    literal: bytes = b"",
    literal_start: int = 0,
) -> None:
    if name.lower().decode("ascii", "ignore") in _WORDS_OF_SQL:
        return
    place = Place(name.decode("utf-8", "replace"), start, start + len(name))
    index = reader.declare(
        "condition", place, (start, start + len(name)), parent=owner, top=owner is None, use=use
    )
    for quoted in re.finditer(rb"'([^']+)'", literal):
        at = literal_start + quoted.start(1)
        text = quoted.group(1).decode("utf-8", "replace")
        reader.note(index, Place(text, at, at + len(quoted.group(1))), "annotation")


def _column(
    reader: Reader, owner: int | None, name: bytes, start: int, extent: tuple[int, int], use: Use = "slot"
) -> int:
    place = Place(name.decode("utf-8", "replace"), start, start + len(name))
    return reader.declare("field", place, extent, parent=owner, top=owner is None, use=use, once=True)


# -- tables ------------------------------------------------------------------------------------


def _table(reader: Reader, match: re.Match[bytes], owner: int | None) -> None:
    begin = match.end()
    end = _close(reader.data, begin)
    name = Place(match.group(1).decode("utf-8", "replace"), match.start(1), match.end(1))
    table = reader.declare("record", name, (match.start(), end), parent=owner, top=owner is None)
    for start, stop in _pieces(reader.data, begin, end):
        column = _COLUMN.match(reader.data, start, stop)
        if column is None or column.group(1).lower().decode("ascii", "ignore") in _NO_COLUMN:
            continue
        index = _column(reader, table, column.group(1), column.start(1), (column.start(1), stop))
        _describe_column(reader, index, column.group(2), column.end(), stop)


def _close(data: bytes, begin: int) -> int:
    """Return where the bracket opened before `begin` closes, or a bound."""
    depth = 1
    for mark in re.finditer(rb"[()]", data[begin : begin + _MAX_TABLE]):
        depth += 1 if mark.group() == b"(" else -1
        if depth == 0:
            return begin + mark.start()
    return min(len(data), begin + 2_000)


def _pieces(data: bytes, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the column definitions between top-level commas."""
    depth, start = 0, begin
    for mark in re.finditer(rb"[(),]", data[begin:end]):
        if mark.group() == b",":
            if depth == 0:
                yield start, begin + mark.start()
                start = begin + mark.end()
        else:
            depth += 1 if mark.group() == b"(" else -1
    yield start, end


def _describe_column(reader: Reader, index: int, kind: bytes, start: int, stop: int) -> None:
    draft = reader.drafts[index]
    draft.type_name = kind.decode("ascii", "replace")
    digits = re.search(rb"\(\s*(\d+)", kind)
    draft.length = digits.group(1).decode() if digits else None
    rest = reader.data[start:stop]
    demanded = re.search(rb"(?i)\bnot\s+null\b", rest)
    if demanded is not None:
        draft.require(demanded.group().decode())
    elif not re.search(rb"(?i)\bprimary\s+key\b", rest):
        draft.allow_absence(None)
    comment = re.search(rb"(?i)\bcomment\s+\\?['\"]([^'\"\n]+)", rest)
    if comment is not None:
        _note(reader, index, comment, start)
    after = re.compile(rb"[^\S\n]*,?[^\S\n]*--[^\S\n]*([^\n\"]+)").match(reader.data, stop)
    if after is not None:
        text = after.group(1).decode("utf-8", "replace")
        reader.note(index, Place(text, after.start(1), after.end(1)), "comment")


def _note(reader: Reader, index: int, match: re.Match[bytes], base: int) -> None:
    text = unescape(match.group(1).decode("utf-8", "replace"))
    reader.note(index, Place(text, base + match.start(1), base + match.end(1)), "description")


def _added_column(reader: Reader, match: re.Match[bytes], owner: int | None) -> None:
    if match.group(2).lower().decode("ascii", "ignore") in _NO_COLUMN:
        return
    index = _column(reader, owner, match.group(2), match.start(2), (match.start(), match.end()))
    kind = re.match(rb"[A-Za-z]\w*(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?", match.group(3))
    _describe_column(reader, index, kind.group() if kind else b"", match.start(3), match.end())
