"""A document as read, as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any, TextIO

from counterspec.findings.as_json import rule_of
from counterspec.model import Bibliography, Box, Declaration, Finding, Page, Said, Span
from counterspec.rendering import Reading, Rendering, View
from counterspec.syntax.citing.strength import strongest
from counterspec.syntax.printed import Places, elements_of, members_of, parts_of

Shown = dict[str, Any]
_MANY = {"titles", "classification", "details"}
_LISTS = {"issuers", "replaces", "amends"}


def _write(reading: Reading, out: TextIO, view: View) -> None:
    """Write one thing a line: the items of lists stay whole, so that lines can be searched and compared."""
    out.write("{\n")
    shown = _Shape(reading).whole(view)
    for number, (key, value) in enumerate(shown.items()):
        out.write(",\n" if number else "")
        if isinstance(value, list) and value:
            lines = ",\n  ".join(_line(item) for item in value)
            out.write(f' "{key}": [\n  {lines}\n ]')
        else:
            out.write(f' "{key}": {_line(value)}')
    out.write("\n}\n")


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _points(box: Box) -> list[float]:
    """Return a box in hundredths of a point: finer is noise."""
    return [round(edge, 2) for edge in box]


class _Shape:
    """One reading as plain values."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document = reading.document
        self.places = Places(reading.document)

    def whole(self, view: View) -> Shown:
        def kept(items: Iterator[Shown]) -> list[Shown]:
            return [item for item in items if view.shows(item["page"])]

        document = self.document
        return {
            "document": {
                "path": document.path, "sha256": document.sha256, "format": document.format,
                "media_type": document.media_type, "encoding": document.encoding,
                "pages": len(document.pages),
            },
            "bibliography": self._bibliography(document.bibliography),
            "parties": kept(
                {"role": p.role, "name": p.name, "normal": p.normal, "repaired": p.repaired, **self._at(p.span)}
                for p in document.parties
            ),
            "citations": list(self._citations(view)),
            "elements": kept(self._elements()),
            "tables": kept(self._tables()),
            "clauses": kept(
                {"quote": self.places.quote(c.span), "strength": c.strength, "tradition": c.tradition,
                 "words": self.places.quote(c.words) if c.words else None, "mark": c.mark,
                 "mark_means": c.mark_means, "section": c.section, "inherited": c.inherited,
                 **self._at(c.span)}
                for c in document.clauses
            ),
            "findings": kept(self._finding(finding) for finding in self.reading.findings),
            "pages": [self._page(page) for page in document.pages if view.shows(page.number)],
            "problems": kept(
                {"code": p.code, "reason": p.reason, "remedy": p.remedy or None, "page": p.page,
                 "line": p.line}
                for p in self.reading.problems
            ),
        }  # fmt: skip

    def _at(self, span: Span) -> Shown:
        return {
            "page": self.places.page(span), "start": span.start, "end": span.end,
            "boxes": [_points(box) for box in self.places.boxes(span)],
        }  # fmt: skip

    def _citations(self, view: View) -> Iterator[Shown]:
        """Yield each number and edition once, at its strongest place; `places` lists all."""
        shown = [(c, self._at(c.span)) for c in self.document.citations]
        at = {id(c): where for c, where in shown if view.shows(where["page"])}
        for c, group in strongest(c for c, _ in shown if id(c) in at):
            yield {
                "number": c.raw, "canonical": c.canonical, "edition": c.edition, "form": c.form,
                "clause": c.clause, "title": c.title or next((o.title for o in group if o.title), None),
                "repaired": c.repaired, **at[id(c)],
                "places": [{"form": o.form, "clause": o.clause, **at[id(o)]} for o in group],
            }  # fmt: skip

    def _bibliography(self, said: Bibliography | None) -> Shown | None:
        if said is None:
            return None
        shown: Shown = {}
        evidence: Shown = {}
        for field in fields(said):
            value = getattr(said, field.name)
            if field.name in _MANY:
                shown[field.name] = {key: item.value for key, item in value} or None
                evidence |= {f"{field.name}.{key}": self._said(item) for key, item in value}
            elif field.name in _LISTS:
                shown[field.name] = [item.value for item in value]
                evidence |= {f"{field.name}.{n}": self._said(item) for n, item in enumerate(value)}
            elif isinstance(value, Said):
                shown[field.name] = value.value
                evidence[field.name] = self._said(value)
            else:
                shown[field.name] = value
        shown["issuer"] = shown.pop("issuers") or None
        return {**shown, "evidence": evidence}

    def _said(self, said: Said) -> Shown:
        return {"quote": self.places.quote(said.span), "repaired": said.repaired, **self._at(said.span)}

    def _elements(self) -> Iterator[Shown]:
        declarations = self.reading.declarations
        members = members_of(declarations)
        for index in elements_of(declarations, {f.evidence.span for f in self.reading.findings}):
            declaration = declarations[index]
            owner = declaration.parent
            yield {
                "identifier": declaration.identifier or declaration.name,
                "number": declaration.number,
                "label": declaration.label or _words(declaration.name),
                "type": declaration.type_name,
                "length": declaration.length,
                "obligation": "prohibited" if declaration.use == "forbid" else declaration.obligation,
                "obligation_quote": declaration.obligation_quote,
                "condition": declaration.condition,
                "cardinality": declaration.cardinality,
                "code_list": [_code(member) for member in members.get(index, ())] or None,
                "code_list_ref": declaration.code_list,
                "owner": declarations[owner].name or None if owner is not None else None,
                **self._at(declaration.span),
            }

    def _tables(self) -> Iterator[Shown]:
        for part in parts_of(self.document.tables, self.places):
            table = self.document.tables[part.table]
            joins = [
                row - part.first for row in sorted(table.joins) if 0 <= row - part.first < len(part.rows)
            ]
            yield {
                "page": part.page,
                "table": part.table,
                "sheet": table.sheet,
                "caption": self.places.quote(table.caption) if table.caption else None,
                "by": table.by,
                "box": _points(part.box) if part.box else None,
                "continues": part.first > 0,
                "joins": joins,
                "rows": [[self.places.quote(span) for span in row] for row in part.rows],
            }

    @staticmethod
    def _finding(finding: Finding) -> Shown:
        evidence = finding.evidence
        return {
            "id": finding.id, "page": evidence.page or 1, "line": evidence.line, "quote": evidence.quote,
            "prefix": evidence.prefix, "suffix": evidence.suffix, "start": evidence.span.start,
            "end": evidence.span.end, "boxes": [_points(box) for box in evidence.boxes], "locator": evidence.locator,
            "confidence": evidence.confidence,
            "concept": finding.concept, "tier": finding.tier, "act": finding.act, "grade": finding.grade,
            "strength": finding.strength, "statement": finding.statement, "why": finding.why,
            "rule": rule_of(finding),
        }  # fmt: skip

    def _page(self, page: Page) -> Shown:
        quote = self.places.quote
        return {
            "number": page.number,
            "width": page.width,
            "height": page.height,
            "recognition": asdict(page.recognition) if page.recognition else None,
            "passages": [
                {"kind": p.kind, "number": p.number, "level": p.level or None, "text": quote(p.span)}
                for p in self.places.passages(page)
            ],
            "words": [
                {"text": quote(word.span), "box": _points(word.box), "confidence": word.confidence}
                for word in page.words
            ],
        }


def _words(name: str) -> str | None:
    """Return a name that is words of a language, and so its own label; None for an identifier."""
    return name if not name.isascii() or " " in name.strip() else None


def _code(member: Declaration) -> Shown:
    label = next((note.text for note in member.notes if note.role != "example"), "")
    return {"code": member.code or member.name, "label": label or (member.name if member.code else "")}


ENTRY = Rendering(id="json", title="JSON", write=_write)
