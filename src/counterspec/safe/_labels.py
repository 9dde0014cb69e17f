"""The encoding that a text declares for itself, and Python's name for it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_HEAD = 4096
_PLACES = (
    re.compile(rb"""\A\s{0,64}<\?xml[^>]{0,256}?\sencoding\s{0,8}=\s{0,8}["']([\w.:-]{2,40})["']"""),
    re.compile(rb"""\A@charset\s{1,8}["']([\w.:-]{2,40})["']"""),
    re.compile(rb"""<meta[^>]{0,256}?charset\s{0,8}=\s{0,8}["']?([\w.:-]{2,40})""", re.IGNORECASE),
    re.compile(rb"""\A(?:[^\n]{0,256}\n)?[^\n]{0,256}?coding[:=][ \t]{0,8}([\w.-]{2,40})"""),
    re.compile(rb"""Content-Type:\s{0,8}text/[\w+-]{1,20};\s{0,8}charset=([\w.:-]{2,40})""", re.IGNORECASE),
)
_VIM = re.compile(rb"vim?:[^\n]{0,128}?\b(?:fileencoding|fenc)=([\w.-]{2,40})")

_SUPERSETS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "ms936": "gb18030", "hz-gb-2312": "hz",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms932": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "uhc": "cp949",
    "big5": "cp950", "big5-tw": "cp950", "x-x-big5": "cp950", "tis-620": "cp874", "windows-874": "cp874",
    "iso-8859-11": "cp874", "iso-8859-9": "cp1254", "x-euc-jp": "euc_jp", "x-cp1251": "cp1251",
    "iso-8859-8-i": "iso8859-8", "utf8": "utf-8", "utf-8-unix": "utf-8", "utf-8-emacs": "utf-8",
    "utf8-with-bom": "utf-8", "x-user-defined": "",
    "utf-8-sig": "utf-8", "utf8mb4": "utf-8", "x-gb18030": "gb18030", "unicode": "",
}  # fmt: skip
"""Labels that are used for a larger set than they name, as browsers read them."""


@dataclass(frozen=True, slots=True)
class Declared:
    """`label` as the text spells it, `encoding` as Python calls the set it stands for."""

    label: str
    encoding: str


def declared(data: bytes) -> Declared | None:
    """Return what the first or last lines declare, None where they declare nothing known."""
    head = data[:_HEAD]
    for place in _PLACES:
        match = place.search(head)
        if match:
            return _known(match.group(1))
    match = _VIM.search(head) or _VIM.search(data[-512:])
    return _known(match.group(1)) if match else None


def same(declared_encoding: str, encoding: str) -> bool:
    """Tell whether both names stand for one encoding, or the second for a plain extension of the first."""
    one, other = codecs.lookup(declared_encoding).name, codecs.lookup(encoding).name
    return one == other or (one, other) in {("cp950", "big5hkscs"), ("euc_jp", "euc_jis_2004")}


def _known(label: bytes) -> Declared | None:
    name = label.decode("ascii", "ignore").lower()
    python_name = _SUPERSETS.get(name, name)
    try:
        found = codecs.lookup(python_name).name if python_name else ""
        "".encode(found or "undefined")
    except (LookupError, UnicodeError):
        return None
    text_only = found not in {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"}
    return Declared(name, found) if found and text_only else None
