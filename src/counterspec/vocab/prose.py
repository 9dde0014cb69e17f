"""Read sentences: which concept, about whom, and what is to be done with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterspec.model import Span
from counterspec.vocab.hits import covers, kinds
from counterspec.vocab.matcher import Hit, Matcher

_SENTENCE_END = re.compile(r"[。！？；\n]|[.!?;](?=\s|$)")
_CLAUSE_END = re.compile(
    r"[，；;\n]|(?:,\s*|\s)(?=(?:and|but|or|while|whereas|although)\s+"
    r"(?:(?:the|an?|each|every|it|they|its|their)\s+(?:[\w’']+\s+){0,5})?"
    r"(?:shall|must|may|should|can|will|is|are|was|were)\b)"
)
_BRACKETS = re.compile(r"[（(][^（()）]{0,200}[)）]")
_BY = re.compile(r"\s*(?:按照?|依照?|依据|根据|以|对|就)")
_ALARM, _SUPPORT = "acts:L6", "acts:L2"
_BOILERPLATE = "exculpatory:procurement"
_LEAVE = re.compile(r"(?:\bneed|\bmuss|\bmüssen|\bbrauch(?:t|en)|\bhoeft|\bhoeven)\s+\Z", re.IGNORECASE)
_CALLED = re.compile(r"\((?:\d*|[\"'`][^\"'`]*[\"'`]|\w+(?:\.\w+)+)\)")
"""What follows the name of a function that is called: nothing, a number, a text, or a property of an object."""
_FORM_LABEL = re.compile(r"\S{1,12}[：:]\s*(?:_+|＿+|\s{1,}|/|(?=年\s))")
_CARING = frozenset({"L2", "L3", "L4", "L5"})
_CARE = re.compile(r"\b(?:patient|clinician|physician|surgeon)s?\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:systems?|software|applications?|databases?|fields?|elements?|attributes?|records?|recorded|register(?:s|ed)?"
    r"|data|codes?|files?|forms?|devices?|models?|algorithms?|shall)\b",
    re.IGNORECASE,
)
"""What keeps or works on what is known of somebody: without it, medicine speaks."""
_MAX_SENTENCE = 600
_OTHERS = 2
"""So many other attributes or shared keys beside a word say that it is a person's."""

RUNGS = ("LX", "L6", "L5", "L4", "L3", "L2", "L1")
"""A prohibition speaks before any rung; else the highest rung that has words of its own."""


@dataclass(frozen=True, slots=True)
class ProseReading:
    """What one sentence says about one concept; `span` is the place of its words in the text given.

    `certain` needs a person in the sentence and words for a rung; a bare mention (L0) never is. `cue` is the
    place of the words for the rung, `named` these words; the place is negative where they stand in the lead-in of
    a list. `supported` says that words for support stand before them: "shall support searching" asks for no search.
    """

    concept: str
    span: Span
    act: str
    certain: bool
    because: tuple[str, ...]
    provenance: str | None
    purpose: str | None
    cue: Span | None = None
    named: str = ""
    supported: bool = False


def read_prose(text: str, matcher: Matcher) -> Iterator[ProseReading]:
    """Yield the readings of a passage, in order of place."""
    for start, end in _sentences(text):
        for reading in read_sentence(text[start : min(end, start + _MAX_SENTENCE)], matcher):
            yield _moved(reading, start)


def _moved(reading: ProseReading, by: int) -> ProseReading:
    cue = Span(reading.cue.start + by, reading.cue.end + by) if reading.cue else None
    return replace(reading, span=Span(reading.span.start + by, reading.span.end + by), cue=cue)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def read_sentence(text: str, matcher: Matcher, lead: str = "", beside: str = "") -> Iterator[ProseReading]:
    """Yield what a sentence says, in order of place.

    `lead` are the words that introduce the list it is an item of: their act holds for it. `beside` are its
    siblings' words: they show whether the list is about persons.
    """
    own = matcher.text(text)
    if not kinds(own, "term", "ambiguous") or _is_blank_form(text):
        return
    yield from _Sentence(text, lead, beside, matcher).read()


def _is_blank_form(text: str) -> bool:
    """Whether a line is made of labels with nothing behind them, for somebody to fill in."""
    return len(_FORM_LABEL.findall(text)) >= _OTHERS and not re.search(r"[。；，,]", text)


