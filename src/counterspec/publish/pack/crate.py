"""The description of a pack: an RO-Crate 1.1, so that others' tools know what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from counterspec._version import __version__
from counterspec.model import Card, Origin
from counterspec.publish.report import Report

Json = dict[str, object]
_KINDS = {
    ".html": "text/html", ".png": "image/png", ".jsonl": "application/jsonl", ".json": "application/json",
    ".jsonld": "application/ld+json", ".csv": "text/csv", ".bib": "application/x-bibtex",
}  # fmt: skip


def crate(
    report: Report, files: Mapping[str, bytes], cards: Iterable[Card], source_of: Mapping[str, str],
    origins: Mapping[str, Origin | None], *, shared: bool,
) -> Json:  # fmt: skip
    """Return the RO-Crate metadata; sources that are not `shared` are described by their digests alone."""
    parts: list[Json] = []
    for path in sorted(files):
        if not path.startswith("sources/"):
            ending = "." + path.rpartition(".")[2]
            parts.append(
                {"@id": quote(path), "@type": "File", "encodingFormat": _KINDS.get(ending, "text/plain")}
            )
    for card in sorted(cards, key=lambda card: card.sha256):
        parts.append(_source(card, source_of[card.sha256], origins.get(card.sha256), shared=shared))
    root: Json = {
        "@id": "./", "@type": "Dataset", "name": report.title, "datePublished": report.at[:10],
        "description": "Findings of what documents say, with the evidence to check them. No finding is a legal "
        "judgement or a claim about a person, an author or a country.",
        "hasPart": [{"@id": part["@id"]} for part in parts], "creator": report.by or "not stated",
    }  # fmt: skip
    tool: Json = {
        "@id": "#counterspec", "@type": "SoftwareApplication", "name": "Counterspec", "version": __version__,
        "softwareRequirements": f"readers {report.reading}, rules and vocabulary {report.judging}",
    }  # fmt: skip
    made: Json = {
        "@id": "#made", "@type": "CreateAction", "instrument": {"@id": "#counterspec"}, "endTime": report.at,
        "object": [{"@id": quote(source_of[card.sha256])} for card in sorted(cards, key=lambda card: card.sha256)],
        "result": {"@id": "./"},
    }  # fmt: skip
    about: Json = {
        "@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }  # fmt: skip
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [about, root, tool, made, *parts]}


def _source(card: Card, path: str, origin: Origin | None, *, shared: bool) -> Json:
    said: Json = {
        "@id": quote(path), "@type": "File" if shared else "CreativeWork", "name": card.called,
        "encodingFormat": card.media_type or "application/octet-stream", "contentSize": str(card.size),
        "sha256": card.sha256,
    }  # fmt: skip
    if card.number:
        said["identifier"] = card.number
    if card.issued:
        said["dateCreated"] = card.issued
    if origin and origin.url:
        said["url"] = origin.url
    if origin and origin.fetched_at:
        said["dateModified"] = origin.fetched_at
    if not shared:
        said["conditionsOfAccess"] = "Not in the pack: only its digest is."
    return said
