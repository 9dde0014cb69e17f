"""Is this record about people? The person gate, from owners, siblings and the document's own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from counterspec.model import Declaration, Note
from counterspec.vocab.hits import kinds
from counterspec.vocab.lexicon import SOURCES
from counterspec.vocab.matcher import Hit, Matcher

Verdict = Literal["person", "thing", "neutral"]

_CONTAINERS = frozenset({"record", "enum", "function"})
_SPEAKING = frozenset({"comment", "label", "description", "annotation"})
_MANY_FIELDS = 200
_MANY_SHARE = 0.02
_MOST_BY_FIELDS = 6
_OWNER_NOTE_CHARS = 300
"""Only the head of a long description says what a record is about."""


@dataclass(slots=True)
class Signs:
    """What speaks for people and for other subjects in one scope; `why` names the people's signs."""

    person: int = 0
    things: dict[str, int] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)
    kin: dict[str, int] = field(default_factory=dict)
    """Concepts said by fields of this scope, with how many fields say each."""

    def thing(self) -> tuple[str | None, int]:
        """Return the strongest other subject and its weight."""
        if not self.things:
            return None, 0
        return max(self.things.items(), key=lambda item: (item[1], item[0]))

    def person_for(self, concept: str) -> int:
        """Weight for people when judging `concept`: other attributes beside it count, up to three."""
        return self.person + min(3, len([other for other in self.kin if other != concept]))

    def verdict(self, concept: str = "") -> Verdict:
        person, (_, thing) = self.person_for(concept), self.thing()
        if thing >= 2 and thing >= person:
            return "thing"
        return "person" if person >= 2 and person > thing else "neutral"


def speaking(notes: Iterable[Note]) -> list[Note]:
    """Notes that say what a thing is, examples left out."""
    return [note for note in notes if note.role in _SPEAKING]


