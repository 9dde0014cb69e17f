"""What one declaration says by itself: by a cited code table, by its text, its type, its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterspec.model import Declaration, Note, Span
from counterspec.vocab.companions import only_companions
from counterspec.vocab.context import Context, Signs, speaking
from counterspec.vocab.hits import covers, kinds, longest
from counterspec.vocab.lexicon import SOURCES
from counterspec.vocab.matcher import Hit, Matcher
from counterspec.vocab.segments import main_part, segment_of, tells

_SURE = 3
_TOLD = 2
"""Signs of another subject that leave an ambiguous name a candidate, whatever speaks for people."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one declaration says: the concept, on which ground ("values", "code_list", "text", "type", "name").

    `span` are the words relied on. `certain` is False for a candidate. `because` says why, in
    plain words, strongest reason first. `extra` are the notes relied on, `words` what they say.
    """

    index: int
    concept: str
    ground: str
    span: Span
    certain: bool
    because: tuple[str, ...]
    extra: tuple[Span, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Reads declarations of one document on every ground but their values."""

    matcher: Matcher
    labels: Mapping[str, str]
    context: Context

    def by_code_list(self, index: int, declaration: Declaration) -> list[Reading]:
        """Return what a code table it cites says."""
        texts = [(note.text, note.span) for note in declaration.notes]
        texts += [(text, declaration.span) for text in (declaration.type_name, declaration.code_list) if text]
        for text, span in texts:
            for hit in longest(kinds(self.matcher.text(text), "code_list")):
                concept = hit.lexeme.ref
                because = (f"it cites {text[hit.start : hit.end]}, a code table of {self.labels[concept]}",)
                words = text[hit.start : hit.end]
                return [Reading(index, concept, "code_list", declaration.span, True, because, (span,), words)]
        return []

    def by_text(self, index: int, declaration: Declaration) -> list[Reading]:
        """Return what the text bound to it says."""
        found: list[Reading] = []
        for note in speaking(declaration.notes):
            found.extend(self._by_note(index, declaration, note))
        found = _without_circumstances(found, declaration)
        return _prefer_named(found, {hit.lexeme.ref for hit in self.matcher.name(declaration.name)})

    def _by_note(self, index: int, declaration: Declaration, note: Note) -> list[Reading]:
        signs = self.context.of(index)
        hits = self.matcher.text(note.text)
        end = main_part(note.text)
        spoken = [hit for hit in kinds(hits, "term", "ambiguous", "value") if hit.start < end]
        things = kinds(hits, "word")
        named = {hit.lexeme.family for hit in kinds(self.matcher.name(declaration.name), *SOURCES)}
        readings = []
        for hit in longest(spoken):
            segment = segment_of(note.text, hit.start)
            if any(segment[0] <= thing.start < segment[1] and not covers(hit, thing) for thing in things):
                continue
            certain = self._text_certain(hit, signs, hits, segment, named, declaration)
            if certain is not None:
                quote = note.text[hit.start : hit.end]
                readings.append(
                    self.reading(
                        index, declaration, hit, "text", certain, f"its {note.role} says “{quote}”", note
                    )
                )
        return readings

    def _text_certain(
        self,
        hit: Hit,
        signs: Signs,
        hits: Sequence[Hit],
        segment: tuple[int, int],
        named: set[str],
        d: Declaration,
    ) -> bool | None:
        """Whether a hit in a note is certain; None where it says nothing."""
        kind, concept = hit.lexeme.kind, hit.lexeme.ref
        verdict = signs.verdict(concept)
        if verdict == "thing":
            return None
        if kind == "term":
            return True
        if kind == "value":
            others = {
                h.start for h in kinds(hits, "value", "weak_value") if h.lexeme.family == hit.lexeme.family
            }
            supported = hit.lexeme.family in named or len(others) > 1 or d.kind == "condition"
            return True if supported else None
        people = kinds(hits, "noun", "weak_noun", "key")
        return verdict == "person" or any(segment[0] <= other.start < segment[1] for other in people)

    def by_type(self, index: int, declaration: Declaration) -> list[Reading]:
        """Return what the name of its type says."""
        if not declaration.type_name or self.context.of(index).verdict() == "thing":
            return []
        hits = longest(kinds(self.matcher.name(declaration.type_name), "term", "identifier"))
        if not hits or kinds(self.matcher.name(declaration.name), "word"):
            return []
        because = f"its type {declaration.type_name} says it"
        return [self.reading(index, declaration, hits[0], "type", True, because)]

    def by_name(self, index: int, declaration: Declaration) -> list[Reading]:
        """Return what its own name says."""
        hits = self.matcher.name(declaration.name)
        signs = self.context.of(index)
        readings: list[Reading] = []
        for hit in longest(kinds(hits, "term", "identifier", "ambiguous", "abbreviation")):
            things = [thing for thing in kinds(hits, "word") if not covers(hit, thing)]
            if things or self._note_contradicts(declaration, hit):
                continue
            certain = self._name_certain(declaration, hit, signs)
            if certain is not None:
                readings.append(self.reading(index, declaration, hit, "name", certain, "the name says it"))
        return readings

    def _name_certain(self, declaration: Declaration, hit: Hit, signs: Signs) -> bool | None:
        """Whether a hit in a name is certain; None where it says nothing."""
        kind, verdict = hit.lexeme.kind, signs.verdict(hit.lexeme.ref)
        if verdict == "thing":
            return None
        if kind in ("term", "identifier"):
            return True
        if not only_companions(self.matcher, declaration.name, hit):
            return None
        noted = any(tells(note.text) for note in speaking(declaration.notes) if note.role != "annotation")
        if kind == "ambiguous":
            if signs.thing()[1] >= _TOLD:
                return False
            # A note that says something else leaves the name little to say.
            enough = signs.person_for(hit.lexeme.ref) >= (_SURE if noted else 0)
            return (enough and verdict == "person") or self._names_person(declaration.name, hit)
        return True if verdict == "person" and not noted else None

    def _names_person(self, name: str, hit: Hit) -> bool:
        """Whether a person stands in the name beside the hit (arrestee_race, but not union_member)."""
        return any(not covers(hit, noun) for noun in kinds(self.matcher.name(name), "noun", "weak_noun"))

    def _note_contradicts(self, declaration: Declaration, hit: Hit) -> bool:
        """Declared text beats the name: a note about another subject, or one that uses the word otherwise."""
        sure = hit.lexeme.kind in ("term", "identifier")
        for note in speaking(declaration.notes):
            said = self.matcher.text(note.text)
            friends = [h for h in kinds(said, "false_friend") if h.lexeme.family == hit.lexeme.family]
            if friends or (kinds(said, "word") and not (sure and kinds(said, "term", "ambiguous"))):
                return True
        return False

    def reading(
        self,
        index: int,
        d: Declaration,
        hit: Hit,
        ground: str,
        certain: bool,
        because: str,
        note: Note | None = None,
    ) -> Reading:
        """Make the reading of one hit, with what speaks for people around it."""
        signs = self.context.of(index)
        reasons = [f"{because}: {self.labels[hit.lexeme.ref]}", *signs.why[:2]]
        if not certain:
            reasons.append("nothing here shows that the record or sentence is about people")
        if note is None:
            return Reading(index, hit.lexeme.ref, ground, d.span, certain, tuple(reasons))
        words = note.text[hit.start : hit.end]
        return Reading(index, hit.lexeme.ref, ground, d.span, certain, tuple(reasons), (note.span,), words)


def _without_circumstances(readings: list[Reading], declaration: Declaration) -> list[Reading]:
    """Leave out what only the condition names ("来源为名单库时必选"), where other words say what the field holds."""
    condition = declaration.condition
    if not condition:
        return readings
    holding = {note.span for note in declaration.notes if condition in note.text}
    others = [r for r in readings if not (r.words in condition and holding.issuperset(r.extra))]
    return others or readings


def _prefer_named(readings: list[Reading], named: set[str]) -> list[Reading]:
    """Where the text says several things and the name one of them, the name decides."""
    agreed = [reading for reading in readings if reading.concept in named]
    chosen = agreed or readings
    unique: dict[str, Reading] = {}
    for reading in sorted(chosen, key=lambda r: not r.certain):
        unique.setdefault(reading.concept, reading)
    return list(unique.values())
