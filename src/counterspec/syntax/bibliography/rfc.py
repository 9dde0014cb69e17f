"""The front pages of RFCs and Internet-Drafts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterspec.model import Bibliography, Document, Said
from counterspec.syntax.covers.page import joined
from counterspec.syntax.dates import find_dates
from counterspec.syntax.document_kind import DocumentKind
from counterspec.syntax.front import Line, front_of
from counterspec.syntax.plain import Plain

_NUMBER = re.compile(
    r"Request for Comments:?\s?(\d{1,5})|^RFC[ -]?(\d{1,5})\b|^RFC:\s?(\d{1,5})", re.IGNORECASE
)
_DRAFT = re.compile(r"\b(draft-[a-z0-9]+(?:-[a-z0-9]+){1,12})\b")
_OLD = re.compile(
    r"(?P<how>Obsoletes|Updates):\s?(?P<list>(?:RFC\s?)?\d{1,5}(?:,\s?(?:RFC\s?)?\d{1,5}){0,20})",
    re.IGNORECASE,
)
_END = re.compile(
    r"^(?:Status of (?:this|the) Memo|Abstract|Copyright Notice|"
    r"Table of Contents|1\.? +Introduction|This memo|This document|"
    r"Distribution of this)",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"Request for Comments|^(?:Category|Obsoletes|Updates|STD|BCP|FYI|"
    r"ISSN|Intended status|Expires|Network Working Group|NWG|RFC)\b|"
    r"Internet Engineering Task Force|Internet Architecture Board|"
    r"Internet-Draft|Independent Submission|Internet Research Task Force",
    re.IGNORECASE,
)  # fmt: skip


def rfc_bibliography(document: Document, kind: DocumentKind) -> Bibliography:
    """Return number, title, date and what is obsoleted or updated, from the header and the lines below it."""
    lines = [line for line in front_of(document).cover[:40] if line.kind != "cell"]
    end = next((i for i, line in enumerate(lines) if _END.match(line.text)), min(len(lines), 16))
    head = lines[:end]
    body = _header_end(head)
    title = _title(document, head[body:])
    draft = _draft(document, head)
    replaces, amends = _older(document, head[:body])
    return Bibliography(
        "draft" if draft and _number(document, head) is None else kind.kind, kind.why,
        number=_number(document, head) or draft,
        titles=(("en", title),) if title else (),
        issued=_date(document, head[:body]),
        replaces=replaces, amends=amends,
    )  # fmt: skip


def _header_end(head: Sequence[Line]) -> int:
    """Return where the header ends: after its last line with a label or the date."""
    last = 0
    for place, line in enumerate(head):
        dated = any(date.end >= len(line.text) - 2 for date in find_dates(line.text))
        if _HEADER.search(line.text) or dated:
            last = place + 1
    return last


def _title(document: Document, lines: Sequence[Line]) -> Said | None:
    kept = [line for line in lines if len(line.text) < 100 and not _DRAFT.fullmatch(line.text)][:4]
    return joined(document, kept) if kept else None


def _number(document: Document, head: Sequence[Line]) -> Said | None:
    for line in head:
        match = _NUMBER.search(line.text)
        if match:
            number = next(group for group in match.groups() if group)
            return Said(f"RFC {number}", Plain(document.text, (line.span,)).span(*match.span()))
    return None


def _draft(document: Document, head: Sequence[Line]) -> Said | None:
    for line in head:
        match = _DRAFT.search(line.text)
        if match:
            return Said(match.group(1), Plain(document.text, (line.span,)).span(*match.span(1)))
    return None


def _date(document: Document, head: Sequence[Line]) -> Said | None:
    for line in head:
        if line.text.lower().startswith("expires"):
            continue
        for date in find_dates(line.text):
            return Said(date.iso, Plain(document.text, (line.span,)).span(date.start, date.end))
    return None


def _older(document: Document, head: Sequence[Line]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    found: dict[str, list[Said]] = {"obsoletes": [], "updates": []}
    for line in head:
        for match in _OLD.finditer(line.text):
            whole = Plain(document.text, (line.span,))
            for number in re.finditer(r"\d{1,5}", match.group("list")):
                start = match.start("list") + number.start()
                place = whole.span(start, start + len(number.group()))
                found[match.group("how").lower()].append(Said(f"RFC {number.group()}", place))
    return tuple(found["obsoletes"]), tuple(found["updates"])
