"""What a cell of an obligation column says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from counterspec.model.declaration import Obligation
from counterspec.vocab.fold import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CONDITIONAL = _set(
    "c r/o m/o o/r o/m 条件必选 条件 有条件 有条件必选 条件必填 条件可选 條件 conditional cond "
    "conditionnel conditionnelle bedingt condicional"
    " condizionale voorwaardelijk warunkowe условно условное 条件付き 条件付き必須 조건 조건부 "
    "kosullu c/m mc cr ca dependent"
    " 条件必须 △ ○*"
)
_REQUIRED = _set(
    "r m req required mandatory obligatory 必选 必填 必须 必需 必备 必要 必須 必選 必備 强制 必输 "
    "必传 obligatoire pflicht muss pflichtfeld"
    " obligatorio requerido obrigatorio obbligatorio verplicht wymagane wymagany обязательно "
    "обязательное обязательный"
    " обязателен обяз о/б 필수 zorunlu wajib notnull 非空 不为空 不可空 不能为空 不允许 notnullable "
    "nn ◎ ● 1..1 1..n 1..* 1-1 1-n 1,1"
    " povinne kotelezo required. mandatory. shall must pk 主键 primarykey"
)
_OPTIONAL = _set(
    "o opt optional 可选 选填 可空 可选填 非必填 非必须 非必选 非必需 不必须 可不填 任意 省略可 選填 "
    "可選 可空白 可为空 允许为空 允许空 允许 facultatif"
    " facultative optionnel optionnelle kann freiwillig opcional facultativo facoltativo optioneel opcjonalne"
    " необязательно необязательное необязательный 선택 istegebagli opsional null nullable 0..1 0..n "
    "0..* 0-1 0-n 0,1"
    " recommended rec d desired empfohlen 推荐 notrequired notmandatory voluntary"
)
_YES = _set(
    "y yes true t j 是 √ ✓ ✔ ☑ ○ ◯ si oui ja sim да evet 有 x v 1 예 はい o* wahr vrai verdadero 要 ya "
    "tak כן نعم"
)
_NO = _set(
    "n no false f 否 × ✗ ✘ ☐ non nein nao нет hayir 无 無 0 아니오 いいえ falsch faux falso 不 tidak "
    "nie nee لا 不要"
)
_LIGATURES = (("ti", "t"), ("fi", "f"), ("tt", "t"))
"""Pairs of letters that PDF text layers lose the second of, where a font draws them as one."""
_LEGEND = re.compile(
    r"(?<![A-Za-z/])[\"“‘'（(]?(?P<letter>R/O|M/O|O/R|C/M|[A-Z])[\"”’'）)]?\s?"
    r"(?:[=＝:：]|[—–]{1,2}|\s-\s|表示|为|代表|是指|指|\bmeans\b|\bindicates\b|\bstands for\b|\bdenotes\b|"
    r"\bsignifie\b|\bbedeutet\b|"
    r"\bsignifica\b|означает|は)\s?[\"“‘'「]?"
    r"(?P<word>条件必[选填]|条件可选|有条件|条件|条件付き?|必[选填選須须]|可[选選]|选填|選填|必須|任意|"
    r"mandatory|required|obligatory|optional|"
    r"conditional|recommended|obligatoire|facultatif|optionnel|conditionnel|pflicht|bedingt|freiwillig|"
    r"obligatori[oa]|"
    r"opcional|condicional|obrigat[óo]ri[oa]|condizionale|обязательн\w*|необязательн\w*|условн\w*|필수|선택|조건부)",
    re.IGNORECASE,
)
_LETTERS_AT_MOST = 3
_LETTERS: tuple[dict[str, Obligation | None], ...] = (
    {"o": "required", "n": "optional", "oui": "required", "non": "optional"},
    {"o": "required", "f": "optional", "c": "conditional"},
    {"о": "required", "н": "optional", "у": "conditional", "уо": "conditional", "ну": "conditional"},
    {"m": "required", "o": "optional", "d": "conditional", "c": "conditional", "m⇑": "required", "o⇑": "optional",
     "d⇑": "conditional", "m↑": "required", "o↑": "optional", "d↑": "conditional"},
    {"j": "required", "n": "optional"}, {"s": "required", "n": "optional"}, {"t": "required", "n": "optional"},
    {"p": "required", "k": "optional"}, {"m": "required", "k": "optional", "s": "optional"},
)  # fmt: skip
"""Letters that mean something only beside each other: French oui and non, Russian words, ITL's M, D, O, …"""
_RANGE = re.compile(r"\s*(\d{1,3})\s*(?:\.\.+|[-:,~…])\s*(?:\d|\*|n\b|∞|unbounded)", re.IGNORECASE)
_SPLIT = re.compile(r"[\s()（）\[\]【】,，;；:：.。]+")


