"""Which findings of a case are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, FromClause, literal_column, select

from counterspec.store import schema
from counterspec.store.document_filter import DocumentFilter, concept_within


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What to keep; what is empty keeps all. `grade` is "finding", "candidate" or "all".

    `concepts` keep those below them, too, unless `below` is False. "" among values keeps findings that have
    none. `text` is words that stand in the quote as they are, but for the case of ASCII letters.
    """

    grade: str = "finding"
    tiers: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    below: bool = True
    acts: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    provenances: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    text: str = ""
    documents: DocumentFilter = field(default_factory=DocumentFilter)

    def facet_conditions(self) -> list[ColumnElement[bool]]:
        """What the rows of `schema.facets` must meet."""
        c = schema.facets.c
        made: list[ColumnElement[bool]] = [c.n > 0]
        if self.grade != "all":
            # A plus sign keeps SQLite from going by an index of so few values: all rows are read faster in a row.
            made.append(literal_column("+facets.grade") == self.grade)
        if self.concepts:
            own = c.concept.in_(self.concepts)
            made.append(concept_within(c.concept, self.concepts) if self.below else own)
        by_value = {
            c.tier: self.tiers, c.act: self.acts, c.strength: self.strengths, c.obligation: self.obligations,
            c.provenance: self.provenances, c.purpose: self.purposes, c.rule: self.rules, c.standing: self.standings,
            c.kind: self.documents.kinds,
        }  # fmt: skip
        return made + [column.in_(values) for column, values in by_value.items() if values]

    def row_conditions(self, *, walking: bool = False) -> list[ColumnElement[bool]]:
        """What the rows of `schema.findings` must meet besides; `walking` is for going through them in their order."""
        made: list[ColumnElement[bool]] = []
        among = replace(self.documents, kinds=()).conditions
        if among:
            documents = select(schema.documents.c.sha256).where(*among)
            # A plus sign keeps SQLite from choosing the index of documents.
            column = literal_column("+findings.sha256") if walking else schema.findings.c.sha256
            made.append(column.in_(documents))
        return made + self.text_conditions()

    def text_conditions(self, findings: FromClause = schema.findings) -> list[ColumnElement[bool]]:
        """What the quotes of `findings`, the table or an alias of it, must meet."""
        return [findings.c.quote.icontains(self.text, autoescape=True)] if self.text else []


CONFIRMED = FindingFilter(grade="all", standings=("confirmed",))
"""What people confirmed; candidates among them, which are shown as such."""
