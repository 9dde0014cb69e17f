"""What finds a finding again after a rescan, and the digest of what it says.

A fingerprint rests on the document, the concept and the name or words the finding stands on, never on
pages, boxes, offsets or rule versions. Two findings with the same fingerprint and the same saying say the same.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence

from counterspec.model import Document, Finding


def fingerprints_of(document: Document, findings: Sequence[Finding]) -> list[str]:
    """Return the fingerprint of each finding of one document, given in order of place."""
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for finding in findings:
        key = (finding.concept, _stands_on(finding))
        made.append(_digest(document.number or document.sha256, *key, str(seen[key])))
        seen[key] += 1
    return made


def saying_of(finding: Finding) -> str:
    """Return the digest of what a finding says: act, grade, binding words, element and quote."""
    element = finding.element
    parts = [
        finding.concept,
        finding.act,
        finding.grade,
        finding.strength or "",
        _folded(finding.evidence.quote),
    ]
    if element:
        parts += [
            element.identifier,
            element.obligation or "",
            element.type or "",
            element.code_list_ref or "",
        ]
        parts += [f"{code.code}={_folded(code.label)}" for code in element.code_list]
    return _digest(*parts)


def _stands_on(finding: Finding) -> str:
    element = finding.element
    if element and finding.about != "member":
        return f"{_folded(element.owner or '')}.{_folded(element.identifier)}"
    return _folded(finding.evidence.quote)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
