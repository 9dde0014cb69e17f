"""Standards of the Americas: NIST and FIPS, ANSI and its committees, ASTM, MIL, ABNT, NOM."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import ALONE, COLON_DATED, GAP, YEAR, Family, Form, Grammar, year_of

_REVISED = r"(?:[ ,]{0,2}(?P<revised>(?:Rev(?:ision|\.)?[ ]?\d|r\d|e\d(?:u\d)?|Version[ ]\d(?:\.\d)?)))?"


def _sp(match: re.Match[str]) -> Form:
    return Form(f"NIST SP {match['num']}", _revision(match), "NIST")


def _revision(match: re.Match[str]) -> str | None:
    revised = match["revised"]
    if not revised:
        return None
    return re.sub(r"^(?:Revision|Rev\.?|r)[ ]?", "Rev. ", revised)


def _nist(match: re.Match[str]) -> Form:
    series = match["series"] or "IR"
    return Form(f"NIST {series} {match['num']}", _revision(match), "NIST")


def _fips(match: re.Match[str]) -> Form:
    return Form(f"FIPS {match['num']}", None, "FIPS")


def _itl(match: re.Match[str]) -> Form:
    update = f" Update {match['update']}" if match["update"] else ""
    edition = (match["year"] or "") + update
    return Form(f"ANSI/NIST-ITL {match['num']}", edition.strip() or None, "ANSI/NIST-ITL")


def _ansi(match: re.Match[str]) -> Form:
    body = re.sub(r"\s*/\s*", "/", match["body"])
    number = match["num"]
    return Form(f"{body} {number}", year_of(match), body, loose=year_of(match) is None and number.isdigit())


def _astm(match: re.Match[str]) -> Form:
    year = match["year"]
    year = year if not year or len(year) == 4 else ("19" if int(year) >= 50 else "20") + year
    return Form(f"ASTM {match['num']}", year, "ASTM")


def _mil(match: re.Match[str]) -> Form:
    return Form(match["num"].replace(" ", "-"), match["edition"], match["num"].split("-")[0])


def _brazil(match: re.Match[str]) -> Form:
    of = f" {match['of']}" if match["of"] else ""
    part = match["part"].strip("-") or None
    return Form(f"ABNT NBR{of} {match['num']}{match['part']}", year_of(match), "ABNT NBR", part=part)


def _mexico(match: re.Match[str]) -> Form:
    return Form(match["num"], match["year"], match["num"][:3])


def _other(match: re.Match[str]) -> Form:
    of = f" {match['of']}" if match["of"] else ""
    body = re.sub(r"\s+", " ", match["body"])
    year = year_of(match)
    return Form(f"{body}{of} {match['num']}{match['part']}", year, body, loose=not of and year is None)


_OF = r"(?:[ -](?P<of>ISO(?:/IEC)?(?:[ /]T[SR])?|IEC(?:[ ]T[SR])?))?"
_GRAMMARS = (
    Grammar(
        ("NIST", "SP", "Special Publication"),
        re.compile(
            rf"{ALONE}(?:NIST[ .]?)?(?:SP|Special[ ]Publication)(?:[ ]\(SP\))?[ .]?(?P<num>(?:800|1800|"
            rf"500)-\d{{1,4}}[A-Z]?(?:-\d{{1,2}})?(?!\d)){_REVISED}"
        ),
        _sp,
    ),
    Grammar(
        ("NIST", "NISTIR"),
        re.compile(rf"{ALONE}NIST(?:IR[ ]|[ .](?P<series>IR|AI|TN|HB|CSWP)[ .]?)(?P<num>\d{{1,4}}"
                   rf"(?:-\d{{1,4}}[A-Z]?)?(?!\d)){_REVISED}"),
        _nist,
    ),
    Grammar(
        ("NIST FIPS", "FIPS"),
        re.compile(rf"{ALONE}(?:NIST[ ])?FIPS[ -]?(?:PUB(?:LICATION)?S?[ ]?)?(?P<num>\d{{1,3}}"
                   rf"(?:-\d{{1,2}})?(?![\d]))", re.I),
        _fips,
    ),
    Grammar(
        ("ANSI/NIST", "ANSI-NIST", "NIST-ITL", "NIST/ITL"),
        re.compile(
            rf"{ALONE}(?:ANSI[/-])?NIST[-/]ITL[ ](?P<num>[12])(?![\d.])(?:-(?P<year>{YEAR}a?))?"
            rf"(?:[ ,:(]{{0,3}}(?:UPDATE|Update)[ :]{{0,2}}(?P<update>\d{{4}}))?"
        ),
        _itl,
    ),
    Grammar(
        ("ANSI", "INCITS", "NEMA TS", "NFPA", "TIA", "UL", "SAE", "NTCIP", "ASHRAE", "ASME", "CSA", "CAN/"),
        re.compile(
            rf"{ALONE}(?P<body>(?:ANSI[ ]?/[ ]?)?(?:INCITS|TIA(?:/EIA)?|UL|SIA|ASIS|NFPA|ASSE|ISEA|ASHRAE|ASME|"
            rf"NEMA[ ]TS)|ANSI|SAE|NTCIP|CAN/(?:CSA|ULC)|CSA)"
            rf"[ -](?P<num>[A-Z]{{0,3}}\d{{1,5}}(?:\.\d{{1,3}}){{0,3}}(?:-[A-Z](?![A-Za-z\d]))?(?!\d))"
            rf"(?:[ ]?[-:_][ ]?(?P<year>{YEAR}))?"
        ),
        _ansi,
    ),
    Grammar(
        ("ASTM",),
        re.compile(rf"{ALONE}ASTM[ ](?P<num>[A-G]\d{{1,4}}(?:/[A-G]\d{{1,4}}M?)?)(?:-(?P<year>(?:19|20)\d\d|"
                   rf"\d\d)(?!\d))?"),
        _astm,
    ),
    Grammar(
        ("MIL-", "MIL "),
        re.compile(rf"{ALONE}(?P<num>MIL[- ](?:STD|HDBK|PRF|DTL|SPEC)[- ]\d{{2,6}})(?P<edition>[A-Z])?"
                   rf"(?![A-Za-z\d])"),
        _mil,
    ),
    Grammar(
        ("ABNT", "NBR"),
        re.compile(rf"{ALONE}(?:ABNT[ /-]?)?NBR{_OF}(?:{GAP}|-)(?P<num>\d{{2,5}}(?!\d))(?P<part>(?:-\d{{1,2}}"
                   rf"(?!\d)){{0,2}}){COLON_DATED}"),
        _brazil,
    ),
    Grammar(
        ("NOM-", "NMX-"),
        re.compile(rf"{ALONE}(?P<num>(?:NOM|NMX)-[A-Z0-9]{{1,4}}(?:-[A-Z0-9/]{{2,12}}){{1,4}}?)-(?P<year>{YEAR})"),
        _mexico,
    ),
    Grammar(
        ("IRAM", "NTC", "NCh", "UNIT", "COVENIN", "INEN", "NTE INEN", "NTP"),
        re.compile(
            rf"{ALONE}(?P<body>IRAM|NTC|NCh|UNIT|COVENIN|NTE[ ]INEN|NTP){_OF}[ -]?(?P<num>\d{{2,5}}"
            rf"(?:\.\d{{1,3}})?(?!\d))(?P<part>(?:-\d{{1,2}}(?!\d)){{0,2}}){COLON_DATED}"
        ),
        _other,
    ),
)  # fmt: skip

ENTRY = Family("americas", _GRAMMARS)
