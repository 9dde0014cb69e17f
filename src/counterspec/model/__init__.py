"""The values every room passes to the next: frozen, slotted, standard library only."""

from counterspec.model.case import Card, CitationAt, ClauseAt, Origin, PartyAt, SaidAt, State
from counterspec.model.chain import (
    FOLLOWED,
    Chain,
    Change,
    ChangeKind,
    Comparison,
    How,
    Link,
    Side,
    Step,
    Wanted,
)
from counterspec.model.declaration import Declaration, Note, Use
from counterspec.model.document import (
    ASIDES,
    Document,
    Page,
    Passage,
    Recognition,
    Source,
    Table,
    TablePart,
    Wishes,
)
from counterspec.model.facts import Bibliography, Citation, CitationForm, Clause, Party, Role, Said
from counterspec.model.finding import Code, Element, Evidence, Finding, RuleRef
from counterspec.model.law import Assessment, Grade, ListMatch, OnDate, Shown
from counterspec.model.log import Decision, Entry, Standing, Statement, Verdict
from counterspec.model.problem import Problem
from counterspec.model.result import Excerpt, FileResult
from counterspec.model.span import Box, LineIndex, Span
from counterspec.model.words import Word, Words

__all__ = [
    "ASIDES",
    "FOLLOWED",
    "Assessment",
    "Bibliography",
    "Box",
    "Card",
    "Chain",
    "Change",
    "ChangeKind",
    "Citation",
    "CitationAt",
    "CitationForm",
    "Clause",
    "ClauseAt",
    "Code",
    "Comparison",
    "Decision",
    "Declaration",
    "Document",
    "Element",
    "Entry",
    "Evidence",
    "Excerpt",
    "FileResult",
    "Finding",
    "Grade",
    "How",
    "LineIndex",
    "Link",
    "ListMatch",
    "Note",
    "OnDate",
    "Origin",
    "Page",
    "Party",
    "PartyAt",
    "Passage",
    "Problem",
    "Recognition",
    "Role",
    "RuleRef",
    "Said",
    "SaidAt",
    "Shown",
    "Side",
    "Source",
    "Span",
    "Standing",
    "State",
    "Statement",
    "Step",
    "Table",
    "TablePart",
    "Use",
    "Verdict",
    "Wanted",
    "Wishes",
    "Word",
    "Words",
]