class _Sentence:
    """One sentence with its lead-in before it: places count from the sentence's own start."""

    def __init__(self, text: str, lead: str, beside: str, matcher: Matcher) -> None:
        self.text = lead + text
        self.base = len(lead)
        self.hits = matcher.text(self.text)
        self.spoken = [hit for hit in kinds(self.hits, "term", "ambiguous") if hit.start >= self.base]
        self.ends = [match.end() for match in _CLAUSE_END.finditer(self.text)]
        self.people = kinds(self.hits, "noun", "weak_noun", "key")
        self.cues = [hit for hit in _cues(self.hits) if not (self._is_leave(hit) or self._is_call(hit))]
        self.others = {hit.lexeme.ref for hit in kinds(self.hits, "term", "ambiguous")}
        self.others |= (
            {hit.lexeme.ref for hit in kinds(matcher.text(beside), "term", "ambiguous")} if beside else set()
        )

    def read(self) -> Iterator[ProseReading]:
        if (kinds(self.hits, "word") and not self.people) or self._says(_BOILERPLATE):
            return
        boilerplate = self._says("exculpatory:")
        seen: set[str] = set()
        for hit in _longest(self.spoken):
            concept = hit.lexeme.ref
            if concept in seen:
                continue
            seen.add(concept)
            act, cue, support = self._act(hit)
            person = self._person(concept)
            yield ProseReading(
                concept=concept,
                span=Span(hit.start - self.base, hit.end - self.base),
                act=act,
                certain=act != "L0" and bool(person) and not boilerplate and not self._is_care(concept, act),
                because=self._because(hit, person, act),
                provenance=_facet(self.cues, "provenance"),
                # Words that name the attribute state no purpose.
                purpose=_facet([cue for cue in self.cues if not covers(hit, cue)], "purpose"),
                cue=Span(cue.start - self.base, cue.end - self.base) if cue else None,
                named=self.text[cue.start : cue.end] if cue else "",
                supported=cue is not None and support is not None and support.start < cue.start,
            )

    def _is_leave(self, hit: Hit) -> bool:
        """Whether a ban's words stand behind "need" or "muss": "need not be recorded" gives leave."""
        return (
            hit.lexeme.ref == "acts:LX"
            and _LEAVE.search(self.text, max(0, hit.start - 12), hit.start) is not None
        )

    def _is_call(self, hit: Hit) -> bool:
        """Whether a word is the name of a function that code in the text calls: alert(1) warns of nobody."""
        return _CALLED.match(self.text, hit.end) is not None

    def _is_care(self, concept: str, act: str) -> bool:
        """Whether a sentence tells of how patients fare, not of what is done with what is known of them."""
        return (
            concept.partition(".")[0] == "health"
            and act in _CARING
            and _CARE.search(self.text) is not None
            and _KEPT.search(self.text) is None
        )

    def _says(self, ref: str) -> bool:
        return any(hit.lexeme.ref.startswith(ref) for hit in self.cues)

    def _person(self, concept: str) -> str:
        """Return the words that show a person: a noun, or other attributes of persons beside it."""
        if self.people:
            return self.text[self.people[0].start : self.people[0].end]
        others = self.others - {concept}
        return (
            "other attributes of persons" if len({o.partition(".")[0] + o for o in others}) >= _OTHERS else ""
        )

    def _act(self, hit: Hit) -> tuple[str, Hit | None, Hit | None]:
        """Return the highest rung that has words of its own in the clause of the hit, these, and words for support.

        An alarm follows its condition, so its words may stand in a later clause.
        """
        start, end = self._clause(hit)
        asides = [match.span() for match in _BRACKETS.finditer(self.text, start, end)]
        asides = [one for one in asides if not one[0] <= hit.start < one[1]]
        told: dict[str, Hit] = {}
        for cue in self.cues:
            late = cue.lexeme.ref == _ALARM
            if (
                start <= cue.start
                and (cue.end <= end or late)
                and not any(a <= cue.start < b for a, b in asides)
            ):
                told.setdefault(cue.lexeme.ref, cue)
        for rung in RUNGS:
            if f"acts:{rung}" in told:
                return rung, told[f"acts:{rung}"], told.get(_SUPPORT)
        return "L0", None, None

    def _clause(self, hit: Hit) -> tuple[int, int]:
        """Return the clause around a hit; "按民族，…" goes on in the next."""
        # A search that ends at the hit could not look ahead past it.
        start = max((end for end in self.ends if end <= hit.start), default=0)
        stop = _CLAUSE_END.search(self.text, hit.end)
        end = stop.start() if stop else len(self.text)
        begun = _BY.match(self.text, start)
        if (
            stop
            and begun
            and not any(start <= cue.start < end for cue in self.cues if cue.lexeme.ref.startswith("acts:"))
        ):
            further = _CLAUSE_END.search(self.text, stop.end())
            end = further.start() if further else len(self.text)
        return start, end

    def _because(self, hit: Hit, person: str, act: str) -> tuple[str, ...]:
        return (
            f"the sentence says “{self.text[hit.start : hit.end]}”",
            f"it speaks of “{person}”" if self.people else
            f"it stands beside {person}" if person else "no person is named in the sentence",
            "no word says what is to be done with it" if act == "L0" else f"its words reach {act}",
        )  # fmt: skip


def _longest(hits: list[Hit]) -> list[Hit]:
    return [
        h for h in hits if not any(o.start <= h.start and h.end <= o.end and o[1:] != h[1:] for o in hits)
    ]


def _cues(hits: tuple[Hit, ...]) -> list[Hit]:
    """Return the cues, longest first, without those that a trap covers (支持 in 技术支持)."""
    cues = kinds(hits, "cue")
    traps = [hit for hit in cues if hit.lexeme.ref.startswith("traps:")]
    kept = [h for h in cues if h in traps or not any(t.start <= h.start and h.end <= t.end for t in traps)]
    return sorted(kept, key=lambda hit: (hit.start - hit.end, hit.start, hit.lexeme.ref))


def _facet(cues: list[Hit], facet: str) -> str | None:
    """Return what the longest cue of a facet says."""
    return next((h.lexeme.ref.partition(":")[2] for h in cues if h.lexeme.ref.startswith(facet + ":")), None)
