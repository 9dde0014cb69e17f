"""The numbers a document prints of itself, of what it replaces and amends: in normal form, with the edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from counterspec.syntax.numbers import Number, find

_KINDS = frozenset(
    {"standard", "local standard", "group standard", "enterprise standard", "certification rule"}
)
_TAIL = re.compile(r"\s*(?:\((?:[EFRSDC]|ru|en|fr|de)(?:/[EF])?\)|[™®]|\(IDT.{0,40}\))?\s*$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:编号|标准编号|标准号|文件编号|reference number|ref\. ?no\.?|"
    r"документ|№)\s?:?\s*|^(?:recommendation|номер)(?:\s|$)",
    re.I,
)
_KIND_WORDS = re.compile(
    r"^(?:international|european|british|indian|"
    r"american national) standard$|^(?:日本(?:産|工)業規格|한국산업표준)$|"
    r"^(?:norme (?:internationale|européenne|française)|deutsche norm|norma (?:española|brasileira|italiana))$",
    re.IGNORECASE,
)
_HINT = re.compile(r"\d{2}")


class OwnNumber(NamedTuple):
    """A number in normal form and its half-open range in the plain text it stands in."""

    value: str
    start: int
    end: int
    body: str = ""
    part: str | None = None


def own_number(text: str, *, whole: bool = False, recognised: bool = False) -> OwnNumber | None:
    """Return the first document number in a plain line; of a `whole` line, only if it says nothing else."""
    if _HINT.search(text) is None:
        return None
    for number in find(text, recognised=recognised):
        if number.kind in _KINDS and (whole or not number.loose):
            found = _own(number)
            return found if not whole or _alone(text, found) else None
    return None


def numbers_in(text: str, *, recognised: bool = False) -> Iterator[OwnNumber]:
    """Yield every document number in a plain text."""
    if _HINT.search(text):
        for number in find(text, recognised=recognised):
            if number.kind in _KINDS and not number.loose:
                yield _own(number)


def _own(number: Number) -> OwnNumber:
    return OwnNumber(_value(number), number.span.start, number.span.end, number.body, number.part)


def _value(number: Number) -> str:
    if number.edition is None:
        return number.canonical
    if not number.edition[0].isdigit() or "/" in number.edition:
        tail = number.edition if not number.edition[0].isdigit() else f"({number.edition})"
        return f"{number.canonical} {tail}"
    mark = ":" if ":" in number.raw.replace("：", ":") else "-"
    return f"{number.canonical}{mark}{number.edition}"


def _alone(text: str, found: OwnNumber) -> bool:
    before = _BEFORE.sub("", text[: found.start].strip()).strip()
    after = text[found.end :]
    if before and _KIND_WORDS.match(before) is None:
        return False
    return _TAIL.match(after) is not None or after.lstrip().startswith(("代替", "部分代替"))
