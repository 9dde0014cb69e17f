"""Find a data dictionary's header among a table's rows, and which column says what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from counterspec.syntax.header_words import EXACT, HAN, WORDS
from counterspec.syntax.obligations import letters_of, read_obligation
from counterspec.vocab.fold import fold
from counterspec.vocab.words import split

_MAX_HEAD = 48
_HEADER_AT_MOST = 12
_SAMPLE_ROWS = 40
_MAX_NAME = 80
_SENTENCE = re.compile(r"[。；！？]|[.;!?]\s\S")
_FUNCTION = frozenset({"返回值", "函数", "前置条件", "Returns", "Return value", "Return type"})
"""What a sheet on a function says of it; its rows are no fields."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEUTRAL = _set(
    "data name names code the of in db database sql technical physical logical y n yes no or x is de "
    "la du des le del"
    " der des nom nombre nome имя del dei adi ad en fr value item m o c list max maximum min allowed "
    "unique"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_NOISE = re.compile(r"[\s\-_*:：()（）/／、，,.?？\[\]【】<>《》\"'“”]+")
_TYPE_LIKE = re.compile(
    r"type$|str|char|text|int\b|integer|number|numeric|num\b|date|time|bool|decimal|float|double|long\b|"
    r"short|byte|blob|json"
    r"|uuid|guid|enum|object|array|list|set\b|binary|code|alpha|boolean|serial|money|\breal\b|字符|整数|"
    r"整型|数值|数字|日期|时间"
    r"|布尔|文本|浮点|枚举|字串|整數|數值|文字|数値|整数|真偽|문자|숫자|날짜|정수|문자열|entero|"
    r"texto|fecha|logico|caracter|cadena|entier|chaine"
    r"|texte|nombre|zeichen|ganzzahl|datum|zahl|wahrheit|строка|число|дата|целое|логич|текст|символ|"
    r"metin|sayi|tarih"
    r"|tam sayi|نص|رقم|تاريخ|عدد|منطقي|حرف|van ban|so\b|ngay|mantiksal|radio|dropdown|checkbox|select|notes|"
    r"calc|yesno|inteiro|numero|booleano|"
    r"testo|intero|tekst"
    r"|liczba|^[acnd]{1,2}\s*[.(]*\d|^[cndtlb]$|^an?[.\d]|^[xv]\(\d|^9\(\d|^[a-z]+:[a-z]+$"
)
_SHORT_TYPE = re.compile(r"[A-Z]{1,4}\d?$")
_HALF = re.compile(
    r"\W*(?:min|max|minimum|maximum|von|bis|from|to|de|à|desde|hasta|最小|最大)\W*(?:#|no\.?)?\W*",
    re.IGNORECASE,
)
"""A head that says nothing without the one above it."""
_CARDINALITY = re.compile(r"^\s*[01n*](\s*(\.\.+|[-:,…~])\s*[\dn*∞unbod]+)?\s*$", re.IGNORECASE)
_IDENTIFIER = re.compile(r"^[^\W\d][\w.:$#\-/@]{0,80}$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column says what, by column number from 0; -1 where none does.

    `header` is the row of the heads (its last one), `first` the first row below it.
    `obligation_role` says how its cells are meant: "obligation", "nullable" or "notnull".
    """

    header: int
    first: int
    name: int
    labels: tuple[int, ...] = ()
    descriptions: tuple[int, ...] = ()
    type: int = -1
    length: int = -1
    obligation: int = -1
    obligation_role: str = "obligation"
    values: int = -1
    owner: int = -1
    cardinality: int = -1
    number: int = -1
    length_to: int = -1
    cardinality_to: int = -1
    width: int = 0


@lru_cache(maxsize=20_000)
def role_of(head: str) -> tuple[str, bool]:
    """Return a column head's role ("" for none) and whether the whole head says so."""
    if not head or len(head) > _MAX_HEAD:
        return "", False
    if _CJK.search(head):
        return _han_role(_NOISE.sub("", head))
    words = tuple(word for word in split(head) if word)
    exact = _exact().get(" ".join(words)) or _exact().get(fold(head).strip())
    if exact:
        return exact, True
    if _exact().get(" ".join(words[-2:])) == "owner":
        return "owner", False
    for role, known in _words().items():
        if not known.isdisjoint(words):
            return role, all(word in known or word in _NEUTRAL or word.isdigit() for word in words)
    return "", False


@lru_cache(maxsize=1)
def _exact() -> dict[str, str]:
    return {head.strip(): role for role, heads in EXACT.items() for head in heads.split("|")}


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {role: frozenset(words.split()) for role, words in WORDS.items()}


@lru_cache(maxsize=1)
def _han() -> dict[str, str]:
    found: dict[str, str] = {}
    for role, words in HAN.items():
        for word in words.split():
            found.setdefault(_NOISE.sub("", word), role)
    return found


def _han_role(head: str) -> tuple[str, bool]:
    words = _han()
    if head in words:
        return words[head], True
    for size in range(min(len(head), 8), 1, -1):
        # The last word of a compound says what it is: 参数说明 is an explanation.
        for start in range(len(head) - size, -1, -1):
            role = words.get(head[start : start + size])
            if role:
                return role, False
    return "", False


def find_roles(rows: Sequence[Sequence[str]]) -> Roles | None:
    """Return the roles of the columns where the rows are a data dictionary, else None."""
    best: tuple[float, Roles] | None = None
    for index in range(min(len(rows) - 1, _HEADER_AT_MOST)):
        for depth in (1, 2):
            if index + depth >= len(rows):
                continue
            heads = _heads(rows, index, depth)
            if heads is None:
                continue
            weighed = _weigh(heads, rows[index + depth : index + depth + _SAMPLE_ROWS], index, depth)
            if weighed is not None and (best is None or weighed[0] > best[0]):
                best = weighed
    return best[1] if best is not None else None


def _heads(rows: Sequence[Sequence[str]], index: int, depth: int) -> list[str] | None:
    """Return the column heads of one row, or of two where the second refines the first."""
    upper = list(rows[index])
    filled = [head for head in upper if head]
    if len(filled) < 2 or sum(len(head) > _MAX_HEAD for head in filled) * 3 > len(filled):
        return None
    if depth == 1:
        return upper
    lower = list(rows[index + 1])
    refines = [
        below
        for above, below in zip(upper, lower, strict=False)
        if below and below != above and role_of(below)[0]
    ]
    repeated = any(above and above == below for above, below in zip(upper, lower, strict=False))
    doubled = any(upper[place] and upper[place] == upper[place - 1] for place in range(1, len(upper)))
    if not refines or not (repeated or doubled or any(not above for above in upper)):
        return None
    return [
        f"{above} {below}" if above and above != below and _HALF.fullmatch(below) else below or above
        for above, below in zip(upper, lower + [""] * len(upper), strict=False)
    ]


def _weigh(
    heads: list[str], data: Sequence[Sequence[str]], index: int, depth: int
) -> tuple[float, Roles] | None:
    """Weigh what the heads and the cells below them say; None where it is no dictionary."""
    roles = [role_of(head) for head in heads]
    columns = [[row[place] for row in data if place < len(row) and row[place]] for place in range(len(heads))]
    name, name_weight = _name_column(roles, columns)
    if name < 0 or not _are_names(columns[name]):
        return None
    picked = {role: _pick(role, roles, columns, name) for role in _SUPPORT}
    support = sum(_SUPPORT[role] for role, place in picked.items() if place >= 0)
    labels = tuple(place for place, (role, _) in enumerate(roles) if place != name and role in _LABELS)
    notes = tuple(place for place, (role, _) in enumerate(roles) if place != name and role == "description")
    score = name_weight + support + bool(labels) + bool(notes)
    if score < 3:
        return None
    numbers = (p for p, (role, _) in enumerate(roles) if role in ("number", "id") and p != name)
    number = next(numbers, -1)
    bound = {place for place in picked.values() if place >= 0}
    # What is called an obligation and states none explains one.
    notes += tuple(
        p for p, (role, _) in enumerate(roles) if role == "obligation" and p not in bound and p != name
    )
    found = Roles(
        index + depth - 1, index + depth, name, labels, notes, number=number, width=len(heads),
        length_to=_upper_end("length", picked, roles), cardinality_to=_upper_end("cardinality", picked, roles),
    )  # fmt: skip
    return score, _with_picked(found, picked)


def _upper_end(role: str, picked: dict[str, int], roles: list[tuple[str, bool]]) -> int:
    """Return the column of the most where a pair of columns says the least and the most; -1 for one column."""
    place = picked[role] + 1
    return place if 0 < place < len(roles) and roles[place][0] == role else -1


_SUPPORT = {
    "type": 2, "obligation": 2, "nullable": 2, "notnull": 2, "cardinality": 2, "length": 1, "values": 1,
    "owner": 1,
}  # fmt: skip
"""What each kind of column counts towards a dictionary, where its cells are of that kind."""
_LISTS = re.compile(r"\w\s?[=:：-]\s?\w[^;；,，|\n]*[;；,，|\n]")
_LABELS = ("label", "name1", "name2")
_NAMES = {("name3", True): 2.0, ("name3", False): 1.2, ("name2", True): 1.1, ("name2", False): 1.0,
          ("name1", True): 1.0, ("name1", False): 0.9, ("label", True): 0.8, ("label", False): 0.7,
          ("id", True): 0.6, ("code", True): 0.5}  # fmt: skip


def _name_column(roles: list[tuple[str, bool]], columns: list[list[str]]) -> tuple[int, float]:
    """Return the column of the identifiers and the weight of its head."""
    weights = {place: _NAMES.get(role, 0.0) for place, role in enumerate(roles)}
    candidates = [place for place, weight in weights.items() if weight and columns[place]]
    if not candidates:
        return -1, 0.0
    best = max(candidates, key=lambda place: (weights[place], -place))
    if _share(columns[best], _IDENTIFIER) < 0.5:
        like = [p for p in candidates if weights[p] >= 0.9 and _share(columns[p], _IDENTIFIER) >= 0.8]
        best_like = max(like, key=lambda place: (weights[place], -place), default=best)
        return best_like, round(max(weights[best], weights[best_like]))
    return best, round(weights[best])


def _are_names(cells: list[str]) -> bool:
    """Tell whether cells name fields: no sentences, and not what is said of a function (参数, 返回值)."""
    sentences = sum(len(cell) > _MAX_NAME or _SENTENCE.search(cell) is not None for cell in cells)
    return sentences * 2 < len(cells) and _FUNCTION.isdisjoint(cells)


def _pick(role: str, roles: list[tuple[str, bool]], columns: list[list[str]], name: int) -> int:
    """Return the first column with that role whose cells bear it out, whole heads before others."""
    places = [place for place, (found, _) in enumerate(roles) if found == role and place != name]
    places.sort(key=lambda place: not roles[place][1])
    if role == "values" and len(places) > 1:
        # A column that lists values is one, whatever another is called: "Domain" beside "Option set".
        places.sort(key=lambda place: _share(columns[place], _LISTS) == 0)
    return next((place for place in places if _bears_out(role, columns[place])), -1)


def _bears_out(role: str, cells: list[str]) -> bool:
    if role in ("values", "owner") or not cells:
        return bool(cells)
    if role == "type":
        short = sum(_SHORT_TYPE.match(cell) is not None for cell in cells)
        return short * 5 >= len(cells) * 4 or _share([fold(cell) for cell in cells], _TYPE_LIKE) >= 0.3
    if role == "cardinality":
        return _share(cells, _CARDINALITY) >= 0.3
    if role == "length":
        return sum(any(char.isdigit() for char in cell) for cell in cells) * 10 >= len(cells) * 3
    letters = letters_of(cells) if role == "obligation" else {}
    return sum(read_obligation(cell, role, letters) is not None for cell in cells) * 10 >= len(cells) * 3


def is_type(cell: str) -> bool:
    """Tell whether a cell names a type of data: "String", "Code HL7 Version 3", "日期"."""
    return len(cell) <= 60 and _TYPE_LIKE.search(fold(cell)) is not None


def _share(cells: list[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.search(cell[:120]) is not None for cell in cells) / len(cells) if cells else 0.0


def _with_picked(roles: Roles, picked: dict[str, int]) -> Roles:
    obligation = next(
        (role for role in ("obligation", "nullable", "notnull") if picked[role] >= 0), "obligation"
    )
    return replace(
        roles,
        type=picked["type"],
        length=picked["length"],
        obligation=picked[obligation],
        obligation_role=obligation,
        values=picked["values"],
        owner=picked["owner"],
        cardinality=picked["cardinality"],
    )
