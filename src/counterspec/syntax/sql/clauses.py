"""Take a query apart: the clause each token stands in, the items of SELECT lists, the tables read."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterspec.syntax.sql.expressions import Token, is_column

_MAX_LEVELS = 200
_CLAUSES = {
    "SELECT": "select",
    "UPDATE": "from",
    "FROM": "from",
    "JOIN": "from",
    "ON": "on",
    "USING": "from",
    "WHERE": "where",
    "HAVING": "where",
    "QUALIFY": "where",
    "SET": "set",
    "VALUES": "set",
    "INTO": "set",
    "LIMIT": "end",
    "UNION": "end",
    "EXCEPT": "end",
    "INTERSECT": "end",
    "WINDOW": "end",
}
_SORTING = frozenset({"ORDER", "PARTITION", "GROUP", "CLUSTER", "DISTRIBUTE", "SORT"})


@dataclass(slots=True)
class _Level:
    """One pair of brackets, or the whole: the clause the reader is in."""

    clause: str
    query: int
    parts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Output:
    """One item of a SELECT list: its tokens from `first` to before `last`, of query number `query`."""

    query: int
    first: int
    last: int


@dataclass(slots=True)
class Query:
    """A query taken apart: tokens, the clause of each, the items of SELECT lists, tables by query."""

    found: list[Token]
    clauses: list[str]
    outputs: list[Output]
    tables: dict[int, Token]


def take_apart(found: list[Token]) -> Query:
    """Tell the clause of each token and the items of each SELECT list, in one pass."""
    query = Query(found, [], [], {})
    levels = [_Level("end", 0)]
    count = 0
    for index, token in enumerate(found):
        level = levels[-1]
        if token.word == "(" and len(levels) < _MAX_LEVELS:
            levels.append(_Level(level.clause if level.clause != "select" else "inner", level.query))
        elif token.word == ")" and len(levels) > 1:
            _close_list(query, level, index)
            levels.pop()
        elif token.kind == "name":
            count = _enter(query, level, index, count)
        elif token.word == "," and level.clause == "select":
            level.parts.append(index + 1)
        query.clauses.append(levels[-1].clause)
    for level in levels:
        _close_list(query, level, len(found))
    return query


def _enter(query: Query, level: _Level, index: int, count: int) -> int:
    """Follow a keyword into its clause; return how many queries were met so far."""
    token = query.found[index]
    following = query.found[index + 1].word if index + 1 < len(query.found) else ""
    if token.word in _SORTING:
        if following == "BY" and level.clause != "set":
            _close_list(query, level, index)
            level.clause = "sort"
        return count
    clause = _CLAUSES.get(token.word)
    if clause is None or (token.word == "ON" and level.clause not in ("from", "on")):
        return _table(query, level, index, count)
    if clause == "from" and level.clause in ("inner", "sort"):
        return count  # EXTRACT(x FROM y), TRIM(x FROM y)
    _close_list(query, level, index)
    level.clause = clause
    if clause == "select":
        count += 1
        level.query = count
        level.parts = [index + 1]
    return count


def _table(query: Query, level: _Level, index: int, count: int) -> int:
    if level.clause == "from" and level.query not in query.tables and is_column(query.found[index]):
        following = query.found[index + 1].word if index + 1 < len(query.found) else ""
        if following not in (".", "("):
            query.tables[level.query] = query.found[index]
    return count


def _close_list(query: Query, level: _Level, index: int) -> None:
    if level.clause != "select" or not level.parts:
        return
    for first, last in zip(level.parts, [part - 1 for part in level.parts[1:]] + [index], strict=True):
        query.outputs.append(Output(level.query, first, last))
    level.parts = []


def main_query(query: Query) -> int:
    """Return the number of the query whose list is the result: the first not in brackets."""
    depth = 0
    number = 0
    for index, token in enumerate(query.found):
        depth += (token.word == "(") - (token.word == ")")
        if token.word == "SELECT":
            number += 1
            if depth == 0:
                return number
        if index > 0 and depth < 0:
            depth = 0
    return 1


def output_name(query: Query, output: Output) -> Token | None:
    """Return the name that an item gives its column, None where it gives none."""
    inside = query.found[output.first : output.last]
    while (inside and inside[0].word in ("DISTINCT", "ALL", "TOP")) or (
        inside and inside[0].kind == "number"
    ):
        inside = inside[1:]
    if not inside:
        return None
    last = inside[-1]
    if len(inside) > 2 and inside[1].word == "=" and inside[0].kind == "name":
        return inside[0]
    return last if is_column(last) and (len(inside) == 1 or inside[-2].word != "::") else None
