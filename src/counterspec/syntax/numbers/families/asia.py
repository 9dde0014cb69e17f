"""Standards of India, Japan, Korea, Taiwan, South-East Asia, the Gulf, Turkey, Australia."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import ALONE, COLON_DATED, GAP, YEAR, Family, Form, Grammar, year_of

_OF = r"(?:[ /-](?P<of>ISO(?:/IEC)?(?:[ /]T[SR])?|IEC(?:[ ]T[SR])?|EN))?"
_PART = r"(?P<part>(?:-\n?\d{1,3}(?!\d)){0,2})"


def _indian(match: re.Match[str]) -> Form:
    number = f"IS{match['in'] or ''} {match['num']}"
    part = match["part"]
    if part:
        part = re.sub(r"\s+", " ", part.strip())
        number += f" (Part {part})"
    return Form(
        number, year_of(match), "IS", part=part or None, loose=year_of(match) is None and not match["in"]
    )


def _lettered(match: re.Match[str]) -> Form:
    of = f" {match['of']}" if match["of"] else ""
    year = year_of(match)
    name = f"{match['body']} {match['letter']}{of} {match['num']}{match['part']}"
    return Form(name, year, match["body"], part=match["part"].strip("-") or None)


def _tta(match: re.Match[str]) -> Form:
    return Form(f"{match['body']}.{match['num']}", match["edition"], "TTA", part=match["part"])


def _plain(match: re.Match[str]) -> Form | None:
    body, of, year = re.sub(r"\s+", " ", match["body"]), match["of"], year_of(match)
    number = f"{body}{' ' + of if of else ''} {match['num']}{match['part']}"
    sure = bool(of or year)
    if not sure and len(match["num"]) < 3:
        return None
    return Form(number, year, body, part=match["part"].strip("-") or None, loose=not sure)


def _indian_dated(match: re.Match[str]) -> Form:
    form = _indian(match)
    year = year_of(match, "year2")
    return Form(form.canonical, year, "IS") if year else form


# These letters are also words and units: they need a standard taken over, or a year after a colon.
_COMMON = frozenset({"MS", "SS", "SI", "TS", "AS", "PS", "ES", "JS", "NIS", "PNS", "QS"})


def _far(match: re.Match[str]) -> Form | None:
    if match["body"] in _COMMON and not match["of"] and ":" not in match.group():
        return None
    return _plain(match)


_GRAMMARS = (
    Grammar(
        ("IS",),
        re.compile(
            rf"{ALONE}IS(?P<in>/ISO(?:/IEC)?|/IEC)?[ ]?[:-]?[ ]?(?P<num>\d{{2,5}}(?:-\d{{1,2}}(?=[ ]?[:(]))?)"
            rf"(?:(?:[ ]?\([ ]?Part[ -]?(?P<part>[\dIVX]{{1,4}}(?:[ ]?/[ ]?Sec(?:tion)?[ ]?\d{{1,3}})?)[ ]?\))"
            rf"(?:[ ]?[:-][ ]?(?P<year>{YEAR}))?"
            rf"|[ ]?:[ ]?(?P<year2>{YEAR})|(?(in)(?![\d(])|(?!)))"
        ),
        _indian_dated,
    ),
    Grammar(
        ("JIS", "KS"),
        re.compile(rf"{ALONE}(?P<body>JIS|KS)[ ](?P<letter>[A-Z]){_OF}[ ]?(?P<num>\d{{3,5}}"
                   rf"(?!\d)){_PART}{COLON_DATED}"),
        _lettered,
    ),
    Grammar(
        ("TTA",),
        re.compile(
            rf"{ALONE}(?P<body>TTA[A-Z]?)\.(?P<num>[A-Z0-9]{{2,4}}-\d{{2}}\.\d{{4}})(?:-[Pp]art"
            rf"(?P<part>\d{{1,2}}))?(?:/(?P<edition>R\d))?"
        ),
        _tta,
    ),
    Grammar(
        tuple(
            "CNS TIS MS SNI TCVN QCVN SS PNS SLS SASO GSO UAE.S SI TS AS NZS SANS NIS PS ES JS".split()
        ),
        re.compile(
            rf"{ALONE}(?P<body>CNS|TIS|MS|SNI|TCVN|QCVN|SS|PNS|SLS|SASO|GSO|UAE\.S|SI|TS|AS(?:[ ]?/[ ]?NZS)?|"
            rf"NZS|SANS|NIS|PS|ES|JS)"
            rf"{_OF}(?:{GAP}|-)(?P<num>\d{{2,6}}(?:\.\d{{1,3}}){{0,3}}(?!\d)){_PART}{COLON_DATED}"
        ),
        _far,
    ),
)  # fmt: skip

ENTRY = Family("asia", _GRAMMARS)