class Context:
    """The signs of every scope of one document's declarations.

    `quiet` are concepts that records of other subjects have, too (age, hair): they speak for no person.
    """

    def __init__(
        self,
        declarations: Sequence[Declaration],
        preamble: Sequence[Note],
        matcher: Matcher,
        quiet: frozenset[str] = frozenset(),
    ) -> None:
        self._declarations = declarations
        self._matcher = matcher
        self._quiet = quiet
        self.children: dict[int | None, list[int]] = defaultdict(list)
        for index, declaration in enumerate(declarations):
            self.children[declaration.parent].append(index)
        self.document = self._document_signs(preamble)
        self._own: dict[int | None, Signs] = {}
        self._lent: dict[int | None, Signs] = {}

    def of(self, index: int) -> Signs:
        """Return the signs of the scope that declaration `index` stands in."""
        parent = self._declarations[index].parent
        while parent is not None and not self._opens(parent):
            parent = self._declarations[parent].parent
        return self._scope(parent)

    def _opens(self, index: int) -> bool:
        """Whether a declaration is a scope: a container, or a field that is an object with fields."""
        if self._declarations[index].kind in _CONTAINERS:
            return True
        return any(self._declarations[child].kind == "field" for child in self.children.get(index, ()))

    def inside(self, index: int) -> Signs:
        """Return the signs of the scope that declaration `index` opens."""
        opens = self._declarations[index].kind in _CONTAINERS or index in self.children
        return self._scope(index) if opens else self.of(index)

    def _scope(self, index: int | None) -> Signs:
        """Return a scope's signs; lists without any borrow those of the document's records."""
        if index not in self._lent:
            signs = self._signs_of(index)
            is_list = index is not None and self._declarations[index].kind == "enum"
            if is_list and not signs.person and not signs.things and self._people_records:
                signs = Signs(2, why=["other records of this document hold people"], kin=signs.kin)
            self._lent[index] = signs
        return self._lent[index]

    def _signs_of(self, index: int | None) -> Signs:
        if index not in self._own:
            self._own[index] = self._top_signs() if index is None else self._container_signs(index)
        return self._own[index]

    @cached_property
    def _people_records(self) -> bool:
        return any(
            declaration.kind == "record" and self._signs_of(index).verdict() == "person"
            for index, declaration in enumerate(self._declarations)
        )

    # -- building ------------------------------------------------------------------------------

    def _document_signs(self, preamble: Sequence[Note]) -> Signs:
        signs = Signs()
        for note in preamble:
            hits = self._matcher.text(note.text[:_OWNER_NOTE_CHARS])
            hits += self._matcher.name(note.text) if " " not in note.text else ()
            if kinds(hits, "noun", "key", "weak_noun"):
                signs.person = max(signs.person, 1)
            for hit in kinds(hits, "word", "owner"):
                weight = 2 if hit.lexeme.kind == "word" else 1
                signs.things[hit.lexeme.ref] = max(weight, signs.things.get(hit.lexeme.ref, 0))
        return signs

    def _top_signs(self) -> Signs:
        return self._with_children(
            Signs(self.document.person, dict(self.document.things)), self.children[None]
        )

    def _container_signs(self, index: int) -> Signs:
        declaration = self._declarations[index]
        signs = Signs()
        self._name_signs(declaration, signs)
        self._note_signs(declaration, signs)
        self._with_children(signs, self.children.get(index, []))
        self._inherit(signs, declaration.parent)
        return signs

    def _name_signs(self, declaration: Declaration, signs: Signs) -> None:
        hits = self._matcher.name(declaration.name)
        concepts = kinds(hits, *SOURCES)
        if kinds(hits, "noun", "key", "weak_noun"):
            signs.person += 3 if kinds(hits, "noun", "key") else 2
            signs.why.append(f"{declaration.name} names a person")
        for hit in kinds(hits, "word", "owner"):
            if any(c.start <= hit.start and hit.end <= c.end for c in concepts):
                continue
            weight = 4 if hit.lexeme.kind == "word" else 3
            signs.things[hit.lexeme.ref] = max(weight, signs.things.get(hit.lexeme.ref, 0))

    def _note_signs(self, declaration: Declaration, signs: Signs) -> None:
        for note in speaking(declaration.notes):
            hits = self._matcher.text(note.text[:_OWNER_NOTE_CHARS])
            if kinds(hits, "noun", "key", "weak_noun") and not signs.person:
                signs.person += 2 if kinds(hits, "noun", "key") else 1
                signs.why.append(f"the description of {declaration.name or 'the record'} names a person")
            for hit in kinds(hits, "word", "owner"):
                signs.things[hit.lexeme.ref] = max(2, signs.things.get(hit.lexeme.ref, 0))

    def _with_children(self, signs: Signs, children: Sequence[int]) -> Signs:
        keys, shared, things = [], 0, defaultdict[str, int](int)
        for child in children:
            declaration = self._declarations[child]
            if declaration.kind in _CONTAINERS and declaration.kind != "enum":
                continue
            hits = self._child_hits(declaration)
            for domain in {hit.lexeme.ref for hit in kinds(hits, "word")}:
                things[domain] += 1
            if declaration.kind == "member":
                # Values are no fields: pregnant_woman in a list of emoji makes it no record of people.
                continue
            said = [hit.lexeme.text for hit in kinds(hits, "key")]
            if said:
                name = declaration.name
                plain = any(text in name.lower() for text in said)
                keys.append(name if plain else f"{name} ({said[0]})")
            elif kinds(hits, "shared"):
                shared += 1
            for concept in {hit.lexeme.ref for hit in kinds(hits, "term", "identifier")} - self._quiet:
                signs.kin[concept] = signs.kin.get(concept, 0) + 1
        if len(children) > _MANY_FIELDS and len(keys) + sum(signs.kin.values()) < _MANY_SHARE * len(children):
            # A map of thousands of words or icons holds a passport and a birthday by chance.
            keys, shared, signs.kin = [], 0, {}
        self._count_keys(signs, keys, shared)
        for domain, count in things.items():
            # One field about an animal does not turn a person's record into a stable book.
            weight = min(_MOST_BY_FIELDS, 2 * count) if count > 1 or count * 3 >= len(children) else 1
            signs.things[domain] = signs.things.get(domain, 0) + weight
        return signs

    def _child_hits(self, declaration: Declaration) -> list[Hit]:
        hits = list(self._matcher.name(declaration.name))
        for note in speaking(declaration.notes):
            hits.extend(self._matcher.text(note.text))
        return hits

    @staticmethod
    def _count_keys(signs: Signs, keys: Sequence[str], shared: int) -> None:
        signs.person += min(6, 2 * len(keys)) + min(2, shared)
        if keys:
            signs.why.append(f"{keys[0]} beside it is kept of people only")

    def _inherit(self, signs: Signs, parent: int | None) -> None:
        """A scope that says nothing of its own speaks as the scope around it."""
        outer = self.document if parent is None else self._signs_of(parent)
        if not signs.person and not signs.things:
            signs.person, signs.things = outer.person, dict(outer.things)
            signs.why.extend(outer.why)
        elif outer.things and not signs.person:
            for domain, weight in outer.things.items():
                signs.things[domain] = max(signs.things.get(domain, 0), weight // 2)
