"""The report a person reads in a terminal: grouped by document, marked, summed up, with what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TextIO

from rich.text import Text

from counterspec.model import Code, Excerpt, FileResult, Finding, Span
from counterspec.reports import Context, Report
from counterspec.reports._blocks import Block, blocks_of, fair_shares, is_value
from counterspec.reports._ending import Sums, end
from counterspec.reports._printing import ReportPrinter
from counterspec.terminal.look import (
    ACTS,
    HUES,
    NUMBER,
    OBLIGATION,
    PROVENANCE,
    QUIET,
    SHAPES,
    STANDING,
    clause_said,
)

_INDENT = " " * 8
_EXCERPT_INDENT = 10
_CONCEPT_CELLS = 30
_NOTES_CELLS = 40
_MAX_VALUES = 60
_MAX_LINES = 8
"""A run of values on more lines than these is shown by its first line and a list of the values."""


def _write(results: Iterable[FileResult], out: TextIO, context: Context) -> None:
    printer = ReportPrinter(out, context)
    if context.only:
        _one(printer, results, context.only)
        return
    sums = Sums()
    held: list[tuple[FileResult, list[Block]]] = []
    for result in results:
        sums.add(result, context)
        blocks = blocks_of(result.findings)
        if not context.limit:
            _document(printer, result, blocks, len(blocks))
        elif blocks and len(held) < context.limit:
            held.append((result, blocks))
        else:
            sums.withhold(len(result.findings))
    shares = fair_shares([len(blocks) for _, blocks in held], context.limit)
    for (result, blocks), share in zip(held, shares, strict=True):
        _document(printer, result, blocks, share)
        sums.withhold(sum(map(len, blocks[share:])))
    end(printer, sums)


def _one(printer: ReportPrinter, results: Iterable[FileResult], wanted: str) -> None:
    for result in results:
        for block in blocks_of(result.findings):
            if any(finding.id == wanted for finding in block.findings):
                _document(printer, result, [block], 1)


def _document(printer: ReportPrinter, result: FileResult, blocks: list[Block], share: int) -> None:
    if not blocks:
        return
    _heading(printer, result, sum(map(len, blocks[:share])), sum(map(len, blocks)))
    excerpts = dict(result.excerpts)
    members = {(f.evidence.line, f.evidence.quote, f.concept) for f in result.findings if is_value(f)}
    for block in blocks[:share]:
        printer.line(_headline(block.lead)) if _fits(printer, block.lead) else _two_lines(printer, block.lead)
        shown = _excerpts(block, excerpts)
        for excerpt in shown:
            place = f"p{excerpt.page}" if excerpt.page else str(excerpt.line)
            sure = _confidence(block.lead)
            room = printer.width - _EXCERPT_INDENT - len(sure)
            words = printer.marked(_dedent(excerpt), room)
            printer.line(Text.assemble("  ", (f"{place:<6}", NUMBER), "  ", words, (sure, QUIET)))
        _values(printer, block, members, {excerpt.line for excerpt in shown})
        _say(printer, block)
        printer.line()


def _heading(printer: ReportPrinter, result: FileResult, shown: int, count: int) -> None:
    size = f"{result.pages} pages" if result.pages else f"{result.lines} lines"
    form = "scan" if result.pages_recognised * 2 > result.pages else result.format
    about = ", ".join(filter(None, (result.kind, form, size)))
    if shown < count:
        about += f", {shown} of {count} findings"
    file = Text(result.file, "bold")
    gap = printer.width - file.cell_len - Text(about).cell_len
    if gap < 2:
        printer.line(file)
        file, gap = Text(), max(0, printer.width - Text(about).cell_len)
    printer.line(Text.assemble(file, " " * gap, (about, QUIET)))
    printer.line()


def _notes(finding: Finding) -> str:
    notes = [_obligation(finding), PROVENANCE.get(finding.provenance or ""), _purpose(finding.purpose)]
    notes.append(STANDING.get(finding.standing or ""))
    if finding.grade == "candidate":
        notes.insert(0, "candidate")
    return ", ".join(note for note in notes if note)


def _head(finding: Finding) -> Text:
    head = Text("  ")
    head.append(f"{SHAPES[finding.tier]} {finding.tier}  ", HUES[finding.tier])
    head.append(f"{finding.concept:<{_CONCEPT_CELLS}}", "bold")
    head.append(f"  {ACTS[finding.act]:<21}")
    return head


def _headline(finding: Finding) -> Text:
    head = Text.assemble(_head(finding), (f" {_notes(finding)}", QUIET))
    head.rstrip()
    return head


def _fits(printer: ReportPrinter, finding: Finding) -> bool:
    return printer.fits(_headline(finding).cell_len)


def _two_lines(printer: ReportPrinter, finding: Finding) -> None:
    """Print the notes below each other where there is room beside the act, else on lines of their own."""
    head, notes = _head(finding), Text(_notes(finding), QUIET)
    if printer.width - head.cell_len >= _NOTES_CELLS:
        printer.hanging(Text.assemble(head, " "), notes)
        return
    head.rstrip()
    printer.line(head)
    printer.hanging(Text(_INDENT), notes)


def _obligation(finding: Finding) -> str | None:
    element = finding.element
    if element is None or element.obligation is None:
        return clause_said(finding) or None
    word = OBLIGATION[element.obligation]
    return f"{word}, {element.obligation_quote}" if element.obligation_quote else word


def _purpose(purpose: str | None) -> str | None:
    return f"purpose: {purpose.replace('_', ' ')}" if purpose else None


def _excerpts(block: Block, excerpts: Mapping[str, tuple[Excerpt, ...]]) -> tuple[Excerpt, ...]:
    """Return the lines of the lead; of a run of values the lines of all, where they are few."""
    lead = excerpts.get(block.lead.id, ())
    if not block.is_list or not block.values:
        return lead
    lines: dict[tuple[int | None, int | None, str], set[Span]] = {}
    for finding in block.findings:
        for excerpt in excerpts.get(finding.id, ()):
            lines.setdefault((excerpt.line, excerpt.page, excerpt.text), set()).update(excerpt.marks)
    if len(lines) > _MAX_LINES:
        return lead
    return tuple(Excerpt(text, tuple(sorted(m)), line, page) for (line, page, text), m in lines.items())


def _confidence(finding: Finding) -> str:
    """Return how sure the recognition of the quote is; empty where the file itself holds the words."""
    sure = finding.evidence.confidence
    return "" if sure is None else f"   OCR {sure:.2f}"


def _dedent(excerpt: Excerpt) -> Excerpt:
    """Move deeply indented lines to the left, marks with them."""
    cut = len(excerpt.text) - len(excerpt.text.lstrip())
    marks = tuple(Span(max(0, mark.start - cut), max(0, mark.end - cut)) for mark in excerpt.marks)
    return Excerpt(excerpt.text[cut:], marks, excerpt.line, excerpt.page)


def _values(
    printer: ReportPrinter, block: Block, members: set[tuple[int | None, str, str]], shown: set[int | None]
) -> None:
    """Print the values of the list: marked where they are findings, plain where they are not."""
    codes = block.lead.element.code_list if block.lead.element and not block.is_list else ()
    if codes:
        items = _codes(
            printer, codes, {(line, quote) for line, quote, c in members if c == block.lead.concept}
        )
    elif any(finding.evidence.line not in shown for finding in block.values):
        items = [
            Text.assemble(printer.mark(f.evidence.quote), (f" {f.evidence.line or ''}".rstrip(), QUIET))
            for f in block.findings
        ]
    else:
        return
    more = len(items) - _MAX_VALUES
    rest = [Text(f"… and {more} more", QUIET)] if more > 0 else []
    printer.flowing(Text(f"{_INDENT}values  ", QUIET), [*items[:_MAX_VALUES], *rest])


def _codes(
    printer: ReportPrinter, codes: tuple[Code, ...], members: set[tuple[int | None, str]]
) -> list[Text]:
    """Return the values with their lines, a line once where several stand on it."""
    alone = {line for line, count in Counter(code.line for code in codes).items() if count == 1}
    lines = {line for line, _ in members} & alone
    made = []
    for number, code in enumerate(codes):
        item = _code(printer, code, members, code.line in lines)
        is_last = number + 1 == len(codes) or codes[number + 1].line != code.line
        item.append(f" {code.line}" if code.line and is_last else "", QUIET)
        made.append(item)
    return made


def _code(printer: ReportPrinter, code: Code, members: set[tuple[int | None, str]], is_hit: bool) -> Text:
    """Return one value; of code and label the one that a finding quotes is marked."""
    parts = [part for part in (code.code, code.label) if part]
    quoted = [part for part in parts if (code.line, part) in members]
    if is_hit and not quoted:
        return printer.mark(" ".join(parts))
    return Text(" ").join(printer.mark(part) if part in quoted else Text(part) for part in parts)


def _say(printer: ReportPrinter, block: Block) -> None:
    lead, context = block.lead, printer.context
    printer.hanging(Text(_INDENT), block.summary)
    if lead.justification:
        printer.hanging(Text(f"{_INDENT}Justified: "), lead.justification)
    if lead.known:
        printer.line(f"{_INDENT}Known from the baseline.")
    reasons = lead.why if context.explain else lead.why[:2]
    for number, reason in enumerate(reasons):
        _fine_print(printer, "" if number else "why", reason)
    if context.explain:
        _fine_print(printer, "says", lead.statement)
        if lead.rule:
            rule = context.rules[lead.rule.id]
            _fine_print(printer, "means", rule.explanation)
            _fine_print(printer, "remedy", rule.remedy)
    _fine_print(
        printer, "rule" if lead.rule else "added", f"{lead.said_by.removeprefix('added ')}      id {lead.id}"
    )


def _fine_print(printer: ReportPrinter, title: str, words: str) -> None:
    printer.hanging(Text(f"{_INDENT}{title:<6}  ", QUIET), Text(words, QUIET))


ENTRY = Report(id="text", title="For reading in a terminal", media_type="text/plain", write=_write)
