"""Covers that are not Chinese: standards, reports and manuals of all countries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterspec.model import Document, Said, Span
from counterspec.syntax.covers import words
from counterspec.syntax.covers.page import Cover, classes, dates, joined, said
from counterspec.syntax.dates import find_dates, first_date
from counterspec.syntax.document_kind.signs import DRAFT, NOTICE, STANDARD, TENDER
from counterspec.syntax.front import Line
from counterspec.syntax.languages import language_of, month_first
from counterspec.syntax.organisations import is_organisation
from counterspec.syntax.organisations.words import WESTERN
from counterspec.syntax.own_numbers import numbers_in, own_number
from counterspec.syntax.plain import tidy

_CLOSING_CLASS = re.compile(r"(?:ОКС|МКС|(?<![^\n])ICS)\s{0,3}:?\s?(\d{2}\.\d{3}(?:\.\d{2})?)(?!\d)")
_CLOSING = 4_000
_LONGEST = 260
"""The longest line that may be a title's: titles of standards go on, and Office files set them on one line."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def read_western(document: Document, lines: Sequence[Line]) -> Cover:
    """Read a cover in any language but Chinese."""
    number_at, number = _number(document, lines)
    days = dates(document, lines, words.DATE_WORDS)
    titles = tuple(_titles(document, lines, number_at))
    return Cover(
        number=number, titles=titles, edition=_match(document, lines, words.EDITION), version=_version(document, lines),
        stage=_match(document, lines, DRAFT), issuers=tuple(_issuers(document, lines, titles)),
        classification=classes(document, lines) or _closing_class(document), issued=days.get("issued"),
        in_force=days.get("in_force"),
        withdrawn=days.get("withdrawn"),
        replaces=tuple(one for one in _replaces(document, lines) if number is None or one.value != number.value),
        month=_lone_date(document, lines),
    )  # fmt: skip


def _number(document: Document, lines: Sequence[Line]) -> tuple[int, Said | None]:
    for place, line in enumerate(lines[:30]):
        if len(line.text) > 90 or re.match(
            r"(?:ersatz|remplace|взамен|supersed|replac|sustituye|substitui|conforms?|\(iso)", line.text, re.I
        ):
            continue
        found = own_number(line.text, whole=True)
        if found is None:
            loose = own_number(line.text)
            rest = (line.text[: loose.start] + line.text[loose.end :]).strip(" ()-:,") if loose else ""
            sign = STANDARD.search(rest) is not None or first_date(rest) is not None
            found = loose if loose and (sign or len(rest) <= 10) and len(rest) <= 60 else None
        if found is not None:
            number = said(document, line, found.value, found.start, found.end)
            return place, _dated(document, lines[place + 1 : 30], number) or number
    return -1, None


def _closing_class(document: Document) -> tuple[tuple[str, Said], ...]:
    """Return the class that standards print on their last page, or below a national foreword."""
    match = _CLOSING_CLASS.search(document.text, max(0, len(document.text) - _CLOSING))
    match = match or _CLOSING_CLASS.search(document.text, 0, 2 * _CLOSING)
    return (("ICS", Said(match.group(1), Span(*match.span(1)))),) if match else ()


def _dated(document: Document, lines: Sequence[Line], number: Said) -> Said | None:
    """Return the number with its year, where the cover prints it a second time so: "NBR 99002:2031"."""
    for line in lines if ":" not in number.value else ():
        again = own_number(line.text, whole=True)
        if again is not None and re.fullmatch(
            re.escape(number.value) + r":(?:19|20)\d\d(?:-\d\d)?", again.value
        ):
            return said(document, line, again.value, again.start, again.end)
    return None


def _candidate(line: Line) -> bool:
    text = line.text
    if line.columns:
        return False
    # A heading may name an address beside the title; any other line that does is an imprint.
    named = _ADDRESS.sub("", text) if line.kind == "heading" else text
    if (
        len(text) > _LONGEST
        or len(words.LETTERS.findall(named)) < 1
        or words.NOISE.search(named)
        or words.OFFICIAL.match(text)
        or line.kind in ("cell", "code")
    ):
        return False
    if any(sign.fullmatch(text) for sign in (STANDARD, DRAFT, TENDER, NOTICE)):
        return False
    if words.LABEL.match(text) or own_number(text, whole=True):
        return False
    date = first_date(text)
    if date is not None and len(text) - (date.end - date.start) <= 14:
        return False
    return not (text.endswith(".") and len(text) > 60)


def _titles(document: Document, lines: Sequence[Line], number_at: int) -> Iterator[tuple[str, Said]]:
    groups = [group for group in _groups(lines) if not _only_organisation(group)]
    if not groups:
        return
    sized = any(line.size for line in lines)
    after = [group for group in groups if lines.index(group[0]) > number_at >= 0]
    pool = after or groups
    if sized:
        largest = max(group[0].size for group in pool)
        best = next(group for group in pool if group[0].size >= 0.9 * largest)
    else:
        headed = [group for group in pool if group[0].kind == "heading"]
        best = (headed or pool)[0]
    title = joined(document, best)
    if len(title.value) > 300 or len(title.value) < 4:
        return
    yield language_of(title.value), title
    seen = {language_of(title.value)}
    for group in pool[pool.index(best) + 1 :] if number_at >= 0 else []:
        other = joined(document, group)
        tag = language_of(other.value)
        alike = not sized or group[0].size >= 0.4 * best[0].size
        if (
            tag not in seen
            and alike
            and not words.FASSUNG.match(other.value)
            and 10 < len(other.value) < 300
            and _same_shape(title.value, other.value)
        ):
            seen.add(tag)
            yield tag, other


