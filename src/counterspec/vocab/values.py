"""Read code lists: which concept their values carry, each value for itself, with or without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from counterspec.model import Declaration, Span
from counterspec.vocab.companions import only_companions
from counterspec.vocab.context import Signs, speaking
from counterspec.vocab.hits import covers, kinds
from counterspec.vocab.matcher import Hit, Matcher
from counterspec.vocab.words import spans, split


class Named(Protocol):
    """What the name or text of a list says, where it says something."""

    @property
    def concept(self) -> str: ...
    @property
    def ground(self) -> str: ...
    @property
    def certain(self) -> bool: ...
    @property
    def because(self) -> tuple[str, ...]: ...


Reason = tuple[str, bool, tuple[str, ...]]
"""Concept, certain, because."""


@dataclass(frozen=True, slots=True)
class EnumReading:
    """What a list says as a whole (`concept` None: nothing) and which of its members say what."""

    concept: str | None = None
    ground: str = ""
    certain: bool = False
    because: tuple[str, ...] = ()
    members: dict[Span, Reason] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Value:
    """One member with the concepts its words carry.

    `null` marks unknown, other, refused; `generic` a word such as name or code; `plain` a value that
    is the word and nothing more ("hijab", not "bride with veil").
    """

    declaration: Declaration
    strong: frozenset[str]
    weak: frozenset[str]
    null: bool
    generic: bool
    plain: bool


_SHORT_LIST = 16
"""In a longer list that is no label list, one value of a concept is chance: a list of words or names."""

_CHANCE = 0.05
"""In a long list (first names, icons), values of a concept up to this share are chance, too."""

_MIN_SHARE = 0.5
_CLEAR_SHARE = 0.7
_WEAK_SHARE = 0.6
_CARRIERS = ("value", "term", "weak_value")
_SOME = 0.3
_NEAR = 0.6
"""Shares of the best concept's values that a named concept must carry to keep a list: with, and
without, a value that carries it alone."""


def read_enum(
    matcher: Matcher,
    enum: Declaration,
    members: Sequence[Declaration],
    named: Sequence[Named],
    signs: Signs,
    hint: str | None = None,
) -> EnumReading:
    """Read one list. Values outrank the name; a list about another subject says nothing.

    `hint` is a concept that the name would be ambiguous about: it chooses between what the values carry.
    """
    if signs.verdict() == "thing":
        return EnumReading()
    if not named and not any(_carries(matcher, member) for member in members):
        return EnumReading()
    everything = _values(matcher, members)
    values = [value for value in everything if not value.null]
    name = named[0] if named else None
    by_values = _by_values(values, name, hint, sorts=len(values) == 1 and len(everything) > 1)
    if by_values is not None:
        return _whole(_of_the_list(values, by_values[0], name), *by_values, ground="values")
    if name is not None:
        listed = [value for value in values if not value.generic]
        return _whole(listed, name.concept, name.certain, name.because, ground=name.ground)
    return EnumReading(members=_singles(enum, values, signs))


def _of_the_list(values: list[_Value], concept: str, name: Named | None) -> list[_Value]:
    """Leave out values without the concept where neither the name nor a clear majority gives it to all."""
    family = concept.partition(".")[0]
    carrying = [v for v in values if any(c.partition(".")[0] == family for c in v.strong | v.weak)]
    named = name is not None and name.concept.partition(".")[0] == family
    return values if named or len(carrying) >= _CLEAR_SHARE * len(values) else carrying


def _carries(matcher: Matcher, member: Declaration) -> bool:
    hits = [*matcher.name(member.name), *(hit for note in member.notes for hit in matcher.text(note.text))]
    return any(hit.lexeme.kind in ("value", "term") for hit in hits)


def _values(matcher: Matcher, members: Sequence[Declaration]) -> list[_Value]:
    common = _common_prefix([split(member.name) for member in members])
    return [_value(matcher, member, common) for member in members]


def _common_prefix(names: Sequence[tuple[str, ...]]) -> int:
    """Return how many leading words all members share (EM_MZ_…); 0 for fewer than two members."""
    if len(names) < 2:
        return 0
    shortest = min(map(len, names))
    count = 0
    while count < shortest - 1 and len({name[count] for name in names}) == 1:
        count += 1
    return count


def _value(matcher: Matcher, member: Declaration, common: int) -> _Value:
    words = split(member.name)
    own = " ".join(words[common:]) if words[common:] else member.name
    if not member.name.isascii() and not common:
        own = member.name
    texts = [note.text for note in speaking(member.notes)]
    named = matcher.name(own)
    if common and not kinds(named, *_CARRIERS):
        # BodyFat among BodyThin: the shared word may belong to the value, but never is one by itself.
        shared = spans(member.name)[common - 1][2]
        named = tuple(hit for hit in matcher.name(member.name) if hit.end > shared)
    found = [named, *(matcher.text(text) for text in texts)]
    hits = [hit for unit in found for hit in unit]
    subjects = kinds(hits, "word")
    carried = [hit for unit in found for hit in _uncovered(kinds(unit, *_CARRIERS))]
    if subjects and not any(covers(hit, subject) for hit in carried for subject in subjects):
        carried = []
    covered = _covered(own, matcher)
    return _Value(
        declaration=member,
        strong=frozenset(hit.lexeme.ref for hit in carried if hit.lexeme.kind != "weak_value"),
        weak=frozenset(hit.lexeme.ref for hit in carried if hit.lexeme.kind == "weak_value"),
        null=covered == "null" or (not carried and any(_is_null(text, matcher) for text in texts)),
        generic=covered == "affix" and not texts and len(own) > 1,
        plain=any(only_companions(matcher, own, hit) for hit in kinds(named, "value", "term")),
    )


def _uncovered(hits: list[Hit]) -> list[Hit]:
    """Leave out hits that a longer one of their family covers."""
    return [
        hit
        for hit in hits
        if not any(
            covers(other, hit) and other[1:] != hit[1:] and other.lexeme.family == hit.lexeme.family
            for other in hits
        )
    ]


def _covered(own: str, matcher: Matcher) -> str | None:
    """Return "null" or "affix" where such words make up the whole value."""
    hits = matcher.name(own)
    if _is_null(own, matcher):
        return "null"
    words = [word for word in split(own) if not word.isdigit()]
    affixes = {split(own[hit.start : hit.end]) for hit in kinds(hits, "affix")}
    return "affix" if words and all((word,) in affixes for word in words) else None


def _is_null(text: str, matcher: Matcher) -> bool:
    """Whether the value says that no value is given."""
    nulls = kinds(matcher.name(text), "null") + kinds(matcher.text(text), "null")
    length = len(text.strip())
    return any(hit.end - hit.start >= 0.6 * length for hit in nulls)


def _by_values(
    values: Sequence[_Value], name: Named | None, hint: str | None, *, sorts: bool
) -> tuple[str, bool, tuple[str, ...]] | None:
    """Return the concept that the values carry together, None where they carry none.

    `sorts` marks a list of one value beside unknown and other: it sorts people into that one and the rest.
    """
    if not values:
        return None
    strong = Counter(concept for value in values for concept in value.strong)
    carried = Counter(concept for value in values for concept in value.strong | value.weak)
    if not carried:
        return None
    best = max(carried, key=lambda c: (carried[c], strong[c], -len(c), c))
    said = name.concept if name is not None else hint
    if said is not None and _fits(said, best, values, strong, carried):
        best = said
    share = carried[best] / len(values)
    shown = ", ".join(value.declaration.name for value in values if best in value.strong | value.weak)[:120]
    because = (f"its values carry it: {shown}",)
    supported = name is not None and name.concept.partition(".")[0] == best.partition(".")[0]
    if strong[best] and share >= _MIN_SHARE and (carried[best] > 1 or supported or sorts):
        return best, True, because
    if carried[best] > 1 and share >= _WEAK_SHARE and supported:
        return best, True, (*because, *(name.because[:1] if name else ()))
    return None


def _fits(
    named: str, best: str, values: Sequence[_Value], strong: Counter[str], carried: Counter[str]
) -> bool:
    """Whether a list keeps the concept of its name beside a concept that more of its values carry."""
    if strong[named] and carried[named] >= _SOME * carried[best]:
        return True
    # Without a value of its own, the name keeps the list unless a value can only be of the other concept.
    telling = any(best in value.strong and named not in value.strong | value.weak for value in values)
    return carried[named] >= _NEAR * carried[best] and not telling


def _whole(
    values: Sequence[_Value], concept: str, certain: bool, because: tuple[str, ...], *, ground: str
) -> EnumReading:
    """The list carries a concept; each value keeps a concept of its own where it has one."""
    members: dict[Span, Reason] = {}
    family = concept.partition(".")[0]
    for value in values:
        own = sorted(c for c in value.strong if c.partition(".")[0] == family and c != concept)
        mine = own[0] if own and concept not in value.strong and not value.weak else concept
        members[value.declaration.span] = (mine, certain, (f"a value of the list: {because[0]}",))
    return EnumReading(concept, ground, certain, because, members)


def _singles(enum: Declaration, values: Sequence[_Value], signs: Signs) -> dict[Span, Reason]:
    """A mixed list (the classes of a detector, say): every value that carries a concept by itself."""
    counts = Counter(concept for value in values if value.plain for concept in value.strong)
    short = len(values) <= _SHORT_LIST
    at_home = enum.use == "label" or (short and signs.verdict() == "person")
    enough = max(2, round(_CHANCE * len(values)))
    members: dict[Span, Reason] = {}
    for value in values:
        for concept in sorted(value.strong, key=lambda c: (-counts[c], len(c), c))[:1]:
            if at_home or (value.plain and counts[concept] >= enough):
                members[value.declaration.span] = (
                    concept,
                    True,
                    (f"the value “{value.declaration.name}” carries it",),
                )
    return members
