"""The values every room passes to the next: frozen, slotted, standard library only."""

from counterspec.model.declaration import Declaration, Note, Use
from counterspec.model.document import Document, Page, Passage, Source, Table, Word
from counterspec.model.finding import Code, Element, Evidence, Finding, RuleRef
from counterspec.model.problem import Problem
from counterspec.model.result import Excerpt, FileResult
from counterspec.model.span import Box, LineIndex, Span

__all__ = [
    "Box",
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
    "Passage",
    "Problem",
    "RuleRef",
    "Source",
    "Span",
    "Table",
    "Use",
    "Word",
]
