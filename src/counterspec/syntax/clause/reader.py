"""Read the clauses of a document: what it obliges, forbids, advises and allows, by the rules it is written by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from counterspec.model import Clause, Document, Span
from counterspec.syntax.clause.claims import claims_of
from counterspec.syntax.clause.flow import Flow
from counterspec.syntax.clause.language import language_of
from counterspec.syntax.clause.legends import Legend, is_legend, legends_in, mark_of
from counterspec.syntax.clause.modals import Modal, find_modals
from counterspec.syntax.clause.rows import Rows, rows_of
from counterspec.syntax.clause.sentence import Sentence
from counterspec.syntax.clause.steps import is_step
from counterspec.syntax.clause.tradition import Tradition

_SEGMENT = re.compile(r"[，,；;]|(?<=[a-zäöüß]) (?=(?:and|but|und|et|y|и) )")
_NOTE = re.compile(
    r"\s*(?:注\s*\d*\s*[：:]|示例\s*\d*\s*[：:]|例\s*\d*\s*[：:]|NOTE\b|Note\s*\d*\s*(?:to entry)?\s*[:：—–-]|"
    r"EXAMPLES?\b|Example\s*\d*\s*[:：]|"
    r"REMARQUE\b|EXEMPLE\b|ANMERKUNG\b|BEISPIEL\b|NOTA\b|EJEMPLO\b|EXEMPLO\b|Примечание\b|Пример\b|備考|注記|例\s*\d*\s|비고|보기)"
)
_MAX_CLAUSES = 200_000


def clauses_of(document: Document) -> tuple[Clause, ...]:
    """Return the clauses of a document, in order of place."""
    rows = rows_of(document)
    if rows.tradition.is_patent:
        return tuple(claims_of(document, rows.tradition, tuple(rows.sentences())))
    reader = _Reader(document, rows.tradition, rows)
    found: list[Clause] = []
    for sentence in rows.sentences():
        found.extend(reader.clauses(sentence))
        if len(found) >= _MAX_CLAUSES:
            break
    return tuple(sorted(found, key=lambda clause: clause.span))


@dataclass(frozen=True, slots=True)
class _Lead:
    """The strength that a list's lead-in gives its items."""

    strength: str | None
    words: Span | None


