"""Load the vocabulary's YAML files; what breaks their shape is an error with file, line and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, TypeAlias

from counterspec.errors import VocabularyError
from counterspec.vocab._yaml import line_of, load_yaml

Words: TypeAlias = Mapping[str, tuple[str, ...]]
"""Words by BCP-47 tag."""

Sample: TypeAlias = "str | Mapping[str, object]"

DATA = Path(__file__).parent / "data"
TIERS: dict[str, str] = {
    "A": "protected attribute itself",
    "B": "identifying biometric",
    "C": "proxy",
    "D": "status or list",
    "E": "soft biometric or description",
    "N": "neutral control",
}


@dataclass(frozen=True, slots=True)
class Concept:
    """A kind of attribute of a person, as docs/vocabulary.md describes its keys."""

    id: str
    label: str
    tier: Literal["A", "B", "C", "D", "E", "N"]
    definition: str = ""
    why: str = ""
    terms: Words = field(default_factory=dict)
    ambiguous: Words = field(default_factory=dict)
    identifiers: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    values: Words = field(default_factory=dict)
    weak_values: Words = field(default_factory=dict)
    code_lists: tuple[str, ...] = ()
    false_friends: tuple[str, ...] = ()
    mappings: Mapping[str, str] = field(default_factory=dict)
    hits: tuple[Sample, ...] = ()
    misses: tuple[Sample, ...] = ()

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Domain:
    """A subject that is not people: animals, games, goods …"""

    id: str
    title: str
    words: Words
    owners: Words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the classifier knows; concepts sorted by id."""

    concepts: tuple[Concept, ...]
    nouns: Words
    weak_nouns: Words
    keys: Words
    shared_keys: Words
    domains: tuple[Domain, ...]
    affixes: Words
    prefixes: tuple[str, ...]
    nulls: Words
    cues: Mapping[str, Mapping[str, Words]]

    def concept(self, concept_id: str) -> Concept:
        for concept in self.concepts:
            if concept.id == concept_id:
                return concept
        raise VocabularyError(
            f"no concept {concept_id!r}", hint="`counterspec concepts` lists every concept."
        )


_BY_LANGUAGE = {"terms", "ambiguous", "values", "weak_values"}
_LISTS = {"identifiers", "abbreviations", "code_lists", "false_friends", "hits", "misses"}
_CONCEPT_KEYS = {entry.name for entry in fields(Concept)}
_FAMILY_KEYS = {"family", "title", "concepts"}


def _fail(path: Path, key: object, message: str) -> VocabularyError:
    line = line_of(path, key)
    return VocabularyError(f"{path.name}:{line}: {message}", hint="docs/vocabulary.md lists every key.")


def _words(path: Path, key: str, value: object) -> Words:
    if not isinstance(value, dict):
        raise _fail(path, key, f"{key!r} must map language tags to lists of words")
    for tag, words in value.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise _fail(path, tag, f"{key}.{tag} must be a list of strings (quote no, yes, on, off, numbers)")
    return {str(tag): tuple(words) for tag, words in value.items()}


def _concept(path: Path, family: str, raw: object) -> Concept:
    if not isinstance(raw, dict):
        raise _fail(path, "concepts", "each concept must be a mapping")
    for key in raw:
        if key not in _CONCEPT_KEYS:
            raise _fail(path, key, f"unknown key {key!r} in concept {raw.get('id')!r}")
    concept_id = str(raw.get("id", ""))
    if concept_id != family and not concept_id.startswith(family + "."):
        raise _fail(path, concept_id, f"concept {concept_id!r} is not of family {family!r}")
    if raw.get("tier") not in TIERS:
        raise _fail(path, concept_id, f"concept {concept_id!r} has no tier of {', '.join(TIERS)}")
    values: dict[str, object] = {"label": concept_id.rpartition(".")[2].replace("_", " ")}
    for key, value in raw.items():
        if key in _BY_LANGUAGE:
            values[key] = _words(path, key, value)
        elif key in _LISTS:
            if not isinstance(value, list):
                raise _fail(path, key, f"{key!r} of {concept_id} must be a list")
            values[key] = tuple(str(item) if key not in ("hits", "misses") else item for item in value)
        elif key == "mappings":
            values[key] = {str(name): str(target) for name, target in dict(value).items()}
        else:
            values[key] = str(value)
    return Concept(**values)  # type: ignore[arg-type]


