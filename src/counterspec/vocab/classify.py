"""Read every declaration of a document against the vocabulary: which concept, on what ground, why.

The order of grounds is the vocabulary's: values, then a cited code table, then declared text, then
the name. What outranks is kept, what it contradicts is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterspec.model import Declaration, Note, Span
from counterspec.vocab.companions import only_companions
from counterspec.vocab.context import Context, Signs, kinds, speaking
from counterspec.vocab.lexicon import SOURCES
from counterspec.vocab.loader import Concept
from counterspec.vocab.matcher import Hit, Matcher
from counterspec.vocab.segments import main_part, segment_of
from counterspec.vocab.values import EnumReading, read_enum

_SPEAKING = frozenset(SOURCES) - {"weak_value"}
_SUREST = ("term", "identifier", "code_list", "value", "ambiguous", "abbreviation")
_SURE = 3
_TOLD = 2
"""Signs of another subject that leave an ambiguous name a candidate, whatever speaks for people."""

_MIN_NAMED = 3
_MIN_NAMED_SHARE = 0.4
"""A list is one of field names when so many different attributes make up such a share of it."""


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


class Classifier:
    """Reads declarations; holds the compiled vocabulary and nothing of any document."""

    def __init__(self, matcher: Matcher, concepts: Iterable[Concept]) -> None:
        known = tuple(concepts)
        self.matcher = matcher
        self.labels = {concept.id: concept.label for concept in known}
        self.quiet = frozenset(concept.id for concept in known if concept.tier in "EN")

    def read(self, declarations: Sequence[Declaration], preamble: Sequence[Note]) -> tuple[Reading, ...]:
        """Return the readings in order of declaration."""
        if not any(self._speaks(declaration) for declaration in declarations):
            return ()
        return _Pass(self, declarations, preamble).run()

    def _speaks(self, declaration: Declaration) -> bool:
        texts = [note.text for note in declaration.notes]
        hits = list(self.matcher.name(declaration.name))
        hits += [hit for text in texts for hit in self.matcher.text(text)]
        for name in (declaration.type_name, declaration.code_list):
            if name:
                hits += [*self.matcher.name(name), *self.matcher.text(name)]
        return any(hit.lexeme.kind in _SPEAKING for hit in hits)


class _Pass:
    """One document's pass; keeps the scopes and the enums read so far."""

    def __init__(
        self, classifier: Classifier, declarations: Sequence[Declaration], preamble: Sequence[Note]
    ) -> None:
        self.matcher = classifier.matcher
        self.labels = classifier.labels
        self.declarations = declarations
        self.context = Context(declarations, preamble, classifier.matcher, classifier.quiet)
        self.enums: dict[int, EnumReading] = {}
        self.enum_names: dict[str, int] = {}
        self._name_lists: dict[int, bool] = {}

    def run(self) -> tuple[Reading, ...]:
        for index, declaration in enumerate(self.declarations):
            if declaration.kind == "enum":
                self._read_enum(index)
        readings: list[Reading] = []
        for index, declaration in enumerate(self.declarations):
            readings.extend(self._read(index, declaration))
        return tuple(readings)

    # -- enums ---------------------------------------------------------------------------------

    def _read_enum(self, index: int) -> None:
        declaration = self.declarations[index]
        members = [self.declarations[child] for child in self.context.children.get(index, [])]
        named = self._own_hits(index, declaration)
        parent = declaration.parent
        if not named and parent is not None and self.declarations[parent].kind in ("field", "parameter"):
            named = self._own_hits(parent, self.declarations[parent])
        signs = self.context.inside(index)
        self.enums[index] = read_enum(self.matcher, declaration, members, named, signs)
        if declaration.name:
            self.enum_names.setdefault(declaration.name, index)

    def _own_hits(self, index: int, declaration: Declaration) -> list[Reading]:
        return self._by_text(index, declaration) or self._by_name(index, declaration)

    # -- one declaration -----------------------------------------------------------------------

    def _read(self, index: int, declaration: Declaration) -> list[Reading]:
        if declaration.kind == "member":
            return self._read_member(index, declaration)
        if declaration.kind == "enum":
            return self._read_whole_enum(index, declaration)
        if declaration.kind == "record":
            return self._read_record(index, declaration)
        enum = self._enum_of(index, declaration)
        if enum is not None and self.context.inside(enum).verdict() == "thing":
            return []
        for ground in (self._by_values, self._by_code_list, self._by_text, self._by_type, self._by_name):
            readings = ground(index, declaration)
            if readings:
                return readings
        return []

    def _read_member(self, index: int, declaration: Declaration) -> list[Reading]:
        parent = declaration.parent
        if parent is None or parent not in self.enums:
            return self._by_text(index, declaration)
        found = self.enums[parent].members.get(declaration.span)
        if found is None and self.enums[parent].concept is None:
            return self._questions(index, declaration) or self._field_name(index, parent, declaration)
        if found is None:
            return []
        concept, certain, because = found
        return [Reading(index, concept, "values", declaration.span, certain, because)]

    def _questions(self, index: int, declaration: Declaration) -> list[Reading]:
        """Members that carry a text of their own (a question, a caption) are slots by that text."""
        labelled = any(note.role == "label" for note in declaration.notes)
        return self._by_text(index, declaration) if labelled else []

    def _field_name(self, index: int, parent: int, declaration: Declaration) -> list[Reading]:
        """Members of a list of field names (the features of a model, the fields of a denylist) are names."""
        if parent not in self._name_lists:
            members = [self.declarations[child] for child in self.context.children.get(parent, [])]
            said = [{hit.lexeme.ref for hit in self._attribute_hits(member)} for member in members]
            concepts = {min(refs) for refs in said if refs}
            share = sum(map(bool, said)) / max(1, len(members))
            self._name_lists[parent] = len(concepts) >= _MIN_NAMED and share >= _MIN_NAMED_SHARE
        if not self._name_lists[parent] or self.context.inside(parent).verdict() == "thing":
            return []
        hits = _longest(self._attribute_hits(declaration))
        reason = "it stands in a list of field names, and says it"
        return [self._reading(index, declaration, hit, "name", True, reason) for hit in hits]

    def _attribute_hits(self, declaration: Declaration) -> list[Hit]:
        name = declaration.name
        hits = kinds(self.matcher.name(name), "term", "identifier", "ambiguous", "abbreviation")
        return [hit for hit in hits if only_companions(self.matcher, name, hit)]

    def _read_whole_enum(self, index: int, declaration: Declaration) -> list[Reading]:
        reading = self.enums[index]
        if not declaration.name or reading.concept is None:
            return []
        parent = declaration.parent
        if parent is not None and self.declarations[parent].kind in ("field", "parameter"):
            return []
        return [
            Reading(
                index, reading.concept, reading.ground, declaration.span, reading.certain, reading.because
            )
        ]

    def _read_record(self, index: int, declaration: Declaration) -> list[Reading]:
        """A record is a finding where its whole name says the attribute: a code table, an extension."""
        signs = self.context.inside(index)
        if signs.thing()[1] >= 2:
            return []
        hits = kinds(self.matcher.name(declaration.name), "term", "identifier")
        readings = []
        for hit in _longest(hits):
            if only_companions(self.matcher, declaration.name, hit):
                readings.append(self._reading(index, declaration, hit, "name", True, "the name says it"))
        return readings[:1]

    # -- grounds -------------------------------------------------------------------------------

    def _by_values(self, index: int, declaration: Declaration) -> list[Reading]:
        enum = self._enum_of(index, declaration)
        if enum is None:
            return []
        reading = self.enums[enum]
        if reading.concept is None or reading.ground != "values":
            return []
        return [Reading(index, reading.concept, "values", declaration.span, reading.certain, reading.because)]

    def _enum_of(self, index: int, declaration: Declaration) -> int | None:
        for child in self.context.children.get(index, []):
            if child in self.enums:
                return child
        names = [declaration.type_name, declaration.code_list]
        names += [note.text.strip() for note in declaration.notes if note.role == "comment"]
        for name in names:
            if name and name.rpartition(":")[2] in self.enum_names:
                return self.enum_names[name.rpartition(":")[2]]
        return None

    def _by_code_list(self, index: int, declaration: Declaration) -> list[Reading]:
        texts = [(note.text, note.span) for note in declaration.notes]
        texts += [(text, declaration.span) for text in (declaration.type_name, declaration.code_list) if text]
        for text, span in texts:
            for hit in _longest(kinds(self.matcher.text(text), "code_list")):
                concept = hit.lexeme.ref
                because = (f"it cites {text[hit.start : hit.end]}, a code table of {self.labels[concept]}",)
                words = text[hit.start : hit.end]
                return [Reading(index, concept, "code_list", declaration.span, True, because, (span,), words)]
        return []

    def _by_text(self, index: int, declaration: Declaration) -> list[Reading]:
        found: list[Reading] = []
        for note in speaking(declaration.notes):
            found.extend(self._by_note(index, declaration, note))
        return _prefer_named(found, {hit.lexeme.ref for hit in self.matcher.name(declaration.name)})

    def _by_note(self, index: int, declaration: Declaration, note: Note) -> list[Reading]:
        signs = self.context.of(index)
        hits = self.matcher.text(note.text)
        end = main_part(note.text)
        spoken = [hit for hit in kinds(hits, "term", "ambiguous", "value") if hit.start < end]
        things = kinds(hits, "word")
        named = {hit.lexeme.family for hit in kinds(self.matcher.name(declaration.name), *SOURCES)}
        readings = []
        for hit in _longest(spoken):
            segment = segment_of(note.text, hit.start)
            if any(segment[0] <= thing.start < segment[1] and not _covers(hit, thing) for thing in things):
                continue
            certain = self._text_certain(hit, signs, hits, segment, named, declaration)
            if certain is not None:
                quote = note.text[hit.start : hit.end]
                readings.append(
                    self._reading(
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
        person = verdict == "person" or any(
            segment[0] <= other.start < segment[1] for other in kinds(hits, "noun", "weak_noun", "key")
        )
        return person

    def _by_type(self, index: int, declaration: Declaration) -> list[Reading]:
        if not declaration.type_name or self.context.of(index).verdict() == "thing":
            return []
        hits = _longest(kinds(self.matcher.name(declaration.type_name), "term", "identifier"))
        if not hits or kinds(self.matcher.name(declaration.name), "word"):
            return []
        because = f"its type {declaration.type_name} says it"
        return [self._reading(index, declaration, hits[0], "type", True, because)]

    def _by_name(self, index: int, declaration: Declaration) -> list[Reading]:
        hits = self.matcher.name(declaration.name)
        signs = self.context.of(index)
        readings: list[Reading] = []
        for hit in _longest(kinds(hits, "term", "identifier", "ambiguous", "abbreviation")):
            things = [thing for thing in kinds(hits, "word") if not _covers(hit, thing)]
            if things or self._note_contradicts(declaration, hit):
                continue
            certain = self._name_certain(declaration, hit, signs)
            if certain is not None:
                # A function is no place for a value unless it makes one.
                certain = certain and (declaration.kind != "function" or declaration.use == "infer")
                readings.append(self._reading(index, declaration, hit, "name", certain, "the name says it"))
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
        noted = any(note.text.strip() for note in speaking(declaration.notes) if note.role != "annotation")
        if kind == "ambiguous":
            if signs.thing()[1] >= _TOLD:
                return False
            # A note that says something else leaves the name little to say.
            enough = signs.person_for(hit.lexeme.ref) >= (_SURE if noted else 0)
            return (enough and verdict == "person") or self._names_person(declaration.name)
        return True if verdict == "person" and not noted else None

    def _names_person(self, name: str) -> bool:
        return bool(kinds(self.matcher.name(name), "noun", "weak_noun"))

    def _note_contradicts(self, declaration: Declaration, hit: Hit) -> bool:
        """Declared text beats the name: a note about another subject, or one that uses the word otherwise."""
        sure = hit.lexeme.kind in ("term", "identifier")
        for note in speaking(declaration.notes):
            said = self.matcher.text(note.text)
            friends = [h for h in kinds(said, "false_friend") if h.lexeme.family == hit.lexeme.family]
            if friends or (kinds(said, "word") and not (sure and kinds(said, "term", "ambiguous"))):
                return True
        return False

    def _reading(
        self,
        index: int,
        d: Declaration,
        hit: Hit,
        ground: str,
        certain: bool,
        because: str,
        note: Note | None = None,
    ) -> Reading:
        signs = self.context.of(index)
        reasons = [f"{because}: {self.labels[hit.lexeme.ref]}", *signs.why[:2]]
        if not certain:
            reasons.append("nothing here shows that the record or sentence is about people")
        if note is None:
            return Reading(index, hit.lexeme.ref, ground, d.span, certain, tuple(reasons))
        words = note.text[hit.start : hit.end]
        return Reading(index, hit.lexeme.ref, ground, d.span, certain, tuple(reasons), (note.span,), words)


def _covers(outer: Hit, inner: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Keep hits that no longer hit covers, one per place; ties go to the surer kind, then the broader concept."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=_rank):
        if not any(other.start <= hit.start and hit.end <= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _rank(hit: Hit) -> tuple[int, int, int, int, str]:
    kind = _SUREST.index(hit.lexeme.kind) if hit.lexeme.kind in _SUREST else len(_SUREST)
    return hit.start - hit.end, hit.start, kind, len(hit.lexeme.ref), hit.lexeme.ref


def _prefer_named(readings: list[Reading], named: set[str]) -> list[Reading]:
    """Where the text says several things and the name one of them, the name decides."""
    agreed = [reading for reading in readings if reading.concept in named]
    chosen = agreed or readings
    unique: dict[str, Reading] = {}
    for reading in sorted(chosen, key=lambda r: not r.certain):
        unique.setdefault(reading.concept, reading)
    return list(unique.values())
