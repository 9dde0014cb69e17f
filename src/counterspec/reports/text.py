"""The report a person reads in a terminal: grouped by document, marked, summed up, with what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

from rich.console import Console
from rich.text import Text

from counterspec.model import Excerpt, FileResult, Finding, Problem
from counterspec.reports import Context, Report
from counterspec.reports._blocks import Block, blocks_of
from counterspec.reports._look import ACTS, HUES, MARK, NUMBER, PROVENANCE, QUIET, SHAPES, WARN

_INDENT = "        "
_MAX_PROBLEMS = 30
_MAX_VALUES = 60


@dataclass(slots=True)
class _Sums:
    """What the end of the report tells."""

    files: int = 0
    read: int = 0
    pages: int = 0
    pages_read: int = 0
    findings: int = 0
    justified: int = 0
    known: int = 0
    candidates: int = 0
    failing: bool = False
    cells: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    withheld: int = 0
    withheld_files: set[str] = field(default_factory=set)

    def add(self, result: FileResult, context: Context) -> None:
        self.candidates += result.candidates
        self.problems.extend(result.problems)
        if result.status == "skipped":
            self.skipped[result.reason or "left out"] += 1
            return
        self.files += 1
        self.read += result.status == "read"
        self.pages += result.pages
        self.pages_read += result.pages_read
        for finding in result.findings:
            self.cells[finding.tier, finding.concept, finding.act] += 1
            self.findings += finding.grade == "finding"
            self.candidates += finding.grade == "candidate"
            self.justified += finding.justification is not None
            self.known += finding.known
            self.failing = self.failing or context.failing(finding)


class _Printer:
    """Writes styled lines; without colour, marks are brackets."""

    def __init__(self, out: TextIO, context: Context) -> None:
        self.context = context
        self._console = Console(
            file=out,
            force_terminal=context.colour,
            no_color=not context.colour,
            width=context.width,
            highlight=False,
            soft_wrap=True,
            legacy_windows=False,
        )

    def line(self, text: Text | str = "") -> None:
        self._console.print(text, soft_wrap=True)

    def marked(self, excerpt: Excerpt) -> Text:
        text = Text()
        end = 0
        for mark in excerpt.marks:
            if mark.start < end:
                continue
            text.append(excerpt.text[end : mark.start])
            text.append_text(self.mark(excerpt.text[mark.start : mark.end]))
            end = mark.end
        text.append(excerpt.text[end:])
        return text

    def mark(self, words: str) -> Text:
        return Text(words, MARK) if self.context.colour else Text(f"[{words}]")


def _write(results: Iterable[FileResult], out: TextIO, context: Context) -> None:
    printer, sums = _Printer(out, context), _Sums()
    if context.only:
        _one(printer, results, context.only)
        return
    shown = 0
    for result in results:
        sums.add(result, context)
        blocks = blocks_of(result.findings)
        room = len(blocks) if context.limit == 0 else max(0, context.limit - shown)
        if blocks[:room]:
            _document(printer, result, blocks[:room])
        shown += len(blocks[:room])
        for block in blocks[room:]:
            sums.withheld += len(block)
            sums.withheld_files.add(result.file)
    _end(printer, sums)


def _one(printer: _Printer, results: Iterable[FileResult], wanted: str) -> None:
    for result in results:
        for block in blocks_of(result.findings):
            if any(finding.id == wanted for finding in (block.lead, *block.values)):
                _document(printer, result, [block])


def _document(printer: _Printer, result: FileResult, blocks: list[Block]) -> None:
    size = f"{result.pages} pages" if result.pages else f"{result.lines} lines"
    about = f"{result.kind}, {result.format}, {size}"
    width = printer.context.width
    gap = max(2, width - Text(result.file).cell_len - Text(about).cell_len)
    printer.line(Text.assemble((result.file, "bold"), " " * gap, (about, QUIET)))
    printer.line()
    excerpts = dict(result.excerpts)
    for block in blocks:
        _block(printer, block, excerpts.get(block.lead.id, ()))


def _block(printer: _Printer, block: Block, excerpts: tuple[Excerpt, ...]) -> None:
    lead = block.lead
    printer.line(_headline(lead))
    for excerpt in excerpts:
        place = f"p{excerpt.page}" if excerpt.page else str(excerpt.line)
        printer.line(Text.assemble("  ", (f"{place:<6}", NUMBER), printer.marked(_dedent(excerpt))))
    if block.values or (lead.element and lead.element.code_list):
        printer.line(_values(printer, block))
    printer.line(f"{_INDENT}{lead.summary}")
    if lead.justification:
        printer.line(f"{_INDENT}Justified: {lead.justification}")
    if lead.known:
        printer.line(f"{_INDENT}Known from the baseline.")
    _fine_print(printer, lead)
    printer.line()


def _headline(finding: Finding) -> Text:
    head = Text("  ")
    head.append(f"{SHAPES[finding.tier]} {finding.tier}  ", HUES[finding.tier])
    head.append(f"{finding.concept:<28}", "bold")
    head.append(f" {ACTS[finding.act]:<21}")
    notes = [_obligation(finding), PROVENANCE.get(finding.provenance or ""), _purpose(finding.purpose)]
    if finding.grade == "candidate":
        notes.insert(0, "candidate")
    head.append("  " + ", ".join(note for note in notes if note), QUIET)
    head.rstrip()
    return head


def _obligation(finding: Finding) -> str | None:
    element = finding.element
    if element is None or element.obligation is None:
        return f"clause {finding.strength}" if finding.strength else None
    word = {"required": "field mandatory", "optional": "field optional", "conditional": "field conditional"}
    return (
        f"{word[element.obligation]}, {element.obligation_quote}"
        if element.obligation_quote
        else word[element.obligation]
    )


def _purpose(purpose: str | None) -> str | None:
    return f"purpose: {purpose.replace('_', ' ')}" if purpose else None


def _dedent(excerpt: Excerpt) -> Excerpt:
    """Move deeply indented lines to the left, marks with them."""
    cut = len(excerpt.text) - len(excerpt.text.lstrip())
    marks = tuple(type(mark)(max(0, mark.start - cut), max(0, mark.end - cut)) for mark in excerpt.marks)
    return Excerpt(
        "  " + excerpt.text[cut:],
        tuple(type(m)(m.start + 2, m.end + 2) for m in marks),
        excerpt.line,
        excerpt.page,
    )


def _values(printer: _Printer, block: Block) -> Text:
    """The values of the list: marked where they are findings, plain where they are not."""
    found = {value.evidence.line: value for value in block.values}
    codes = block.lead.element.code_list if block.lead.element else ()
    text = Text(f"{_INDENT}values ", QUIET)
    if codes:
        for code in codes[:_MAX_VALUES]:
            name = f"{code.code} {code.label}".strip()
            text.append(" ")
            text.append_text(printer.mark(name) if code.line in found else Text(name))
            text.append(f" {code.line}" if code.line else "", QUIET)
    else:
        for value in [block.lead, *block.values][:_MAX_VALUES]:
            text.append(" ")
            text.append_text(printer.mark(value.evidence.quote))
            text.append(f" {value.evidence.line or ''}".rstrip(), QUIET)
    more = max(len(codes), len(block.values) if not codes else 0) - _MAX_VALUES
    if more > 0:
        text.append(f" … and {more} more", QUIET)
    return text


def _fine_print(printer: _Printer, finding: Finding) -> None:
    reasons = finding.why if printer.context.explain else finding.why[:2]
    for number, reason in enumerate(reasons):
        printer.line(Text(f"{_INDENT}{'why' if number == 0 else '':<6}  {reason}", QUIET))
    if printer.context.explain:
        rule = printer.context.rules[finding.rule.id]
        printer.line(Text(f"{_INDENT}{'says':<6}  {finding.statement}", QUIET))
        printer.line(Text(f"{_INDENT}{'means':<6}  {rule.explanation}", QUIET))
        printer.line(Text(f"{_INDENT}{'remedy':<6}  {rule.remedy}", QUIET))
    printer.line(
        Text(f"{_INDENT}{'rule':<6}  {finding.rule.id} {finding.rule.version}      id {finding.id}", QUIET)
    )


def _end(printer: _Printer, sums: _Sums) -> None:
    if sums.withheld:
        files = len(sums.withheld_files)
        printer.line(Text(f"  … {sums.withheld} more findings in {files} files; --limit 0 prints all", QUIET))
        printer.line()
    if sums.cells:
        _matrix(printer, sums)
        printer.line()
    _coverage(printer, sums)
    printer.line()
    _verdict(printer, sums)


def _matrix(printer: _Printer, sums: _Sums) -> None:
    acts = list(ACTS)
    concepts = sorted({(tier, concept) for tier, concept, _ in sums.cells})
    wide = max(24, *(len(concept) for _, concept in concepts)) + 2
    head = Text(f"{'By concept and act':<{wide + 7}}", "bold")
    head.append("".join(f"{act:>5}" for act in acts) + "   all", QUIET)
    printer.line(head)
    for tier, concept in concepts:
        row = Text.assemble("  ", (f"{SHAPES[tier]} {tier}  ", HUES[tier]), f"{concept:<{wide}}")
        total = 0
        for act in acts:
            count = sums.cells[tier, concept, act]
            total += count
            row.append(f"{count:>5}", "" if count else QUIET)
        row.append(f"{total:>6}", "bold")
        printer.line(row)


def _coverage(printer: _Printer, sums: _Sums) -> None:
    pages = f", {sums.pages_read} of {sums.pages} pages" if sums.pages else ""
    line = Text.assemble(("Read      ", "bold"), f"{sums.read} of {sums.files} files{pages}")
    if sums.candidates:
        line.append("    Candidates  ", "bold")
        line.append(f"{sums.candidates} without a gate, a person context for instance (--grade candidate)")
    printer.line(line)
    if sums.skipped:
        told = ", ".join(f"{count} {reason}" for reason, count in sorted(sums.skipped.items()))
        printer.line(Text.assemble(("Left out  ", QUIET), (told, QUIET)))
    _problems(printer, "Not read  ", [problem for problem in sums.problems if problem.lost])
    _problems(printer, "Noted     ", [problem for problem in sums.problems if not problem.lost])


def _problems(printer: _Printer, title: str, problems: list[Problem]) -> None:
    for number, problem in enumerate(problems[:_MAX_PROBLEMS]):
        place = f", page {problem.page}" if problem.page else f":{problem.line}" if problem.line else ""
        remedy = f" {problem.remedy}" if problem.remedy else ""
        label = title if number == 0 else " " * len(title)
        printer.line(
            Text.assemble((label, WARN), f"{problem.file}{place}: {problem.reason}", (remedy, QUIET))
        )
    if len(problems) > _MAX_PROBLEMS:
        printer.line(f"          … and {len(problems) - _MAX_PROBLEMS} more; --format json lists all")


def _verdict(printer: _Printer, sums: _Sums) -> None:
    for stale in printer.context.stale:
        printer.line(Text.assemble(("Stale     ", WARN), stale))
    parts = [f"{sums.findings} finding{'' if sums.findings == 1 else 's'}"]
    parts += [f"{sums.justified} justified"] if sums.justified else []
    parts += [f"{sums.known} known"] if sums.known else []
    parts += [f"{sums.candidates} candidate{'' if sums.candidates == 1 else 's'}"] if sums.candidates else []
    told = ", ".join(parts) + "."
    if sums.findings:
        told += " Not shown by any of them: use, deployment, whether a field is filled."
    printer.line(told)
    paths = " ".join(printer.context.paths)
    hint = f"Explain one: counterspec explain ID {paths}".rstrip() + "     " if sums.findings else ""
    code = f"Exit 1: findings match --fail-on {printer.context.fail_on}" if sums.failing else "Exit 0"
    printer.line(Text(f"{hint}{code}", QUIET))


ENTRY = Report(id="text", title="For reading in a terminal", media_type="text/plain", write=_write)
