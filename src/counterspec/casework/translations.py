"""What quotes mean: the vocabulary's own glosses, and what people translated, with name and date."""

from __future__ import annotations

import json
import re

from sqlalchemy import Connection

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
    if not _TAG.fullmatch(language):
        raise UsageError(f"{language}: no language", hint="Write en, zh-Hans, pt-BR …")
    if not text.strip() or len(text) > _LONGEST:
        raise UsageError(f"a translation has words, and at most {_LONGEST:,} characters")
    if not by.strip():
        raise UsageError("a translation carries a name", hint="--by NAME, or set COUNTERSPEC_REVIEWER.")
    with case.changing() as connection:
        about = judged(connection, finding)
        made = Translation(
            about.finding.id,
            about.fingerprint,
            language,
            text.strip(),
            about.finding.evidence.quote,
            by.strip(),
            at,
        )
        log.append(connection, "translation", by.strip(), json.loads(json_of(made)), at)
    return made


def translations(connection: Connection) -> dict[str, list[Translation]]:
    """Return the translations by the fingerprint of what they translate, the last of each language, in order."""
    made: dict[str, dict[str, Translation]] = {}
    for entry in log.entries(connection, "translation"):
        one = value_of(entry.body, Translation)
        made.setdefault(one.fingerprint, {})[one.language] = one
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
