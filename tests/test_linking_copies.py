"""Near copies: sketches of texts that nearly repeat each other, and documents grouped by them."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterspec.link.copies import WORDS, band_at, figures_alike, likeness, sketch


def prose(seed: int, words: int = 700) -> str:
    """Return invented prose in three scripts."""
    dice = random.Random(seed)
    known = random.Random(7)
    stock = ["".join(known.choices("aeioutrsnlmdbcp", k=known.randint(3, 9))) for _ in range(900)]
    stock += ["".join(chr(known.randint(0x4E00, 0x4FFF)) for _ in range(3)) for _ in range(900)]
    stock += ["".join(chr(known.randint(0x430, 0x44F)) for _ in range(6)) for _ in range(300)]
    return " ".join(dice.choice(stock) for _ in range(words))


def misread(text: str, share: float) -> str:
    dice = random.Random(3)
    return "".join(dice.choice("aoe日月") if dice.random() < share else letter for letter in text)


def test_the_same_words_in_another_layout_have_one_sketch() -> None:
    text = prose(1)
    assert sketch(text) == sketch(text.upper().replace(" ", "\n\n  ")) != b""


@pytest.mark.parametrize(("share", "least"), [(0.002, 0.9), (0.01, 0.75), (0.03, 0.5)])
def test_misread_letters_leave_a_text_alike(share: float, least: float) -> None:
    text = prose(1)
    assert likeness(sketch(text), sketch(misread(text, share))) >= least


def test_other_words_are_not_alike() -> None:
    sketches = [sketch(prose(seed)) for seed in range(12)]
    assert max(likeness(one, other) for one, other in pairwise(sketches)) < 0.2


def test_forms_filled_in_twice_differ_in_their_figures() -> None:
    form = prose(1, 2000)
    filled = [
        form + " ".join(str(random.Random(n).randint(10**5, 10**6)) for n in range(k, k + 60))
        for k in (0, 500)
    ]
    one, other = map(sketch, filled)
    assert likeness(one, other) > 0.8
    assert figures_alike(one, other) < 0.3
    assert figures_alike(one, sketch(misread(filled[0], 0.005).replace("，", ","))) > 0.6


def test_too_little_text_has_no_sketch() -> None:
    assert sketch("") == sketch("第 3 页") == b""


def test_like_texts_share_a_band() -> None:
    text = prose(5)
    one, other = sketch(text), sketch(misread(text, 0.02))
    assert any(band_at(one, 4, place) == band_at(other, 4, place) for place in range(WORDS // 4))


@given(st.text())
def test_any_text_has_a_sketch_or_none(text: str) -> None:
    made = sketch(text)
    assert made == sketch(text)
    assert len(made) in (0, 640)
