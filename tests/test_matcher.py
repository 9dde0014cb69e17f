"""The matcher finds what a naive search finds, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterspec.vocab import _hyperscan
from counterspec.vocab.lexicon import Lexeme, Lexicon, key_of
from counterspec.vocab.matcher import Hit, Matcher
from counterspec.vocab.scripts import begins_word, ends_word, joins

TERMS = [
    "race",
    "ethnic group",
    "skin",
    "民族",
    "肤色",
    "раса",
    "ırk",
    "ethni*",
    "العرق",
    "인종",
    "raça",
    "aa",
    "a",
]


def matcher_of(terms: list[str]) -> Matcher:
    lexicon = Lexicon()
    for term in terms:
        stem = term.endswith("*")
        text = term.rstrip("*")
        lexicon.add_pattern(key_of(text), Lexeme("term", "t." + term, text), stem)
    return Matcher(lexicon)


def naive(text: str, terms: list[str]) -> set[tuple[str, int, int]]:
    key, found = key_of(text), set()
    for term in terms:
        stem, word = term.endswith("*"), key_of(term.rstrip("*"))
        for start in range(len(key) - len(word) + 1):
            end = start + len(word)
            if key[start:end] != word:
                continue
            left = not joins(word[0]) or begins_word(key, start, len(word))
            right = stem or not joins(word[-1]) or ends_word(key, end)
            if left and right:
                found.add((term, start, end))
    return found


ALPHABET = st.sampled_from(
    [*"race skinIİı_-\nａＲ民族肤色расаالعرق인종çA", " ", "\U0001f600", "e", "t", "h", "n", "i", "c"]
)


@given(st.lists(ALPHABET, max_size=60).map("".join))
@settings(max_examples=300)
def test_against_a_naive_search(text: str) -> None:
    found = {(hit.lexeme.ref[2:], hit.start, hit.end) for hit in matcher_of(TERMS).scan(text)}
    assert found == naive(text, TERMS)


@given(st.text(max_size=80))
def test_a_hit_folds_to_its_term(text: str) -> None:
    for hit in matcher_of(TERMS).scan(text):
        assert key_of(text[hit.start : hit.end]) == key_of(hit.lexeme.text)


def found(text: str) -> list[str]:
    return sorted({hit.lexeme.ref[2:] for hit in matcher_of(TERMS).scan(text)})


def test_boundaries() -> None:
    assert found("trace") == []
    assert found("肤色Skin Color") == ["skin", "肤色"]
    assert found("公民的民族和姓名") == ["民族"]
    assert found("والعرق") == ["العرق"]
    assert found("인종은") == ["인종"]
    assert found("RAÇA") == ["raça"]
    assert found("ethnicity") == ["ethni*"]
    assert found("ethnic\ngroup") == ["ethni*", "ethnic group"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dòng họ của khách", True),
        ("DÒNG HỌ", True),
        ("dong ho cua khach", True),
        ("Đúng trước khi đặt đồng hồ", False),
        ("động hỗ trợ", False),
    ],
)
def test_accents_of_tonal_languages_make_other_words(text: str, found: bool) -> None:
    lexicon = Lexicon()
    lexicon.add_pattern(key_of("dòng họ"), Lexeme("term", "t.lineage", "dòng họ", "vi"), False)
    assert bool(Matcher(lexicon).text(text)) is found


def test_long_text_is_read_in_chunks_without_loss_at_the_seams() -> None:
    text = ("x" * 1_048_570 + " race ") * 2
    hits: list[Hit] = [hit for hit in matcher_of(["race"]).scan(text) if hit.lexeme.ref == "t.race"]
    assert [text[hit.start : hit.end] for hit in hits] == ["race", "race"]


@pytest.mark.skipif(not _hyperscan.AVAILABLE, reason='not installed: pip install "counterspec[fast]"')
@given(st.lists(ALPHABET, max_size=60).map("".join))
@settings(max_examples=200)
def test_both_engines_find_the_same(text: str) -> None:
    key, plain = key_of(text), matcher_of(TERMS)
    assert _hyperscan.Engine(plain._keys).find(key) == plain._find(key)


@pytest.mark.skipif(not _hyperscan.AVAILABLE, reason='not installed: pip install "counterspec[fast]"')
def test_a_large_text_goes_to_the_quicker_engine_once_it_pays() -> None:
    text = "肤色 race Ethnicity العرق trace \n" * 6_000
    quick = matcher_of(TERMS)
    quick._read = 10**9
    assert list(quick.scan(text)) == list(matcher_of(TERMS).scan(text))
    assert "_large" in vars(quick)


def test_words_of_one_concept_at_one_place_come_in_one_order() -> None:
    lexicon = Lexicon()
    texts = ("birthday", "birth day", "birth-day")
    lexicon.phrases["birthday"] = " ".join(
        str(lexicon.number(Lexeme("key", "person", text))) for text in texts
    )
    found = [hit.lexeme.text for hit in Matcher(lexicon).name("birthday")]
    assert found == sorted(texts)
