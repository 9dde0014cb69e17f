"""European standards and the national bodies that take them over."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import ALONE, COLON_DATED, GAP, YEAR, Family, Form, Grammar, year_of

_NATIONAL = (
    r"BS|DIN|NF|UNE|UNI|CEI|NEN|NBN|SS|SN|SFS|DS|NS|PN|ČSN|CSN|STN|MSZ|LST|EVS|LVS|ÖNORM|OENORM|ÖVE|SIST|HRN|SR|ELOT|"
    r"TS|БДС|BDS|I\.?S\.?|IS|NP|ДСТУ|СТБ|ГОСТ"
)
_HYPHENED = frozenset({"UNE", "PN", "NEN", "SS", "SFS", "NBN", "LST", "EVS", "LVS"})
_EUROPEAN = r"(?P<pre>Fpr|pr)?(?P<body>EN|CEN/CLC/TS|CEN/TS|CEN/TR|CLC/TS|CLC/TR|CWA|HD|ENV)"
_OF = r"(?:[ -](?P<of>ISO(?:/IEC)?(?:/TS|/TR|[ ]T[SR])?|IEC|ETSI))?"
_NUM = r"(?P<num>\d{2,5}(?!\d))(?P<part>(?:-\n?\d{1,3}(?!\d)){0,3})"
_AMENDED = rf"(?P<amended>(?:[ ]?[+/][ ]?A[C\d]{{1,2}}(?::{YEAR})?){{1,3}})?"


def _european(match: re.Match[str]) -> Form | None:
    nation, of = match["nat"] or "", match["of"]
    number = match["num"]
    year = year_of(match) or year_of(match, "bracketed")
    if match["body"] == "HD" and not nation and year is None:
        return None  # the size of a picture
    if re.match(r"[ ]\d{3}(?!\d)", match.string[match.end("part") :][:5]) and len(number) == 3 and not of:
        return None  # a number of ETSI, which parts its six figures
    body = f"{match['pre'] or ''}{match['body']}"
    name = f"{nation}{'-' if nation in _HYPHENED else ' '}{body}" if nation else body
    canonical = f"{name}{' ' + of if of else ''} {number}{match['part'].replace(chr(10), '')}"
    bare = not nation and not of and year is None and not match["part"]
    amended = (match["amended"] or "").replace(" ", "")
    edition = year + amended if year else None
    part = match["part"].strip("-") or None
    return Form(canonical, edition, name, part=part, loose=bare and len(number) < 5, draft=bool(match["pre"]))


def _national(match: re.Match[str]) -> Form | None:
    year, of = year_of(match), match["of"]
    body = re.sub(r"\s+", " ", match["body"])
    loose = year is None and not of and (len(match["num"]) < 4 or body in ("BS", "SS", "NS", "DS", "SN"))
    if loose and len(match["num"]) < 3 and not match["part"]:
        return None
    canonical = f"{body}{' ' + of if of else ''} {match['num']}{match['part']}"
    return Form(canonical, year, body, part=match["part"].strip("-") or None, loose=loose)


def _french(match: re.Match[str]) -> Form:
    return Form(f"{match['pfx']} {match['letter']} {match['num']}", year_of(match), match["pfx"])


def _technical(match: re.Match[str]) -> Form:
    return Form(f"BSI TR-{match['num']}", None, "BSI")


def _german(match: re.Match[str]) -> Form:
    return Form(f"BSI-Standard {match['num']}", None, "BSI")


_GRAMMARS = (
    Grammar(
        ("BSI-Standard", "BSI Standard"),
        re.compile(rf"{ALONE}BSI[- ]Standards?[ ](?P<num>[12]00-[1-4])(?!\d)"),
        _german,
    ),
    Grammar(
        tuple(
            "BS DIN NF UNE UNI CEI NEN NBN SS SN SFS DS NS PN ČSN CSN STN MSZ LST EVS LVS ÖNORM OENORM ÖVE SIST HRN SR "
            "ELOT TS БДС BDS I.S. IS NP ДСТУ СТБ ГОСТ EN prEN FprEN CEN CLC CWA HD ENV".split()
        ),
        re.compile(
            rf"{ALONE}(?:(?P<nat>(?:UNI[ ]CEI|DIN[ ]VDE|{_NATIONAL}))[ \n/-])?{_EUROPEAN}{_OF}(?:{GAP}|-){_NUM}"
            rf"(?:[ ]?\((?P<bracketed>{YEAR})\)|{COLON_DATED}){_AMENDED}"
        ),
        _european,
    ),
    Grammar(
        tuple(
            "BS DIN UNE UNI CEI NEN SS SFS NBN NS DS SN PN ČSN STN MSZ VDE ÖNORM OENORM VdS VDI PAS".split()
        ),
        re.compile(
            rf"{ALONE}(?P<body>DIN(?:[ /-](?:VDE|SPEC|CEN/TS|V|EN))?(?:[ ]V(?![A-Za-z]))?|BS|PAS|UNE|UNI(?:[/ ]"
            rf"(?:PdR|TS|TR|CEI))?|CEI|NEN|SS|SFS|NBN|NS|DS|SN|PN|"
            rf"ČSN|STN|MSZ|VDE(?:-AR-[A-Z])?|(?:ÖNORM|OENORM)[ ][A-Z]{{1,2}}|VdS|VDI(?:/VDE)?)(?:[ -](?P<of>ISO"
            rf"(?:/IEC)?(?:[ /]T[SR])?|IEC|HD))?(?:{GAP}|-){_NUM}{COLON_DATED}"
        ),
        _national,
    ),
    Grammar(
        ("NF", "XP", "FD"),
        re.compile(rf"{ALONE}(?P<pfx>NF|XP|FD)[ ](?P<letter>[A-Z])[ ]?(?P<num>\d{{2}}-\d{{3}}(?:-\d{{1,2}})?"
                   rf"(?!\d)){COLON_DATED}"),
        _french,
    ),
    Grammar(("BSI", "TR-0"), re.compile(rf"{ALONE}(?:BSI[ -])?TR-(?P<num>0\d{{4}}"
                                        rf"(?:-\d{{1,2}})?)(?!\d)"), _technical),
)  # fmt: skip

ENTRY = Family("europe", _GRAMMARS)
