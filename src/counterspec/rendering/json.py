"""A document as read, as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from counterspec.model import Bibliography, Declaration, Document, Finding, Said, Span, Table
from counterspec.rendering import Reading, Rendering

Shown = dict[str, Any]


def _write(reading: Reading, pages: frozenset[int] | None) -> str:
    return json.dumps(_reading(reading, pages), ensure_ascii=False, indent=1)


def _reading(reading: Reading, pages: frozenset[int] | None) -> Shown:
    document = reading.document
    page = _page_of(document)

    def kept(items: Iterable[Shown]) -> list[Shown]:
        return [item for item in items if pages is None or item["page"] in pages]

    return {
        "document": {
            "path": document.path, "sha256": document.sha256, "format": document.format,
            "media_type": document.media_type, "pages": len(document.pages),
        },
        "bibliography": _bibliography(document.bibliography),
        "parties": kept(
            {"role": p.role, "name": p.name, "normal": p.normal, "repaired": p.repaired, "page": page(p.span)}
            for p in document.parties
        ),
        "citations": kept(
            {"number": c.raw, "canonical": c.canonical, "edition": c.edition, "form": c.form,
             "clause": c.clause, "title": c.title, "page": page(c.span)}
            for c in document.citations
        ),
        "elements": kept(_elements(reading.declarations, page)),
        "tables": kept(part for table in document.tables for part in _table(document, table, page)),
        "clauses": kept(
            {"quote": document.text[c.span.start : c.span.end], "strength": c.strength, "mark": c.mark,
             "section": c.section, "tradition": c.tradition, "page": page(c.span)}
            for c in document.clauses
        ),
        "findings": kept(_finding(finding) for finding in reading.findings),
        "problems": [
            {"code": p.code, "reason": p.reason, "remedy": p.remedy, "page": p.page, "line": p.line}
            for p in reading.problems
        ],
    }  # fmt: skip


def _page_of(document: Document) -> Callable[[Span], int]:
    from bisect import bisect_right

    starts = [page.span.start for page in document.pages]

    def page(span: Span) -> int:
        return document.pages[max(bisect_right(starts, span.start) - 1, 0)].number if starts else 1

    return page


def _bibliography(said: Bibliography | None) -> Shown | None:
    if said is None:
        return None
    shown: Shown = {}
    for field in fields(said):
        value = getattr(said, field.name)
        if isinstance(value, Said):
            shown[field.name] = value.value
        elif field.name in ("titles", "classification", "details"):
            shown[field.name] = {key: item.value for key, item in value} or None
        elif field.name in ("issuers", "replaces", "amends"):
            shown[field.name] = [item.value for item in value]
        else:
            shown[field.name] = value
    shown["issuer"] = shown.pop("issuers") or None
    return shown


def _elements(declarations: tuple[Declaration, ...], page: Callable[[Span], int]) -> Iterable[Shown]:
    lists: dict[int, list[Declaration]] = {}
    names: dict[str, int] = {}
    for index, declaration in enumerate(declarations):
        if declaration.kind == "member" and declaration.parent is not None:
            lists.setdefault(declaration.parent, []).append(declaration)
        if declaration.kind == "enum":
            names.setdefault(declaration.name, index)
            if declaration.parent is not None:
                lists.setdefault(declaration.parent, lists.setdefault(index, []))
    for index, declaration in enumerate(declarations):
        if declaration.kind not in ("field", "enum", "parameter"):
            continue
        members = lists.get(index) or next(
            (lists[names[n]] for n in (declaration.code_list, declaration.type_name)
             if n in names and names[n] in lists), [],
        )  # fmt: skip
        yield {
            "identifier": declaration.identifier or declaration.name,
            "label": next((n.text for n in declaration.notes if n.role in ("label", "description")), None),
            "number": declaration.number,
            "type": declaration.type_name,
            "length": declaration.length,
            "obligation": "prohibited" if declaration.use == "forbid" else declaration.obligation,
            "obligation_quote": declaration.obligation_quote,
            "condition": declaration.condition,
            "cardinality": declaration.cardinality,
            "code_list_ref": declaration.code_list,
            "code_list": [_code(member) for member in members] or None,
            "page": page(declaration.span),
        }


def _code(member: Declaration) -> Shown:
    label = next((note.text for note in member.notes if note.role != "example"), "")
    return {"code": member.code or member.name, "label": label or (member.name if member.code else "")}


def _table(document: Document, table: Table, page: Callable[[Span], int]) -> Iterable[Shown]:
    text = document.text
    parts: list[tuple[int | None, tuple[int, int]]] = [(part.page, part.rows) for part in table.parts] or [
        (None, (0, len(table.rows)))
    ]
    for number, (first, last) in parts:
        rows = [[text[span.start : span.end] for span in row] for row in table.rows[first:last]]
        start = next((span for row in table.rows[first:last] for span in row), Span(0, 0))
        yield {"page": number or page(start), "sheet": table.sheet, "rows": rows}


def _finding(finding: Finding) -> Shown:
    evidence = finding.evidence
    return {
        "id": finding.id, "page": evidence.page or 1, "line": evidence.line, "quote": evidence.quote,
        "boxes": [list(box) for box in evidence.boxes], "concept": finding.concept, "act": finding.act,
        "grade": finding.grade, "strength": finding.strength, "statement": finding.statement,
    }  # fmt: skip


ENTRY = Rendering(id="json", title="JSON", write=_write)
