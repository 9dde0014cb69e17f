"""Organisations in their roles, by kind of document; persons are never among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counterspec.model import Document, Party, Role, Said
from counterspec.syntax.bibliography import bibliography_of
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.parties.chinese import chinese_roles
from counterspec.syntax.parties.colophon import publishers
from counterspec.syntax.parties.found import Found
from counterspec.syntax.parties.patents import patent_roles
from counterspec.syntax.parties.western import western_roles
from counterspec.syntax.plain import normal
from counterspec.syntax.tenders import tender_of


def parties_of(document: Document) -> tuple[Party, ...]:
    """Return the parties a document names, each once in each role, in reading order."""
    kind = document_kind(document).kind
    if kind in ("code", "data", "label set"):
        return ()
    if kind in ("tender", "notice"):
        return tuple(_once(Found(role, said) for role, said in tender_of(document).parties))
    if kind.startswith("patent"):
        return tuple(_once(patent_roles(document)))
    issued = (Found("issuer", said) for said in bibliography_of(document).issuers)
    if kind == "schema":
        return tuple(_once(issued))
    stated = (*issued, *chinese_roles(document), *western_roles(document), *publishers(document))
    return tuple(_once(stated))


def _once(found: Iterable[Found]) -> Iterator[Party]:
    seen: set[tuple[Role, str]] = set()
    for one in found:
        said: Said = one.said
        name = normal(said.value)
        key = (one.role, "".join(name.split()).casefold())
        if name and key not in seen:
            seen.add(key)
            yield Party(one.role, said.value, said.span, name, said.repaired)
