"""A sentence says what is to be done with the attribute."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from counterspec.findings.deeds import Doing, deed_of
from counterspec.findings.statements import CANNOT, quoted
from counterspec.model import Clause, Document, Span
from counterspec.rules import Draft, Facts, Rule
from counterspec.syntax.clause.sentence import Sentence
from counterspec.vocab.prose import ProseReading, read_sentence

_JOURNAL = re.compile(
    r"\b(?:19|20)\d\d(?: [A-Z][a-z]{2}(?: \d{1,2})?)?;\s?\d{1,4}(?:\([^()]{1,12}\))?:\s?[A-Za-z]?\d"
)
_RUNGS = frozenset({"L1", "L2", "L3", "L4", "L5", "L6"})
_ADJACENT = 4
_REACH = 60
"""How far a ban reaches to the words for what it forbids."""


def _apply(facts: Facts) -> Iterator[Draft]:
    document = facts.document
    if not document.passages:
        return
    # The tables of words are large; a scan of code never needs them.
    from counterspec.syntax.clause.rows import rows_of

    rows = rows_of(document)
    clauses = _Clauses(document)
    for sentence in rows.sentences():
        label = rows.label(sentence)
        lead = sentence.lead or (document.text[label.start : label.end] + "：" if label else "")
        # A line end inside a sentence is where the line was full, no more.
        text = sentence.text.replace("\n", " ")
        for reading in read_sentence(text, facts.matcher, lead, sentence.beside):
            yield _draft(sentence, reading, clauses, cited=reading.certain and _is_cited(document, sentence))


def _is_cited(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence is a title in a list of literature: a journal's year, volume and pages follow."""
    start, end = sentence.span.start, sentence.span.end
    return _JOURNAL.search(document.text, start, min(end + _REACH, len(document.text))) is not None


def _draft(sentence: Sentence, reading: ProseReading, clauses: _Clauses, *, cited: bool) -> Draft:
    span = sentence.place(*reading.span)
    clause = clauses.at(span)
    banned = clause is not None and clause.strength == "R-" and _bans(sentence, reading, clause)
    why = (f"the prohibition governs it: {reading.act}",) if banned else ()
    named = sentence.kind in ("heading", "caption")
    unable = clause is not None and clause.strength == "K" and _says_not(sentence, clause)
    why = (*why, "a heading names it") if named and reading.certain else why
    why = (*why, "it says that this cannot be done") if unable and reading.certain else why
    why = (*why, "it is the title of a work cited") if cited else why
    act = "LX" if banned else reading.act
    return Draft(
        concept=reading.concept,
        span=span,
        certain=reading.certain and not named and not unable and not cited,
        because=(*reading.because, *why),
        act=act,
        strength=clause.strength if clause else None,
        provenance=reading.provenance,
        # What is forbidden is for nothing.
        purpose=None if act == "LX" else reading.purpose,
        clause=clause,
        said=quoted(sentence.text, *reading.span),
        doing=Doing(deed_of(reading.act, reading.named), reading.supported),
        section=clause.section if clause else sentence.section,
    )


def _says_not(sentence: Sentence, clause: Clause) -> bool:
    if clause.words is None:
        return False
    start = clause.words.start - sentence.span.start
    return (
        CANNOT.search(sentence.text[max(0, start) : start + clause.words.end - clause.words.start])
        is not None
    )


def _bans(sentence: Sentence, reading: ProseReading, clause: Clause) -> bool:
    """Whether a ban forbids the rung itself: its words stand before the rung's, or right behind them.

    "Who has no ethnicity registered must not enter" forbids entry, not registration.
    """
    if reading.act not in _RUNGS or reading.cue is None or clause.words is None or reading.cue.start < 0:
        return False
    cue = sentence.place(*reading.cue)
    before = clause.words.end <= cue.start <= clause.words.end + _REACH
    return before or 0 <= clause.words.start - cue.end <= _ADJACENT


class _Clauses:
    """The clauses of a document, by place."""

    def __init__(self, document: Document) -> None:
        self._clauses = document.clauses
        self._starts = [clause.span.start for clause in document.clauses]

    def at(self, span: Span) -> Clause | None:
        """Return the clause that holds a place, the innermost where several do."""
        index = bisect_right(self._starts, span.start) - 1
        while index >= 0 and index > bisect_right(self._starts, span.start) - _NESTED:
            clause = self._clauses[index]
            if clause.span.start <= span.start < clause.span.end:
                return clause
            index -= 1
        return None


_NESTED = 4

ENTRY = Rule(
    id="clause.prose",
    version=2,
    title="A sentence says what is to be done with the attribute",
    explanation=(
        "A sentence, list item or table row that names the attribute and a person, and has words of its own for "
        "the rung it reaches: support, fill, infer, search or sort, alert, forbid. The words that introduce a "
        "list hold "
        "for its items. How binding it is comes from the clause it stands in. A bare mention is a candidate, never a "
        "finding."
    ),
    remedy="Change the requirement, or state the lawful purpose with a justified use.",
    apply=_apply,
)
