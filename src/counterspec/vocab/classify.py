"""Read every declaration of a document against the vocabulary: which concept, on what ground, why.

The order of grounds is the vocabulary's: values, then a cited code table, then declared text, then
the name. What outranks is kept, what it contradicts is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterspec.model import Declaration, Note
from counterspec.vocab.companions import only_companions
from counterspec.vocab.context import Context
from counterspec.vocab.grounds import Grounds, Reading
from counterspec.vocab.hits import kinds, longest
from counterspec.vocab.lexicon import SOURCES
from counterspec.vocab.loader import Concept
from counterspec.vocab.matcher import Hit, Matcher
from counterspec.vocab.values import EnumReading, read_enum

_SPEAKING = frozenset(SOURCES) - {"weak_value"}
_MIN_NAMED = 3
_MIN_SURE = 2
_MIN_NAMED_SHARE = 0.4
"""A list is one of field names when so many different attributes (so many, where the names are sure)
make up such a share of it."""

__all__ = ["Classifier", "Reading"]


def _of_function(reading: Reading, declaration: Declaration) -> Reading:
    """A function is no place for a value unless it makes one: what it says is a candidate."""
    if declaration.kind != "function" or declaration.use == "infer":
        return reading
    return replace(reading, certain=False)


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
        self.declarations = declarations
        self.context = Context(declarations, preamble, classifier.matcher, classifier.quiet)
        self.grounds = Grounds(classifier.matcher, classifier.labels, self.context)
        self.enums: dict[int, EnumReading] = {}
        self.enum_names: dict[str, int] = {}
        self._name_lists: dict[int, bool] = {}

    def run(self) -> tuple[Reading, ...]:
        for index, declaration in enumerate(self.declarations):
            if declaration.kind == "enum" or self._lists_values(index):
                self._read_enum(index)
        readings: list[Reading] = []
        for index, declaration in enumerate(self.declarations):
            readings.extend(self._read(index, declaration))
        # What has no place in the text (a list named by its file) has nothing to quote.
        return tuple(reading for reading in readings if reading.span.start < reading.span.end)

    # -- enums ---------------------------------------------------------------------------------

    def _read_enum(self, index: int) -> None:
        declaration = self.declarations[index]
        children = (self.declarations[child] for child in self.context.children.get(index, []))
        members = [child for child in children if child.kind == "member"]
        named = self._own_hits(index, declaration)
        parent = declaration.parent
        if not named and parent is not None and self.declarations[parent].kind in ("field", "parameter"):
            named = self._own_hits(parent, self.declarations[parent])
        signs = self.context.inside(index)
        hinted = kinds(self.matcher.name(declaration.name), "ambiguous") if not named else []
        hint = longest(hinted)[0].lexeme.ref if hinted else None
        self.enums[index] = read_enum(self.matcher, declaration, members, named, signs, hint)
        if declaration.kind == "enum" and declaration.name:
            self.enum_names.setdefault(declaration.name, index)

    def _lists_values(self, index: int) -> bool:
        """Whether a field holds its values itself (an inline enumeration, a CHECK … IN list)."""
        children = self.context.children.get(index, ())
        is_slot = self.declarations[index].kind in ("field", "parameter")
        return is_slot and any(self.declarations[child].kind == "member" for child in children)

    def _own_hits(self, index: int, declaration: Declaration) -> list[Reading]:
        return self.grounds.by_text(index, declaration) or self.grounds.by_name(index, declaration)

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
        for ground in (
            self._by_values,
            self.grounds.by_code_list,
            self.grounds.by_text,
            self.grounds.by_type,
            self.grounds.by_name,
        ):
            readings = ground(index, declaration)
            if readings:
                return [_of_function(reading, declaration) for reading in readings]
        return []

    def _read_member(self, index: int, declaration: Declaration) -> list[Reading]:
        parent = declaration.parent
        if parent is None or parent not in self.enums:
            return self.grounds.by_text(index, declaration)
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
        return self.grounds.by_text(index, declaration) if labelled else []

    def _field_name(self, index: int, parent: int, declaration: Declaration) -> list[Reading]:
        """Members of a list of field names (the features of a model, the fields of a denylist) are names."""
        if parent not in self._name_lists:
            members = [self.declarations[child] for child in self.context.children.get(parent, [])]
            said = [self._attribute_hits(member) for member in members]
            concepts = {min(hit.lexeme.ref for hit in hits) for hits in said if hits}
            sure = {h.lexeme.ref for hits in said for h in kinds(hits, "term", "identifier")}
            share = sum(map(bool, said)) / max(1, len(members))
            enough = len(concepts) >= _MIN_NAMED or len(sure) >= _MIN_SURE
            self._name_lists[parent] = enough and share >= _MIN_NAMED_SHARE
        if not self._name_lists[parent] or self.context.inside(parent).verdict() == "thing":
            return []
        hits = longest(self._attribute_hits(declaration))
        reason = "it stands in a list of field names, and says it"
        return [self.grounds.reading(index, declaration, hit, "name", True, reason) for hit in hits]

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
        hits = kinds(self.matcher.name(declaration.name), "term", "identifier", "code_list")
        readings = []
        for hit in longest(hits):
            if only_companions(self.matcher, declaration.name, hit):
                readings.append(
                    self.grounds.reading(index, declaration, hit, "name", True, "the name says it")
                )
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
        if declaration.kind == "function":
            return None  # a list inside a function is not what the function gives
        for holder in (index, *self.context.children.get(index, [])):
            if holder in self.enums:
                return holder
        if declaration.listed is not None and declaration.listed in self.enums:
            return declaration.listed
        names = [declaration.type_name, declaration.code_list]
        names += [note.text.strip() for note in declaration.notes if note.role == "comment"]
        for name in names:
            if name and name.rpartition(":")[2] in self.enum_names:
                return self.enum_names[name.rpartition(":")[2]]
        return None
