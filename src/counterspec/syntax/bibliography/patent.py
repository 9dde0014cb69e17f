"""The front page of a patent document, by the INID codes that all offices print: (10), (21), (43), (54) …"""

from __future__ import annotations

import re
from typing import NamedTuple

from counterspec.model import Bibliography, Document, Said
from counterspec.syntax.dates import first_date
from counterspec.syntax.document_kind import DocumentKind
from counterspec.syntax.front import front_of
from counterspec.syntax.languages import language_of
from counterspec.syntax.plain import Plain, tidy

_CODE = re.compile(r"[(\[](1[0-9]|2[1-9]|3[0-7]|4[0-9]|5[1-8]|6[0-9]|7[1-6]|8[1-8])[)\]]")
_HEAD = 12_000
_LEAD = " \n:"
_NAMES = re.compile(
    r"^\s*(?:发明名称|实用新型名称|发明创造名称|發明名稱|【?発明の名称】?|발명의 명칭|"
    r"title(?: of (?:the )?invention)?|bezeichnung|titre|t[íi]tulo|"
    r"название (?:изобретения)?|titolo)\s*[::]?\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?P<cc>CN|US|EP|WO|JP|KR|DE|FR|GB|RU|TW|AU|CA|IN|BR|ES|IT|NL|"
    r"SE|CH|AT)\s?(?P<n>\d[\d,./ -]{4,16}\d)\s?(?P<kind>[A-Z]\d?)\b|"
    r"(?P<jp>特開|特許|特表)\s?(?:第)?(?P<jn>[\d-]{5,14})"
)
_CODED = re.compile(r"(?P<cc>[A-Z]{2})\s?(?P<n>\d[\d,./ -]{4,16}\d)\s?(?P<kind>[A-Z]\d?)\b(?P<jp>)")
"""A number as any office prints it, where INID code (10) or (11) says that it is one."""
_IPC = re.compile(r"\b([A-H]\d{2}[A-Z])\s{0,4}(\d{1,4}/\d{2,6})")
_APPLICATION = re.compile(r"\d[\d/.,-]{4,20}[\dX]|PCT/[A-Z]{2}\d{4}/\d+")
_OFFICES = (("CN", r"国家知识产权局"), ("US", r"United States"),
            ("JP", r"日本国特許庁|公開特許公報|特許公報"), ("KR", r"대한민국|공개특허|등록특허"),
            ("TW", r"中華民國"), ("DE", r"Bundesrepublik Deutschland|Deutsches Patent"),
            ("FR", r"R[ée]publique fran[çc]aise|Institut National de la Propri[ée]t[ée]"),
            ("RU", r"Российская Федерация|"
            r"РОССИЙСКАЯ ФЕДЕРАЦИЯ|"
            r"Роспатент"), ("ES", r"Oficina Española"), ("BR", r"Rep[úu]blica Federativa do Brasil"),
            ("GB", r"UK Patent"), ("CA", r"Canadian Intellectual"))  # fmt: skip
_COUNTRIES = frozenset("CN US JP KR DE FR GB RU TW AU CA IN BR ES IT NL SE CH AT".split())


class Item(NamedTuple):
    """What stands behind an INID code: its range in the plain text."""

    code: str
    start: int
    end: int


def inid_items(text: str) -> list[Item]:
    """Return the items of a patent's front page, in order."""
    codes = list(_CODE.finditer(text[:_HEAD]))
    stops = [*(match.start() for match in codes[1:]), min(len(text), _HEAD)]
    return [
        Item(match.group(1), match.end(), min(stop, match.end() + 1_500))
        for match, stop in zip(codes, stops, strict=False)  # without any code there is a stop too many
    ]


