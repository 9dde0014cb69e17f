"""`counterspec explain`: what a concept, a rule, a mark or a word means, or why a finding was made."""

from __future__ import annotations

import os
import sys

import click
from rich.console import Console
from rich.text import Text

from counterspec._version import __version__
from counterspec.cli._info import concept_infos, rule_infos
from counterspec.config.settings import Settings
from counterspec.config.severity import level_of
from counterspec.errors import UsageError
from counterspec.model import FileResult
from counterspec.pipeline import Setup
from counterspec.registry import discover
from counterspec.reports import Context, Report
from counterspec.rules import Rule
from counterspec.scan import Scan
from counterspec.terminal.glossary import Meaning, Section, explained
from counterspec.vocab.loader import TIERS, Concept, Words, load


@click.command(
    epilog="""\b
Examples:
  counterspec explain origin.race
  counterspec explain element.values
  counterspec explain L2
  counterspec explain f-7c1e09ab41d2 standards/"""
)
@click.argument("what")
@click.argument("paths", nargs=-1, type=click.Path())
def command(what: str, paths: tuple[str, ...]) -> int:
    """Explain WHAT: a concept, a rule, a finding's id, or a mark or word of findings (A, L2, R+, candidate).

    For a finding, PATHS are those that were scanned (default: the current folder); they are read
    again, so that the explanation is that of the bytes as they are now.
    """
    console = Console(no_color="NO_COLOR" in os.environ, highlight=False, soft_wrap=True)
    setup = Setup()
    if what in setup.concepts:
        _concept(console, load().concept(what))
    elif what in {rule.id for rule in setup.rules}:
        _rule(console, next(rule for rule in setup.rules if rule.id == what))
    elif what.startswith("f-"):
        _finding(what, paths or (".",), setup)
    elif known := explained(what):
        for section, one in known:
            _word(console, section, one)
    else:
        raise UsageError(
            f"{what!r} is no concept, rule, finding or word of findings",
            hint="`counterspec concepts` lists the concepts; marks are A, L2, R+ and the like.",
        )
    return 0


def _concept(console: Console, concept: Concept) -> None:
    console.print(Text.assemble((concept.id, "bold"), f"  {concept.label}"))
    console.print(f"Tier {concept.tier}: {TIERS[concept.tier]}. {concept.why}".rstrip())
    console.print(concept.definition)
    _words(console, "Words said of people", concept.terms)
    _words(console, "Words that need a person beside them", concept.ambiguous)
    _list(console, "Names in schemas and code", concept.identifiers)
    _list(console, "Short names, in a record of people only", concept.abbreviations)
    _words(console, "Values", concept.values)
    _words(console, "Values that count only together", concept.weak_values)
    _list(console, "Code tables", concept.code_lists)
    _list(console, "False friends", concept.false_friends)
    _list(console, "In other vocabularies", tuple(f"{name}: {key}" for name, key in concept.mappings.items()))
    _list(console, "Found in", tuple(map(_sample, concept.hits)), "\n  ")
    _list(console, "Not found in", tuple(map(_sample, concept.misses)), "\n  ")


def _words(console: Console, title: str, words: Words) -> None:
    if words:
        console.print(Text(f"\n{title}", "bold"))
        for language, texts in sorted(words.items()):
            console.print(f"  {language:<8} {', '.join(texts)}")


def _list(console: Console, title: str, items: tuple[str, ...], separator: str = ", ") -> None:
    if items:
        console.print(Text(f"\n{title}", "bold"))
        console.print("  " + separator.join(items))


def _sample(sample: object) -> str:
    if not isinstance(sample, dict):
        return f"“{sample}”"
    return ", ".join(f"{key}: {value}" for key, value in sample.items())


def _rule(console: Console, rule: Rule) -> None:
    console.print(Text.assemble((rule.id, "bold"), f" {rule.version}  {rule.title}"))
    console.print(rule.explanation)
    console.print(f"Remedy: {rule.remedy}")


def _word(console: Console, section: Section, one: Meaning) -> None:
    console.print(Text.assemble((one.mark, "bold"), f"  {one.name}" if one.name else ""))
    console.print(one.means)
    if section.lead:
        console.print(f"{section.title}: {section.lead[0].lower()}{section.lead[1:]}")


def _finding(wanted: str, paths: tuple[str, ...], setup: Setup) -> None:
    for result in Scan(paths, setup, jobs=os.cpu_count() or 1):
        chosen = [finding for finding in result.findings if finding.id == wanted]
        if chosen:
            _show(result, wanted, setup, paths)
            return
    raise UsageError(
        f"no finding {wanted} in {' '.join(paths)}",
        hint="Give the same paths as in the scan: counterspec explain ID PATH…",
    )


def _show(result: FileResult, wanted: str, setup: Setup, paths: tuple[str, ...]) -> None:
    settings = Settings()
    context = Context(
        version=__version__,
        command="counterspec explain",
        concepts=concept_infos(setup),
        rules=rule_infos(setup),
        failing=lambda finding: False,
        level=lambda finding: level_of(finding, settings.severity),
        limit=0,
        explain=True,
        colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        paths=paths,
        only=wanted,
    )
    discover("counterspec.reports", Report)["text"].write([result], sys.stdout, context)
