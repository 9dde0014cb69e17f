"""Proposals of which names are one organisation: each with its grounds, none of them a fact.

Every ground is found through an index, so that the work grows with the number of names, not of pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from counterspec.link.parties._words import is_east, words
from counterspec.link.parties.forms import Form, form_of, initials_of, spelled
from counterspec.link.parties.grounds import PART, SHORT, between, stems, telling
from counterspec.model import Alias, Ground, NamingAt, Proposal
from counterspec.syntax.organisations import is_organisation

_MANY = 12
"""Names of one stem from which on each is held against the shortest alone, not against every other."""
_AMBIGUOUS = 4
"""Names that share initials from which on initials say nothing."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the case; `recognised` where it was read from an image, `repaired` likelier readings of it."""

    name: str
    recognised: bool = False
    repaired: tuple[str, ...] = ()


def proposed(
    names: Iterable[Named], namings: Iterable[NamingAt] = (), aliases: Iterable[Alias] = ()
) -> tuple[Proposal, ...]:
    """Return what may be one organisation, in order of the names.

    Names that only namings and aliases give take part where they lead to a name of the case.
    The result does not depend on the order of what is given.
    """
    pairs = _Pairs()
    seen = list(names)
    inside = [said for one in seen for said in _within(one.name)]
    said = _reaching({spelled(one.name) for one in seen}, [*_said(namings), *_listed(aliases), *inside])
    for one, two, ground in said:
        pairs.add(one, two, ground)
    forms = {spelled(one.name): form_of(one.name) for one in sorted(seen, key=lambda one: one.name)}
    for one, two, _ in said:
        for name in (one, two):
            forms.setdefault(spelled(name), form_of(name))
    for key, other, ground in (*_same_stem(forms), *_short(forms), *_misread(seen)):
        pairs.add(key, other, ground)
    return pairs.proposals()


class _Pairs:
    def __init__(self) -> None:
        self._grounds: dict[tuple[str, str], set[Ground]] = defaultdict(set)

    def add(self, one: str, two: str, ground: Ground) -> None:
        a, b = sorted((spelled(one), spelled(two)))
        if a != b and a:
            self._grounds[a, b].add(ground)

    def proposals(self) -> tuple[Proposal, ...]:
        return tuple(
            Proposal(a, b, tuple(sorted(self._grounds[a, b], key=_order))) for a, b in sorted(self._grounds)
        )


def _order(ground: Ground) -> tuple[bool, str, str, str, int]:
    """What documents and files say comes before what the names alone suggest."""
    place = ground.evidence
    return (
        ground.kind not in ("bilingual", "former", "short", "alias-file"),
        ground.kind,
        ground.text,
        place.sha256 if place else "",
        place.span.start if place else 0,
    )


Said = tuple[str, str, Ground]


def _said(namings: Iterable[NamingAt]) -> Iterator[Said]:
    texts = {
        "bilingual": "both names stand beside each other",
        "former": "former name: “{}”",
        "short": "short name by the document: “{}”",
    }
    for one in namings:
        yield one.name, one.other, Ground(one.kind, texts[one.kind].format(one.other), one.evidence)


def names_within(name: str) -> tuple[str, str] | None:
    """Return the two names of one that holds another of another script in brackets: "例甲公司（Lijia Ltd）"."""
    match = _TWO.fullmatch(name.strip())
    if match is None:
        return None
    outer, inner = match["outer"].strip(), match["inner"].strip()
    if is_east(outer) == is_east(inner) or not (is_organisation(outer) and is_organisation(inner)):
        return None
    return outer, inner


_TWO = re.compile(r"(?P<outer>[^()（）]{2,120})[(（](?P<inner>[^()（）]{4,120})[)）]")


def _within(name: str) -> Iterator[Said]:
    two = names_within(name)
    for part in two or ():
        yield name, part, Ground("bilingual", "both names stand beside each other in one")


def _listed(aliases: Iterable[Alias]) -> Iterator[Said]:
    for one in aliases:
        dated = f", {one.date}" if one.date else ""
        yield one.name, one.other, Ground("alias-file", f"listed in {one.file}: {one.source}{dated}")


def _reaching(keys: set[str], said: Sequence[Said]) -> list[Said]:
    """Return what is said of names of the case, and of names that lead to them."""
    beside: dict[str, list[int]] = defaultdict(list)
    for number, (one, two, _) in enumerate(said):
        beside[spelled(one)].append(number)
        beside[spelled(two)].append(number)
    taken: set[int] = set()
    waiting = [key for key in keys if key in beside]
    reached = set(waiting)
    while waiting:
        for number in beside[waiting.pop()]:
            taken.add(number)
            for name in said[number][:2]:
                key = spelled(name)
                if key not in reached:
                    reached.add(key)
                    waiting.append(key)
    return [said[number] for number in sorted(taken)]


def _same_stem(forms: dict[str, Form]) -> Iterator[Said]:
    by_core: dict[str, list[str]] = defaultdict(list)
    for key in sorted(forms):
        if telling(forms[key].core):
            by_core[forms[key].core].append(key)
    for keys in by_core.values():
        for one, two in _held(keys):
            ground = between(forms[one], forms[two])
            if ground:
                yield one, two, ground


def _held(keys: list[str]) -> Iterable[tuple[str, str]]:
    if len(keys) <= _MANY:
        return combinations(keys, 2)
    head = min(keys, key=lambda key: (len(key), key))
    return ((head, key) for key in keys if key != head)


def _short(forms: dict[str, Form]) -> Iterator[Said]:
    """Yield short names: the stem without place and trade, what stands in brackets, initials."""
    by_core: dict[str, list[str]] = defaultdict(list)
    by_initials: dict[str, list[str]] = defaultdict(list)
    for key in sorted(forms):
        by_core[forms[key].core].append(key)
        for letters in initials_of(forms[key]):
            by_initials[letters].append(key)
    for key in sorted(forms):
        form = forms[key]
        for stem in stems(form):
            if stem not in by_core or not telling(stem):
                continue
            for other in by_core[stem][:_MANY]:
                whole = forms[other].legal or forms[other].group
                yield key, other, Ground("part", PART) if whole else Ground("short-form", SHORT)
        if form.label in forms:
            yield key, form.label, Ground("short-form", "stands in brackets behind the full name")
        full = by_initials.get(key, ())
        if len(full) <= _AMBIGUOUS and not form.legal:
            for other in full:
                if forms[other].label != key:
                    yield key, other, Ground("short-form", "initials of the full name")


def _misread(seen: Iterable[Named]) -> Iterator[Said]:
    """Yield names that differ in signs recognition takes for one another, where one was recognised."""
    alike: dict[str, dict[str, bool]] = defaultdict(dict)
    keys: set[str] = set()
    repairs: list[tuple[str, str]] = []
    for one in seen:
        key = spelled(one.name)
        keys.add(key)
        held = alike[key.translate(words().alike)]
        held[key] = held.get(key, False) or one.recognised
        repairs += [(key, spelled(name)) for name in one.repaired]
    for held in alike.values():
        for a, b in _held(sorted(held)) if len(held) > 1 else ():
            if held[a] or held[b]:
                signs = " ".join(f"{x}/{y}" for x, y in zip(a, b, strict=True) if x != y)
                yield a, b, Ground("misreading", f"may be one name misread: {signs} look alike")
    for key, other in repairs:
        if other in keys:
            yield key, other, Ground("misreading", "likelier reading of recognised text")
