"""What of two documents can be compared, and what is to be said about it before anything else."""

from __future__ import annotations

from collections.abc import Iterator

from counterspec.link.editions.edition import Edition
from counterspec.link.editions.items import Items
from counterspec.link.editions.keys import Terms
from counterspec.syntax.clause.language import language_of

_ENOUGH = 60
_SAMPLE = 4_000
_SHARED = 0.2


def terms_of(before: Items, after: Items) -> tuple[Terms, list[str]]:
    """Return what can be compared of two editions, and what is said where something cannot."""
    one, other = before.edition, after.edition
    notes = []
    languages = _languages(before, after)
    if languages:
        notes.append(
            f"The documents are in different languages ({languages[0]} and {languages[1]}): compared by identifiers, "
            "numbers and codes; labels, comments, types, conditions and clauses were not."
        )
    types = _same_family(one, other)
    if not types:
        notes.append(
            f"The documents are of different kinds ({one.document.format} and {other.document.format}): compared by "
            "names, code lists, and obligations that both state; types, comments and references were not."
        )
    pictures = any(page.recognition is not None for e in (one, other) for page in e.document.pages)
    terms = Terms(
        words=languages is None, types=types, pictures=pictures, texts=one.is_text and other.is_text
    )
    return terms, notes


def _same_family(one: Edition, other: Edition) -> bool:
    if one.is_text and other.is_text:
        return True
    left, right = one.document, other.document
    return left.format == right.format or (left.kind == right.kind == "label set")


def _languages(before: Items, after: Items) -> tuple[str, str] | None:
    """Return the languages of two documents for people, where they differ and few labels are the same."""
    if not (before.edition.is_text and after.edition.is_text):
        return None
    left, right = _labels(before), _labels(after)
    if min(len(left), len(right)) and len(left & right) >= _SHARED * min(len(left), len(right)):
        return None
    texts = [_prose(items) for items in (before, after)]
    if min(map(len, texts)) < _ENOUGH:
        return None
    found = language_of(texts[0], ""), language_of(texts[1], "")
    return found if all(found) and found[0] != found[1] else None


def _labels(items: Items) -> set[str]:
    return {item.label for item in items if item.label}


def _prose(items: Items) -> str:
    """Return words of a document in its language: labels and notes of its elements, else its text."""
    notes = " ".join(note.text for item in items for note in item.declaration.notes)[:_SAMPLE]
    body = items.edition.document.text
    middle = max(0, len(body) // 2 - _SAMPLE // 2)
    return notes if len(notes) >= 10 * _ENOUGH else f"{notes} {body[middle : middle + _SAMPLE]}"


def later_of(before: Edition, after: Edition) -> int | None:
    """Return which edition is the later by its own words, 0 or 1; None where they do not say."""
    left, right = before.date, after.date
    if not left or not right or left == right:
        return None
    shorter = min(len(left), len(right))
    if left[:shorter] == right[:shorter]:
        return None
    return int(left < right)


def notes_of(
    editions: tuple[Edition, Edition], called: tuple[str, str], alike: int, unsaid: int
) -> Iterator[str]:
    """Yield what a reader must know before relying on the differences."""
    if later_of(*editions) == 0:
        yield f"By its own date {called[0]} is the later one; differences are told in the order the two were given."
    for edition, name in zip(editions, called, strict=True):
        sure = [p.recognition.confidence for p in edition.document.pages if p.recognition is not None]
        if sure:
            pages = "was" if len(sure) == len(edition.document.pages) else f"was in part ({len(sure)} pages)"
            yield (
                f"{name[:1].upper() + name[1:]} {pages} read from pictures ({sum(sure) / len(sure):.2f}): a small "
                "difference may be a misreading; look at the page."
            )
        lost = len({p.page for p in edition.problems if p.lost and p.page is not None})
        if lost:
            yield f"{lost} page{'' if lost == 1 else 's'} of {name} could not be read."
        if edition.document.matched_only:
            yield f"Of {name} the text alone was read: it holds no word of the vocabulary."
    if unsaid:
        yield (
            f"{unsaid} attribute{'' if unsaid == 1 else 's'} of elements could not be compared: one document's table "
            "has no column for them that was understood."
        )
    if alike:
        yield f"{alike} name{'' if alike == 1 else 's'} differ only in signs that look alike; taken as the same."
