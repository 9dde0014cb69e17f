"""FHIR conformance resources in JSON: profiles, code lists, questionnaires, search parameters, operations."""

from __future__ import annotations

import re
from collections.abc import Callable

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.fhir_lists import declare_code_system, declare_questionnaire, declare_value_set
from counterspec.syntax.fhir_walk import (
    ProfileWalk,
    declare_capability,
    declare_operation,
    declare_parameter,
    preamble,
)
from counterspec.syntax.sheet import Sheet, open_tree
from counterspec.syntax.tree import Node, Object, get, items, text_at

_READ = (
    "StructureDefinition|ValueSet|CodeSystem|Questionnaire|SearchParameter|OperationDefinition"
    "|CapabilityStatement"
)
_TYPE = re.compile(rf"""["']?resourceType["']?\s*:\s*["']?(?:{_READ})\b""")


def _claim(head: Head) -> int:
    if head.text is None or "resourceType" not in head.text or not _TYPE.search(head.text):
        return 0
    return 96 if head.suffix in {".json", ".yaml", ".yml", ".ndjson", ".jsonl"} else 60


def _profile(sheet: Sheet, resource: Object) -> None:
    ProfileWalk(sheet, resource).run()


_READERS: dict[str, Callable[[Sheet, Object], None]] = {
    "StructureDefinition": _profile,
    "ValueSet": declare_value_set,
    "CodeSystem": declare_code_system,
    "Questionnaire": declare_questionnaire,
    "SearchParameter": declare_parameter,
    "OperationDefinition": declare_operation,
    "CapabilityStatement": declare_capability,
}


def _resources(root: Node) -> list[Object]:
    """Return a resource, those of a bundle or a list, and those contained in another."""
    found: list[Object] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if text_at(node, "resourceType") is not None and isinstance(node, Object):
            found.append(node)
        inner = [*items(node), *items(get(node, "contained"))]
        entries = (get(entry, "resource") for entry in items(get(node, "entry")))
        inner.extend(entry for entry in entries if entry is not None)
        waiting.extend(reversed(inner))
    return found


def _read(source: Source, text: Text | None) -> Document:
    sheet, tree, _ = open_tree(source, text)
    resources = [resource for root in tree.roots for resource in _resources(root)]
    for resource in resources:
        kind = text_at(resource, "resourceType")
        reader = _READERS.get(kind.text) if kind else None
        if reader is not None:
            reader(sheet, resource)
    first = resources[0] if resources else None
    if first is not None:
        sheet.preamble.extend(preamble(first))
    return sheet.document(
        "fhir",
        "application/fhir+json",
        "schema",
        title=text_at(first, "title", "name"),
        number=text_at(first, "url"),
        date=text_at(first, "date"),
    )


ENTRY = Format(
    id="fhir",
    title="FHIR",
    kind="schema",
    media_type="application/fhir+json",
    suffixes=(".json",),
    claim=_claim,
    read=_read,
    reads="Profiles and extensions with their elements, occurrence and bindings; the concepts of code lists; "
    "questions with their answers; search parameters and operations.",
    eager=True,
)
