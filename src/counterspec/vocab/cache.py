"""Keep the compiled vocabulary between runs: plain JSON in the user's cache folder, keyed by its sources.

It holds words of the vocabulary only, nothing of any document. A file that is missing, damaged or
not writable costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterspec._version import __version__
from counterspec.safe.caching import cache_folder, write_whole
from counterspec.vocab.lexicon import Lexicon, compile_lexicon
from counterspec.vocab.loader import DATA, Concept, load

_FORMAT = 3
_BETWEEN = "\x7f"
"""Stands between the parts of one long string, which loads many times faster than a list of strings."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What classifying needs: concepts without their words and samples, and the compiled words."""

    concepts: dict[str, Concept]
    lexicon: Lexicon


def compiled(more: Iterable[Path] = ()) -> Compiled:
    """Return the vocabulary that ships with the files in `more`, compiled now or on an earlier run.

    Raises:
        VocabularyError: a file breaks its shape.
    """
    files = [*sorted(DATA.glob("*.yaml")), *more]
    place = cache_folder() / f"vocabulary-{_key(files)}.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, IndexError):
        return _from_json(json.loads(place.read_bytes()))
    vocabulary = load(more)
    made = Compiled({c.id: _head(c) for c in vocabulary.concepts}, compile_lexicon(vocabulary))
    with contextlib.suppress(OSError):
        _write(place, json.dumps(_to_json(made), ensure_ascii=False, separators=(",", ":")))
    return made


def _head(concept: Concept) -> Concept:
    return Concept(
        id=concept.id,
        label=concept.label,
        tier=concept.tier,
        definition=concept.definition,
        why=concept.why,
        mappings=concept.mappings,
    )


def _key(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {__version__}".encode())
    for path in files:
        with contextlib.suppress(OSError):
            content = path.read_bytes()
            digest.update(b"%d " % len(content))
            digest.update(content)
    return digest.hexdigest()[:32]


def _write(place: Path, text: str) -> None:
    """Write whole or not at all; other runs may read and write the same file."""
    for old in place.parent.glob("vocabulary-*.json"):
        old.unlink(missing_ok=True)
    write_whole(place, text)


def _to_json(made: Compiled) -> dict[str, object]:
    lexicon = made.lexicon
    return {
        "concepts": [
            [c.id, c.label, c.tier, c.definition, c.why, dict(c.mappings)] for c in made.concepts.values()
        ],
        "rows": _BETWEEN.join(lexicon.rows),
        "phrases": _packed(lexicon.phrases),
        "stems": lexicon.stems,
        "patterns": _packed(dict(sorted(lexicon.patterns.items()))),
        "prefixes": _BETWEEN.join(sorted(lexicon.begun() - lexicon.phrases.keys())),
        "longest": lexicon.longest,
    }


def _packed(numbered: dict[str, str]) -> list[str]:
    return [_BETWEEN.join(numbered), _BETWEEN.join(numbered.values())]


def _unpacked(packed: list[str]) -> dict[str, str]:
    keys, numbers = packed
    return dict(zip(keys.split(_BETWEEN), numbers.split(_BETWEEN), strict=True))


def _from_json(raw: Any) -> Compiled:
    concepts = (
        Concept(id=i, label=label, tier=tier, definition=definition, why=why, mappings=mappings)
        for i, label, tier, definition, why, mappings in raw["concepts"]
    )
    phrases = _unpacked(raw["phrases"])
    lexicon = Lexicon(
        rows=raw["rows"].split(_BETWEEN),
        phrases=phrases,
        stems=raw["stems"],
        patterns=_unpacked(raw["patterns"]),
        longest=raw["longest"],
        prefixes=frozenset((*phrases, *raw["prefixes"].split(_BETWEEN))),
    )
    return Compiled({concept.id: concept for concept in concepts}, lexicon)
