"""What finds a finding again after a rescan, and the digest of what it says.

A fingerprint rests on the document, the concept, and the element's name or the sentence the finding stands
in: never on pages, boxes, offsets or rule versions. It ends in an ordinal among those alike. Two findings
with the same fingerprint and the same saying say the same of the same thing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from counterspec.model import ByHand, Document, Finding, Span

_STOP = re.compile(r"[。！？；!?;]|\.(?=\s)|\n\s*\n|\f")
_ROW_END = re.compile(r"\n")
_LONGEST = 400
"""Code points of a sentence looked at on each side of the quote."""
_BY_HAND = "h"
"""No digest begins so."""
_LETTERS = re.compile(r"[\W_]+")


def fingerprints_of(document: Document, findings: Sequence[Finding]) -> list[str]:
    """Return the fingerprint of each finding of one document, given in order of place."""
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        base = _digest(document.number or document.sha256, finding.concept, _stands_on(document, finding))
        made.append(f"{base}.{seen[base]}")
        seen[base] += 1
    return made


def fingerprint_by_hand(one: ByHand) -> str:
    """Return the fingerprint of a finding that a person added: its entry of the log, whatever is read around it."""
    return f"{_BY_HAND}{one.entry[:15]}.0"


def is_by_hand(fingerprint: str) -> bool:
    """Whether a fingerprint is that of a finding added by hand."""
    return fingerprint.startswith(_BY_HAND)


def passage_of(text: str, span: Span) -> str:
    """Return the digest of words and the sentence they stand in, of a table its row."""
    return _digest(letters_of(_sentence(text, span)), letters_of(text[span.start : span.end]))


def saying_of(finding: Finding) -> str:
    """Return the digest of what a finding says: act, grade, binding words, facets, element and quote."""
    element = finding.element
    parts = [
        finding.concept, finding.act, finding.grade, finding.strength or "", finding.provenance or "",
        finding.purpose or "", letters_of(finding.evidence.quote),
    ]  # fmt: skip
    if element:
        parts += [
            element.identifier, element.obligation or "", element.type or "", element.cardinality or "",
            element.code_list_ref or "",
        ]  # fmt: skip
        parts += [f"{code.code}={letters_of(code.label)}" for code in element.code_list]
    return _digest(*parts)


def _stands_on(document: Document, finding: Finding) -> str:
    """Return the name of the element a finding is about, else the sentence its quote stands in."""
    element = finding.element
    if element is None:
        return (
            letters_of(_sentence(document.text, finding.evidence.span))
            + "|"
            + letters_of(finding.evidence.quote)
        )
    owner = letters_of(element.owner or "")
    if finding.about == "member":
        return f"{owner}.{letters_of(finding.evidence.quote)}"
    return f"{owner}.{letters_of(element.identifier)}"


def _sentence(text: str, span: Span) -> str:
    """Return the sentence around a quote; in a table, the row."""
    before = text[max(0, span.start - _LONGEST) : span.start]
    after = text[span.end : span.end + _LONGEST]
    line = before.rpartition("\n")[2] + after.partition("\n")[0]
    stop = _ROW_END if "\t" in line or "|" in line else _STOP
    begins = [match.end() for match in stop.finditer(before)]
    ends = stop.search(after)
    first, last = (begins[-1] if begins else 0), (ends.start() if ends else None)
    return before[first:] + text[span.start : span.end] + after[:last]


def letters_of(text: str) -> str:
    """Return letters and digits alone: line ends, spaces and marks are as the page has room for."""
    return _LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
