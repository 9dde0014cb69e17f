"""Publications of patents and applications, with the kind code that says which of the two."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import Family, Form, Grammar

_BEFORE = r"(?<![A-Za-z0-9/-])"
_AFTER = r"(?![A-Za-z0-9])"


def _patent(country: str, number: str, kind: str | None) -> Form:
    digits = re.sub(r"[ ,./]", "", number)
    return Form(f"{country}-{digits}" + (f"-{kind}" if kind else ""), None, country, "patent")


def _publication(match: re.Match[str]) -> Form:
    return _patent(match["cc"], match["num"], match["kind"])


def _american(match: re.Match[str]) -> Form | None:
    number, kind = match["num"], match["kind"]
    # "US 10,000,000" may be money: only the words or a kind code make it a patent.
    if kind is None and not match["words"] and "/" not in number:
        return None
    return _patent("US", number, kind)


def _world(match: re.Match[str]) -> Form:
    year = match["year"]
    year = year if len(year) == 4 else ("19" if int(year) >= 78 else "20") + year
    return _patent("WO", year + match["num"].zfill(6), match["kind"])


def _japanese(match: re.Match[str]) -> Form:
    return _patent("JP", f"{match['year']}{match['num'].zfill(6)}", "A")


_GRAMMARS = (
    Grammar(
        ("CN",),
        re.compile(rf"{_BEFORE}(?P<cc>CN)[ ]?(?P<num>[12]\d{{8}}|[1-9]\d{{6}})[ ]?(?P<kind>[ABCUSY]\d?){_AFTER}"),
        _publication,
    ),
    Grammar(
        ("US", "U.S."),
        re.compile(
            rf"{_BEFORE}(?:US|U\.S\.)(?P<words>[ ](?:Pat(?:ent|\.)?(?:[ ]App(?:lication|l?\.)?)?(?:[ ]Pub"
            rf"(?:lication|\.)?)?)[ ]?(?:Nos?\.)?)?[ ]?"
            rf"(?P<num>(?:19|20)\d\d[/ ]?\d{{6,7}}|\d{{1,2}},\d{{3}},\d{{3}}|\d{{7,8}}|RE\d{{2}},?\d{{3}}|"
            rf"D\d{{3}},?\d{{3}})[ ]?(?P<kind>A[1-9]|B[12]|S1?|E1?|P[1-4])?{_AFTER}"
        ),
        _american,
    ),
    Grammar(
        ("EP", "DE", "FR", "GB", "KR", "TW", "CA", "AU", "RU", "JP"),
        re.compile(
            rf"{_BEFORE}(?P<cc>EP|DE|FR|GB|KR|TW|CA|AU|RU|JP)[ ]?(?P<num>\d[ ]?\d{{3}}[ ]?\d{{3}}|\d{{8,13}}|"
            rf"10-\d{{7}}|10-(?:19|20)\d\d-\d{{7}})[ ]?(?P<kind>[ABCTU]\d?){_AFTER}"
        ),
        _publication,
    ),
    Grammar(
        ("WO",),
        re.compile(rf"{_BEFORE}WO[ ]?(?P<year>(?:19|20)\d\d|\d\d(?=[/ ]))[/ ]?(?P<num>\d{{5,6}})[ ]?"
                   rf"(?P<kind>A[1-9])?{_AFTER}"),
        _world,
    ),
    Grammar(("特開", "特表", "特许"), re.compile(r"特[開表](?P<year>(?:19|20)\d\d)-(?P<num>\d{1,6})(?!\d)"), _japanese),
)  # fmt: skip

ENTRY = Family("patents", _GRAMMARS)
