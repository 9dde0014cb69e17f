"""Print what rules make of findings: in brief, or one rule with all its elements."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from counterspec.assess.wording import examined, matches, not_linked, where_is
from counterspec.casework.assessing import Assessed
from counterspec.cli.case.statement import print_statement
from counterspec.model import Assessment, Card, Evidence, OnDate, Shown
from counterspec.regimes import EFFECTS, GRADES
from counterspec.terminal.look import ACTS, HUES, NUMBER, QUIET, SHAPES
from counterspec.terminal.printer import Printer

_MARGIN = " " * 8
_DATES = {
    "document": "Document date",
    "applies": "Document in force",
    "use": "Stated use date",
    "today": "Today",
}
_WIDE = 52
_SAID = 180
_NOT_SAID = "This lists elements; it says nothing about lawfulness."


def print_head(out: Printer, one: Assessed) -> None:
    """Print which document and finding the rules are held against."""
    finding = one.finding
    hue = HUES[finding.tier]
    out.line()
    out.line(
        Text.assemble(
            "  ", (f"{SHAPES[finding.tier]} {finding.tier}  ", hue), (f"{finding.concept:<31}", "bold"),
            f"{ACTS[finding.act]:<22}", (finding.id, QUIET),
        )
    )  # fmt: skip
    out.line(Text.assemble("  ", (f"{_place(finding.evidence):<8}", NUMBER), _quote(out, finding.evidence)))
    out.hanging(Text(_MARGIN), finding.summary)
    if one.standing != "none":
        out.line(Text(f"{_MARGIN}Reviewers: {one.standing}", QUIET))


def print_document(out: Printer, card: Card) -> None:
    """Print the name of a document above its findings."""
    about = ", ".join(part for part in (card.kind, card.number, card.issued) if part)
    out.line()
    out.line(Text.assemble((card.name, "bold"), "   ", (about, QUIET)))


def print_statements(out: Printer, one: Assessed, *, whole: bool) -> None:
    """Print what parties answered on the finding or its document: in brief, or word for word."""
    for statement in one.statements:
        if whole:
            print_statement(out, statement, _MARGIN)
        else:
            said = (
                f"Statement of {statement.party}, {statement.said_on}: “{' '.join(statement.text.split())}”"
            )
            out.hanging(Text(_MARGIN), Text(said if len(said) <= _SAID else said[: _SAID - 1] + "…"))


def print_brief(out: Printer, one: Assessed) -> None:
    """Print a finding's assessments, one line each, screens first."""
    for screen in one.result.screens:
        before = f"{one.card.called}, {where_is(one.finding.evidence)}: "
        said = screen.statement.removeprefix(before)
        out.hanging(Text(_MARGIN), Text.assemble((f"{screen.cite}: ", "bold"), said))
    for assessment in one.result.assessments:
        _line(out, assessment)
    if one.result.screened:
        count = len(one.result.screened)
        what = "1 rule is" if count == 1 else f"{count} rules are"
        out.line(Text(f"{_MARGIN}{what} not held against it: a screen sorts it out (--all).", QUIET))


def _line(out: Printer, assessment: Assessment) -> None:
    counts = f"{len(assessment.shown)} shown, {len(assessment.not_shown)} not shown"
    if assessment.exceptions:
        counts += f", {len(assessment.exceptions)} not examined"
    state = next((on.state for on in assessment.dates if on.which == "today"), "")
    link = "link shown" if assessment.territory else "benchmark only"
    said = [_NAMED.get(assessment.effect, ""), link, "dates unknown" if state == "unknown" else state]
    first = Text.assemble(
        _MARGIN, f"{assessment.cite:<26} ", (f"{assessment.grade}  ", QUIET), f"{counts:<36}  "
    )
    out.hanging(first, Text("; ".join(part for part in said if part), QUIET))


_NAMED = {
    "mandated_collection": "mandated collection",
    "permitted_with_safeguards": "permitted with safeguards",
    "context_needed": "context",
}
"""Effects that are named in brief: they do not speak against what is found."""


