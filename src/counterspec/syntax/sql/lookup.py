"""Tell a lookup table's rows from other data, and in a row the label from the code."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from counterspec.syntax.sql.words import Word

_MAX_NARROW = 4
"""A wider row counts only where a column's name says that it holds the label."""
_MAX_CODE = 12
_MAX_LABEL = 300
_NO_LABEL = re.compile(
    r"[\d\s:.,/+-]*|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|https?://.*|\S+@\S+\.\w+|[{\[].*|\\x[0-9a-f]*", re.DOTALL
)
_LABELS = (
    re.compile(
        r"(?:.*_)?(?:dict_?label|label|item_?text|item_?name|display_?name|display|title|caption|libelle|bezeichnung)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:.*_)?(?:value_?name|name|nombre|nom|name_?[a-z]{2}|naam|nome|nazwa|mc|naimenovanie|nazvanie|ad|adi|名称)",
        re.IGNORECASE,
    ),
    re.compile(
        r".*(?:name|label|title)|(?:.*_)?(?:text|meaning|term|description|desc|descripcion|descricao|value)",
        re.IGNORECASE,
    ),
)
_CODES = (
    re.compile(
        r"(?:.*_)?(?:dict_?value|item_?value|code|cd|dm|abbr|abbreviation|symbol|codigo|kod|bm|代码)",
        re.IGNORECASE,
    ),
    re.compile(r"(?:.*_)?(?:key|value)|.*(?:code|key)|name", re.IGNORECASE),
    re.compile(r"(?:.*_)?id", re.IGNORECASE),
)
_MORE = re.compile(
    r"(?:.*_)?(?:\w*type\w*|category|group|grp|parent|class|remarks?|notes?|comments?|bz|definition|descr\w*|desc"
    r"|domain|list|lookup\w*|table_?name|field_?name|column_?name|english|local_?name|name\w*|备注)",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"(?:.*_)?(?:first_?name|last_?name|sur_?name|full_?name|password|passwd|birth_?da\w+|dob|ssn|xm|sfzh\w*|nachname"
    r"|vorname|apellidos?|prenom|soyad|salary|hire_?date)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:.*_)?(?:user_?name|e_?mail|phone\w*|address|tel\w*|mobile|gender|sex|age)", re.IGNORECASE
)


class Cell(NamedTuple):
    """One value of a row: the string it is, else the number as written, "?" for an expression."""

    word: Word | None
    raw: str


class Roles(NamedTuple):
    """Which columns hold the label, the code and what else is said of a value.

    `lookup` is false for tables whose columns hold people.
    """

    label: int | None
    code: int | None
    more: tuple[int, ...]
    width: int
    lookup: bool


class Value(NamedTuple):
    """What a row says: the label, its code, and further strings."""

    label: Word
    code: str | None
    more: tuple[Word, ...]


@lru_cache(maxsize=1_000)
def roles_of(columns: tuple[str, ...]) -> Roles:
    """Tell the roles of a table's columns from their names; none are known where there are no names."""
    label = _first(columns, _LABELS, None)
    code = _first(columns, _CODES, label)
    more = tuple(i for i, name in enumerate(columns) if i not in (label, code) and _MORE.fullmatch(name))
    return Roles(label, code, more, len(columns), not _holds_people(columns))


def _holds_people(columns: tuple[str, ...]) -> bool:
    if any(_PERSONAL.fullmatch(name) for name in columns):
        return True
    return sum(_CONTACT.fullmatch(name) is not None for name in columns) > 1


def _first(columns: tuple[str, ...], patterns: tuple[re.Pattern[str], ...], taken: int | None) -> int | None:
    for pattern in patterns:
        for index, name in enumerate(columns):
            if index != taken and pattern.fullmatch(name):
                return index
    return None


def member_of(cells: list[Cell], roles: Roles) -> Value | None:
    """Return the value that a row defines, None where it is not the row of a lookup table."""
    if roles.label is not None and roles.width == len(cells):
        return _by_roles(cells, roles)
    return _by_looks(cells) if len(cells) <= _MAX_NARROW else None


def _by_roles(cells: list[Cell], roles: Roles) -> Value | None:
    label = cells[roles.label or 0].word
    if label is None or not _labels(label):
        return None
    code = None if roles.code is None else cells[roles.code]
    more = (cells[index].word for index in roles.more)
    return Value(label, _code(code), tuple(word for word in more if word is not None and _labels(word)))


def _by_looks(cells: list[Cell]) -> Value | None:
    words = [cell.word for cell in cells if cell.word is not None and _labels(cell.word)]
    if not words:
        strings = [cell.word for cell in cells if cell.word is not None and cell.word.text.strip()]
        return Value(strings[0], None, ()) if len(cells) == 1 and strings else None
    number = next((code for cell in cells if (code := _short(cell)) is not None), None)
    if len(words) == 1:
        return Value(words[0], number, ())
    first, second = words[0], words[1]
    if _codes(first) and len(first.text) <= len(second.text):
        return Value(second, first.text, tuple(words[2:]))
    if _codes(second) and len(second.text) < len(first.text):
        return Value(first, second.text, tuple(words[2:]))
    return Value(first, number, tuple(words[1:]))


def _short(cell: Cell) -> str | None:
    """Return a number, written as one or as a string, that can be a code."""
    if cell.word is None:
        return cell.raw if cell.raw not in ("", "?") else None
    return cell.word.text if cell.word.text.isdigit() and len(cell.word.text) <= _MAX_CODE else None


def _code(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    if cell.word is None:
        return cell.raw if cell.raw not in ("", "?") else None
    return cell.word.text.strip() or None


def _labels(word: Word) -> bool:
    return len(word.text) <= _MAX_LABEL and _NO_LABEL.fullmatch(word.text) is None


def _codes(word: Word) -> bool:
    return (
        len(word.text) <= _MAX_CODE and word.text.isascii() and not any(char.isspace() for char in word.text)
    )
