"""Findings in the words of the Data Privacy Vocabulary (DPV 2.3), as JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from counterspec._version import __version__
from counterspec.model import Card, Finding
from counterspec.publish.content import NOT_SHOWN, Content, web_address
from counterspec.publish.exports import Export

Json = dict[str, object]
_CONTEXT: Json = {
    "dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#", "dct": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#", "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "cs": "urn:counterspec:",
}  # fmt: skip
_NECESSITY = {"required": "dpv:Required", "optional": "dpv:Optional"}
_KEY = re.compile(r"[A-Z][A-Za-z]+")


def write(content: Content) -> Iterator[str]:
    """Yield one JSON-LD document: the documents that say something, and a process as specified for each finding."""
    yield '{"@context": ' + _json(_CONTEXT) + ',\n"@graph": [\n'
    head: Json = {
        "@id": "cs:export", "@type": "dct:Dataset", "dct:title": content.name, "dct:created": content.at,
        "dct:conformsTo": {"@id": "https://w3id.org/dpv/2.3"}, "dct:description": NOT_SHOWN,
        "dct:creator": f"Counterspec {__version__}",
    }  # fmt: skip
    yield _json(head)
    told: set[str] = set()
    cards = {card.sha256: card for card in content.documents()}
    for finding in content.findings():
        sha256 = finding.evidence.sha256
        if sha256 not in told:
            told.add(sha256)
            yield ",\n" + _json(_document(content, cards[sha256]))
        yield ",\n" + _json(_process(content, finding))
    yield "\n]}\n"


def _document(content: Content, card: Card) -> Json:
    made: Json = {
        "@id": f"urn:sha256:{card.sha256}",
        "@type": "dct:BibliographicResource",
        "dct:title": card.called,
    }
    if card.number:
        made["dct:identifier"] = card.number
    if card.issued:
        made["dct:issued"] = card.issued
    url = web_address(content.origin(card))
    if url:
        made["dct:source"] = url
    return made


def _process(content: Content, finding: Finding) -> Json:
    evidence = finding.evidence
    keys = [key for key in content.concept_keys(finding.concept, "dpv-pd") if _KEY.fullmatch(key)]
    concept = content.setup.concepts.get(finding.concept)
    data: list[Json] = [{"@id": f"pd:{key}"} for key in keys]
    if not data:
        label = concept.label if concept else finding.concept
        data = [
            {"@id": f"cs:concept/{finding.concept}", "@type": "dpv:PersonalData", "skos:prefLabel": label}
        ]
    made: Json = {
        "@id": f"cs:{finding.id}", "@type": "dpv:Prohibition" if finding.act == "LX" else "dpv:Process",
        "dct:title": finding.summary,
        "dct:description": finding.statement, "dpv:hasPersonalData": data,
        "dct:source": {"@id": f"urn:sha256:{evidence.sha256}"},
        "oa:exact": evidence.quote, "oa:start": evidence.span.start, "oa:end": evidence.span.end,
    }  # fmt: skip
    if finding.added:
        made |= {"dct:creator": finding.added.by, "dct:created": finding.added.at}
    if evidence.page:
        made["oa:hasSelector"] = {"@type": "oa:FragmentSelector", "oa:value": f"page={evidence.page}"}
    necessity = _NECESSITY.get((finding.element.obligation if finding.element else None) or "")
    if necessity:
        made["dpv:hasNecessity"] = {"@id": necessity}
    return made


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


ENTRY = Export(
    "dpv", "Data Privacy Vocabulary", ".jsonld",
    "findings as processes that documents specify, with DPV's own names of personal data, in JSON-LD", write,
)  # fmt: skip
