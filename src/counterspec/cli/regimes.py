"""`counterspec regimes`: the legal rules, and what one of them asks for."""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from counterspec.cli._regimes import regimes_of, regimes_option
from counterspec.cli.case._printing import printer, written
from counterspec.cli.case._settings import settings, settings_options
from counterspec.errors import UsageError
from counterspec.pipeline import Setup
from counterspec.regimes import EFFECTS, GRADES, Rule, RuleElement
from counterspec.store.codec import json_of
from counterspec.terminal.look import NUMBER, QUIET
from counterspec.terminal.printer import Printer


@click.command(
    epilog="""\b
Examples:
  counterspec regimes
  counterspec regimes EU-AIA-5-1-g
  counterspec regimes --format jsonl"""
)
@click.argument("rule", required=False)
@regimes_option
@settings_options
@written
def command(
    rule: str | None, regime_files: tuple[Path, ...], config: Path | None, no_config: bool, form: str
) -> int:
    """List the legal rules findings are held against, or explain RULE.

    Rules are in our own words, with the article, its official address, its dates and how it was verified:
    P primary text seen, S secondary source seen, M from memory and off unless asked for.
    """
    known = settings(config, no_config)
    regimes = regimes_of(Setup(known.vocabulary), known, regime_files)
    chosen = regimes.rules
    if rule is not None:
        found = regimes.rule(rule)
        if found is None:
            raise UsageError(f"{rule}: no such rule", hint="`counterspec regimes` lists them.")
        chosen = (found,)
    if form == "jsonl":
        for one in chosen:
            click.echo(json_of(one))
        return 0
    out = printer()
    if rule is not None:
        _explain(out, chosen[0])
        return 0
    for regime in regimes.regimes:
        out.line(Text.assemble((regime.title, "bold"), (f"   {regime.id}", QUIET)))
        for one in regime.rules:
            out.line(
                Text.assemble(
                    f"  {one.grade}  {one.id:<20} {one.cite:<40} ",
                    (f"{EFFECTS[one.effect]}; {dated(one)}", QUIET),
                )
            )
        out.line()
    off = sum(one.grade == "M" and one.held != "screen" for one in chosen)
    grades = "; ".join(f"{grade} {words}" for grade, words in GRADES.items())
    out.line(f"{len(chosen)} rules. {grades}.")
    out.line(f"{off} rules of grade M are off unless --unverified asks for them; screens always run.")
    return 0


def dated(rule: Rule) -> str:
    """Return when a rule is in force, in brief."""
    law = rule.in_force
    if law.start is None:
        return "dates unknown" if law.unknown else "no law"
    return f"from {law.start}" + (f" until {law.until}" if law.until else "")


def _explain(out: Printer, rule: Rule) -> None:
    out.line(Text.assemble((rule.cite, "bold"), f"   {rule.title}"))
    out.hanging(Text(), rule.summary)
    out.hanging(Text("  article   ", QUIET), rule.article)
    if rule.url:
        out.line(Text.assemble(("  address   ", QUIET), (rule.url, NUMBER)))
    out.hanging(Text("  effect    ", QUIET), f"{rule.effect}: {EFFECTS[rule.effect]}")
    out.hanging(Text("  dates     ", QUIET), _dates(rule))
    out.hanging(Text("  place     ", QUIET), rule.place or "none: a benchmark only")
    out.hanging(
        Text("  rule      ", QUIET),
        f"{rule.id}, version {rule.version}; grade {rule.grade}: {GRADES[rule.grade]}",
    )
    if rule.elements:
        out.line()
        out.line(Text("Elements" if rule.needs == "all" else "Elements, each enough by itself", "bold"))
        for element in rule.elements:
            _element(out, element)
    for title, items in (
        ("Exceptions, never examined", tuple(map(str, rule.exceptions))),
        ("Mind", rule.traps), ("Cases", rule.cases), ("False friends", rule.false_friends),
        ("To be checked first", rule.checks), ("Note", (rule.note,) if rule.note else ()),
    ):  # fmt: skip
        if items:
            out.line()
            out.line(Text(title, "bold"))
            for item in items:
                out.hanging(Text("  "), item)


def _element(out: Printer, element: RuleElement) -> None:
    out.hanging(Text(f"  {element.id:<18} ", QUIET), element.text)
    if element.shown_by is None:
        out.hanging(Text(" " * 21), Text(f"not from documents: {element.otherwise}", QUIET))
    for unless in element.unless:
        out.hanging(Text(" " * 21), Text(f"not where: {unless.why}", QUIET))


def _dates(rule: Rule) -> str:
    law = rule.in_force
    parts = [dated(rule), law.unknown, law.none, law.before, law.note]
    parts += [f"{name} {value}" for name, value in rule.dates]
    return "; ".join(part.rstrip(".") for part in parts if part)
