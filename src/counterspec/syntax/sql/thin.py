"""Leave out, place for place, the bulk of the rows that a dump inserts: they are data, no declarations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_KEPT = 100_000
"""Characters of INSERT statements kept of one table."""
_MAX_TRIES = 20
_HEAD = re.compile(
    r"(?:\A|\n)[ \t]*+(?:INSERT|REPLACE)\s[^\n]{0,40}?\bINTO\s++([\w.\"`\[\]]{1,200})", re.IGNORECASE
)
_ROW_LINE = re.compile(r"[ \t]*+\([^\n]*\)[ \t]*+[,;][ \t]*+$", re.MULTILINE)
_BETWEEN = re.compile(r"\),[ \t]*+(?=\()")


def thin(text: str) -> tuple[str, int]:
    """Return `text` with surplus rows blanked, and how many characters were blanked."""
    if len(text) <= 2 * _KEPT:
        return text, 0
    parts: list[str] = []
    done = blanked = 0
    for start, end in _surplus(text):
        parts.append(text[done:start])
        parts.append(" " * (end - start))
        blanked += end - start
        done = end
    parts.append(text[done:])
    return "".join(parts), blanked


def _surplus(text: str) -> Iterator[tuple[int, int]]:
    """Yield ranges, each inside one line, that hold whole rows beyond what is kept of their table."""
    kept: Counter[str] = Counter()
    position = 0
    while (head := _HEAD.search(text, position)) is not None:
        table = head.group(1)
        start = _line_start(text, head)
        end = _line_end(text, head.end())
        position = end
        if text[start:end].rstrip().endswith(";"):
            yield from _statement(text, head, end, kept)
        else:
            kept[table] += end - start
            for begin, stop in _rows(text, end):
                position = stop
                kept[table] += stop - begin
                if kept[table] > _KEPT and _whole(text, begin, stop) and text[begin:stop].rstrip()[-1] == ",":
                    yield begin, stop


def _statement(text: str, head: re.Match[str], end: int, kept: Counter[str]) -> Iterator[tuple[int, int]]:
    """Blank a statement on one line, or the later rows of a long one."""
    table = head.group(1)
    start = _line_start(text, head)
    room = _KEPT - kept[table]
    kept[table] += end - start
    if room <= 0 and _whole(text, start, end):
        yield start, end
    elif end - start > _KEPT:
        cut = _row_boundary(text, start, head.end() + max(room, 0), end)
        if cut is not None:
            yield cut, start + len(text[start:end].rstrip()) - 1


def _line_start(text: str, head: re.Match[str]) -> int:
    return head.start() + (text[head.start()] == "\n")


def _row_boundary(text: str, start: int, after: int, end: int) -> int | None:
    """Return the end of a row behind `after` that is outside any string."""
    for count, match in enumerate(_BETWEEN.finditer(text, after, end)):
        if count >= _MAX_TRIES:
            return None
        if _whole(text, start, match.start()):
            return match.start() + 1
    return None


def _rows(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield the lines after `position` that hold one or more rows each."""
    while position < len(text):
        begin = position + 1
        match = _ROW_LINE.match(text, begin)
        if match is None:
            return
        yield begin, match.end()
        position = match.end()


def _whole(text: str, start: int, end: int) -> bool:
    """Whether quotes pair up in the range, escaped ones left out."""
    quotes = text.count("'", start, end)
    if text.count("\\", start, end):
        quotes -= text.count("\\'", start, end)
    return quotes % 2 == 0


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end == -1 else end
