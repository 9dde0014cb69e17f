"""Fonts that give the letters of another alphabet out as accented Latin ones: their bytes, read as they were meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from counterspec.syntax.pdf.content import PageContent, Run

_HIGH = re.compile("[\xa0-\xff]{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_FEW_WORDS, _FEW_LETTERS = 5, 24
_STRANGE = re.compile("(?<=[а-яёђ-џґ])[ЁЂ-ЏҐ№¤§©®°±µ¶·¦¬](?=[а-яёђ-џґ])")
"""What no word has in its middle: the font follows another table there."""
_SURE = 0.9
_DARK = 0.3
"""The least share of the commonest letters: they are a half of any text."""


class _Alphabet(NamedTuple):
    code: str
    name: str
    letters: str
    common: str


_ALPHABETS = (
    _Alphabet("cp1251", "Cyrillic (Windows-1251)", "А-Яа-яЁёЂ-џҐґ", "оеаинтср"),
    _Alphabet("koi8_r", "Cyrillic (KOI8-R)", "А-Яа-яЁё", "оеаинтср"),
    _Alphabet("iso8859_7", "Greek (ISO 8859-7)", "Ά-ώ", "αοιετσνρ"),
)


def reread(content: PageContent) -> None:
    """Read the letters of fonts that call them accented Latin ones as the alphabet whose words they make."""
    runs = content.runs
    if sum(1 for run in runs if _HIGH.search(run.text)) < _FEW_WORDS:
        return
    fonts: dict[str, list[str]] = {}
    for run in runs:
        if not run.text.isascii():
            fonts.setdefault(run.style.font, []).append(run.text)
    found = {font: alphabet for font, texts in fonts.items() if (alphabet := _alphabet(texts)) is not None}
    if not found:
        return
    common = Counter(found.values()).most_common(1)[0][0]
    content.alphabet = common.name
    content.runs = [_meant(run, found, common) for run in runs]


def _meant(run: Run, found: dict[str, _Alphabet], common: _Alphabet) -> Run:
    if run.text.isascii():
        return run
    alphabet = found.get(run.style.font)
    if alphabet is None:
        # A few words in a font of their own: a heading.
        text = _in(run.text, common)
        return run._replace(text=text) if _well_cased(text, common) and not re.search("[a-z]", text) else run
    return run._replace(text=_in(run.text, alphabet))


def _in(text: str, alphabet: _Alphabet) -> str:
    return _STRANGE.sub("\ufffd", text.translate(_table(alphabet.code)))


def _alphabet(texts: Iterable[str]) -> _Alphabet | None:
    """Return the alphabet in which the words of a font read like words; None where they do so as they are."""
    words = [word for text in texts for word in _HIGH.findall(text)]
    if len(words) < _FEW_WORDS or sum(map(len, words)) < _FEW_LETTERS:
        return None
    for alphabet in _ALPHABETS:
        meant = " ".join(words).translate(_table(alphabet.code))
        letters = [char for char in meant.lower() if char.isalpha()]
        if len(letters) < _FEW_LETTERS:
            continue
        usual = sum(char in alphabet.common for char in letters)
        cased = [word for word in _WORD.findall(meant) if _well_cased(word, alphabet)]
        if usual > _DARK * len(letters) and sum(map(len, cased)) > _SURE * len(letters):
            return alphabet
    return None


def _well_cased(word: str, alphabet: _Alphabet) -> bool:
    return all(
        (part.islower() or part[1:].islower() or part.isupper()) and _only(alphabet).fullmatch(part)
        for part in _WORD.findall(word)
    )


@cache
def _only(alphabet: _Alphabet) -> re.Pattern[str]:
    return re.compile(f"[{alphabet.letters}A-Za-z]*")


@cache
def _table(code: str) -> dict[int, str]:
    """Return what the bytes beyond ASCII mean, one letter each."""
    table = {}
    for byte in range(0xA0, 0x100):
        letter = bytes([byte]).decode(code, "ignore")
        if letter:
            table[byte] = letter
    return table
