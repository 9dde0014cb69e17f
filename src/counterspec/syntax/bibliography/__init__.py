"""What a document says about itself, put together by its kind."""

from __future__ import annotations

from collections.abc import Callable

from counterspec.model import Bibliography, Document
from counterspec.syntax.bibliography.patent import patent_bibliography
from counterspec.syntax.bibliography.rfc import rfc_bibliography
from counterspec.syntax.bibliography.schema import data_bibliography, schema_bibliography
from counterspec.syntax.bibliography.standard import covered_bibliography
from counterspec.syntax.bibliography.tender import tender_bibliography
from counterspec.syntax.document_kind import DocumentKind, document_kind
from counterspec.syntax.document_kind.signs import RFC
from counterspec.syntax.once import once

_BY_KIND: dict[str, Callable[[Document, DocumentKind], Bibliography]] = {
    "patent application": patent_bibliography,
    "patent grant": patent_bibliography,
    "tender": tender_bibliography,
    "notice": tender_bibliography,
    "schema": schema_bibliography,
    "data": data_bibliography,
    "label set": data_bibliography,
}


@once
def bibliography_of(document: Document) -> Bibliography:
    """Return what a document says about itself, read once for the document at hand."""
    kind = document_kind(document)
    if kind.kind == "code":
        return Bibliography(kind.kind, kind.why)
    if kind.kind in ("standard", "draft") and any(RFC.search(words) for words in kind.why):
        return rfc_bibliography(document, kind)
    return _BY_KIND.get(kind.kind, covered_bibliography)(document, kind)