def print_whole(out: Printer, assessment: Assessment, card: Card) -> None:
    """Print one assessment as a page: own words, link, dates, elements, exceptions, grade."""
    out.line()
    out.line(Text.assemble(_MARGIN, (assessment.cite, "bold"), f"   {assessment.title}"))
    out.hanging(Text(_MARGIN), f"In our own words: {assessment.summary}")
    out.hanging(
        Text(_MARGIN),
        Text(f"Effect where it applies: {EFFECTS[assessment.effect]}. {assessment.article}", QUIET),
    )
    if assessment.url:
        out.line(Text(_MARGIN + assessment.url, NUMBER))
    if not assessment.screen:
        out.line()
        out.hanging(Text(_MARGIN), _benchmark(assessment))
        out.line()
        _dates(out, assessment.dates)
        out.line()
        said = matches(assessment.cite, assessment.needs, len(assessment.shown), len(assessment.not_shown))
        unseen = examined(len(assessment.exceptions))
        out.hanging(Text(_MARGIN), f"{said[:1].upper()}{said[1:]}. {unseen}".rstrip())
    _elements(out, "■", "Shown", assessment.shown, card)
    _elements(out, "□", "Not shown", assessment.not_shown, card)
    _list(out, "┆", "Exceptions not examined", assessment.exceptions)
    _list(out, "!", "To be checked first", assessment.checks)
    _list(out, "·", "Mind", assessment.traps)
    _list(out, "·", "Cases", assessment.cases)
    out.line()
    rests = (
        "It rests on no law."
        if assessment.screen
        else f"Grade {assessment.grade}: {GRADES[assessment.grade]}."
    )
    out.line(Text(f"{_MARGIN}Rule {assessment.rule}, version {assessment.version}. {rests}", QUIET))


def _benchmark(assessment: Assessment) -> Text:
    if assessment.territory:
        return Text.assemble(("Link to its territory: ", "bold"), f"{assessment.territory}. {_NOT_SAID}")
    why = not_linked(assessment.link)
    return Text.assemble(("Used as a benchmark only. ", "bold"), f"{why} {_NOT_SAID}".lstrip())


def _dates(out: Printer, dates: Iterable[OnDate]) -> None:
    for on in dates:
        state = on.state if on.date else ""
        said = "; ".join(part for part in (state, on.note) if part)
        first = Text.assemble(_MARGIN, (f"{_DATES[on.which]:<19}", QUIET), f"{on.date or '':<12}")
        out.hanging(first, said)


def _elements(out: Printer, box: str, title: str, elements: tuple[Shown, ...], card: Card) -> None:
    if not elements:
        return
    out.line()
    out.line(Text.assemble(_MARGIN, (f"{box} {title}", "bold"), f"  {len(elements)}"))
    for element in elements:
        out.hanging(Text(_MARGIN + "  "), f"{element.text[:1].upper()}{element.text[1:]}")
        out.hanging(Text(_MARGIN + "    "), Text(element.why, QUIET))
        if element.evidence is not None:
            place = f"   {card.name}, {where_is(element.evidence)}"
            quote = _quote(out, element.evidence)
            out.line(Text.assemble(_MARGIN + "    ", quote, (place, QUIET)))


def _list(out: Printer, box: str, title: str, items: tuple[str, ...]) -> None:
    if items:
        out.line()
        out.line(Text.assemble(_MARGIN, (f"{box} {title}", "bold"), f"  {len(items)}"))
        for item in items:
            out.hanging(Text(_MARGIN + "  "), item)


def _quote(out: Printer, evidence: Evidence) -> Text:
    quote = " ".join(evidence.quote.split())
    return out.mark(quote if len(quote) <= _WIDE else quote[: _WIDE - 1] + "…")


def _place(evidence: Evidence) -> str:
    return f"p{evidence.page}" if evidence.page is not None else str(evidence.line or "")
