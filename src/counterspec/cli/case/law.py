"""`counterspec case law`: findings held against legal rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from counterspec.assess.evaluate import Wanted
from counterspec.casework.assessing import Assessed, assessed
from counterspec.casework.clock import now
from counterspec.cli._filters import ACTS, Filters, of_tiers
from counterspec.cli._options import concept_option
from counterspec.cli._regimes import regimes_of, regimes_option
from counterspec.cli.case._law import print_brief, print_document, print_head, print_statements, print_whole
from counterspec.cli.case._lines import document_of, one_line
from counterspec.cli.case._printing import printer, written
from counterspec.cli.case._settings import settings, settings_options
from counterspec.errors import UsageError
from counterspec.pipeline import Setup
from counterspec.regimes import Regimes
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.terminal.printer import Printer

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@click.command(
    epilog="""\b
Examples:
  counterspec case law yanghu                                      every finding, in brief
  counterspec case law yanghu --finding f-91aa5e10                 one finding, rule by rule
  counterspec case law yanghu --rule EU-AIA-5-1-g --tier A         one rule, with all its elements
  counterspec case law yanghu --regime uk --on 2031-06-01 --unverified"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--finding",
    "ids",
    metavar="ID",
    multiple=True,
    help="This finding, by its id or the beginning of it; repeatable.",
)
@click.option(
    "--rule",
    "rules",
    metavar="ID",
    multiple=True,
    help="Only this rule, also where it is not about the finding; repeatable.",
)
@click.option(
    "--regime",
    "wanted_regimes",
    metavar="NAME",
    multiple=True,
    help="Only rules of this file (eu_ai_act, uk …); repeatable.",
)
@click.option("--on", "day", metavar="DATE", help="The day to take for today.")
@click.option(
    "--unverified",
    is_flag=True,
    help="Take in rules that nobody has checked against the text of the law (grade M).",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Take in rules that a screen or a missing link to their territory keeps away.",
)
@click.option("--tier", metavar="A,B,…", default="", help="Only concepts of these tiers.")
@concept_option
@click.option("--act", metavar="L1,…", default="", help="Only these acts (L0 … L6, LX).")
@click.option(
    "--limit", type=click.IntRange(0), default=20, help="Findings to print as text; 0 for all.  [20]"
)
@regimes_option
@settings_options
@written
def command(
    folder: Path,
    ids: tuple[str, ...],
    rules: tuple[str, ...],
    wanted_regimes: tuple[str, ...],
    day: str | None,
    unverified: bool,
    everything: bool,
    tier: str,
    concepts: tuple[str, ...],
    act: str,
    limit: int,
    regime_files: tuple[Path, ...],
    config: Path | None,
    no_config: bool,
    form: str,
) -> int:
    """Hold findings of the case DIR against legal rules: elements shown, not shown, exceptions not examined.

    Nothing here says that anything is lawful or not, and nothing is added up. Each rule is looked at on the
    document's date, on the date of use stated, and today. Without a link to its territory, from the document
    or from `counterspec case use`, a rule is a benchmark only. Rules about suppliers are about names:
    `counterspec case parties` holds names against the lists, and --rule shows such a rule here.
    """
    case = Case.open(folder)
    known = settings(config, no_config)
    setup = Setup(known.vocabulary)
    regimes = regimes_of(setup, known, regime_files)
    wanted = Wanted(_rules(regimes, rules), _regimes(regimes, wanted_regimes), unverified, everything)
    filters = Filters(of_tiers(tier), concepts, _acts(act), "finding")
    filters.check(setup.concepts)
    found = assessed(case, setup, regimes, wanted, _today(day), filters.keeps, ids)
    if form == "jsonl":
        for one in found:
            about = {"document": document_of(one.card)}
            for assessment in (*one.result.screens, *one.result.assessments):
                click.echo(one_line(json_of({**about, **json.loads(json_of(assessment))})))
        return 0
    _print(printer(), found, limit, whole=bool(ids or rules))
    return 0


def _print(out: Printer, found: Iterable[Assessed], limit: int, *, whole: bool) -> None:
    shown, more, last = 0, 0, ""
    off: set[str] = set()
    away: set[str] = set()
    for one in found:
        off.update(one.result.off)
        away.update(one.result.elsewhere)
        if not (one.result.screens or one.result.assessments):
            continue
        if limit and shown >= limit:
            more += 1
            continue
        shown += 1
        if one.card.sha256 != last:
            print_document(out, one.card)
            last = one.card.sha256
        print_head(out, one)
        print_brief(out, one)
        print_statements(out, one, whole=whole)
        for assessment in (*one.result.screens, *one.result.assessments) if whole else ():
            print_whole(out, assessment, one.card)
    _ending(out, shown, more, len(off), len(away))


def _ending(out: Printer, shown: int, more: int, off: int, away: int) -> None:
    out.line()
    if not shown:
        out.line("No finding that a rule asked for is about. Rules on request: --rule ID.")
    if more:
        out.line(
            f"... {_counted(more, 'more finding')}; --limit 0 prints all, --finding ID or --rule ID all elements"
        )
    if away:
        out.line(
            f"{_counted(away, 'rule')} of places that nothing links a document to left out (--all, --regime NAME)."
        )
    if off:
        out.line(
            f"{_counted(off, 'rule')} off: nobody has checked them against the text of the law (--unverified)."
        )
    out.line("Lists of suppliers are about names: counterspec case parties DIR NAME.")
    out.line(
        "Elements of rules, shown and not shown. Nothing here says what is lawful, and nothing is added up."
    )


def _counted(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"


def _rules(regimes: Regimes, names: tuple[str, ...]) -> frozenset[str]:
    found = {name: regimes.rule(name) for name in names}
    for name, rule in found.items():
        if rule is None:
            raise UsageError(f"--rule {name}: no such rule", hint="`counterspec regimes` lists them.")
    return frozenset(rule.id for rule in found.values() if rule is not None)


def _regimes(regimes: Regimes, names: tuple[str, ...]) -> frozenset[str]:
    known = {regime.id for regime in regimes.regimes}
    for name in names:
        if name not in known:
            raise UsageError(
                f"--regime {name}: no such file of rules", hint=f"Known are {', '.join(sorted(known))}."
            )
    return frozenset(names)


def _acts(text: str) -> frozenset[str]:
    acts = frozenset(text.upper().replace(",", " ").split())
    if acts - set(ACTS):
        raise UsageError(f"--act {text}: no such act", hint=f"Acts are {', '.join(ACTS)}.")
    return acts


def _today(day: str | None) -> str:
    if day is None:
        return now()[:10]
    try:
        if _DAY.fullmatch(day):
            return date.fromisoformat(day).isoformat()
    except ValueError:
        pass
    raise UsageError(f"--on {day}: no day", hint="Write it as 2031-06-01.")
