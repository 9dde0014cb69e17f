"""A search that walks over every letter of every page: what the index must find, worked out without it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

UNSPACED = re.compile(r"[\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True)
class Atom:
    """A letter of a script without spaces, a word, or a number; `ends` marks the last letter of a run."""

    text: str
    run: bool = False
    ends: bool = False


def says(page: str, phrase: str) -> bool:
    """Whether a page says a phrase."""
    wanted = _walk(phrase)[0]
    return any(_holds(stream, wanted) for stream in _walk(page)) if wanted else False


def _holds(stream: list[Atom], wanted: list[Atom]) -> bool:
    last = len(wanted) - 1
    return any(
        all(
            atom.text == want.text and atom.run == want.run and (number == last or atom.ends == want.ends)
            for number, (atom, want) in enumerate(zip(stream[at : at + len(wanted)], wanted, strict=True))
        )
        for at in range(len(stream) - last)
    )


def _walk(text: str) -> list[list[Atom]]:
    """Return the atoms of a text, and behind them those of each name and each broken word by its parts."""
    kinds = [_kind(char) for char in text]
    stream: list[Atom] = []
    beside: list[list[Atom]] = []
    at = 0
    while at < len(text):
        kind = kinds[at]
        end = at + 1
        if kind in "nr":
            while end < len(text) and kinds[end] == kind:
                end += 1
        if kind == "r":
            letters = text[at:end]
            while (more := _after_gap(text, kinds, end)) is not None:
                end = more
                while end < len(text) and kinds[end] == "r":
                    letters += text[end]
                    end += 1
            stream += [Atom(char, True, number == len(letters) - 1) for number, char in enumerate(letters)]
        elif kind == "n":
            stream.append(Atom(text[at:end]))
        elif kind == "l":
            parts, end = _word(text, kinds, at)
            word = "".join(parts)
            stream.append(Atom(_plain(word)))
            camel = _camel(word) if len(parts) == 1 else []
            if "-" in text[at:end]:
                beside.append([Atom(_plain(part)) for part in re.split(r"- *\n *", _joined(text[at:end]))])
            elif len(camel) > 1:
                beside.append([Atom(_plain(part)) for part in camel])
        at = end
    return [stream, *beside]


def _joined(text: str) -> str:
    return re.sub("\xad+( *\n *)?", "", text)


def _word(text: str, kinds: list[str], at: int) -> tuple[list[str], int]:
    parts: list[str] = []
    end = at
    while True:
        start = end
        while end < len(text) and kinds[end] == "l":
            end += 1
        parts.append(text[start:end])
        joint = re.compile("\xad+(?: *\n *)?|- *\n *").match(text, end)
        if not joint or joint.end() >= len(text) or kinds[joint.end()] != "l":
            return parts, end
        end = joint.end()


def _after_gap(text: str, kinds: list[str], end: int) -> int | None:
    at = end
    while at < len(text) and text[at] in " \n\xad":
        at += 1
    return at if at < len(text) and kinds[at] == "r" else None


def _kind(char: str) -> str:
    if UNSPACED.match(char):
        return "r"
    if char.isdecimal():
        return "n"
    return "l" if char.isalpha() else " "


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def _camel(word: str) -> list[str]:
    """Return the parts of a name: a capital behind a small letter begins one, and the last of several before one."""
    letters = _bare(word)
    starts = [0]
    for at in range(1, len(letters)):
        before, here, after = letters[at - 1], letters[at], letters[at + 1 : at + 2]
        plural = after == "s" and not _small(letters[at + 2 : at + 3])
        if _large(here) and (_small(before) or (_large(before) and _small(after) and not plural)):
            starts.append(at)
    return [letters[start:end] for start, end in zip(starts, [*starts[1:], len(letters)], strict=True)]


def _small(char: str) -> bool:
    return "a" <= char <= "z" and len(char) == 1


def _large(char: str) -> bool:
    return "A" <= char <= "Z" and len(char) == 1


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
