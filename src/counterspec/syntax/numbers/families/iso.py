"""International standards: ISO, IEC, and what they publish with others."""

from __future__ import annotations

import re

from counterspec.syntax.numbers.value import ALONE, COLON_DATED, GAP, YEAR, Family, Form, Grammar, year_of

_BODY = (
    r"(?:ISO(?:/(?:IEC|IEEE|SAE|CIE|ASTM|IDF|HL7|OIML|UNDP)){0,3}|IEC(?:/(?:IEEE|ISO)){0,2}|IWA|OIML|CISPR)"
)
_TYPE = r"(?:TS|TR|PAS|DIS|FDIS|CD|DTS|DTR|ISP|IWA|TTA|SRD|GUIDE|Guide)"
STANDARD = re.compile(
    rf"{ALONE}(?P<body>{_BODY})(?:(?:[ ]?/[ ]?|[ ]|-)?(?P<type>{_TYPE}))?(?:{GAP}|-)(?:Standard[ ]|No\.?[ ]|"
    rf"[RGD][ ]?(?=\d))?"
    r"(?P<num>\d{1,6}(?!\d))(?P<part>(?:-\n?\d{1,3}(?!\d)){0,2})"
    rf"{COLON_DATED}(?:[ ]?\(E\))?"
    rf"(?P<more>[ ]?[/+][ ]?(?P<what>Amd|AMD|DAM|Cor|COR|Add|ADD|A|AC|C)(?:\.[ ]?|[ ])?(?P<nth>\d{{1,2}})(?!\d)"
    rf"(?:[ ]?[:-][ ]?(?P<changed>{YEAR}))?)?"
)
# What cameras call sensitivity, and names of encodings in code.
_FILM = frozenset(
    "50 64 80 100 125 160 200 250 320 400 500 640 800 1000 1250 1600 3200 6400 12800 25600 51200 102400".split()
)
_ENCODING = re.compile(r"ISO-(?:8859|2022|10646)-", re.I)
_AMENDMENTS = {"AMD": "Amd", "DAM": "Amd", "COR": "Cor", "C": "Cor", "AC": "Cor", "ADD": "Add", "A": "Amd"}
_DRAFTS = frozenset({"DIS", "FDIS", "CD", "DTS", "DTR"})


def named(match: re.Match[str]) -> str:
    """Return body, type and number as ISO and IEC write them: "ISO/TS 19299", "ISO/IEC TR 24027"."""
    body, kind = match["body"], match["type"]
    name = body + (("/" if body == "ISO" else " ") + kind if kind and kind != body else "")
    return f"{name} {match['num']}{match['part'].replace(chr(10), '')}"


def _read(match: re.Match[str]) -> Form | None:
    number, year = match["num"], year_of(match)
    if _ENCODING.match(match.group()):
        return None
    bare = year is None and not match["part"] and not match["type"] and not match["more"]
    if bare and (len(number) < 2 or (match["body"] == "IWA" and len(number) > 2)):
        return None
    loose = bare and (len(number) < 4 or number in _FILM)
    canonical, edition, end = named(match), year, match.end()
    part = match["part"].strip("-").replace("\n", "") or None
    if match["more"] and match["more"].lstrip().startswith("+"):
        # An edition with its amendments worked in.
        edition = (year or "") + match["more"].replace(" ", "")
    elif match["more"]:
        kind = _AMENDMENTS[match["what"].upper()]
        canonical += f":{year}" if year else ""
        canonical += f"/{kind}.{match['nth']}"
        edition = year_of(match, "changed")
    draft = match["type"] in _DRAFTS
    return Form(canonical, edition, match["body"], "standard", part, loose, draft, end)


_GRAMMARS = (Grammar(("ISO", "IEC", "IWA", "OIML", "CISPR"), STANDARD, _read),)

ENTRY = Family("iso", _GRAMMARS)
