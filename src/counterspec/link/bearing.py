"""Where in its document a finding lies, and which clause of the document makes it binding."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterspec.findings.evidence import evidence_at
from counterspec.link.elements import once
from counterspec.model import Clause, ClauseAt, Declaration, Document, Finding, LineIndex, Span, Table
from counterspec.syntax.structure import Section, structure_of
from counterspec.syntax.table_captions import read_caption

_TABLE = r"(?:表|표|جدول|\b(?:tables?|tab\.|tableau|tabelle|tabla|cuadro|tabela|quadro|tabella|таблиц\w*))\s?"
_ANNEX = r"(?:附\s?录|附\s?件|附属書|부속서|الملحق|\b(?:annex(?:e|es)?|appendix|anhang|anexo|allegato|приложени\w*))\s?"
_NAMES_TABLE = re.compile(
    _TABLE + r"(?P<number>[A-Z]{0,2}\s?[.\-]?\s?\d{1,4}(?:[.\-]\d{1,3}){0,3}|[IVX]{1,5})", re.I
)
_NAMES_ANNEX = re.compile(_ANNEX + r"(?P<number>[A-ZА-Я](?:\.\d{1,3}){0,3}|[IVX]{1,5})(?![A-Za-z])", re.I)
_THIS_ANNEX = re.compile(
    r"本附录|本附件|\bthis annex\b|\bdiese[rmns]? anhang\b|\bla présente annexe\b|\beste anexo\b", re.I
)
_LETTER = re.compile(r"(?P<letter>[A-ZА-Я](?:\.\d{1,3}){0,6})\s*$")
_BINDING = ("R+", "R-", "C+", "C-", "P", "K")
"""Strengths of a clause that can make a table binding, the strongest first."""
_LONGEST = 1_000
"""Code points of a clause that is asked for the tables it names."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A finding with its place in the document.

    `section` is the number of the section it lies in, `annex` what the annex says of itself where it
    lies in one. `table` is the number of its table and `row` its row, from 1 after the head. `clause`
    is the clause that is the finding, or (`own` false) the clause that names its table or annex.
    `condition` is verbatim. `values` counts the values of its code list that are findings themselves.
    """

    finding: Finding
    section: str | None = None
    annex: str | None = None
    table: str | None = None
    row: int | None = None
    clause: ClauseAt | None = None
    own: bool = False
    condition: str | None = None
    values: int = 0

    @property
    def place(self) -> str | None:
        """What a person looks up: "table B.2, row 26", "§4.2"."""
        if self.table:
            return f"table {self.table}" + (f", row {self.row}" if self.row else "")
        number = (self.clause.section if self.own and self.clause else None) or self.section
        return section_sign(number)


def section_sign(number: str | None) -> str | None:
    """Return the number of a clause as it is written in our sentences: "§3.2", "第三章", None for none."""
    if not number:
        return None
    return f"§{number}" if number[0].isdigit() or _LETTER.fullmatch(number) else number


def bearings(document: Document, findings: Iterable[Finding]) -> list[Bearing]:
    """Return the findings of one document that chains can end in, each data element once, in order of place.

    `document` holds its clauses and declarations. Left out are candidates, mere mentions, and the
    values of a code list beside the field or list itself.
    """
    held = [
        f for f in findings if f.grade == "finding" and f.act != "L0" and f.evidence.sha256 == document.sha256
    ]
    held.sort(key=lambda f: (f.evidence.span, f.id))
    places = _Places(document)
    return [places.bearing(finding, values) for finding, values in once(held)]


class _Places:
    """A document's sections, tables and clauses, to be asked about a place of its text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._structure = structure_of(document)
        self._lines = LineIndex.of(document.text)
        self._clauses = sorted(document.clauses, key=lambda clause: clause.span)
        self._starts = [clause.span.start for clause in self._clauses]
        self._tables = sorted(filter(None, map(_extent, document.tables)), key=lambda one: one[0])
        self._table_starts = [extent.start for extent, _ in self._tables]
        self._declared = {d.pointer: d for d in reversed(document.declarations) if d.pointer}
        self._naming: dict[tuple[str, str], list[Clause]] | None = None

    def bearing(self, finding: Finding, values: int) -> Bearing:
        span = finding.evidence.span
        section = self._structure.at(span.start)
        letter = self._annex(section)
        annex = (
            {True: "normative", False: "informative", None: "annex"}[section.normative] if letter else None
        )
        number, row = self._cell(span)
        own = finding.about == "sentence"
        clause = self._around(span) if own else self._naming_clause(number, letter, span)
        return Bearing(
            finding,
            _number(section),
            self._said_by(section, annex) if letter else None,
            number,
            row,
            self._at(clause) if clause else None,
            own,
            self._condition(finding),
            values,
        )

    def _said_by(self, section: Section, annex: str | None) -> str | None:
        """Return what an annex says of itself; of a subsection, what the annex's own title says."""
        if section.normative is not None:
            return annex
        letter = self._annex(section)
        for other in self._structure.of("annex"):
            if other.normative is not None and self._annex(other) == (letter or "").partition(".")[0]:
                return "normative" if other.normative else "informative"
        return annex

    def _annex(self, section: Section) -> str | None:
        if section.kind != "annex":
            return None
        found = _LETTER.search(section.number or "")
        return found["letter"] if found else section.number

    def _cell(self, span: Span) -> tuple[str | None, int | None]:
        index = bisect_right(self._table_starts, span.start) - 1
        if index < 0 or span.start >= self._tables[index][0].end:
            return None, None
        table = self._tables[index][1]
        caption = table.caption
        named = read_caption(self._document.text[caption.start : caption.end]) if caption else None
        rows = [place for place, row in enumerate(table.rows) if place not in table.joins | table.repeats]
        at = max((p for p in rows if 0 <= _first(table.rows[p]) <= span.start), default=0)
        return (named.number if named else None), rows.index(at) or None if named and named.number else None

    def _around(self, span: Span) -> Clause | None:
        last = bisect_right(self._starts, span.start)
        holding = [c for c in self._clauses[max(0, last - 40) : last] if span.end <= c.span.end]
        return min(holding, key=lambda c: c.span.end - c.span.start, default=None)

    def _naming_clause(self, table: str | None, annex: str | None, span: Span) -> Clause | None:
        """Return the most binding clause that names the finding's table, else its annex."""
        if self._naming is None:
            self._naming = self._index()
        for kind, number in (("table", table), ("annex", annex), ("annex", (annex or "").partition(".")[0])):
            found = [
                c
                for c in self._naming.get((kind, number or ""), ())
                if not c.span.start <= span.start < c.span.end
            ]
            if found:
                return min(found, key=lambda c: (_BINDING.index(c.strength or ""), c.span))
        return None

    def _index(self) -> dict[tuple[str, str], list[Clause]]:
        naming: dict[tuple[str, str], list[Clause]] = {}
        for clause in self._clauses:
            if clause.strength not in _BINDING:
                continue
            text = self._document.text[clause.span.start : min(clause.span.end, clause.span.start + _LONGEST)]
            names = {("table", _bare(m["number"])) for m in _NAMES_TABLE.finditer(text)}
            names |= {("annex", _bare(m["number"])) for m in _NAMES_ANNEX.finditer(text)}
            if _THIS_ANNEX.search(text):
                names.add(("annex", self._annex(self._structure.at(clause.span.start)) or "?"))
            for name in names:
                naming.setdefault(name, []).append(clause)
        return naming

    def _at(self, clause: Clause) -> ClauseAt:
        words = self._document.text[clause.words.start : clause.words.end] if clause.words else None
        evidence = evidence_at(self._document, self._lines, clause.span, None)
        return ClauseAt(
            clause.strength, clause.section, clause.mark, clause.mark_means, clause.tradition, evidence, words
        )

    def _condition(self, finding: Finding) -> str | None:
        declared: Declaration | None = self._declared.get(finding.evidence.locator or "")
        return declared.condition if declared else None


