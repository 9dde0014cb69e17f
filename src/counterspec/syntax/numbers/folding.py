"""A copy of a text in which numbers look alike: full-width signs, dashes, slashes and spaces folded one for one."""

from __future__ import annotations

import re

_DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2501\u2e3a\u2e3b\ufe58\ufe63"
_SPACES = (
    "\t\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u202f\u205f\u2060\u3000\ufeff"
)
_TABLE: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(sign): "-" for sign in _DASHES},
    **{ord(sign): " " for sign in _SPACES},
    **{ord(sign): "/" for sign in "\u2044\u2215\u29f8"},
    **{ord(sign): ":" for sign in "\u2236\ufe55"},
    **{ord(sign): "~" for sign in "\u301c\u223c\u02dc"},
    ord("\r"): "\n",
}
# Engines and typists write 一 (one) and ー (a long vowel) for a dash.
_DASH_LIKE = re.compile(r"(?<=\d)([ ]?)[\u4e00\u30fc](?=[ ]?(?:19|20)\d\d)")
# A dash of two signs, as typewriters make it.
_DOUBLE = re.compile(r"(?<=\d)--(?=(?:19|20)\d\d)")


def fold(text: str) -> str:
    """Return a copy of the same length, so that places in it are places in the text."""
    folded = text.translate(_TABLE)
    if "\u4e00" in folded or "\u30fc" in folded:
        folded = _DASH_LIKE.sub(r"\1-", folded)
    return _DOUBLE.sub(" -", folded) if "--" in folded else folded
