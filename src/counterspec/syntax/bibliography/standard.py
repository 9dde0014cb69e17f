"""Standards, manuals and other documents with a cover: the cover first, then foreword and revision table."""

from __future__ import annotations

import re
from dataclasses import replace

from counterspec.model import Bibliography, Document, Said, Span
from counterspec.syntax import jurisdictions
from counterspec.syntax.bibliography.replaced import amended, replaced
from counterspec.syntax.bibliography.revisions import latest_revision
from counterspec.syntax.citing.own import own_numbers
from counterspec.syntax.covers import Cover, cover_of
from counterspec.syntax.covers.page import titled
from counterspec.syntax.dates import first_date
from counterspec.syntax.document_kind import DocumentKind
from counterspec.syntax.document_kind.signs import MANUAL
from counterspec.syntax.front import front_of
from counterspec.syntax.numbers.document import numbers_of
from counterspec.syntax.plain import tidy

_PART = re.compile(
    r"第\s?(\d{1,3})\s?部分|\b(?:part|partie|teil|parte|часть|deel|część|bölüm)\s(\d{1,3})\b|第(\d{1,2})部|제\s?(\d{1,2})\s?부",
    re.I,
)
_ADOPTED = re.compile(
    r"УТВЕРЖД[ЕЁ]НА?(?: И ВВЕД[ЕЁ]НА?)?(?: В ДЕЙСТВИЕ)?[^\n]{3,160}?\sот\s|homologu[ée]e? par [^\n]{3,120}? le\s"
)
_EFFECTIVE = re.compile(
    r"Дата введения\s?-?\s?|pour prendre effet (?:le|à compter du)\s|[Vv][áa]lida a partir de\s|"
    r"(?:本标准|本文件|本规范)自\s?(?=\d{4}\s?年[^。\n]{0,16}(?:实施|施行))"
)
_FORMAL = frozenset({"standard", "draft", "amendment"})
_WELCOME = re.compile(
    r"(?:欢迎使用|感谢(?:您)?(?:选择|使用)|本(?:手册|文档)为)\s?(?P<title>[^。,,《》\n]{4,60}?(?:手册|指南|说明书))"
)


def covered_bibliography(document: Document, kind: DocumentKind) -> Bibliography:
    """Return what the cover, and where it is silent the foreword, says of the document."""
    cover = cover_of(document)
    formal = kind.kind in _FORMAL
    found = Bibliography(
        kind.kind, kind.why, titles=cover.titles, version=cover.version, classification=cover.classification,
    )  # fmt: skip
    if kind.kind == "text":
        titles = cover.titles if titled(document, cover) else ()
        place = _of_title(replace(cover, titles=titles))
        return replace(found, titles=titles, version=None, classification=(), jurisdiction=place)
    if kind.kind in ("statement", "data card"):
        return replace(found, version=None, classification=(), jurisdiction=_of_title(cover))
    found = replace(
        found, number=cover.number if formal else None, edition=cover.edition, stage=cover.stage,
        issuers=cover.issuers if formal or kind.kind == "law" else (), issued=cover.issued or cover.month,
        in_force=cover.in_force, withdrawn=cover.withdrawn,
    )  # fmt: skip
    if kind.kind == "manual":
        return _manual(document, found)
    if formal:
        found = _formal(document, found, cover)
    return replace(found, jurisdiction=_jurisdiction(document, found))


def _formal(document: Document, found: Bibliography, cover: Cover) -> Bibliography:
    if found.kind == "amendment":
        amends = amended(document, found)
        own = (
            found.number
            if found.number and found.number.value not in {said.value for said in amends}
            else None
        )
        return replace(found, amends=amends, number=own)
    number = found.number or _running_number(document)
    issued, in_force = _foreword_dates(document)
    found = replace(found, issued=cover.issued or issued or cover.month, in_force=found.in_force or in_force)
    replaces, partial = (cover.replaces, cover.partial) if cover.replaces else replaced(document, number)
    return replace(found, number=number, part=_part(found), replaces=replaces, replaces_extent=partial)


def _foreword_dates(document: Document) -> tuple[Said | None, Said | None]:
    """Return the dates that forewords state in set words: Russian, Portuguese, French."""
    front = front_of(document).plain
    found: list[Said | None] = []
    for pattern in (_ADOPTED, _EFFECTIVE):
        match = pattern.search(front.text)
        date = first_date(front.text[match.end() : match.end() + 40]) if match else None
        start = match.end() if match else 0
        found.append(Said(date.iso, front.span(start + date.start, start + date.end)) if date else None)
    return found[0], found[1]


def _running_number(document: Document) -> Said | None:
    """Return the number that page after page prints, where the cover has none."""
    numbers = numbers_of(document)
    own = {key for key in own_numbers(document, numbers) if key[1]}
    if len(own) != 1:
        return None
    ((canonical, edition),) = own
    for number in numbers:
        if (number.canonical, number.edition) == (canonical, edition):
            mark = ":" if ":" in number.raw else "-"
            return Said(f"{canonical}{mark}{edition}", number.span)
    return None


def _part(found: Bibliography) -> Said | None:
    for _, title in found.titles:
        match = _PART.search(title.value)
        if match:
            return Said(next(group for group in match.groups() if group), title.span)
    return None


def _of_title(cover: Cover) -> Said | None:
    for _, title in cover.titles:
        place = jurisdictions.by_words(title.value, chinese=False)
        if place:
            return Said(place[0], title.span)
    return None


def _jurisdiction(document: Document, found: Bibliography) -> Said | None:
    """Return the country that the title, the number, the issuer or the cover names, asked in this order."""
    for _, title in found.titles:
        place = jurisdictions.by_words(title.value)
        if place and "-" in place[0]:
            return Said(place[0], title.span)
    for number in (found.number, *found.amends):
        country = jurisdictions.by_number(number.value) if number else None
        if number and country:
            return Said(country, number.span)
    for issuer in found.issuers:
        place = jurisdictions.by_words(issuer.value)
        if place:
            return Said(place[0], issuer.span)
    for line in cover_front(document):
        place = jurisdictions.by_words(line[0])
        if place:
            return Said(place[0], line[1])
    return None


def cover_front(document: Document) -> list[tuple[str, Span]]:
    """Return the printed lines of the first page with their places."""
    lines = front_of(document).cover
    return [(line.text, line.span) for line in lines if line.page == lines[0].page][:50]


def _manual(document: Document, found: Bibliography) -> Bibliography:
    """Return what a manual says: its title may stand only in its first sentences, its date in a revision table."""
    front = front_of(document)
    named = any(MANUAL.search(said.value) for _, said in found.titles)
    match = None if named else _WELCOME.search(front.plain.text)
    if match:
        span = front.plain.span(*match.span("title"))
        found = replace(found, titles=(("zh", Said(tidy(document.text[span.start : span.end]), span)),))
    version, date = latest_revision(document)
    return replace(found, version=found.version or version, issued=found.issued or date)
