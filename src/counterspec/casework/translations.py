"""What quotes mean: the vocabulary's own glosses, what people translated, and machines where people asked one."""

from __future__ import annotations

import json
import re

from sqlalchemy import Connection

from counterspec.casework.machine import BY, Machine
from counterspec.errors import UsageError
from counterspec.model import Translation
from counterspec.pipeline import Setup
from counterspec.store import log
from counterspec.store.case import Case
from counterspec.store.codec import json_of, value_of
from counterspec.store.verdicts import judged
from counterspec.vocab.hits import kinds

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_LONGEST = 5_000


def translate(case: Case, finding: str, language: str, text: str, by: str, at: str) -> Translation:
    """Write a person's translation of the words a finding quotes; a later one in the same language replaces it.

    Raises:
        UsageError: no finding, no language, no words or no name.
    """
    if not by.strip():
        raise UsageError("a translation carries a name", hint="--by NAME, or set COUNTERSPEC_REVIEWER.")
    if by.strip().casefold().startswith(BY.strip()):
        raise UsageError(f"{by}: a person's translation carries the person's name")
    return _kept(case, finding, language, text, by.strip(), at)


def translate_by_machine(case: Case, finding: str, language: str, machine: Machine, at: str) -> Translation:
    """Ask a machine for a translation of the words a finding quotes, and write it in the machine's name.

    Raises:
        UsageError: no finding or language, or the machine gives none.
        LimitError: it takes too long.
    """
    _check(language)
    with case.reading() as connection:
        quote = judged(connection, finding).finding.evidence.quote
    return _kept(case, finding, language, machine.translate(quote, language)[:_LONGEST], machine.name, at)


def is_machine(one: Translation) -> bool:
    """Whether a machine made a translation."""
    return one.by.startswith(BY)


def _check(language: str) -> None:
    if not _TAG.fullmatch(language):
        raise UsageError(f"{language}: no language", hint="Write en, zh-Hans, pt-BR …")


def _kept(case: Case, finding: str, language: str, text: str, by: str, at: str) -> Translation:
    _check(language)
    if not text.strip() or len(text) > _LONGEST:
        raise UsageError(f"a translation has words, and at most {_LONGEST:,} characters")
    with case.changing() as connection:
        about = judged(connection, finding)
        made = Translation(
            about.finding.id, about.fingerprint, language, text.strip(), about.finding.evidence.quote, by, at
        )
        log.append(connection, "translation", by, json.loads(json_of(made)), at)
    return made


def translations(connection: Connection) -> dict[str, list[Translation]]:
    """Return the translations by the fingerprint of what they translate, the last of each language, in order.

    Where a person translated, what a machine makes of it in that language is left out.
    """
    made: dict[str, dict[str, Translation]] = {}
    for entry in log.entries(connection, "translation"):
        one = value_of(entry.body, Translation)
        held = made.setdefault(one.fingerprint, {})
        if not is_machine(one) or one.language not in held or is_machine(held[one.language]):
            held[one.language] = one
    return {fingerprint: list(found.values()) for fingerprint, found in made.items()}


def glosses(setup: Setup, quote: str) -> list[tuple[str, str]]:
    """Return the words of a quote the vocabulary knows, each with what it calls them, in order of place."""
    found = {
        (hit.start, hit.end): hit.lexeme.ref
        for hit in kinds(setup.matcher.text(quote), "term", "ambiguous", "value")
        if hit.lexeme.ref in setup.concepts
    }
    longest = [
        span for span in found if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in found)
    ]
    said = [(quote[start:end], setup.concepts[found[start, end]].label) for start, end in sorted(longest)]
    return [(words, label) for words, label in dict.fromkeys(said) if words.casefold() != label.casefold()]
