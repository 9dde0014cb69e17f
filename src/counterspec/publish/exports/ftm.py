"""FollowTheMoney entities, one JSON object a line: documents, organisations, and what links them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from counterspec.model import Card, CitationAt, Finding, Link, PartyAt
from counterspec.publish.content import Content, key_of, place, web_address
from counterspec.publish.exports import Export
from counterspec.terminal.look import ROLES

_FORMS = {"normative_list": "listed among references", "mention": "mentioned"}


def write(content: Content) -> Iterator[str]:
    """Yield the entities: documents, organisations, who is named where, who cites what, what was found."""
    for card in content.documents():
        yield _document(content, card)
    for one in content.organisations:
        names = list(dict.fromkeys(held.name for held in one.names))
        other = [name for held in one.names for name in sorted(held.written) if name not in names]
        yield _entity(
            "Organization", key_of("party", one.key), name=names or [one.name], alias=[*other, *one.others]
        )
    for party, who in content.named():
        yield _role(party, who.key)
    seen: set[str] = set()
    for citation, link in content.citations():
        key, line = _citation(citation, link)
        if key not in seen:
            seen.add(key)
            yield line
    for finding in content.findings():
        yield _finding(finding)


def _document(content: Content, card: Card) -> str:
    origin = content.origin(card)
    return _entity(
        "Document", key_of("document", card.sha256),
        name=[card.called], fileName=[card.name.rpartition("/")[2]], title=[card.title or card.number],
        mimeType=[card.media_type], fileSize=[str(card.size)], publishedAt=[card.issued],
        sourceUrl=[web_address(origin)], retrievedAt=[origin.fetched_at if origin else None],
        keywords=[card.kind, card.number], notes=[f"SHA-256 {card.sha256}"],
    )  # fmt: skip


def _role(party: PartyAt, who: str) -> str:
    evidence = party.evidence
    where = place(evidence.page, evidence.line)
    return _entity(
        "Documentation", key_of("role", party.sha256, party.role, who),
        document=[key_of("document", party.sha256)], entity=[key_of("party", who)],
        role=[f"named as {ROLES[party.role]}"], summary=[f"named as {ROLES[party.role]}: “{evidence.quote}”, {where}"],
    )  # fmt: skip


def _citation(citation: CitationAt, link: Link) -> tuple[str, str]:
    evidence = citation.evidence
    form = _FORMS.get(citation.form, citation.form.replace("_", " "))
    key = key_of("citation", link.citing, link.cited or "", citation.form)
    return key, _entity(
        "UnknownLink", key, subject=[key_of("document", link.citing)],
        object=[key_of("document", link.cited or "")], role=[f"cites ({form})"],
        summary=[f"cites {citation.canonical} ({form}): “{evidence.quote}”, {place(evidence.page, evidence.line)}"],
        description=[link.note],
    )  # fmt: skip


def _finding(finding: Finding) -> str:
    evidence = finding.evidence
    return _entity(
        "Note", key_of("finding", finding.id), name=[finding.summary], description=[finding.statement],
        entity=[key_of("document", evidence.sha256)], keywords=[finding.concept],
        summary=[f"“{evidence.quote}”, {place(evidence.page, evidence.line)}"],
        notes=[f"finding {finding.id}", finding.said_by],
    )  # fmt: skip


def _entity(schema: str, key: str, **properties: Iterable[str | None]) -> str:
    values = {name: list(dict.fromkeys(filter(None, given))) for name, given in properties.items()}
    told = {name: found for name, found in sorted(values.items()) if found}
    return json.dumps({"id": key, "schema": schema, "properties": told}, ensure_ascii=False) + "\n"


ENTRY = Export(
    "ftm", "FollowTheMoney", ".ftm.json",
    "documents, organisations, roles, citations and findings as entities, one JSON object a line", write,
)  # fmt: skip
