"""Divide masked SQL into statements: at ";", at a line of GO or "/", at a line that starts anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STARTERS = "|".join(
    (
        r"CREATE\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?(?:\w+\s+){0,4}?(?:TABLE|VIEW|TYPE|DOMAIN|INDEX|FUNCTION|PROC(?:EDURE)?"
        r"|SCHEMA|DATABASE|SEQUENCE|TRIGGER|ENUM)\b",
        r"ALTER\s+(?:TABLE|TYPE|DOMAIN|VIEW|DATABASE|PROC|SEQUENCE)\b",
        r"COMMENT\s+ON\s",
        r"REPLACE\s+INTO\s",
        r"INSERT\s+(?!OR\s+(?:UPDATE|DELETE)\b|ON\b)[\w\[`\"]",
        r"DROP\s+(?:TABLE|VIEW|TYPE|PROC|FUNCTION|DATABASE|SCHEMA)",
        r"EXEC(?:UTE)?\s+\[?\w",
        r"SET\s+(?:IDENTITY_INSERT|ANSI_|QUOTED_|NOCOUNT|DEFINE|FOREIGN_KEY)",
        r"DELETE\s+FROM\s",
        r"UPDATE\s+[\w.\"`\[\]]+\s+SET\s",
        r"(?:USE|PRINT|PROMPT|SPOOL|LOCK\s+TABLES|UNLOCK\s+TABLES|TRUNCATE\s+TABLE|GRANT|DELIMITER)\s",
    )
)
# Begins with ";" or a newline, so that the search runs from one to the next without trying each letter.
_DIVIDER = re.compile(
    rf";|\n[ \t]*+(?:(?:GO(?:[ \t]++\d++)?|/)[ \t]*+(?=\n|\Z)|(?={_STARTERS}))", re.IGNORECASE
)
_BLANK = re.compile(r"\s*+")


def statements(plain: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the range of each statement, from its first word to before its end mark."""
    stop = len(plain) if end is None else end
    begin = _past_blank(plain, start, stop)
    for match in _DIVIDER.finditer(plain, start, stop):
        if match.start() >= begin:
            if match.start() > begin:
                yield begin, match.start()
            begin = _past_blank(plain, match.end(), stop)
    if begin < stop:
        yield begin, stop


def _past_blank(plain: str, start: int, stop: int) -> int:
    match = _BLANK.match(plain, start, stop)
    return match.end() if match else start