class _Reader:
    """Reads sentence after sentence; keeps the document's legends and the strengths of open lists."""

    def __init__(self, document: Document, tradition: Tradition, rows: Rows) -> None:
        self.document = document
        self.tradition = tradition
        self.rows = rows
        self.leads: dict[int, _Lead] = {}
        self.ahead: tuple[Flow, str] | None = None
        self.legends = self._legends()

    def _legends(self) -> dict[str, Legend]:
        if not self.tradition.is_tender and self.tradition.family not in ("tender", "plain"):
            return {}
        found: dict[str, Legend] = {}
        for passage in self.document.body:
            text = self.document.text[passage.span.start : passage.span.end]
            if is_legend(text):
                row = self.rows.around(passage.span.start)
                for legend in legends_in(text, passage.span.start, row):
                    known = found.get(legend.mark)
                    if known is None or known.strength is None:
                        found[legend.mark] = legend
                    elif legend.strength == "R+" and known.strength != "R+" and _near(known, legend):
                        found[legend.mark] = self._joined(known, legend)
        return found

    def _joined(self, one: Legend, two: Legend) -> Legend:
        """Return one legend of two sentences: the first says which mark, the second what missing it means."""
        quote = Span(one.quote.start, two.quote.end)
        return Legend(one.mark, quote, self.document.text[quote.start : quote.end].strip(), two.strength)

    # -- one sentence --------------------------------------------------------------------------

    def clauses(self, sentence: Sentence) -> Iterator[Clause]:
        """Yield the clauses of a sentence, one for each part that has its own modal."""
        if self._is_legend(sentence):
            return
        section = self.tradition.structure.at(sentence.span.start)
        if section.kind == "contents":
            return
        language = (
            language_of(sentence.text, self.tradition.language)
            if len(sentence.text) > _SHORT
            else self._script(sentence)
        )
        modals = find_modals(
            sentence.text, language, self.tradition.family,
            contract=self.tradition.is_contract(section), defined=self.tradition.defined,
        )  # fmt: skip
        made = list(self._parts(sentence, modals, language))
        if not made:
            made = list(self._without_modal(sentence, language))
        if self.tradition.binds_nothing(section) or sentence.kind == "note" or _NOTE.match(sentence.text):
            made = [replace(clause, strength="D") for clause in made] if self.tradition.is_standard else made
        if made:
            first = made[0]
            self.leads[sentence.span.start] = _Lead(first.strength, first.words)
        yield from self._marked(sentence, made, language)

    def _script(self, sentence: Sentence) -> str:
        return (
            self.tradition.language
            if sentence.text.isascii()
            else language_of(sentence.text, self.tradition.language)
        )

    def _parts(self, sentence: Sentence, modals: list[Modal], language: str) -> Iterator[Clause]:
        """Split a sentence before each segment that has a modal of another strength."""
        text = sentence.text
        bounds = [0, *(match.end() for match in _SEGMENT.finditer(text)), len(text)]
        governed: list[tuple[int, Modal]] = []
        for start, end in pairwise(bounds):
            inside = [modal for modal in modals if start <= modal.start < end]
            if inside and (not governed or governed[-1][1].strength != inside[0].strength):
                governed.append((start, inside[0]))
        for index, (start, modal) in enumerate(governed):
            begin = 0 if index == 0 else start
            end = governed[index + 1][0] if index + 1 < len(governed) else len(text)
            strength = self._raised(sentence, modal.strength)
            yield Clause(
                span=_trimmed(sentence, begin, end),
                strength=strength,
                words=sentence.place(modal.start, modal.end),
                tradition=self.tradition.name(language),
                section=sentence.section,
                inherited=strength != modal.strength,
            )

    def _raised(self, sentence: Sentence, strength: str | None) -> str | None:
        """A capability under a heading that demands is demanded: 支持 under 技术要求."""
        demanded = strength == "K" and self.tradition.family == "tender" and self.rows.demands(sentence)
        return "R+" if demanded else strength

    def _without_modal(self, sentence: Sentence, language: str) -> Iterator[Clause]:
        """Yield the clause of a sentence without a modal: a list's item, a step, a row under a heading that demands."""
        lead = next(
            (self.leads[span.start] for span in reversed(sentence.leads) if span.start in self.leads), None
        )
        name = self.tradition.name(language)
        if sentence.item and lead is not None and not sentence.text.rstrip().endswith((":", "：")):
            yield Clause(
                sentence.span, lead.strength, lead.words, name, section=sentence.section, inherited=True
            )
        elif is_step(sentence, language):
            yield Clause(sentence.span, "R+", None, name, section=sentence.section)
        elif (
            self.tradition.family == "tender"
            and self.rows.demands(sentence)
            and self.rows.is_requirement(sentence)
        ):
            yield Clause(
                sentence.span,
                "R+",
                self.rows.heading(sentence),
                name,
                section=sentence.section,
                inherited=True,
            )

    # -- marks of tenders ----------------------------------------------------------------------

    def _marked(self, sentence: Sentence, made: list[Clause], language: str) -> Iterator[Clause]:
        found = (
            mark_of(sentence.text, self.legends)
            if self.legends or self.tradition.family == "tender"
            else None
        )
        mark = found[0] if found else self._clause_mark(sentence) or self.rows.mark(sentence, self.legends)
        if found and not sentence.text[: found[1]].strip(_BEFORE_MARK):
            self.ahead = (sentence.flow, found[0])
        if mark is None:
            yield from made
            return
        legend = self.legends.get(mark)
        words = sentence.place(found[1], found[1] + 1) if found else None
        own = next((clause.strength for clause in made if not clause.inherited), None)
        if legend is None:
            strength = own if own in ("R+", "R-") else None
        else:
            strength = "R-" if own == "R-" else legend.strength or own
        yield Clause(
            span=sentence.span,
            strength=strength,
            words=words,
            tradition=self.tradition.name(language),
            mark=mark,
            mark_means=legend.words if legend else None,
            section=sentence.section,
            inherited=found is None,
        )

    def _clause_mark(self, sentence: Sentence) -> str | None:
        """Return the mark at the head of the clause that a sentence goes on with: it is the whole clause's."""
        return self.ahead[1] if self.ahead and self.ahead[0] is sentence.flow else None

    def _is_legend(self, sentence: Sentence) -> bool:
        """Whether a sentence says what a mark means: it demands nothing itself."""
        return any(
            legend.quote.start < sentence.span.end and sentence.span.start < legend.quote.end
            for legend in self.legends.values()
        )


_SHORT = 40
_BEFORE_MARK = "0123456789.．、()（） \t➢•●○■◆-–—"
"""What may stand before the mark of a clause: a bullet, its number."""
_NEAR = 200


def _near(one: Legend, two: Legend) -> bool:
    return 0 <= two.quote.start - one.quote.end < _NEAR


def _trimmed(sentence: Sentence, start: int, end: int) -> Span:
    text = sentence.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return sentence.place(start, end)
