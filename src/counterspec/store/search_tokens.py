"""The words of a page as the full-text index keeps them, and those of a query, by one function.

Scripts without spaces become overlapping pairs, with the last letter of a run alone: the letter at place i
begins token i, so a phrase of tokens is exactly a run of letters, also across a line's end. Other scripts
become words; digits are words of their own ("T28181" is t 28181). Behind the stream stand the parts of
identifiers (EthnCode: ethn code) and of words that a hyphen breaks at a line's end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from counterspec.store.search_fold import MARKS, UNSPACED, fold

VERSION = f"2/{unicodedata.unidata_version}"
"""Changes whenever the same text would give other tokens: the index is then made anew."""

LONGEST = 64
"""Letters of a token; what is longer becomes several."""

APART = "¦"
"""A token that no query has: no phrase goes over it."""

LETTER = f"[^{UNSPACED}0-9{MARKS}]"
JOINT = "(?:\xad+(?: *\n *)?|- *\n *)"
"""What may stand inside a word: a soft hyphen, or a hyphen and a line's end."""

_PIECE = re.compile(f"[{UNSPACED}](?:[ \n\xad]*[{UNSPACED}])*|[0-9]+|{LETTER}+(?:{JOINT}{LETTER}+)*")
_ASCII_PIECE = re.compile(r"[A-Za-z]+(?:- *\n *[A-Za-z]+)*|[0-9]+")
"""The same for texts that are folded to ASCII, as code and most Latin ones are, in half the time."""
_UNSPACED = re.compile(f"[{UNSPACED}]")
_GAPS = str.maketrans("", "", " \n\xad-")
BREAK = "(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z])"
"""Where a part of a name begins: PersonRace, XMLHttp; not in IDs."""

_BREAK = re.compile(BREAK)


class _Pairs(dict[int, str]):
    """Every letter as itself, a space, itself: "ABC" becomes "A AB BC C"."""

    def __missing__(self, code: int) -> str:
        pair = self[code] = f"{chr(code)} {chr(code)}"
        return pair


_PAIRS = _Pairs()


class _Words(dict[str, tuple[str, str]]):
    """The tokens of a word or number, and the line of its parts or "", worked out when first met.

    A text has few words, again and again. Runs of letters without spaces seldom come twice.
    """

    def __missing__(self, piece: str) -> tuple[str, str]:
        if piece >= "\u0e00" and _UNSPACED.match(piece):
            return pairs(piece if piece.isalpha() else piece.translate(_GAPS)), ""
        made = _word(piece)
        if len(self) < _REMEMBERED and len(piece) <= LONGEST:
            self[piece] = made
        return made


_REMEMBERED = 20_000
_WORDS = _Words()


def tokens(text: str) -> str:
    """Return the tokens of a text with a space between them."""
    folded = fold(text)
    made: list[str] = []
    parts: dict[str, None] = {}
    for piece in (_ASCII_PIECE if folded.isascii() else _PIECE).findall(folded):
        said, line = _WORDS[piece]
        made.append(said)
        if line:
            parts[line] = None
    return " ".join([*made, *parts])


def _word(piece: str) -> tuple[str, str]:
    word = piece.translate(_GAPS)
    line = ""
    if "-" in piece:
        line = _line(piece.split("-"))
    elif len(word) == len(piece) and not word.isupper() and _BREAK.search(word):
        line = _line(_BREAK.split(word))
    return " ".join(cut(word.lower())), line


def pieces(folded: str) -> Iterator[str]:
    """Yield the runs, words and numbers of a folded text, whole."""
    for piece in _PIECE.findall(folded):
        yield piece.translate(_GAPS)


def pairs(run: str) -> str:
    """Return the tokens of a run of letters without spaces: every letter with the next, the last alone."""
    return run.translate(_PAIRS)[2:]


def _line(parts: Iterable[str]) -> str:
    return " ".join([APART, *(token for part in parts for token in cut(part.translate(_GAPS).lower()))])


def cut(word: str) -> list[str]:
    """Return a word as the tokens it becomes: one, unless it is very long."""
    return [word[at : at + LONGEST] for at in range(0, len(word), LONGEST)]
