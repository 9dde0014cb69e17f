"""Make findings of drafts: act and facets, evidence, element, sentence, id."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from counterspec.findings.acts import facets_of
from counterspec.findings.evidence import evidence_at
from counterspec.findings.facts import Draft, Facts
from counterspec.findings.screens import screened
from counterspec.findings.statements import kind_of, of_declaration, of_prose, says_of, statement, summary_of
from counterspec.model import Code, Declaration, Element, Finding, RuleRef, Source, Span

_LABEL_CHARS = 200
_MAX_CODES = 500
_LONGEST_QUOTE = 160
_BREAK = re.compile(r"[\n\r\f\u2029]")


def build(source: Source, facts: Facts, drafts: Iterable[tuple[RuleRef, Draft]]) -> tuple[Finding, ...]:
    """Return the findings in order of place; of drafts that say the same, a certain one stays."""
    made: dict[tuple[str, int, int], tuple[RuleRef, Draft]] = {}
    for rule, draft in drafts:
        key = (draft.concept, draft.span.start, draft.span.end)
        known = made.get(key)
        if known is None or (draft.certain and not known[1].certain):
            made[key] = (rule, draft)
    findings = [_finding(source, facts, rule, draft) for rule, draft in made.values()]
    findings.sort(key=lambda f: (f.evidence.span, f.concept, f.rule_id))
    return _with_ids(source, findings)


def _finding(source: Source, facts: Facts, rule: RuleRef, draft: Draft) -> Finding:
    document, concept = facts.document, facts.concepts[draft.concept]
    quoted = _quoted(facts, draft)
    evidence = evidence_at(document, facts.lines, quoted, _locator(facts, draft))
    draft, why = _with_facets(facts, screened(facts, draft))
    act = draft.act or "L1"
    declaration = None if draft.declaration is None else facts.declarations[draft.declaration]
    if declaration is None:
        form = of_prose(act, draft.clause, kind_of(document), draft.said or "", _words(facts, draft))
    else:
        form = of_declaration(declaration, act, draft.by_values)
    short = summary_of(form, concept.label, act, declaration, draft.clause, draft.doing)
    says = says_of(document, evidence, form, draft.clause, draft.said, draft.section, draft.doing)
    return Finding(
        id="",
        file=source.path,
        evidence=evidence,
        concept=concept.id,
        tier=concept.tier,
        act=act,
        grade="finding" if draft.certain else "candidate",
        summary=short,
        statement=statement(document, evidence, short, act, says),
        rule=rule,
        why=why,
        about="sentence" if declaration is None else declaration.kind,
        strength=draft.strength,
        provenance=draft.provenance,
        purpose=draft.purpose,
        element=None if draft.declaration is None else _element(facts, draft.declaration),
        media_type=document.media_type,
        document_kind=kind_of(document),
        document_title=document.title,
        document_number=document.number,
        document_date=document.date,
        extra=_beside(document.text, draft, quoted),
        says=says,
    )


def _beside(text: str, draft: Draft, quoted: Span) -> tuple[Span, ...]:
    """Return the further words that carry a finding: of its notes, and its name where that is not quoted."""
    name = () if quoted.start <= draft.span.start and draft.span.end <= quoted.end else (draft.span,)
    return (*name, *(_narrowed(text, span, draft.words) for span in draft.extra))


def _quoted(facts: Facts, draft: Draft) -> Span:
    """Return the words to quote: of a field in a table's row its name and its label, for either alone says too little.

    Readers part the cells of a row by tabs. Where name and label stand on lines of their own on a
    page, the label is quoted if it carries the reading: "DE00071" says nothing to a person. What
    has lines of its own is quoted by its name.
    """
    if draft.declaration is None:
        return draft.span
    declaration = facts.declarations[draft.declaration]
    label = next((note.span for note in declaration.notes if note.role == "label"), None)
    if label is None or declaration.kind != "field" or declaration.span != draft.span:
        return draft.span
    whole = Span(min(label.start, draft.span.start), max(label.end, draft.span.end))
    between = facts.document.text[min(label.end, draft.span.end) : max(label.start, draft.span.start)]
    if "\t" in between and not _BREAK.search(between) and whole.end - whole.start <= _LONGEST_QUOTE:
        return whole
    carries = facts.document.pages and label in draft.extra
    return label if carries and label.end - label.start <= _LONGEST_QUOTE else draft.span


def _words(facts: Facts, draft: Draft) -> str:
    """Return the words of a draft's clause that say how binding it is."""
    words = draft.clause.words if draft.clause else None
    return facts.document.text[words.start : words.end] if words else ""


def _narrowed(text: str, span: Span, words: str) -> Span:
    """Return the place of `words` within a note, the note's own where they do not stand there as such."""
    start = text.find(words, span.start, span.end) if words else -1
    return Span(start, start + len(words)) if start != -1 else span


def _with_facets(facts: Facts, draft: Draft) -> tuple[Draft, tuple[str, ...]]:
    if draft.declaration is None or draft.act is not None:
        return draft, draft.because
    facets = facets_of(draft.declaration, facts)
    filled = replace(draft, act=facets.act, provenance=facets.provenance, purpose=facets.purpose)
    return filled, (*draft.because, *facets.why)


def _locator(facts: Facts, draft: Draft) -> str | None:
    """Return a workbook's cell, a JSON Pointer or XPath where the reader gave one, else the qualified name."""
    cell = facts.places.at(draft.span.start)
    index = draft.declaration
    if cell is not None or index is None:
        return cell
    declaration = facts.declarations[index]
    if declaration.pointer:
        return declaration.pointer
    names = [facts.declarations[owner].name for owner in reversed(facts.owners(index))]
    return ".".join(name for name in (*names, declaration.name) if name) or None


def _element(facts: Facts, index: int) -> Element:
    declaration = facts.declarations[index]
    owner = declaration.parent
    label = declaration.label
    return Element(
        identifier=declaration.identifier or declaration.name,
        label=label[:_LABEL_CHARS] if label else None,
        type=declaration.type_name,
        length=declaration.length,
        obligation=declaration.obligation,
        obligation_quote=declaration.obligation_quote,
        cardinality=declaration.cardinality,
        code_list=_codes(facts, index),
        code_list_ref=declaration.code_list,
        owner=facts.declarations[owner].name or None if owner is not None else None,
    )


def _codes(facts: Facts, index: int) -> tuple[Code, ...]:
    holder = facts.list_of(index)
    if holder is None:
        return ()
    members = (facts.declarations[child] for child in facts.children[holder][:_MAX_CODES])
    return tuple(_code(facts, member) for member in members if member.kind == "member")


def _code(facts: Facts, member: Declaration) -> Code:
    label = next((note.text for note in member.notes if note.role != "example"), "")
    line = facts.lines.line(member.span.start)
    if member.code is not None:
        return Code(member.code, label or member.name, line)
    return Code(member.name, label, line)


def _with_ids(source: Source, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give ids that survive moved lines: of file, concept, rule, place by name, quote and ordinal."""
    seen: dict[str, int] = defaultdict(int)
    made = []
    for finding in findings:
        evidence = finding.evidence
        parts = (
            source.rel or source.path,
            finding.concept,
            finding.rule_id,
            evidence.locator or "",
            evidence.quote,
        )
        base = "\0".join(parts)
        digest = hashlib.sha256(f"{base}\0{seen[base]}".encode("utf-8", "surrogatepass")).hexdigest()
        seen[base] += 1
        made.append(replace(finding, id=f"f-{digest[:12]}"))
    return tuple(made)