def patent_bibliography(document: Document, kind: DocumentKind) -> Bibliography:
    """Return number, title, dates, classification and office."""
    front = front_of(document).plain
    items: dict[str, Item] = {}
    for item in inid_items(front.text):
        items.setdefault(item.code, item)
    number = _number(front, items) or _running_number(document)
    title = _title(document, front, items)
    published, granted = _day(front, items, "43"), _day(front, items, "45")
    filed, application = _day(front, items, "22"), _application(front, items)
    ipc = _ipc(front, items)
    granted_kind = kind.kind == "patent grant"
    details = {
        "publication_number": number, "application_number": application, "filing_date": filed,
        "publication_date": published, "grant_date": granted,
    }  # fmt: skip
    return Bibliography(
        kind.kind, kind.why, number=number,
        titles=((language_of(title.value), title),) if title else (),
        issued=(granted or published) if granted_kind else (published or granted),
        classification=(("IPC", ipc),) if ipc else (),
        jurisdiction=_office(front, number),
        details=tuple((name, said) for name, said in details.items() if said),
    )  # fmt: skip


def _said(front: Plain, value: str, start: int, end: int) -> Said:
    return Said(value, front.span(start, end))


def _number(front: Plain, items: dict[str, Item]) -> Said | None:
    places = [items[code] for code in ("10", "11") if code in items]
    stretches = [(_NUMBER, item.start, item.end) for item in places] + [(_NUMBER, 0, 2_000)]
    stretches += [(_CODED, item.start, item.end) for item in places]
    for pattern, start, end in stretches:
        match = pattern.search(front.text, start, end)
        if match:
            value = f"{match['jp']}{match['jn']}" if match["jp"] else _joined(match)
            return _said(front, value, *match.span())
    return None


def _running_number(document: Document) -> Said | None:
    """Return the number that the first pages print at their head."""
    for passage in document.passages[:300]:
        if passage.kind == "header" and passage.span.end - passage.span.start < 60:
            match = _NUMBER.search(document.text[passage.span.start : passage.span.end])
            if match:
                return Said(_joined(match), passage.span)
    return None


def _joined(match: re.Match[str]) -> str:
    number = re.sub(r"[\s,.]", "", match["n"])
    return f"{match['cc']} {number} {match['kind']}"


def _title(document: Document, front: Plain, items: dict[str, Item]) -> Said | None:
    item = items.get("54")
    if item is None:
        return None
    text = front.text[item.start : item.end]
    name = _NAMES.match(text)
    start = item.start + (name.end() if name else 0)
    start += len(front.text[start : item.end]) - len(front.text[start : item.end].lstrip(_LEAD))
    stop = re.search(
        r"\n(?=\s*(?:[A-Z][a-z]+:|\d+ Claims|摘要|abstract|inventors?))|\n\n",
        front.text[start : item.end],
        re.I,
    )
    end = start + (stop.start() if stop else len(front.text[start : item.end].rstrip()))
    if not 2 <= end - start <= 500:
        return None
    span = front.span(start, end)
    return Said(tidy(document.text[span.start : span.end]), span)


def _day(front: Plain, items: dict[str, Item], code: str) -> Said | None:
    item = items.get(code)
    date = first_date(front.text[item.start : item.end]) if item else None
    return _said(front, date.iso, item.start + date.start, item.start + date.end) if item and date else None


def _application(front: Plain, items: dict[str, Item]) -> Said | None:
    item = items.get("21")
    match = _APPLICATION.search(front.text, item.start, item.end) if item else None
    return _said(front, match.group().rstrip(".,"), *match.span()) if match else None


def _ipc(front: Plain, items: dict[str, Item]) -> Said | None:
    item = items.get("51")
    match = _IPC.search(front.text, item.start, item.end) if item else None
    return _said(front, f"{match.group(1)} {match.group(2)}", *match.span()) if match else None


def _office(front: Plain, number: Said | None) -> Said | None:
    """Return the country of the office; international and regional offices have none."""
    if number and number.value[:2] in _COUNTRIES:
        return Said(number.value[:2], number.span)
    for country, words in _OFFICES:
        match = re.search(words, front.text[:1_500], re.IGNORECASE)
        if match and not (number and number.value[:2] in ("WO", "EP")):
            return _said(front, country, *match.span())
    return None
