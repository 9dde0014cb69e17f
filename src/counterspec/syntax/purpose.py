"""Tell from the name of a type what the language around it will do with its fields."""

from __future__ import annotations

from functools import lru_cache

from counterspec.model import Use
from counterspec.vocab.words import split

_FILTER = frozenset({"filter", "filters", "query", "criteria", "criterion", "where", "search"})
_CONDITION = frozenset({"condition", "conditions", "cond"})
_STATES = frozenset(
    [
        "health",
        "medical",
        "clinical",
        "weather",
        "skin",
        "chronic",
        "patient",
        "existing",
        "living",
        "road",
        "traffic",
        "air",
        "market",
    ]
)
_CARRIERS = frozenset(
    [
        "request",
        "req",
        "input",
        "params",
        "param",
        "parameters",
        "args",
        "arguments",
        "options",
        "dto",
        "vo",
        "model",
        "object",
        "type",
        "info",
        "by",
        "unique",
    ]
)
_SORT = frozenset({"sort", "sorting", "orderby"})


@lru_cache(maxsize=4_096)
def use_of_fields(type_name: str) -> Use:
    """Return "filter" for PersonFilter, SearchRequest, QueryCondition …, "sort" for PersonOrderBy."""
    words = list(split(type_name))
    while words and (words[-1] in _CARRIERS or words[-1].isdigit()) and words[-2:] != ["order", "by"]:
        words.pop()
    if not words:
        return "slot"
    if words[-1] in _SORT or words[-2:] == ["order", "by"]:
        return "sort"
    if words[-1] in _FILTER or words[-2:] == ["bool", "exp"]:
        return "filter"
    if words[-1] in _CONDITION:
        return "slot" if _STATES & set(words[:-1]) or len(words) == 1 else "filter"
    carried = len(words) < len(split(type_name))
    return "filter" if carried and words[0] in _FILTER | {"find"} else "slot"
