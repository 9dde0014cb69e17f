"""How well scans were read: character errors and cells, against the truth of how the scans were made."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GENERATED = Path(__file__).parent.parent.parent / "shared" / "corpus" / "generated"


@dataclass(frozen=True)
class Scan:
    """A scanned document whose truth is known, page by page."""

    path: Path
    truth: list[dict[str, Any]]


def scan(language: str) -> Scan:
    path = GENERATED / f"{language}_scan_200.pdf"
    return Scan(path, json.loads(path.with_suffix(".json").read_text("utf-8")))


def folded(text: str) -> str:
    """Return the text without white space, full-width forms as narrow ones: the scan does not show which it was."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def errors(line: str, text: str) -> int:
    """Return the edits between a line and the part of a text that is most like it (Myers' bit vectors)."""
    size = len(line)
    if not size:
        return 0
    places: dict[str, int] = {}
    for place, letter in enumerate(line):
        places[letter] = places.get(letter, 0) | 1 << place
    whole, high = (1 << size) - 1, 1 << (size - 1)
    more, less, score, best = whole, 0, size, size
    for letter in text:
        same = places.get(letter, 0)
        across = (((same & more) + more) ^ more) | same
        up = less | (~(across | more) & whole)
        down = more & across
        score += bool(up & high) - bool(down & high)
        best = min(best, score)
        up, down = (up << 1) & whole, (down << 1) & whole
        same |= less
        more, less = down | (~(same | up) & whole), up & same
    return best


def character_error_rate(truth: Sequence[dict[str, Any]], pages: Iterable[str]) -> float:
    """Return the share of characters read wrongly; each line against its best place on its page."""
    wrong = count = 0
    for page, text in zip(truth, pages, strict=True):
        read = folded(text)
        for line in page["lines"]:
            expected = folded(line["t"])
            wrong += errors(expected, read)
            count += len(expected)
    return wrong / count


def cell_f1(truth: Iterable[Sequence[str]], read: Iterable[Sequence[str]]) -> float:
    """Return the F1 of cells, each with its row's text beside it out of account."""
    expected = Counter(folded(cell) for row in truth for cell in row if folded(cell))
    found = Counter(folded(cell) for row in read for cell in row if folded(cell))
    both = (expected & found).total()
    return 2 * both / max(expected.total() + found.total(), 1)
