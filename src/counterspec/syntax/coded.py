"""A value with a code and a label: which of the two names it."""

from __future__ import annotations

import re
from typing import NamedTuple

from counterspec.model import Note
from counterspec.syntax.sheet import note
from counterspec.syntax.tree import Scalar

_WORD = re.compile(r"[^\W\d_]{3}|[^\W\d_a-zA-Z\u00c0-\u024f]")


class Coded(NamedTuple):
    """The name of a value at its place, its code where that is another text, and its notes."""

    name: Scalar
    code: str | None = None
    notes: tuple[Note | None, ...] = ()


def is_opaque(text: str) -> bool:
    """Whether a code has no word in it: no three letters in a row, no letter of a script without cases."""
    return _WORD.search(text[:80]) is None


def coded(code: Scalar | None, label: Scalar | None, *notes: Note | None) -> Coded | None:
    """Return a value; a code without a word gives way to the label as the name and stays as the code."""
    if code is None or (label is not None and is_opaque(code.text)):
        return Coded(label, code.text if code is not None else None, notes) if label is not None else None
    return Coded(code, None, (note(label, "label"), *notes))