def load_family(path: Path) -> tuple[Concept, ...]:
    """Read one file of concepts.

    Raises:
        VocabularyError: the file breaks its shape.
    """
    raw = load_yaml(path)
    if not isinstance(raw, dict) or not isinstance(raw.get("family"), str):
        raise _fail(path, "family", "a vocabulary file names its family")
    for key in raw:
        if key not in _FAMILY_KEYS:
            raise _fail(path, key, f"unknown key {key!r}")
    concepts = raw.get("concepts")
    if not isinstance(concepts, list):
        raise _fail(path, "concepts", "'concepts' must be a list")
    return tuple(_concept(path, raw["family"], item) for item in concepts)


def _merge(path: Path, concepts: Iterable[Concept], into: dict[str, Concept]) -> None:
    for concept in concepts:
        known = into.get(concept.id)
        if known is not None and path.parent == DATA:
            raise _fail(path, concept.id, f"concept {concept.id!r} stands in two files")
        into[concept.id] = concept if known is None else _extend(known, concept)


def _extend(known: Concept, more: Concept) -> Concept:
    """Add the words of a user's file to a concept of ours; nothing is taken away."""
    changes: dict[str, object] = {}
    for key in sorted(_CONCEPT_KEYS):
        ours, theirs = getattr(known, key), getattr(more, key)
        if key in _BY_LANGUAGE:
            tags = sorted(set(ours) | set(theirs))
            changes[key] = {tag: (*ours.get(tag, ()), *theirs.get(tag, ())) for tag in tags}
        elif key in _LISTS:
            changes[key] = (*ours, *theirs)
        elif key == "mappings":
            changes[key] = {**ours, **theirs}
        else:
            changes[key] = ours
    return Concept(**changes)  # type: ignore[arg-type]


def _domains(path: Path) -> tuple[Domain, ...]:
    raw = load_yaml(path)
    items = raw.get("domains") if isinstance(raw, dict) else None
    if not isinstance(items, list):
        raise _fail(path, "domains", "'domains' must be a list")
    return tuple(
        Domain(
            id=str(item["id"]),
            title=str(item.get("title", item["id"])),
            words=_words(path, "words", item.get("words", {})),
            owners=_words(path, "owners", item.get("owners", {})),
        )
        for item in items
    )


def load(more: Iterable[Path] = ()) -> Vocabulary:
    """Load the vocabulary that ships, and the files of concepts in `more`.

    Raises:
        VocabularyError: a file breaks its shape, or a concept stands twice.
    """
    concepts: dict[str, Concept] = {}
    for path in [*sorted(p for p in DATA.glob("*.yaml") if not p.name.startswith("_")), *more]:
        _merge(path, load_family(path), concepts)
    people, companions, cues = (_mapping(DATA / f"_{name}.yaml") for name in ("people", "companions", "cues"))
    return Vocabulary(
        concepts=tuple(concepts[concept_id] for concept_id in sorted(concepts)),
        nouns=_words(DATA / "_people.yaml", "nouns", people["nouns"]),
        weak_nouns=_words(DATA / "_people.yaml", "weak_nouns", people.get("weak_nouns", {})),
        keys=_words(DATA / "_people.yaml", "keys", people["keys"]),
        shared_keys=_words(DATA / "_people.yaml", "shared_keys", people["shared_keys"]),
        domains=_domains(DATA / "_things.yaml"),
        affixes=_words(DATA / "_companions.yaml", "affixes", companions["affixes"]),
        prefixes=tuple(str(word) for word in _list(companions["prefixes"])),
        nulls=_words(DATA / "_companions.yaml", "nulls", companions["nulls"]),
        cues={
            facet: {str(key): _words(DATA / "_cues.yaml", key, words) for key, words in _items(by_key)}
            for facet, by_key in sorted(cues.items())
        },
    )


def _mapping(path: Path) -> dict[str, object]:
    raw = load_yaml(path)
    if not isinstance(raw, dict):
        raise _fail(path, "", "the file must be a mapping")
    return raw


def _items(value: object) -> list[tuple[str, object]]:
    return sorted(value.items()) if isinstance(value, dict) else []


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