def read_obligation(
    cell: str, role: str, legend: Mapping[str, Obligation | None] | None = None
) -> Obligation | None:
    """Return what `cell` says in a column of `role` "obligation", "nullable" or "notnull".

    A letter means what the document's own legend says, where it has one.
    """
    word = "".join(fold(cell).split())
    if not word:
        return None
    if legend and word in legend:
        return legend[word]
    inside = _inside(word) if len(word) > 3 else None
    if inside == "conditional":
        return inside
    return _word(word, role) or _word(_SPLIT.split(fold(cell).strip())[0], role) or inside


def legend_of(text: str) -> dict[str, Obligation]:
    """Return what the document says its letters mean: "M = mandatory", "R表示必选", "C——条件必选"."""
    found: dict[str, Obligation] = {}
    for match in _LEGEND.finditer(text):
        meaning = _inside(fold(match.group("word")).replace(" ", "")) or _word(fold(match.group("word")), "")
        if meaning is not None:
            found.setdefault(fold(match.group("letter")), meaning)
    return found


def letters_of(cells: Iterable[str]) -> dict[str, Obligation | None]:
    """Return what letters mean by those that stand beside them: O and N are yes and no, О and Н Russian words.

    X is a mark of its own beside letters, not a tick: what it means only a legend can say.
    """
    seen = {"".join(fold(cell).split()) for cell in cells}
    seen = {word for word in seen if 0 < len(word) <= _LETTERS_AT_MOST}
    if "x" in seen and not seen.isdisjoint("omrc"):
        return {"x": None}
    for known in _LETTERS:
        if len(seen) > 1 and seen <= known.keys():
            return known
    return {}


def by_cardinality(cardinality: str) -> Obligation | None:
    """Return what "0..1" or "1..n" says; None where it is no such range."""
    match = _RANGE.match(cardinality)
    if match is None:
        return None
    return "optional" if match.group(1) == "0" else "required"


def _word(word: str, role: str) -> Obligation | None:
    if role == "nullable" and (word in _YES or word in _NO):
        return "optional" if word in _YES else "required"
    found = _meanings().get(word)
    if found is None and word in _YES:
        return "required"
    return found or ("optional" if word in _NO else None)


@cache
def _meanings() -> dict[str, Obligation]:
    """Return every known word, and the longer ones as broken ligatures leave them, with its meaning."""
    meanings: dict[str, Obligation] = {}
    kinds: tuple[tuple[Obligation, frozenset[str]], ...] = (
        ("conditional", _CONDITIONAL), ("required", _REQUIRED), ("optional", _OPTIONAL),
    )  # fmt: skip
    for meaning, words in kinds:
        for word in words:
            meanings.setdefault(word, meaning)
    for word, meaning in list(meanings.items()):
        for pair, left in _LIGATURES:
            if len(word) > 6 and pair in word:
                meanings.setdefault(word.replace(pair, left), meaning)
    return meanings


def _inside(word: str) -> Obligation | None:
    """Read the longer cells: "not null, default 0", "条件必选（人工采集时）"."""
    if "条件" in word or "conditional" in word or "时必填" in word or "时必选" in word or "条件付" in word:
        return "conditional"
    if "notnull" in word or "非空" in word or "不为空" in word or "primarykey" in word:
        return "required"
    if any(text in word for text in ("非必", "可选", "可空", "选填", "可为空", "notrequired", "optional")):
        return "optional"
    return (
        "required"
        if any(text in word for text in ("必填", "必选", "必须", "required", "mandatory"))
        else None
    )
