"""National, sector, local, group and enterprise standards of China."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import (
    ALONE,
    DASH,
    DATED,
    GAP,
    YEAR,
    Family,
    Form,
    Grammar,
    NumberKind,
    tight,
    year_of,
)
from counterspec.syntax.plain import has_cjk

SECTORS = (
    "AQ", "BB", "BMB", "CB", "CH", "CJ", "CJJ", "CY", "DA", "DL", "DZ", "EJ", "FZ", "GA", "GC", "GD", "GH",
    "GM", "GY", "HB", "HG", "HJ", "HS", "HY", "JB", "JC", "JG", "JGJ", "JJF", "JJG", "JR", "JT", "JTG",
    "JTJ", "JY", "KA", "LB", "LD", "LS", "LY", "MH", "MR", "MT", "MZ", "NB", "NY", "QB", "QC", "QJ", "QX",
    "RB", "RF", "SB", "SC", "SF", "SH", "SJ", "SL", "SN", "SW", "SY", "TB", "TD", "TSG", "TY", "WB", "WH", "WJ",
    "WM", "WS", "WW", "XB", "XF", "XJ", "YB", "YC", "YD", "YJ", "YS", "YY", "YZ", "ZY", "CECS", "TCECS", "CCGF",
)  # fmt: skip
"""Codes of sectors, as the register of sector standards has them, and of two old association series."""

_AREA = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-6]|71|8[12])(?:\d{2})?"
_NUM = r"(?P<num>\d{1,6}(?:\.\d{1,4}){0,2}(?:[A-Z](?=[ ]?-[ ]?(?:19|20)\d\d))?(?!\d))"
_TAIL = (
    rf"(?P<change>/XG ?(?P<nth>\d{{1,2}})(?:{DASH}(?P<changed>{YEAR}))?)?"
    r"(?P<dual>/(?:ISO|IEC|IEEE|ITU)[A-Z/ -]{0,12}[ ]?\d{2,6}(?:-\d{1,3}){0,2}(?:[:-](?:19|20)\d\d)?)?"
)
# Amounts of memory and money, and names of models, look like a bare prefix with a number.
_UNIT = re.compile(
    r"[ ]?(?:内存|硬盘|显存|闪存|流量|RAM|ROM|DDR|SSD|HDD|memory|of |bytes?\b|/s|元|年|月|%|％)", re.I
)
_CODE = re.compile(r"[A-Za-z]|[-_][A-Za-z0-9]|/[A-Za-z]")
_SAMPLE = re.compile(r"(?:charset|encoding)[ ]?=[ ]?[\"'“”]?$", re.I)


def _national(match: re.Match[str]) -> Form | None:
    prefix, number = _prefix(match["pfx"]), match["num"]
    text, start = match.string, match.start()
    year = year_of(match)
    if len(number) < 3 and len(match["year"] or "") == 2:
        return None  # "GB/T 1-50" counts something
    if "/" not in prefix and prefix != "GBZ":
        before = text[max(0, start - 14) : start]
        if _SAMPLE.search(before):
            return None
        digits = len(number.partition(".")[0])
        if year is None and (
            digits < 3
            or number.startswith("0")
            or before.rstrip(" ")[-1:].isdigit()
            or _UNIT.match(text, match.end())
            or _CODE.match(text, match.end())
        ):
            return None
    return _form(
        match, prefix, number, year, "standard", loose=prefix == "GB" and year is None and not _han(match)
    )


def _prefix(text: str) -> str:
    """Return a prefix in normal form: "GB/T" for "gb / t", "GB-T" and "GBT" alike."""
    prefix = tight(text).upper()
    return "GB/T" if prefix in ("GBT", "GB-T") else prefix


def _han(match: re.Match[str]) -> bool:
    """Return whether Chinese stands near: there, GB before a number is the national prefix."""
    near = match.string[max(0, match.start() - 60) : match.end() + 60]
    return has_cjk(near)


def _form(
    match: re.Match[str], prefix: str, number: str, year: str | None, kind: NumberKind, *, loose: bool = False
) -> Form:
    canonical, edition = f"{prefix} {number}", year
    if match["change"]:
        canonical += f"-{year}" if year else ""
        canonical += f"/XG{match['nth']}"
        edition = year_of(match, "changed")
    part = number.partition(".")[2] or None
    return Form(canonical, edition, prefix, kind, part, loose)


def _sector(match: re.Match[str]) -> Form | None:
    code, number = match["code"], match["num"]
    slash = "/" + match["t"].strip(" \n/-").upper() if match["t"] else ""
    year = year_of(match) or year_of(match, "colon")
    before = match.string[match.start() - 1 : match.start()]
    if before in ("-", "_", "/", "."):
        return None
    if (
        not slash
        and year is None
        and (len(number.partition(".")[0]) < 3 or _CODE.match(match.string, match.end()))
    ):
        return None
    # "SJ 2023-2024" counts a project's years.
    years = not slash and number.isdigit() and 1990 <= int(number) <= 2040 and len(number) == 4
    loose = not slash and (year is None or years)
    return _form(match, code + slash, number, year, "standard", loose=loose)


def _local(match: re.Match[str]) -> Form | None:
    prefix = f"DB{match['area']}{tight(match['t'] or '')}"
    year = year_of(match)
    if not match["t"] and year is None and not _han(match):
        return None
    return _form(match, prefix, match["num"], year, "local standard", loose=not match["t"] and year is None)


def _building(match: re.Match[str]) -> Form:
    prefix = re.sub(r"[ \n]", "", match["pfx"])
    return Form(
        f"{prefix}{match['sep']}{match['num']}".replace("  ", " "), year_of(match), "DB", "local standard"
    )


def _group(match: re.Match[str]) -> Form | None:
    year = year_of(match)
    return _form(match, f"T/{match['org']}", match["num"], year, "group standard", loose=year is None)


def _enterprise(match: re.Match[str]) -> Form | None:
    year = year_of(match)
    if match["org"].isdigit():
        return None
    return _form(match, f"Q/{match['org']}", match["num"], year, "enterprise standard", loose=year is None)


def _special(match: re.Match[str]) -> Form:
    """Return a number with letters inside: "JTG F80/1-2017", "TSG D0001-2009", "SF/Z JD0300001-2010"."""
    prefix = tight(match["pfx"])
    return Form(f"{prefix} {match['num']}", year_of(match), prefix)


_SLASH_T = rf"{GAP}/{GAP}[TZtz]"


def _unknown(match: re.Match[str]) -> Form | None:
    """Return a number of a body that the register does not have, in the form all sectors share."""
    prefix, short = tight(match["pfx"]), len(match["year"] or "") == 2
    if short or prefix.startswith(("DB", "GB", "IEC", "ISO")):
        return None
    return Form(f"{prefix} {match['num']}", year_of(match), prefix, loose=year_of(match) is None)


_GRAMMARS = (
    Grammar(
        ("GB", "GSB", "gb/t", "Gb/t", "Gb/T"),
        re.compile(
            rf"{ALONE}(?P<pfx>(?:GB|gb|Gb){_SLASH_T}|GB[ -]?T(?=[ ]?\d{{3}})|GBZ(?:{GAP}/{GAP}T)?|GBJ|GSB|GB)"
            rf"{GAP}{_NUM}{DATED}{_TAIL}"
        ),
        _national,
    ),
    Grammar(
        ("GJB",),
        re.compile(
            rf"{ALONE}(?P<pfx>GJB(?:{GAP}/{GAP}Z)?){GAP}"
            rf"(?P<num>\d{{1,5}}(?:\.\d{{1,3}})?[A-Z]?(?![A-Za-z0-9])){DATED}{_TAIL}"
        ),
        lambda match: _form(match, tight(match["pfx"]), match["num"], year_of(match), "standard"),
    ),
    Grammar(
        SECTORS,
        re.compile(
            rf"{ALONE}(?P<code>{'|'.join(sorted(SECTORS, key=len, reverse=True))})(?P<t>{_SLASH_T}|T"
            rf"(?=[ ]?\d{{1,5}}(?:\.\d{{1,3}})?[ ]?-[ ]?(?:19|20)\d\d))?"
            rf"{GAP}{_NUM}(?:{DASH}(?P<year>{YEAR}|[5-9]\d(?![\d.-]))|:(?P<colon>{YEAR}))?{_TAIL}"
        ),
        _sector,
    ),
    Grammar(
        ("JTG", "TSG", "SF"),
        re.compile(
            rf"{ALONE}(?P<pfx>JTG(?:{GAP}/{GAP}T)?|TSG|SF/Z){GAP}(?P<num>[A-Z]{{1,2}}\d{{1,8}}(?:/\d)?){DATED}"
        ),
        _special,
    ),
    Grammar(
        ("DB",),
        re.compile(rf"{ALONE}DB[ ]?(?P<area>{_AREA})(?P<t>{GAP}/{GAP}T)?{GAP}{_NUM}{DATED}{_TAIL}"),
        _local,
    ),
    Grammar(("DB",), re.compile(rf"{ALONE}(?P<pfx>DB{GAP}/{GAP}T){GAP}{_NUM}{DATED}{_TAIL}"), lambda match: _form(
        match, tight(match["pfx"]), match["num"], year_of(match), "standard")),
    Grammar(
        ("DBJ", "DGJ", "DG/TJ"),
        re.compile(
            rf"{ALONE}(?P<pfx>DBJ(?:[ ]?/[ ]?T)?|DGJ|DG/TJ)(?P<sep>[ ]?)(?P<num>\d{{2}}(?:/T[ ]?\d{{1,4}}|"
            rf"-\d{{1,5}}(?:\.\d)?(?=-)|-\d{{1,3}}-\d{{1,4}}(?=-))){DATED}"
        ),
        _building,
    ),
    Grammar(
        ("T/", "T /"),
        re.compile(rf"(?<![A-Za-z0-9/])T[ ]?/[ ]?(?P<org>[A-Z][A-Z0-9]{{1,11}}?){GAP}{_NUM}{DATED}{_TAIL}"),
        _group,
    ),
    Grammar(
        ("Q/", "Q /"),
        re.compile(rf"(?<![A-Za-z0-9/])Q[ ]?/[ ]?(?P<org>[A-Z0-9]{{2,10}}?)(?:{GAP}|[-.]){_NUM}{DATED}{_TAIL}"),
        _enterprise,
    ),
    Grammar(
        (),
        re.compile(rf"(?<![A-Za-z0-9/-])(?P<pfx>[A-Z]{{2,4}}[ ]?/[ ]?[TZ])[ ]?(?P<num>\d{{1,5}}"
                   rf"(?:\.\d{{1,3}}){{0,2}}(?!\d)){DATED}"),
        _unknown,
        ("/T", "/ T", "/Z"),
    ),
)  # fmt: skip

ENTRY = Family("china", _GRAMMARS)
