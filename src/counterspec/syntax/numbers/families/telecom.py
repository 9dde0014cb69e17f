"""Telecommunication: ITU, ETSI, 3GPP, ONVIF."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import ALONE, GAP, YEAR, Family, Form, Grammar, year_of

_REC = r"(?:Rec(?:ommendation|\.)?s?[ ]?)?"


def _itu_t(match: re.Match[str]) -> Form:
    number = f"ITU-T {match['series']}.{match['num']}"
    edition = match["date"] or year_of(match)
    return Form(number, edition.replace(" ", "") if edition else None, "ITU-T")


def _itu_r(match: re.Match[str]) -> Form:
    return Form(f"ITU-R {match['series']}.{match['num']}", match["edition"], "ITU-R")


def _etsi(match: re.Match[str]) -> Form | None:
    number = match["num"].replace("\n", " ")
    number = number if " " in number else f"{number[:3]} {number[3:]}"
    stated = bool(match["etsi"] or match["version"] or match["date"])
    loose = not stated and match["type"] not in ("EN", "EG", "ES")
    return Form(f"ETSI {match['type']} {number}{match['part']}", _version(match), "ETSI", loose=loose)


def _version(match: re.Match[str]) -> str | None:
    version = f"V{match['version']}" if match["version"] else None
    date = f"({match['date']})" if match["date"] else None
    return " ".join(part for part in (version, date) if part) or None


def _third(match: re.Match[str]) -> Form | None:
    loose = not match["body"] and not match["version"]
    return Form(f"3GPP {match['type']} {match['num']}", _version(match), "3GPP", loose=loose)


def _onvif(match: re.Match[str]) -> Form:
    return Form(f"ONVIF Profile {match['profile']}", None, "ONVIF", "profile")


_VERSION = (
    r"(?:[ ,]{0,2}(?:version[ ])?[Vv]?[ ]?(?P<version>\d{1,2}\.\d{1,2}\.\d{1,2}))?"
    r"(?:[ ]?\((?P<date>\d{4}-\d{2})\))?"
)
_GRAMMARS = (
    Grammar(
        ("ITU", "CCITT"),
        re.compile(
            rf"(?<![a-z0-9])(?:ITU(?:-?T|[ ]T)?|CCITT){GAP}{_REC}(?P<series>[A-Z])[ ]?\.[ ]?(?P<num>\d{{1,4}}"
            rf"(?:\.\d{{1,4}}){{0,2}}(?!\d))"
            rf"(?:[ ]?\((?P<date>(?:[01]?\d/)?(?:19|20)\d\d)\)|[ ]?[-:][ ]?(?P<year>{YEAR}))?"
        ),
        _itu_t,
    ),
    Grammar(
        ("ITU-R",),
        re.compile(rf"{ALONE}ITU-R{GAP}{_REC}(?P<series>[A-Z]{{1,3}})[. ][ ]?(?P<num>\d{{3,4}}(?!\d))(?:-"
                   rf"(?P<edition>\d{{1,2}})(?!\d))?"),
        _itu_r,
    ),
    Grammar(
        ("ETSI", "EN", "TS", "TR", "ES", "EG", "GS", "GR", "SR"),
        re.compile(
            rf"{ALONE}(?P<etsi>ETSI[ ])?(?P<type>EN|TS|TR|ES|EG|GS|GR|SR){GAP}(?P<num>\d{{3}}[ \n]?\d{{3}}"
            rf"(?!\d))(?P<part>(?:-\d{{1,2}}(?!\d)){{0,2}}){_VERSION}"
        ),
        _etsi,
    ),
    Grammar(
        ("ETSI",),
        re.compile(
            rf"{ALONE}(?P<etsi>ETSI[ ])(?P<type>G[SR]){GAP}(?P<num>[A-Z]{{3,4}}[ -]?\d{{3}})(?P<part>"
            rf"(?:-\d{{1,2}})?){_VERSION}"
        ),
        lambda match: Form(f"ETSI {match['type']} {match['num']}{match['part']}", _version(match), "ETSI"),
    ),
    Grammar(
        ("3GPP", "TS", "TR"),
        re.compile(
            rf"{ALONE}(?P<body>3GPP[ ])?(?P<type>TS|TR){GAP}(?P<num>[2-5]\d\.\d{{3}}(?:-\d{{1,2}})?"
            rf"(?![\d.])){_VERSION}"
        ),
        _third,
    ),
    Grammar(("ONVIF",), re.compile(rf"{ALONE}ONVIF\W{{0,3}}Profile[ ](?P<profile>[ACDGMQST])(?![A-Za-z])"), _onvif),
)  # fmt: skip

ENTRY = Family("telecom", _GRAMMARS)
