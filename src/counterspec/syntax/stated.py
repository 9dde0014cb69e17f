"""What a document says of itself, as labelled values in order: bibliography, parties, citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from counterspec.model import Bibliography, Document, Said, Span
from counterspec.syntax.citing.strength import strongest

_FORMS = {
    "normative_list": "in its normative list", "bibliography": "in its bibliography",
    "strict": "conformity asked", "partial": "a part of it", "choice": "one of several",
    "mention": "mentioned",
}  # fmt: skip


def stated(document: Document, *, parties: bool = True) -> Iterator[tuple[str, str, Span]]:
    """Yield each fact with its label and the place that states it; a cited number once, at its strongest.

    Without `parties`, only what the document says of itself.
    """
    if document.bibliography:
        yield "kind", document.bibliography.kind, Span(0, 0)
        for label, said in _bibliography(document.bibliography):
            maybe = f" (perhaps {said.repaired})" if said.repaired else ""
            yield label, said.value + maybe, said.span
    if not parties:
        return
    for party in document.parties:
        maybe = f" (perhaps {party.repaired})" if party.repaired else ""
        yield party.role, party.name + maybe, party.span
    for citation, _ in strongest(document.citations):
        edition = f", edition {citation.edition}" if citation.edition else ", edition not stated"
        maybe = f"; perhaps {citation.repaired}" if citation.repaired else ""
        yield "cites", f"{citation.canonical}{edition} ({_FORMS[citation.form]}{maybe})", citation.span


def _bibliography(said: Bibliography) -> Iterator[tuple[str, Said]]:
    for field in fields(said):
        value = getattr(said, field.name)
        name = field.name.replace("_", " ")
        if isinstance(value, Said):
            yield name, value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Said):
                    yield name.removesuffix("s") if name == "issuers" else name, item
                elif isinstance(item, tuple):
                    yield f"title {item[0]}" if name == "titles" else item[0].replace("_", " "), item[1]
