"""The parts of a note: its main part before examples, and the segment a word stands in."""

from __future__ import annotations

import re

_EXAMPLE = re.compile(
    r"\b(?:e\.\s?g\.|for example|such as|z\.\s?b\.|p\.\s?ej\.|par exemple|ex\s?\.?:|например|örn\.)"
    r"|例如|比如|譬如|如[:：]|（如|\(如|，如|,如|例[:：]|예[:：)]|例えば|مثل|जैसे",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.;:!?。；：！？,，、()（）\[\]【】\n/|]|\s[-–—]\s")
_TELLING = re.compile(r"[^\W\d_]{4,}|[\u0900-\u0dff\u3040-\u9fff\uac00-\ud7af]{2}")
_HEAD_CHARS = 160
"""Beyond this, a long description no longer says what the field is."""


def main_part(text: str) -> int:
    """Return where the main part of a note ends: at its examples, or after the head of a long text."""
    example = _EXAMPLE.search(text)
    end = example.start() if example and example.start() > 0 else len(text)
    if end <= _HEAD_CHARS:
        return end
    stop = max(text.find(". ", 40, _HEAD_CHARS), text.find("。", 40, _HEAD_CHARS))
    return stop if stop != -1 else _HEAD_CHARS


def segment_of(text: str, offset: int) -> tuple[int, int]:
    """Return the half-open range of the segment around `offset`: between punctuation marks."""
    start = 0
    for match in _BREAK.finditer(text):
        if match.start() >= offset:
            return start, match.start()
        start = match.end()
    return start, len(text)


def tells(text: str) -> bool:
    """Whether a note says what a thing is, rather than listing codes (Y/N, 0/1)."""
    return len(_TELLING.findall(text)) > 1