def _extent(table: Table) -> tuple[Span, Table] | None:
    spans = [span for row in table.rows for span in row if span.end > span.start]
    if not spans:
        return None
    first = min(s.start for s in (*spans, *filter(None, (table.caption,))))
    return Span(first, max(s.end for s in spans)), table


def _first(row: Sequence[Span]) -> int:
    return min((span.start for span in row if span.end > span.start), default=-1)


def _bare(number: str) -> str:
    return re.sub(r"\s", "", number).upper()


def _number(section: Section) -> str | None:
    found = _LETTER.search(section.number or "") if section.kind == "annex" else None
    return f"annex {found['letter']}" if found and "." not in found["letter"] else (
        found["letter"] if found else section.number
    )  # fmt: skip


_NUMBERED = re.compile(r"(?<![\w.])(?P<number>[A-ZА-Я](?:\.\d{1,3}){1,6}|\d{1,3}(?:\.\d{1,3}){0,6})")
_HAN_CHAPTER = re.compile(r"第\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[章条节]")
_HAN = "一二三四五六七八九十"


def covers(named: str | None, bearing: Bearing) -> bool | None:
    """Return whether the clause, annex or table that a citation names holds a finding; None where nothing shows it."""
    if not named:
        return True
    places = {bearing.table and f"table {bearing.table}", _plain(bearing.section)}
    if bearing.clause is not None:
        places.add(_plain(bearing.clause.section))
    asked = _asked(named)
    known = {place for place in places if place}
    if asked is None or not known:
        return None
    inside = any(place == asked or place.startswith((asked + ".", asked + " ")) for place in known)
    return True if inside else (None if asked.startswith("table ") and not bearing.table else False)


def covers_section(named: str | None, section: str | None) -> bool | None:
    """Return whether a clause lies in the clause or annex that a citation names; None where nothing shows it."""
    if not named:
        return True
    asked, place = _asked(named), _plain(section)
    if asked is None or place is None:
        return None
    return place == asked or place.startswith(asked + ".")


def _asked(named: str) -> str | None:
    """Return the place that words name, in normal form: "table B.2", "D", "5.3"."""
    table = _NAMES_TABLE.search(named)
    if table:
        return f"table {_bare(table['number'])}"
    annex = _NAMES_ANNEX.search(named)
    if annex:
        return _bare(annex["number"])
    chapter = _HAN_CHAPTER.search(named)
    if chapter:
        number = chapter["number"]
        return number if number.isdigit() else _han(number)
    found = _NUMBERED.search(named)
    return found["number"] if found else None


def _han(number: str) -> str | None:
    if len(number) == 1:
        return str(_HAN.index(number) + 1)
    if number[0] == "十" and len(number) == 2 and number[1] in _HAN:
        return str(10 + _HAN.index(number[1]) + 1)
    return None


def _plain(section: str | None) -> str | None:
    if not section:
        return None
    if section.startswith("annex "):
        return section.removeprefix("annex ")
    return _asked(section)
