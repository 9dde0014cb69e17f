"""Whether a difference may be a misreading: text read from a picture, and few signs that differ."""

from __future__ import annotations

from collections.abc import Iterable

from counterspec.link.editions.folds import distance, looks_of, words_of
from counterspec.link.editions.lists import Differing
from counterspec.model import Detail, Side

_SHORT, _FEW = 12, 2
_ALIKE_MARKS = ("oc0q", "l1i", "mn")
_TEXTS = frozenset(
    {"renamed", "type", "length", "cardinality", "condition", "code-list-ref", "label", "comment", "clause"}
)


def doubt(
    sides: Iterable[Side],
    details: Iterable[Detail],
    values: Iterable[Differing],
    *,
    quotes: tuple[str, str] = ("", ""),
) -> str | None:
    """Return why a difference may be a misreading, None where the file itself holds the words or much differs.

    `quotes` are the words that say how binding the field is on either side.
    """
    confidence = min(
        (s.evidence.confidence for s in sides if s.evidence.confidence is not None), default=None
    )
    if confidence is None:
        return None
    reasons = []
    for detail in details:
        if detail.kind.startswith("list-"):
            continue
        reason = _of_marks(*quotes) if detail.kind == "obligation" else _of_texts(detail)
        if reason is None:
            return None
        reasons.append(reason)
    for value in values:
        reason = _of_value(value)
        if reason is None:
            return None
        reasons.append(reason)
    if not reasons:
        return None
    return f"read from a picture ({confidence:.2f}); {'; '.join(dict.fromkeys(reasons))}"


def _of_texts(detail: Detail) -> str | None:
    return _few(detail.before or "", detail.after or "") if detail.kind in _TEXTS else None


def _of_marks(one: str, other: str) -> str | None:
    left, right = one.strip().casefold(), other.strip().casefold()
    if any(left in group and right in group for group in _ALIKE_MARKS if left and right):
        return f"“{one}” and “{other}” look alike"
    return None


def _of_value(value: Differing) -> str | None:
    if value.before is None or value.after is None:
        return None
    if value.kind == "recoded":
        return _few(value.before.code, value.after.code)
    return _few(value.before.label, value.after.label)


def _few(one: str, other: str) -> str | None:
    """Return how little differs; None where it is more than a sign or two, or where one side says nothing."""
    left, right = words_of(one), words_of(other)
    if not left or not right:
        return None
    if looks_of(one) == looks_of(other):
        return f"“{one}” and “{other}” look alike" if len(one) <= 2 * _SHORT else "what differs looks alike"
    if min(len(left), len(right)) > _SHORT and (left.startswith(right) or right.startswith(left)):
        return "one may be cut short"
    most = 1 if max(len(left), len(right)) <= _SHORT else _FEW
    apart = distance(left, right, most)
    if apart > most:
        return None
    return "one sign differs" if apart == 1 else "two signs differ"
