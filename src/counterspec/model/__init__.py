"""The values every room passes to the next: frozen, slotted, standard library only."""

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
from counterspec.model.problem import Problem
from counterspec.model.result import Excerpt, FileResult
from counterspec.model.span import Box, LineIndex, Span
from counterspec.model.words import Word, Words

__all__ = [
    "ASIDES",
    "Bibliography",
    "Box",
    "Citation",
    "CitationForm",
    "Clause",
    "Code",
    "Declaration",
    "Document",
    "Element",
    "Evidence",
    "Excerpt",
    "FileResult",
    "Finding",
    "LineIndex",
    "Note",
    "Page",
    "Party",
    "Passage",
    "Problem",
    "Recognition",
    "Role",
    "RuleRef",
    "Said",
    "Source",
    "Span",
    "Table",
    "TablePart",
    "Use",
    "Wishes",
    "Word",
    "Words",
]
