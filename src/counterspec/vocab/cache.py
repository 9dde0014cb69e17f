"""Keep the compiled vocabulary between runs: plain JSON in the user's cache folder, keyed by its sources.

It holds words of the vocabulary only, nothing of any document. A file that is missing, damaged or
not writable costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterspec._version import __version__
from counterspec.vocab.lexicon import Lexeme, Lexicon, compile_lexicon
from counterspec.vocab.loader import DATA, Concept, load

_FORMAT = 1


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
    place = _folder() / f"vocabulary-{_key(files)}.json"
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


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "counterspec"


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
    place.parent.mkdir(parents=True, exist_ok=True)
    for old in place.parent.glob("vocabulary-*.json"):
        old.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, delete=False) as part:
        part.write(text)
    Path(part.name).replace(place)


def _to_json(made: Compiled) -> dict[str, object]:
    numbers: dict[Lexeme, int] = {}

    def number(lexeme: Lexeme) -> int:
        return numbers.setdefault(lexeme, len(numbers))

    lexicon = made.lexicon
    phrases = {" ".join(words): [number(x) for x in found] for words, found in lexicon.phrases.items()}
    stems = {
        " ".join(words): {stem: [number(x) for x in found] for stem, found in by_stem.items()}
        for words, by_stem in lexicon.stems.items()
    }
    patterns = {key: [[number(x), stem] for x, stem in found] for key, found in lexicon.patterns.items()}
    return {
        "concepts": [[c.id, c.label, c.tier, c.definition, c.why, dict(c.mappings)] for c in made.concepts.values()],
        "phrases": phrases,
        "stems": stems,
        "patterns": patterns,
        "longest": lexicon.longest,
        "lexemes": [list(lexeme) for lexeme in numbers],
    }


def _from_json(raw: Any) -> Compiled:
    lexemes = [Lexeme(*fields) for fields in raw["lexemes"]]
    lexicon = Lexicon(
        phrases={tuple(key.split(" ")): [lexemes[n] for n in found] for key, found in raw["phrases"].items()},
        stems={
            tuple(key.split(" ")) if key else (): {stem: [lexemes[n] for n in found] for stem, found in by.items()}
            for key, by in raw["stems"].items()
        },
        patterns={key: [(lexemes[n], bool(stem)) for n, stem in found] for key, found in raw["patterns"].items()},
        longest=raw["longest"],
    )
    concepts = (
        Concept(id=i, label=label, tier=tier, definition=definition, why=why, mappings=mappings)
        for i, label, tier, definition, why, mappings in raw["concepts"]
    )
    return Compiled({concept.id: concept for concept in concepts}, lexicon)
