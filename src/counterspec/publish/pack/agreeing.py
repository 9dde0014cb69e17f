"""Hold the files of a pack against each other: annotations and documents against the findings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from counterspec.errors import StoreError
from counterspec.model import Evidence
from counterspec.publish.pack.annotations import selectors
from counterspec.publish.pack.checked import Fault
from counterspec.store.codec import value_of

ANNOTATIONS = "annotations.jsonld"
DOCUMENTS = "data/documents.jsonl"
_FILE = f"data/{ANNOTATIONS}"


def annotation_faults(data: bytes, rows: list[dict[str, Any]]) -> list[Fault]:
    """Return a fault for every exhibit whose annotation is missing or stands elsewhere than its finding."""
    try:
        items = json.loads(data)["first"]["items"]
        found = {item["id"]: item["target"]["selector"] for item in items}
    except (ValueError, RecursionError, KeyError, TypeError):
        return [Fault(_FILE, "is no collection of annotations")] if rows else []
    made = []
    for row in rows:
        try:
            evidence = value_of(json.dumps(row.get("evidence")), Evidence)
        except StoreError:
            continue
        right = json.loads(json.dumps(selectors(evidence)))
        if found.get(f"urn:counterspec:{row.get('id')}") != right:
            reason = "the annotation names another place or other words than the finding"
            exhibit = str(row.get("exhibit", ""))
            made.append(Fault(_FILE, reason, exhibit, evidence.page, evidence.line, evidence.quote))
    return made


def document_faults(
    payload: Mapping[str, bytes], documents: list[dict[str, Any]], rows: list[dict[str, Any]]
) -> list[Fault]:
    """Return a fault for every source that the list of documents does not name as it is."""
    made, known = [], {}
    for row in documents:
        sha256, path = row.get("sha256"), row.get("path")
        if not isinstance(sha256, str) or not isinstance(path, str):
            made.append(Fault(DOCUMENTS, "a line names no source"))
            continue
        known[path] = sha256
        if row.get("shared") is True and path not in payload:
            made.append(Fault(f"data/{path}", "is missing: the list of documents says that it is shared"))
        if path in payload and hashlib.sha256(payload[path]).hexdigest() != sha256:
            made.append(Fault(DOCUMENTS, f"says another digest of {path} than its bytes have"))
    made += [
        Fault(DOCUMENTS, f"does not name {path}")
        for path in sorted(payload)
        if path.startswith("sources/") and path not in known
    ]
    for row in rows:
        evidence = row.get("evidence")
        if not isinstance(evidence, dict) or known.get(str(row.get("source"))) != evidence.get("sha256"):
            reason = "does not name the source of the exhibit"
            made.append(Fault(DOCUMENTS, reason, str(row.get("exhibit", ""))))
    return made
