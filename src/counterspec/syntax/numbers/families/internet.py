"""Computing: IETF, IEEE, ECMA, ICAO's machine readable documents."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import ALONE, GAP, YEAR, Family, Form, Grammar, year_of


def _rfc(match: re.Match[str]) -> Form | None:
    number = match["num"].lstrip("0")
    return Form(f"RFC {number}", year_of(match), "RFC", loose=len(number) < 3) if number else None


def _series(match: re.Match[str]) -> Form:
    return Form(
        f"{match['series']} {match['num'].lstrip('0')}", None, match["series"], loose=not match["ietf"]
    )


# Names of protocols and plugs: they are cited as standards only with "Std" or a year.
_PROTOCOL = re.compile(r"802(?:\.|$)|1394|488$|754$|1284$")


def _ieee(match: re.Match[str]) -> Form | None:
    year = year_of(match)
    if not year and not match["std"] and _PROTOCOL.match(match["num"]):
        return None
    number = ("P" if match["draft"] else "") + match["num"]
    loose = not year and not match["std"] and not match["draft"]
    return Form(f"IEEE {number}", year, "IEEE", loose=loose, draft=bool(match["draft"]))


def _ecma(match: re.Match[str]) -> Form:
    return Form(f"ECMA-{match['num']}", year_of(match), "ECMA", loose=len(match["num"]) < 3)


def _icao(match: re.Match[str]) -> Form:
    return Form(
        f"ICAO Doc {match['num']}", None, "ICAO", loose=not match["body"] and match["num"][:4] != "9303"
    )


_GRAMMARS = (
    Grammar(
        ("IETF", "RFC"),
        re.compile(
            rf"{ALONE}(?:IETF[ ]?[-/]?[ ]?)?RFCs?(?:{GAP}|[-_])(?:No\.?[ ]?)?(?P<num>\d{{1,5}}(?!\d))"
            rf"(?:[ ]?-[ ]?(?P<year>{YEAR}))?"
        ),
        _rfc,
    ),
    Grammar(
        ("IETF", "BCP", "STD"),
        re.compile(r"(?<![A-Za-z0-9-])(?P<ietf>IETF[ ])?(?P<series>BCP|STD)[ \n]?(?P<num>\d{1,3})(?![\dA-Za-z_]|\.\d)"),
        _series,
    ),
    Grammar(
        ("IEEE",),
        re.compile(
            rf"{ALONE}IEEE(?:/ANSI)?(?P<std>[ ]?(?:Std\.?|STD\.?|Standard))?{GAP}(?P<draft>P)?(?P<num>\d{{1,5}}"
            rf"(?:\.\d{{1,3}}[A-Za-z]{{0,3}})?(?![\d.]\d))(?:[ ]?[-:][ ]?(?P<year>{YEAR}))?"
        ),
        _ieee,
    ),
    Grammar(
        ("ECMA",),
        re.compile(rf"{ALONE}ECMA(?:-|{GAP})(?P<num>\d{{2,3}}(?!\d))(?:[:-](?P<year>{YEAR}))?"),
        _ecma,
    ),
    Grammar(
        ("ICAO", "Doc"),
        re.compile(r"(?<![A-Za-z0-9])(?P<body>ICAO[ ])?Doc(?:ument)?\.?[ ](?P<num>\d{4}(?:-\d{1,2})?)(?!\d)"),
        _icao,
    ),
)  # fmt: skip

ENTRY = Family("internet", _GRAMMARS)
