"""Read the parameters of procedures and functions."""

from __future__ import annotations

import re

from counterspec.syntax.drafts import Draft
from counterspec.syntax.sql.catalogue import Catalogue
from counterspec.syntax.sql.columns import read_columns
from counterspec.syntax.sql.words import NAME, PATH, closing, items, last_name, name_at

ROUTINE = re.compile(
    rf"(?:CREATE|ALTER)\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?(?:\w+\s+){{0,2}}?(?:PROC|PROCEDURE|FUNCTION)\s+({PATH})\s*+(\()?",
    re.IGNORECASE,
)
_BODY = re.compile(r"\b(?:AS|IS|BEGIN|RETURNS?|WITH\s+RECOMPILE|FOR\s+REPLICATION)\b", re.IGNORECASE)
_PARAMETER = re.compile(
    rf"\s*+(?:(?:IN|OUT|INOUT|VARIADIC)\s+)*+({NAME})\s+(?:(?:IN|OUT|NOCOPY|AS)\s+)*+({PATH})(?:\s*+\(\s*+(\w+)\s*+\))?",
    re.IGNORECASE,
)
_RETURNS_TABLE = re.compile(r"\bRETURNS\s+(?:@\w+\s+)?TABLE\s*+(\()", re.IGNORECASE)


def create_routine(catalogue: Catalogue, match: re.Match[str], end: int) -> int:
    """Draft a routine with its parameters and the columns it returns; return where its body starts."""
    plain = catalogue.plain
    word = last_name(catalogue.text, plain, *match.span(1))
    draft = catalogue.drafts.add("function", word.text, (word.start, word.end), extent=(match.start(), end))
    draft.note(catalogue.book.above(match.start()))
    if match.group(2):
        start, stop = match.start(2) + 1, closing(plain, match.start(2), end)
    else:
        body = _BODY.search(plain, match.end(), end)
        start, stop = match.end(), end if body is None else body.start()
    for begin, close in items(plain, start, stop):
        _parameter(catalogue, draft, begin, close)
    returned = _RETURNS_TABLE.search(plain, stop, end)
    if returned is not None:
        opening = returned.start(1)
        read_columns(catalogue, draft, opening + 1, closing(plain, opening, end))
    return stop


def _parameter(catalogue: Catalogue, owner: Draft, start: int, end: int) -> None:
    match = _PARAMETER.match(catalogue.plain, start, end)
    if match is None:
        return
    word = name_at(catalogue.text, *match.span(1))
    place = (word.start + (len(word.text) - len(word.text.lstrip("@"))), word.end)
    stop = start + len(catalogue.plain[start:end].rstrip())
    draft = catalogue.drafts.add(
        "parameter", word.text.lstrip("@"), place, parent=owner, extent=(match.start(1), stop)
    )
    draft.type_name = last_name(catalogue.text, catalogue.plain, *match.span(2)).text
    draft.length = match.group(3)
    draft.note(catalogue.book.above(match.start(1)))
    draft.note(catalogue.book.inside(match.end(1), stop))
    draft.note(catalogue.book.beside(stop))
