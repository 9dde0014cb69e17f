"""Hold the files of a pack against each other: annotations and documents against the findings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from counterspec.casework.by_hand_log import added
from counterspec.casework.fingerprints import letters_of
from counterspec.errors import StoreError
from counterspec.model import ByHand, Entry, Evidence
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


def by_hand_faults(entries: Iterable[Entry], rows: list[dict[str, Any]]) -> list[Fault]:
    """Return a fault for every exhibit that no rule made and that no entry of the log adds as it is."""
    known = {one.entry: one for _, one in added(entries)}
    made = []
    for row in rows:
        if row.get("rule") is not None:
            continue
        said = row.get("added")
        said = said if isinstance(said, dict) else {}
        one = known.get(str(said.get("entry")))
        if one is None or not _adds(one, row, said):
            reason = "names no rule, and the log has nobody who added it so"
            made.append(
                Fault("data/findings.jsonl", reason, str(row.get("exhibit", "")), quote=str(row.get("quote")))
            )
    return made


def _adds(one: ByHand, row: dict[str, Any], said: dict[str, Any]) -> bool:
    """Whether a row says of a finding what the person who added it said, on the same letters."""
    quote = said.get("was") or row.get("quote")
    return (one.by, one.at, one.concept, one.act, [one.why], letters_of(one.quote)) == (
        said.get("by"), said.get("at"), row.get("concept"), row.get("act"), row.get("why"), letters_of(str(quote)),
    )  # fmt: skip


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
