"""Read the column definitions of a table, a type or a row."""

from __future__ import annotations

import re

from counterspec.model.declaration import Obligation
from counterspec.syntax.drafts import Draft
from counterspec.syntax.sql.catalogue import Catalogue, note_of
from counterspec.syntax.sql.constraints import check, is_constraint, table_constraint
from counterspec.syntax.sql.words import (
    NAME,
    PATH,
    STRING,
    Word,
    closing,
    items,
    last_name,
    literal_at,
    literals,
    name_at,
    outside,
)

_MAX_NESTING = 8
_MORE = (
    r"VARYING|PRECISION|UNSIGNED|SIGNED|ZEROFILL|RAW|LARGE\s+OBJECT|VARCHAR|CHARACTER(?!\s+SET)|CHAR|"
    r"WITH(?:OUT)?\s+(?:LOCAL\s+)?TIME\s+ZONE"
)
_ITEM = re.compile(rf"\s*+({NAME})\s*+:?+\s*+({PATH}(?:\s+(?:{_MORE})\b)*+)?\s*+", re.IGNORECASE)
_SIMPLE = re.compile(
    r"\s*+(?P<column>(?P<quote>[\"`\[])?+(?P<name>[^\W\d]\w*+)(?(quote)[\"`\]]))\s++(?P<type>[A-Za-z]\w*+)"
    rf"(?:\s*+\(\s*+(?P<length>\d++(?:\s*+,\s*+\d++)?+)\s*+\))?+\s*+(?![(<.]|(?:{_MORE})\b)",
    re.IGNORECASE,
)
_NO_TYPE = frozenset(
    [
        "NOT",
        "NULL",
        "DEFAULT",
        "PRIMARY",
        "UNIQUE",
        "CHECK",
        "REFERENCES",
        "CONSTRAINT",
        "COLLATE",
        "GENERATED",
        "AS",
        "COMMENT",
        "AUTO_INCREMENT",
        "IDENTITY",
        "ENCODE",
        "OPTIONS",
        "ALIAS",
    ]
)
_NOT_SIMPLE = _NO_TYPE | {"STRUCT", "ROW", "ARRAY", "MAP"}
_LENGTH = re.compile(
    r"\s*(\d+(?:\s*,\s*-?\d+)?|MAX)(?:\s+(?:CHAR|BYTE|OCTETS|CODEUNITS32))?\s*", re.IGNORECASE
)
_LISTED = re.compile(r"ENUM(?:8|16)?|SET", re.IGNORECASE)
_WRAPPER = re.compile(r"(Nullable|LowCardinality)\s*+\(\s*+([\w.]+)", re.IGNORECASE)
_NESTED = re.compile(r"(?:ARRAY\s*+<\s*+)?(?:STRUCT|ROW)\s*+([<(])", re.IGNORECASE)
_CODE = re.compile(r"\s*+=\s*+(-?\d+)")
_OPTION = re.compile(
    rf"\b(?:(?P<required>NOT\s+NULL|PRIMARY\s+KEY)|(?P<default>(?<!SET\s)NULL|DEFAULT\s+(?:[NnEe]?{STRING}|[^\s(,]++))"
    rf"|REFERENCES\s+(?P<table>{PATH})|(?:COMMENT|TITLE)\s*+=?\s*+(?P<comment>{STRING}|\"[^\"]*+\")"
    r"|CHECK\s*+(?P<check>\()|OPTIONS\s*+(?P<options>\())",
    re.IGNORECASE,
)
_DESCRIPTION = re.compile(rf"\bdescription\s*+=\s*+({STRING}|\"[^\"]*+\")", re.IGNORECASE)


def read_columns(catalogue: Catalogue, owner: Draft, start: int, end: int, depth: int = 0) -> None:
    """Draft the columns, and apply the constraints, listed in `start:end`."""
    pending: list[tuple[int, int]] = []
    for begin, stop in items(catalogue.plain, start, end):
        if catalogue.drafts.full():
            return
        if is_constraint(catalogue.plain, begin, stop):
            pending.append((begin, stop))
        else:
            read_column(catalogue, owner, begin, stop, depth)
    for begin, stop in pending:
        table_constraint(catalogue, owner, begin, stop)


def read_column(catalogue: Catalogue, owner: Draft, start: int, end: int, depth: int = 0) -> Draft | None:
    """Draft the column defined in `start:end`, None where nothing is."""
    plain = catalogue.plain
    stop = start + len(plain[start:end].rstrip())
    match = _SIMPLE.match(plain, start, stop)
    if match is not None and match.group("type").upper() not in _NOT_SIMPLE:
        draft, options = _simple(catalogue, owner, match, stop)
    else:
        match = _ITEM.match(plain, start, end)
        if match is None:
            return None
        word = name_at(catalogue.text, match.start(1), match.end(1))
        draft = catalogue.column(owner, word, (match.start(1), stop))
        draft.note(catalogue.book.above(_leading(catalogue, start, match.start(1))))
        options = _read_type(catalogue, draft, match, end, depth)
    if options < stop:
        read_options(catalogue, draft, options, end)
    elif draft.obligation is None:
        draft.obligation = "optional"
    if catalogue.book.near(start, stop):
        draft.note(catalogue.book.inside(draft.span.end, stop))
        draft.note(catalogue.book.beside(stop))
    return draft


