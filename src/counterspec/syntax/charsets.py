"""The code pages that office files name by numbers."""

from __future__ import annotations

import codecs
from functools import lru_cache

_BY_CHARSET = {
    0: "cp1252", 2: "symbol", 77: "mac_roman", 78: "cp932", 79: "cp949", 80: "gb18030", 81: "cp950", 128:
    "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163:
    "cp1258", 177: "cp1255", 178: "cp1256", 179: "cp1256", 180: "cp1256", 181: "cp1255", 186: "cp1257", 204:
    "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"
}  # fmt: skip
_BY_NUMBER = {
    936: "gb18030", 54936: "gb18030", 20936: "gb18030", 950: "cp950", 932: "cp932", 949: "cp949", 1361:
    "johab", 65001: "utf-8", 10000: "mac_roman", 10007: "mac_cyrillic", 10008: "gb18030", 10001: "cp932",
    1200: "utf-16-le", 28591: "cp1252", 20127: "cp1252", 52936: "hz", 51949: "euc_kr", 51932: "euc_jp", 20866:
    "koi8-r"
}  # fmt: skip
_BY_LANGUAGE = {
    0x04: "gb18030", 0x11: "cp932", 0x12: "cp949", 0x19: "cp1251", 0x22: "cp1251", 0x02: "cp1251", 0x23: "cp1251",
    0x2F: "cp1251", 0x3F: "cp1251", 0x08: "cp1253", 0x1F: "cp1254", 0x0D: "cp1255", 0x01: "cp1256", 0x29: "cp1256",
    0x20: "cp1256", 0x1E: "cp874", 0x05: "cp1250", 0x0E: "cp1250", 0x15: "cp1250", 0x18: "cp1250", 0x1B: "cp1250",
    0x24: "cp1250", 0x1A: "cp1250", 0x1C: "cp1250", 0x25: "cp1257", 0x26: "cp1257", 0x27: "cp1257", 0x2A: "cp1258",
}  # fmt: skip
_TRADITIONAL = frozenset({0x0404, 0x0C04, 0x1404})


def of_charset(number: int) -> str:
    """Return the encoding of a font's character set, "" for one that depends on the file."""
    return _BY_CHARSET.get(number, "")


@lru_cache(maxsize=64)
def of_code_page(number: int) -> str:
    """Return the encoding of a code page, the Western one where it is unknown."""
    name = _BY_NUMBER.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def of_language(number: int) -> str:
    """Return the encoding that texts in a language (by its Windows number) were written in before Unicode."""
    if number in _TRADITIONAL:
        return "cp950"
    return _BY_LANGUAGE.get(number & 0x3FF, "cp1252")
