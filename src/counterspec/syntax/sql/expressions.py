"""Tokens of an SQL expression, and the comparisons it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from counterspec.syntax.sql.words import NAME, STRING, Word, literal_at, name_at

_MAX_TOKENS = 200_000
_MAX_LITERALS = 200
_MAX_BACK = 400
_TOKEN = re.compile(
    rf"(?P<string>[NnEeBb]?{STRING})|(?P<name>{NAME})|(?P<number>\d[\w.]*+)"
    r"|(?P<sign>::|<>|!=|<=|>=|!?~~?\*?|[=<>(),.*;]|[^\s\w])"
)
_SIGNS = frozenset({"=", "<>", "!=", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "~~*", "!~~"})
_WORDS = frozenset({"LIKE", "ILIKE", "IN", "BETWEEN", "IS", "RLIKE", "REGEXP", "SIMILAR", "GLOB"})
_LISTS = frozenset({"IN", "=", "<>", "!=", "~~", "~~*", "LIKE", "ILIKE"})
KEYWORDS = frozenset(
    [
        "ALL",
        "AND",
        "ANY",
        "ARRAY",
        "AS",
        "ASC",
        "BETWEEN",
        "BY",
        "CASE",
        "CAST",
        "COLLATE",
        "CONNECT",
        "CONVERT",
        "CROSS",
        "CURRENT",
        "DATE",
        "DESC",
        "DISTINCT",
        "ELSE",
        "END",
        "EXCEPT",
        "EXISTS",
        "EXTRACT",
        "FALSE",
        "FETCH",
        "FILTER",
        "FIRST",
        "FOLLOWING",
        "FOR",
        "FROM",
        "FULL",
        "GLOB",
        "GROUP",
        "HAVING",
        "ILIKE",
        "IN",
        "INNER",
        "INTERSECT",
        "INTERVAL",
        "INTO",
        "IS",
        "JOIN",
        "LAST",
        "LATERAL",
        "LEFT",
        "LIKE",
        "LIMIT",
        "MINUS",
        "NATURAL",
        "NEXT",
        "NOT",
        "NULL",
        "NULLS",
        "OFFSET",
        "ON",
        "ONLY",
        "OR",
        "ORDER",
        "OUTER",
        "OVER",
        "OVERLAY",
        "PARTITION",
        "PRECEDING",
        "PRIOR",
        "QUALIFY",
        "RANGE",
        "REGEXP",
        "RETURNING",
        "RIGHT",
        "RLIKE",
        "ROW",
        "ROWS",
        "SELECT",
        "SET",
        "SIMILAR",
        "SOME",
        "START",
        "THEN",
        "TIMESTAMP",
        "TO",
        "TOP",
        "TRUE",
        "UNBOUNDED",
        "UNION",
        "UNNEST",
        "USING",
        "VALUES",
        "WHEN",
        "WHERE",
        "WINDOW",
        "WITH",
        "WITHIN",
    ]
)


class Token(NamedTuple):
    """A token of masked SQL; `word` is upper case for names outside quotes, the sign itself for signs."""

    kind: str
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A column compared with something: the operator, and the strings it is compared with.

    `at` is the index of the operator among the tokens.
    """

    column: Word
    operator: str
    values: tuple[Word, ...]
    at: int


def tokens(plain: str, start: int, end: int) -> list[Token]:
    """Return the tokens of `start:end`, bounded in number."""
    found: list[Token] = []
    for match in _TOKEN.finditer(plain, start, end):
        kind = match.lastgroup or "sign"
        word = match.group()
        found.append(Token(kind, word.upper() if kind == "name" else word, match.start(), match.end()))
        if len(found) >= _MAX_TOKENS:
            break
    return found


def is_column(token: Token) -> bool:
    """Whether a token can name a column: no keyword, no variable."""
    return token.kind == "name" and token.word not in KEYWORDS and token.word[0] not in "@#"


def comparisons(text: str, found: list[Token]) -> Iterator[Comparison]:
    """Yield what is compared, in order; comparisons whose left side is no column are left out."""
    pairs = _pairs(found)
    for index, token in enumerate(found):
        if _compares(token) and index and found[index - 1].kind == "string" and token.kind == "sign":
            column = _right(found, index)
            if column is not None:
                value = _string(text, found[index - 1])
                yield Comparison(name_at(text, column.start, column.end), token.word, (value,), index)
        elif _compares(token) and (left := _left(found, index, pairs)) is not None:
            values = tuple(_values(text, found, index, pairs)) if token.word in _LISTS else ()
            yield Comparison(name_at(text, left.start, left.end), _operator(found, index), values, index)


def _compares(token: Token) -> bool:
    return token.word in _SIGNS if token.kind == "sign" else token.kind == "name" and token.word in _WORDS


def _operator(found: list[Token], index: int) -> str:
    negated = index > 0 and found[index - 1].word == "NOT"
    return f"NOT {found[index].word}" if negated else found[index].word


def _pairs(found: list[Token]) -> dict[int, int]:
    """Return the partner of every bracket that has one."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for index, token in enumerate(found):
        if token.word == "(":
            opened.append(index)
        elif token.word == ")" and opened:
            pairs[index] = opened.pop()
            pairs[pairs[index]] = index
    return pairs


def _left(found: list[Token], index: int, pairs: dict[int, int]) -> Token | None:
    """Return the column left of an operator, through NOT, casts, brackets and functions."""
    at = index - 1
    for _ in range(16):
        if at < 0:
            return None
        token = found[at]
        if token.word == "NOT":
            at -= 1
        elif token.word == ")":
            opening = pairs.get(at)
            if opening is None:
                return None
            cast = next(
                (back for back in (2, 3) if opening >= back and found[opening - back].word == "::"), None
            )
            if cast is None:
                return _first_column(found, opening, at)
            at = opening - cast - 1
        elif at >= 2 and found[at - 1].word == "::":
            at -= 2
        elif at >= 3 and found[at - 2].word == "::":
            at -= 3
        else:
            return token if is_column(token) else None
    return None


def _right(found: list[Token], index: int) -> Token | None:
    """Return the last part of the path right of an operator, None where something else stands there."""
    at = index + 1
    while at + 2 < len(found) and found[at + 1].word == ".":
        at += 2
    return found[at] if at < len(found) and is_column(found[at]) else None


def _first_column(found: list[Token], opening: int, closing: int) -> Token | None:
    for at in range(opening + 1, min(closing, opening + _MAX_BACK)):
        followed = found[at + 1].word if at + 1 < len(found) else ""
        if is_column(found[at]) and followed not in ("(", "."):
            return found[at]
    return None


def _values(text: str, found: list[Token], index: int, pairs: dict[int, int]) -> Iterator[Word]:
    """Yield the strings right of an operator: one, or those in the list that follows."""
    at = index + 1
    while at < len(found) and found[at].word in ("ANY", "SOME", "ALL"):
        at += 1
    if at >= len(found):
        return
    if found[at].kind == "string":
        yield _string(text, found[at])
    elif found[at].word == "(":
        closing = pairs.get(at, min(len(found), at + _MAX_LITERALS))
        inner = found[at + 1 : min(closing, at + 4 * _MAX_LITERALS)]
        if not any(token.word == "SELECT" for token in inner):
            yield from (_string(text, token) for token in inner if token.kind == "string")


def _string(text: str, token: Token) -> Word:
    start = token.start + (text[token.start] not in "'$qQ")
    return literal_at(text, start, token.end)
