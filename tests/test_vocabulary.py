"""Every concept's own hits and misses, and the shape of the vocabulary."""

from functools import cache
from pathlib import Path

import pytest

from counterspec.errors import VocabularyError
from counterspec.vocab.classify import Classifier
from counterspec.vocab.loader import Concept, Vocabulary, load, load_family
from counterspec.vocab.matcher import Matcher
from counterspec.vocab.samples import check, prepare


@cache
def vocabulary() -> Vocabulary:
    return load()


@cache
def prepared() -> tuple[Matcher, Classifier]:
    return prepare(vocabulary())


@pytest.mark.parametrize("concept", vocabulary().concepts, ids=lambda concept: concept.id)
def test_hits_and_misses(concept: Concept) -> None:
    failures = list(check(concept, *prepared()))
    assert not failures, "\n".join(f"{f.expected}: {f.sample!r} said {f.said}" for f in failures)


@pytest.mark.parametrize("concept", vocabulary().concepts, ids=lambda concept: concept.id)
def test_each_concept_says_what_it_is(concept: Concept) -> None:
    assert concept.definition
    assert concept.hits
    assert concept.misses


def test_parents_exist() -> None:
    ids = {concept.id for concept in vocabulary().concepts}
    assert [i for i in ids if "." in i and i.rpartition(".")[0] not in ids] == []


BROKEN = {
    "family: x\nconcepts:\n- {id: x.a, tier: A, termz: {en: [a]}}": ":3: unknown key 'termz'",
    "family: x\nconcepts:\n- {id: y.a, tier: A}": ":3: concept 'y.a' is not of family 'x'",
    "family: x\nconcepts:\n- {id: x.a, tier: Z}": ":3: concept 'x.a' has no tier",
    "family: x\nconcepts:\n- {id: x.a, tier: A, terms: {en: [no]}}": "must be a list of strings",
    "family: x\nconcepts: [": ": did not find expected node content",
    "concepts: []": "names its family",
    "family: x\nconcepts: " + "[" * 1_000_000 + "]" * 1_000_000: ":2: nested too deep",
}


@pytest.mark.parametrize("text", BROKEN, ids=BROKEN.get)
def test_a_broken_file_is_named_with_line_and_key(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(VocabularyError) as caught:
        load_family(path)
    assert BROKEN[text] in str(caught.value)
    assert "own.yaml" in str(caught.value)