def _same_shape(title: str, other: str) -> bool:
    """Return whether one may be the title in another language: neither is much longer."""
    east = words.EAST.search(title) is not None
    if east and words.EAST.search(other):
        return False
    return 0.4 < len(other) / len(title) < (6 if east else 2.5)


def _only_organisation(group: Sequence[Line]) -> bool:
    return all(_names_body(line.text) for line in group) or all(
        words.PERSONS.match(line.text) for line in group
    )


def _names_body(text: str) -> bool:
    """Return whether a line is a body's name, and no title that begins with the word for one."""
    if not is_organisation(text) or len(text.split()) > 12 or words.OF_TITLES.search(text):
        return False
    # "Public video systems" is a title: words that are of bodies and of subjects alike show no body.
    return is_organisation(words.WEAK.sub(" ", text))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the runs of lines that may be titles: of one size, near each other."""
    groups: list[list[Line]] = []
    before: Line | None = None
    for place, line in enumerate(lines):
        # Two names one below the other are authors; one alone may be two words of a title.
        beside = [*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2]]
        authors = any(_both_names(line, other) for other in beside)
        if authors or not _candidate(line):
            before = None
            continue
        if before is not None and _continues(before, line) and not _names_body(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
        before = line if not _names_body(line.text) else None
    return groups


def _both_names(line: Line, other: Line) -> bool:
    """Return whether both may be persons, set alike."""
    alike = abs(line.size - other.size) <= 0.2 * max(line.size, other.size)
    return alike and all(words.PERSONS.match(one.text) for one in (line, other))


def _continues(before: Line, line: Line) -> bool:
    if before.text.endswith((" -", " –", " —")) and before.page == line.page and before.kind == line.kind:
        return True
    if before.box is None or line.box is None:
        return False if before.size == line.size == 0.0 else before.kind == line.kind
    near = line.box.y0 - before.box.y1 < 1.8 * max(before.size, line.size)
    alike = min(before.size, line.size) > 0.7 * max(before.size, line.size)
    if (words.EAST.search(before.text) is None) != (words.EAST.search(line.text) is None):
        return False
    same = language_of(before.text) == language_of(line.text) or min(len(before.text), len(line.text)) < 30
    return near and alike and same and before.page == line.page


def _issuers(document: Document, lines: Sequence[Line], titles: Sequence[tuple[str, Said]]) -> Iterator[Said]:
    """Yield the body a cover names: an agency rather than the ministry above it or the division below."""
    inside = [title.span for _, title in titles]
    found: list[Line] = []
    for line in _whole_names(lines):
        if re.match(r"(?:prepared|submitted|written) (?:by|for)", line.text, re.I):
            break
        titled = any(span.start <= line.span.start < span.end for span in inside)
        named = len(line.text) <= 110 and _names_body(line.text) and not line.text[0].islower()
        if named and not titled and not words.NOISE.search(line.text):
            found.append(line)
    stated = next((line for line in lines if words.ISSUED_BY.match(line.text)), None)
    if stated is not None:
        match = words.ISSUED_BY.match(stated.text)
        if match and is_organisation(match.group("name")):
            yield said(document, stated, match.group("name"), *match.span("name"))
            return
    agencies = [
        line for line in found if words.AGENCY.search(line.text) and not words.LOWER.search(line.text)
    ]
    ministries = [line for line in found if words.MINISTRY.search(line.text)]
    others = [
        line for line in found if not words.LOWER.search(line.text) and line not in agencies + ministries
    ]
    seen: set[str] = set()
    for line in agencies or ministries or others[:1]:
        name = tidy(document.text[line.span.start : line.span.end])
        if name.casefold() not in seen and WESTERN.search(name):
            seen.add(name.casefold())
            yield Said(name, line.span)


def _whole_names(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; a name that goes on in the next with a small word is one line."""
    merged: Line | None = None
    for line in lines:
        if merged is not None and words.GOES_ON.match(line.text) and merged.page == line.page:
            span = Span(merged.span.start, line.span.end)
            merged = replace(merged, span=span, text=f"{merged.text} {line.text}")
            continue
        if merged is not None:
            yield merged
        merged = line
    if merged is not None:
        yield merged


def _match(document: Document, lines: Sequence[Line], pattern: re.Pattern[str]) -> Said | None:
    for line in lines[:40]:
        match = pattern.search(line.text) if len(line.text) < 90 else None
        if match:
            return said(document, line, match.group().strip("() "), *match.span())
    return None


def _replaces(document: Document, lines: Sequence[Line]) -> Iterator[Said]:
    """Yield the numbers behind the word for replacing, on its line."""
    for line in lines[:40]:
        match = words.REPLACES.search(line.text)
        if match:
            for number in numbers_in(line.text[match.end() :]):
                start = match.end() + number.start
                yield said(document, line, number.value, start, match.end() + number.end)


def _version(document: Document, lines: Sequence[Line]) -> Said | None:
    for line in lines[:40]:
        match = words.VERSION.search(line.text) if len(line.text) < 60 else None
        if match:
            group = 1 if match.group(1) else 2
            return said(document, line, match.group(group), *match.span(group))
    return None


def _lone_date(document: Document, lines: Sequence[Line]) -> Said | None:
    """Return the date that stands alone on a cover, or at the end of a short line."""
    order = month_first(" ".join(line.text for line in lines))
    for line in lines:
        for date in find_dates(line.text, month_first=order):
            rest = len(line.text) - (date.end - date.start)
            if rest <= 4 or (rest <= 24 and date.form == "words" and date.end >= len(line.text) - 1):
                return said(document, line, date.iso, date.start, date.end)
    return None
