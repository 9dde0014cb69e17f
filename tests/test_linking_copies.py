"""Near copies: sketches of texts that nearly repeat each other, and documents grouped by them."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterspec.link.copies import WORDS, band_at, figures_alike, likeness, sketch
from counterspec.link.copies_groups import Sketched, copies
from counterspec.model import Card


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


def test_widths_and_composition_do_not_count() -> None:
    text = f"{prose(1)}，é（ｶﾞ）：2016-03-14！ＡＢ　℃"
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert sketch(unicodedata.normalize(form, text)) == sketch(text)


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


STANDARD = {"kind": "standard", "number": "XX/T 9400.3-2031", "canonical": "XX/T 9400.3", "edition": "2031"}
OLDER = STANDARD | {"number": "XX/T 9400.3-2026", "edition": "2026"}
TENDER = {"kind": "tender", "number": "YH-2031-0417", "issued": "2031-04-17"}


def document(name: str, text: str, buyer: str = "", fetched: str = "", **said: Any) -> Sketched:
    values = {"state": "read", "kind": "text", "pages": 4, "pages_read": 4} | said
    card = Card(sha256=f"sha-{name}", name=name, **values)
    return Sketched(card, sketch(text), frozenset({buyer} - {""}), fetched)


def figures(seed: int) -> str:
    dice = random.Random(seed)
    return " ".join(str(dice.randint(10**5, 10**6)) for _ in range(60))


BASE = prose(1, 2000)
GROUPS: list[tuple[str, list[Sketched], dict[str, str]]] = [
    (
        "a scan repeats the file it was printed from",
        [
            document("a-scan", misread(BASE, 0.03), pages_recognised=4, **STANDARD),
            document("native", BASE, **STANDARD),
        ],
        {"a-scan": "native"},
    ),
    (
        "a stamped copy, and a saved page without a number of its own",
        [
            document("one", BASE + figures(1), fetched="2031-05-01T00:00:00Z", **TENDER),
            document("stamped", "Copy 77 " + BASE + figures(1), fetched="2031-04-20T00:00:00Z", **TENDER),
            document("saved.html", BASE + figures(1), kind="text", pages=0, pages_read=0),
        ],
        {"one": "stamped", "saved.html": "stamped"},
    ),
    (
        "two editions of one standard, however alike",
        [document("old", BASE, **OLDER), document("new", BASE + " new", **STANDARD)],
        {},
    ),
    (
        "a draft of the standard",
        [
            document("draft", BASE, **(STANDARD | {"kind": "draft", "stage": "征求意见稿"})),
            document("published", BASE, **STANDARD),
        ],
        {},
    ),
    (
        "translations",
        [document("zh", BASE, **STANDARD), document("en", prose(99, 2000), **STANDARD)],
        {},
    ),
    (
        "two tenders made from one form: their numbers differ",
        [
            document("one", BASE + figures(1), **TENDER),
            document("two", BASE + figures(2), **(TENDER | {"number": "YH-2031-0418"})),
        ],
        {},
    ),
    (
        "two tenders without a number: their figures differ",
        [
            document("one", BASE + figures(1), kind="tender"),
            document("two", BASE + figures(2), kind="tender"),
        ],
        {},
    ),
    (
        "two tenders without a number: their buyers differ",
        [
            document("one", BASE, buyer="样湖市公安局", kind="tender"),
            document("two", BASE, buyer="示河县公安局", kind="tender"),
        ],
        {},
    ),
    (
        "two tenders without a number: their dates differ",
        [
            document("one", BASE, kind="tender", issued="2031-04"),
            document("two", BASE, kind="tender", issued="2031-05-02"),
        ],
        {},
    ),
    (
        "an unnumbered copy joins one of two editions, never both",
        [
            document("old", BASE, **OLDER),
            document("new", BASE + prose(5, 100), **STANDARD),
            document("bare", BASE, kind="text"),
        ],
        {"bare": "old"},
    ),
    (
        "two versions of a header",
        [document("v1.h", BASE, kind="code"), document("v2.h", BASE, kind="code")],
        {},
    ),
    ("what was not read", [document("one", BASE, state="lost"), document("two", BASE, state="lost")], {}),
]


@pytest.mark.parametrize(("what", "documents", "expected"), GROUPS, ids=[what for what, _, _ in GROUPS])
def test_copies_are_grouped(what: str, documents: list[Sketched], expected: dict[str, str]) -> None:
    if "saved" in what:
        # Named so that the name alone does not decide.
        assert documents[0].card.name < documents[1].card.name
    wanted = {f"sha-{copy}": f"sha-{first}" for copy, first in expected.items()}
    assert copies(documents) == wanted
    for seed in range(5):
        assert copies(random.Random(seed).sample(documents, len(documents))) == wanted


def test_a_crowd_of_forms_is_not_held_against_itself() -> None:
    same = sketch(BASE)
    crowd = [
        Sketched(Card(f"sha-{n:04}", f"t{n:04}", "read", kind="tender", number=f"YH-{n}"), same)
        for n in range(1500)
    ]
    assert copies(crowd) == {}
