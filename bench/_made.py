"""Rows of a case by chance, distributed as in real ones: pages, documents, findings."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from counterspec.model import Element, Evidence, Finding, RuleRef, Span, Words
from counterspec.store.findings import row_of_finding

PAGES_OF_A_DOCUMENT = 20
FINDINGS_OF_A_DOCUMENT = 100
_WORDS = 30_000


BOXES = array("f", [edge for n in range(300) for edge in (n * 3.0, n * 2.0, n * 3.0 + 20, n * 2.0 + 9)])
"""The boxes of the words of every page, four edges each."""
_CONCEPTS = [(f"family{n % 9}.concept{n}", "ABCDE"[len(f"family{n % 9}.concept{n}") % 5]) for n in range(60)]
_SAYINGS = (
    ("element.text", "L1", None, None),
    ("element.text", "L1", None, "optional"),
    ("element.text", "L3", None, "required"),
    ("element.values", "L1", None, None),
    ("list.member", "L1", None, None),
    ("list.member", "L2", None, None),
    ("clause.prose", "L5", "R+", None),
    ("clause.prose", "L5", "C+", None),
    ("clause.prose", "L0", "D", None),
    ("clause.prose", "L6", "R+", None),
    ("clause.prose", "LX", "R-", None),
    ("code.output", "L4", None, None),
)
_OFTEN = list(accumulate(1 / (number + 1) for number in range(200)))


class Pages:
    """Pages by chance, half of them Chinese: words as often as words are, the n-th one about 1/n times."""

    def __init__(self) -> None:
        self._chosen = random.Random(5)
        letters = [chr(0x4E00 + number) for number in self._chosen.sample(range(0x5000), 4_000)]
        often = list(accumulate(1 / (number + 8) for number in range(len(letters))))
        self._zh = [
            "".join(
                self._chosen.choices(letters, cum_weights=often, k=self._chosen.choice((1, 2, 2, 2, 3, 4)))
            )
            for _ in range(_WORDS)
        ]
        self._zh[40], self._zh[900], self._zh[2_000] = "民族", "肤色", "民族信息"
        self._en = [
            "".join(self._chosen.choices("etaoinshrdlcumwfgypbvk", k=self._chosen.randint(2, 11)))
            for _ in range(_WORDS)
        ]
        self._often = list(accumulate(1 / (number + 20) for number in range(_WORDS)))

    def page(self, number: int) -> tuple[str, Words]:
        """Return the text of a page, and its words with boxes."""
        if number % 2:
            said = self._chosen.choices(self._zh, cum_weights=self._often, k=200)
            said[9::10] = [f"{word}，" for word in said[9::10]]
            said[19::20] = [f"{word}\n" for word in said[19::20]]
        else:
            said = [f"{word} " for word in self._chosen.choices(self._en, cum_weights=self._often, k=190)]
            said[14::15] = [f"{word[:-1]}.\n" for word in said[14::15]]
        ends = array("I", accumulate(map(len, said)))
        starts = array("I", [0, *ends[:-1]])
        return "".join(said), Words(starts, ends, BOXES[: 4 * len(said)], ())


def document_row(number: int) -> dict[str, Any]:
    return {
        "sha256": f"{number:064}", "name": f"folder{number % 97}/document-{number}.pdf", "state": "read", "size": 1,
        "kind": ("tender", "standard", "patent")[number % 3], "issued": f"20{20 + number % 12}-03",
        "added_at": "", "reading_version": "", "judging_version": "", "pages": PAGES_OF_A_DOCUMENT,
    }  # fmt: skip


def finding_row(
    chosen: random.Random,
    number: int,
    name: str,
    kind: str,
    concepts: Sequence[tuple[str, str]] = _CONCEPTS,
    place: Evidence | None = None,
) -> dict[str, Any]:
    """Return a finding whose rule, act and strength hang together as they do in documents.

    `name` and `kind` are those of its document. `concepts` are pairs of concept and tier, the most frequent
    first; `place` is where it stands.
    """
    document, seq = divmod(number, FINDINGS_OF_A_DOCUMENT)
    concept, tier = chosen.choices(concepts, cum_weights=_OFTEN[: len(concepts)])[0]
    place = place or Evidence(f"{document:064}", Span(0, 2), "民族", "", "", page=1)
    rule, act, strength, obligation = chosen.choice(_SAYINGS)
    made = Finding(
        f"f-{number:012}", "x", replace(place, confidence=chosen.choice((None, 0.9))), concept, tier, act,
        "candidate" if chosen.random() < 0.2 else "finding", "s", "t", RuleRef(rule, 1), (), strength=strength,
        element=Element("x", obligation=obligation) if obligation else None,
        purpose=chosen.choice((None, None, None, "search")),
    )  # fmt: skip
    standing = "confirmed" if chosen.random() < 0.1 else "none"
    return row_of_finding(made, seq, name=name, kind=kind, fingerprint=made.id, saying="", standing=standing)
