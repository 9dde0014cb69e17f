"""The title and the date printed beside a number."""

from __future__ import annotations

import re

from counterspec.syntax.citing.clauses import WHOLE
from counterspec.syntax.citing.places import Place
from counterspec.syntax.plain import has_cjk

_SPACES = re.compile(r"\s+")
_QUOTED = re.compile(r"《([^《》\n]{2,120})》\s?[（(\[]?\s?$")
_QUOTED_AFTER = re.compile(r"\s?[)）]?\s?《([^《》\n]{2,120})》")
_WITHIN = re.compile(r"《([^《》\n]{2,120})$")
_DOUBLE = re.compile(r"[\"“]([^\"“”]{4,200})[,.]?[\"”],?\s(?:[A-Z]+ \d+, )?$")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NEXT_ENTRY = re.compile(
    r"\s\[\d{1,3}\]|(?<=[^\x00-\x7f)\]])\s(?=(?:IETF|ISO|IEC|GB|G[AM]|RFC|ITU-T)[ /\d])|"
    r"(?<=[)\]])\s(?=IETF|ISO|IEC|GB)"
)
_TRANSLATED = re.compile(r"\s?[（(\[](?=[A-Za-z][^（()）]{5})")
_RELATED = re.compile(
    r"\s?[（(][^（()）]{0,60}\b(?:IDT|MOD|NEQ|EQV|IEC|ISO|EN)\b[^（()）]{0,40}[)）].*$", re.S
)
_MONTH = re.compile(rf"[,.]?\s(?:DOI [^\s,]+, )?(?:{_MONTHS})\s((?:19|20)\d\d)")


def title_of(place: Place, *, listed: bool) -> str | None:
    """Return the title printed beside a number: before it in 《》 or quotation marks, or after it."""
    for pattern, text in ((_QUOTED, place.before), (_DOUBLE, place.before)):
        match = pattern.search(text)
        if match is not None:
            return _SPACES.sub(" ", match[1]).strip()
    match = _QUOTED_AFTER.match(place.right) or _WITHIN.search(place.left)
    if match is not None:
        return _SPACES.sub(" ", match[1]).strip()
    if not listed:
        return None
    after = _NEXT_ENTRY.split(place.tail, maxsplit=1)[0]
    if has_cjk(after):
        after = _TRANSLATED.split(after, maxsplit=1)[0]
    after = WHOLE.sub("", after)
    title = _SPACES.sub(" ", _RELATED.sub("", after)).strip(" ,.;:，。；：-—\t")
    return title if len(title) >= 2 and any(sign.isalpha() for sign in title) else None


def dated_after(place: Place) -> str | None:
    """Return the year of the month printed behind a number in a list: "RFC 2543, March 1999"."""
    match = _MONTH.match(place.right)
    return match[1] if match is not None else None
