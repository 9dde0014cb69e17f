"""`counterspec case translate`: what a quoted passage means, by glosses, people, and machines where asked."""

from __future__ import annotations

from pathlib import Path

import click

from counterspec.casework.clock import now
from counterspec.casework.translations import (
    glosses,
    is_machine,
    translate,
    translate_by_machine,
    translations,
)  # fmt: skip
from counterspec.cli.case._printing import printer, reviewer_option, written
from counterspec.cli.case._settings import settings, settings_options
from counterspec.errors import UsageError
from counterspec.findings.evidence import sides
from counterspec.model import Translation
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.store.verdicts import judged
from counterspec.terminal.printer import Printer


@click.command(
    epilog="""\b
Examples:
  counterspec case translate yanghu f-7c1e                                        glosses and translations
  counterspec case translate yanghu f-7c1e --language en "ethnic-group code" --by "L. Haddad"
  counterspec case translate yanghu f-7c1e --language en --machine                by the model of the settings
  counterspec case translate yanghu                                               every translation"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("finding", required=False)
@click.argument("text", required=False)
@click.option("--language", "-l", metavar="TAG", default="en", help="Language of the translation.  [en]")
@click.option("--machine", is_flag=True, help="Ask the model of the settings; marked machine-made.")
@reviewer_option
@settings_options
@written
def command(
    folder: Path, finding: str | None, text: str | None, language: str, machine: bool, reviewer: str,
    config: Path | None, no_config: bool, form: str,
) -> int:  # fmt: skip
    """Translate the words FINDING quotes, or show what they mean.

    A translation carries name and date and is kept in the log; the original stays authoritative. The last one of
    each language counts, and a person's before a machine's. Machines are asked only with --machine,
    and only the one that the settings name.
    """
    case = Case.open(folder)
    if text is not None and machine:
        raise UsageError("a translation is yours or a machine's", hint="Leave out TEXT, or --machine.")
    if finding is not None and text is not None:
        _show([translate(case, finding, language, text, reviewer, now())], form)
    elif finding is not None and machine:
        asked = settings(config, no_config).translation
        if asked is None:
            raise UsageError(
                "the settings name no machine that translates",
                hint="[translation] endpoint and model, or engine, in counterspec.toml.",
            )
        _show([translate_by_machine(case, finding, language, asked, now())], form)
    elif finding is not None:
        _about(case, finding, form)
    else:
        with case.reading() as connection:
            _show([one for made in translations(connection).values() for one in made], form)
    return 0


def _about(case: Case, finding: str, form: str) -> None:
    """Print what is known of one finding's words."""
    with case.reading() as connection:
        about = judged(connection, finding)
        made = translations(connection).get(about.fingerprint, [])
    if form == "jsonl":
        _show(made, form)
        return
    out, evidence = printer(), about.finding.evidence
    before, after = sides(evidence)
    out.line(f"{about.finding.id}  “{before}{evidence.quote}{after}”")
    known = glosses(Setup(), f"{evidence.prefix}{evidence.quote}{evidence.suffix}")
    if known:
        out.line(
            "    glosses from the vocabulary: " + "; ".join(f"{words}: {label}" for words, label in known)
        )
    for one in made:
        _line(out, one)
    if not known and not made:
        out.line("    No gloss and no translation yet.")


def _show(made: list[Translation], form: str) -> None:
    if form == "jsonl":
        for one in made:
            click.echo(json_of(one))
        return
    out = printer()
    for one in made:
        out.line(f"{one.finding}  “{one.quote}”")
        _line(out, one)
    if not made:
        out.line("No translation yet.")


def _line(out: Printer, one: Translation) -> None:
    who = f"{one.by}, machine-made" if is_machine(one) else f"by {one.by}"
    out.line(f"    {one.language}: “{one.text}”  {who}, {one.at[:10]}")
