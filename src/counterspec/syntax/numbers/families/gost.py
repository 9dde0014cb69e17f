"""Standards of Russia and its neighbours, in Cyrillic letters or Latin ones."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import Family, Form, Grammar, year_of

_BEFORE = r"(?<![A-Za-zА-Яа-яЁё0-9])"
_OF = r"(?:[ \n](?P<of>ИСО(?:[ ]?/[ ]?МЭК)?(?:[ ]?(?:ТО|ТС))?|МЭК|ISO(?:[ ]?/[ ]?IEC)?|IEC|EN|ЕН))?"
_NUMBERED = (
    r"[ \n]{0,2}(?:№[ ]?)?(?P<num>\d{1,6}(?:\.\d{1,7}){0,3}(?!\d))(?P<part>(?:-\d{1,2}(?=[ ]?-[ ]?\d)|-\d"
    r"(?!\d)|-\d{3}(?!\d)){0,2})"
    r"(?:[ ]?[-:][ ]?\n?(?P<year>(?:19|20)\d\d|\d\d)(?!\d))?"
)
# The year closes these numbers after a dot.
_RULES = r"[ \n]{0,2}(?P<num>\d{1,4}\.\d{4,7})\.(?P<year>(?:19|20)\d\d)(?!\d)"


def _read(match: re.Match[str]) -> Form | None:
    body = {"GOST": "ГОСТ", "ГОСТP": "ГОСТ Р", "GOST R": "ГОСТ Р"}.get(match["body"], match["body"])
    if body == "ГОСТ" and match["r"]:
        body = "ГОСТ РВ" if len(match["r"].strip()) == 2 else "ГОСТ Р"
    spelt = re.sub(r"[ ]?/[ ]?", "/", match["of"] or "")
    of = {"ISO": "ИСО", "ISO/IEC": "ИСО/МЭК", "IEC": "МЭК", "ЕН": "EN"}.get(spelt, spelt)
    of = spelt if body not in ("ГОСТ", "ГОСТ Р") else of
    part, year = match["part"], match["year"]
    if of and year and len(year) == 2 and year < "50":
        part, year = f"{part}-{year}", None
    canonical = f"{body}{' ' + of if of else ''} {match['num']}{part}"
    year = ("19" if int(year) >= 50 else "20") + year if year and len(year) == 2 else year
    part = part.strip("-") or match["num"].partition(".")[2] or None
    return Form(
        canonical, year, body, part=part, loose=body in ("РД", "Р", "ОСТ", "СТБ", "ТКП") and year is None
    )


def _international(match: re.Match[str]) -> Form:
    body = {"ИСО": "ISO", "ИСО/МЭК": "ISO/IEC", "МЭК": "IEC"}[re.sub(r"[ ]?/[ ]?", "/", match["body"])]
    return Form(
        f"{body} {match['num']}{match['part']}", year_of(match), body, part=match["part"].strip("-") or None
    )


def _rules(match: re.Match[str]) -> Form:
    return Form(f"СП {match['num']}", year_of(match), "СП")


_BODIES = tuple("ГОСТ GOST ПНСТ СТБ ДСТУ ОСТ РД СНиП НПБ ВСН".split())
_GRAMMARS = (
    Grammar(
        (*_BODIES, "СТ РК", "O'z DSt", "O‘z DSt"),
        re.compile(
            rf"{_BEFORE}(?P<body>{'|'.join(_BODIES)}|СТ[ ]РК|O['‘]z[ ]DSt)(?P<r>[ ]?(?:РВ|PB|Р|P|R)"
            rf"(?![A-Za-zА-Яа-я]))?{_OF}{_NUMBERED}"
        ),
        _read,
    ),
    Grammar(
        ("ИСО", "МЭК"),
        re.compile(
            rf"{_BEFORE}(?P<body>ИСО(?:[ ]?/[ ]?МЭК)?|МЭК)[ \n](?P<num>\d{{3,6}})(?P<part>(?:-\d{{1,3}}"
            rf"(?!\d)){{0,2}})(?:[:-](?P<year>(?:19|20)\d\d)(?!\d))?"
        ),
        _international,
    ),
    Grammar(("СП",), re.compile(rf"{_BEFORE}СП{_RULES}"), _rules),
)  # fmt: skip

ENTRY = Family("gost", _GRAMMARS)