def _simple(catalogue: Catalogue, owner: Draft, match: re.Match[str], stop: int) -> tuple[Draft, int]:
    """Draft a column whose name and type are plain words; return where its options start."""
    start, end = match.span("name")
    draft = catalogue.column(
        owner, Word(catalogue.text[start:end], start, end), (match.start("column"), stop)
    )
    draft.type_name, draft.length = match.group("type", "length")
    if catalogue.book.near(match.start(), stop):
        draft.note(catalogue.book.above(_leading(catalogue, match.start(), match.start("column"))))
    return draft, match.end()


def _leading(catalogue: Catalogue, start: int, name: int) -> int:
    """Return where the item begins: at a comma that leads its line, else at its name."""
    line = catalogue.plain.rfind("\n", max(0, start - 400), start) + 1
    return start - 1 if line and catalogue.plain[line:start].strip() == "," else name


def _read_type(catalogue: Catalogue, draft: Draft, match: re.Match[str], end: int, depth: int) -> int:
    """Set the type, length and values of a column; return where its options start."""
    plain = catalogue.plain
    begin, stop = match.span(2)
    if begin == -1 or plain[begin:stop].split(None, 1)[0].upper() in _NO_TYPE:
        return match.end(1)
    nested = _NESTED.match(plain, begin, end)
    if nested is not None and depth < _MAX_NESTING:
        return _read_nested(catalogue, draft, nested, end, depth)
    draft.type_name = _type_name(catalogue, begin, stop)
    opening = match.end()
    if opening >= end or plain[opening] != "(":
        return stop
    close = closing(plain, opening, end)
    _read_arguments(catalogue, draft, begin, opening, close)
    return close + 1


def _read_arguments(catalogue: Catalogue, draft: Draft, begin: int, opening: int, close: int) -> None:
    """Read the brackets behind a type: a length, the values of an enumeration, or the type proper."""
    length = _LENGTH.fullmatch(catalogue.plain, opening + 1, close)
    if length is not None:
        draft.length = length.group().strip()
    elif _LISTED.fullmatch(draft.type_name or ""):
        _read_values(catalogue, draft, opening + 1, close)
    else:
        _unwrap(draft, catalogue.plain, begin, close)


def _type_name(catalogue: Catalogue, begin: int, stop: int) -> str:
    written = " ".join(catalogue.plain[begin:stop].split())
    if " " in written and written[0] not in '"[`':
        return written
    return last_name(catalogue.text, catalogue.plain, begin, stop).text


def _unwrap(draft: Draft, plain: str, begin: int, close: int) -> None:
    """Take the type out of Nullable(…) and LowCardinality(…)."""
    for _ in range(3):
        wrapper = _WRAPPER.match(plain, begin, close)
        if wrapper is None:
            return
        if wrapper.group(1).casefold() == "nullable":
            draft.oblige("optional", wrapper.group(1))
        draft.type_name = wrapper.group(2)
        begin = wrapper.start(2)


def _read_values(catalogue: Catalogue, draft: Draft, start: int, end: int) -> None:
    for word in literals(catalogue.text, catalogue.plain, start, end):
        member = catalogue.member(draft, word)
        code = _CODE.match(catalogue.plain, word.end + 1, end)
        if member is not None and code is not None:
            member.code = code.group(1)


def _read_nested(catalogue: Catalogue, draft: Draft, match: re.Match[str], end: int, depth: int) -> int:
    """Read the fields of STRUCT<…> or ROW(…) as fields of the column."""
    opening = match.start(1)
    angled = catalogue.plain[opening] == "<"
    close = _angle(catalogue.plain, opening, end) if angled else closing(catalogue.plain, opening, end)
    draft.type_name = catalogue.plain[match.start() : opening].strip()
    draft.kind = "record"
    read_columns(catalogue, draft, opening + 1, close, depth + 1)
    return min(close + 1, end)


def _angle(plain: str, opening: int, end: int) -> int:
    depth = 0
    for match in re.compile("[<>]").finditer(plain, opening, end):
        depth += 1 if match.group() == "<" else -1
        if depth == 0:
            return match.start()
    return end


def read_options(catalogue: Catalogue, draft: Draft, start: int, end: int) -> None:
    """Apply what stands after a column's type: obligation, values, reference, description."""
    flat = outside(catalogue.plain, start, end)
    obligation: Obligation = "optional"
    quote = draft.obligation_quote
    for match in _OPTION.finditer(flat):
        if match.group("required") and obligation != "required":
            obligation, quote = "required", _quote(catalogue, start, match)
        elif match.group("default") and quote is None:
            quote = _quote(catalogue, start, match)
        elif match.group("table"):
            word = last_name(
                catalogue.text, catalogue.plain, start + match.start("table"), start + match.end("table")
            )
            draft.code_list = word.text
        elif match.group("comment"):
            span = match.span("comment")
            draft.note(note_of(literal_at(catalogue.text, start + span[0], start + span[1])))
        elif match.group("check"):
            opening = start + match.start("check")
            check(catalogue, opening + 1, closing(catalogue.plain, opening, end), None, draft)
        elif match.group("options"):
            _described(catalogue, draft, start + match.start("options"), end)
    draft.oblige(obligation, quote)


def _quote(catalogue: Catalogue, start: int, match: re.Match[str]) -> str:
    return catalogue.text[start + match.start() : start + match.end()]


def _described(catalogue: Catalogue, draft: Draft, start: int, end: int) -> None:
    match = _DESCRIPTION.search(catalogue.plain, start, end)
    if match is not None:
        draft.note(note_of(literal_at(catalogue.text, match.start(1), match.end(1))))
