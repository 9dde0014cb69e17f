"""Run the samples that concepts carry: `python -m counterspec.vocab.samples [FAMILY…]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counterspec.errors import VocabularyError
from counterspec.model import Declaration, Note, Span
from counterspec.vocab.classify import Classifier
from counterspec.vocab.lexicon import compile_lexicon
from counterspec.vocab.loader import Concept, Sample, Vocabulary, load
from counterspec.vocab.matcher import Matcher
from counterspec.vocab.prose import read_prose

_KEYS = {
    "record",
    "record_note",
    "beside",
    "name",
    "note",
    "type",
    "kind",
    "use",
    "values",
    "enum",
    "hit",
    "preamble",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A sample that did not do what its concept says; `said` is what was found instead."""

    concept: str
    sample: Sample
    expected: str
    said: str


class _Builder:
    """Makes declarations of a sample; each name gets a place of its own, as in a file."""

    def __init__(self) -> None:
        self.made: list[Declaration] = []
        self._offset = 0

    def add(self, kind: str, name: str, parent: int | None = None, note: str = "", **more: object) -> int:
        span = Span(self._offset, self._offset + len(name))
        self._offset += len(name) + len(note) + 2
        notes = (Note(note, Span(span.end, span.end + len(note))),) if note else ()
        made = Declaration(kind=kind, name=name, span=span, extent=span, parent=parent, notes=notes, **more)  # type: ignore[arg-type]
        self.made.append(made)
        return len(self.made) - 1


def _declarations(sample: Mapping[str, object]) -> tuple[list[Declaration], set[int]]:
    """Return the sample's declarations and the indexes of those it is about."""
    unknown = set(sample) - _KEYS
    if unknown:
        raise VocabularyError(f"sample {dict(sample)}: unknown keys {sorted(unknown)}")
    builder = _Builder()
    parent = None
    if "record" in sample or "beside" in sample:
        parent = builder.add("record", str(sample.get("record", "")), note=str(sample.get("record_note", "")))
    for sibling in _strings(sample.get("beside")):
        builder.add("field", sibling, parent)
    values = _strings(sample.get("values"))
    more = {"use": str(sample["use"])} if "use" in sample else {}
    about: set[int] = set()
    if "name" in sample:
        type_name = str(sample["type"]) if "type" in sample else None
        kind = str(sample.get("kind", "field"))
        note = str(sample.get("note", ""))
        parent = builder.add(kind, str(sample["name"]), parent, note, type_name=type_name, **more)
        about.add(parent)
    if values:
        holder = builder.add(
            "enum",
            str(sample.get("enum", "")),
            parent,
            "" if "name" in sample else str(sample.get("note", "")),
            **more,
        )
        wanted = _strings(sample.get("hit"))
        for value in values:
            member = builder.add("member", value, holder)
            if not wanted or value in wanted:
                about.add(member)
    return builder.made, about


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def read_sample(sample: Sample, matcher: Matcher, classifier: Classifier) -> tuple[list[set[str]], set[str]]:
    """Return the certain concepts of each thing the sample is about, and of everything in it."""
    if isinstance(sample, str):
        said = {reading.concept for reading in read_prose(sample, matcher) if reading.certain}
        return [said], said
    declarations, about = _declarations(sample)
    preamble = (Note(str(sample["preamble"]), Span(0, 0)),) if "preamble" in sample else ()
    readings = [reading for reading in classifier.read(declarations, preamble) if reading.certain]
    each = [{reading.concept for reading in readings if reading.index == index} for index in sorted(about)]
    return each, {reading.concept for reading in readings}


def check(concept: Concept, matcher: Matcher, classifier: Classifier) -> Iterator[Failure]:
    """Yield the samples of a concept that fail."""
    for sample in concept.hits:
        each, said = read_sample(sample, matcher, classifier)
        if not all(concept.id in concepts for concepts in each):
            yield Failure(concept.id, sample, "hit", ", ".join(sorted(said)) or "nothing")
    for sample in concept.misses:
        _, said = read_sample(sample, matcher, classifier)
        if concept.id in said:
            yield Failure(concept.id, sample, "miss", ", ".join(sorted(said)))


def prepare(vocabulary: Vocabulary) -> tuple[Matcher, Classifier]:
    """Compile a vocabulary for reading."""
    matcher = Matcher(compile_lexicon(vocabulary))
    return matcher, Classifier(matcher, vocabulary.concepts)


def main(families: list[str]) -> int:
    """Print the failing samples of the families given, of all without any."""
    vocabulary = load()
    matcher, classifier = prepare(vocabulary)
    chosen = [c for c in vocabulary.concepts if not families or c.family in families or c.id in families]
    failures = [failure for concept in chosen for failure in check(concept, matcher, classifier)]
    for failure in failures:
        print(f"{failure.concept}: expected a {failure.expected}: {failure.sample!r} said {failure.said}")
    samples = sum(len(concept.hits) + len(concept.misses) for concept in chosen)
    print(f"{samples - len(failures)} of {samples} samples of {len(chosen)} concepts hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
