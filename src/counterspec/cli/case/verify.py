"""`counterspec case verify`: re-read every evidence of a case from the bytes of its sources."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text

from counterspec.casework.clock import now
from counterspec.casework.proving import Mismatch
from counterspec.casework.verify import Checked, Verifying
from counterspec.cli._options import anew_option, jobs_option, quiet_option, timeout_option
from counterspec.cli.case._bar import Bar
from counterspec.cli.case._printing import counted, printer, written
from counterspec.cli.case._settings import jobs_of, settings, settings_options
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.store.checks import Verified, note_verified
from counterspec.store.codec import json_of
from counterspec.store.documents import counts
from counterspec.terminal.look import QUIET, WARN
from counterspec.terminal.printer import Printer

_SHOWN = 20
"""Mismatches of one document that are printed in full."""
_MOST_FOUND = 200
_WIDE = 13


@click.command(
    epilog="""\b
Examples:
  counterspec case verify yanghu
  counterspec case verify yanghu --no-cache              recognise pages anew, too
  counterspec case verify yanghu --fast                  digests, and quotes against the kept text
  counterspec case verify yanghu --format jsonl

Exit code 0: everything holds. 1: something does not. 2: something could not be re-read."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--fast", is_flag=True, help="Read no source again: check digests, and quotes in the kept text."
)
@anew_option
@jobs_option
@timeout_option
@settings_options
@quiet_option
@written
def command(
    folder: Path,
    fast: bool,
    cache: bool,
    jobs: int | None,
    timeout: float | None,
    config: Path | None,
    no_config: bool,
    quiet: bool,
    form: str,
) -> int:
    """Re-read every evidence of the case DIR from the bytes of its sources, and name whatever does not hold.

    Each source's digest is checked, the document is read again as it was read at first, and every quote of a
    finding, citation, clause, party or fact is compared at its place. The log and the database are checked, too.
    """
    known = settings(config, no_config)
    case = Case.open(folder)
    setup = None if fast else Setup(known.vocabulary)
    run = Verifying(case, setup, cache, jobs_of(jobs, known), timeout or known.timeout or 60.0)
    show = _Lines() if form == "jsonl" else _Report(run, cache)
    began = time.monotonic()
    for found in run.whole():
        show.case(found)
    for sha256 in run.strangers():
        show.stranger(sha256)
    with case.reading() as connection:
        run.total = counts(connection)["documents"]
    bar = Bar("Verifying", run.total, show=not quiet and sys.stderr.isatty())
    for checked in _watched(run, bar):
        show.document(checked)
    verified = _verified(show.tally, fast)
    if case.writable:
        with case.changing() as connection:
            note_verified(connection, verified)
    case.close()
    show.end(verified, time.monotonic() - began)
    return 1 if verified.mismatches else 2 if verified.unable else 0


def _watched(run: Verifying, bar: Bar) -> Iterator[Checked]:
    for checked in run:
        if checked.mismatches or checked.unable:
            bar.wipe()
        yield checked
        bar.draw(run.done, f"documents   {run.quotes:,} quotes")
    bar.wipe()


class _Tally:
    """Counts what came of the documents and of the case."""

    def __init__(self) -> None:
        self.documents = self.quotes = self.held = self.mismatches = self.unable = self.recognised = 0
        self.broken: set[str] = set()
        self.strangers: list[str] = []

    def add(self, checked: Checked) -> None:
        self.documents += 1
        self.quotes += checked.quotes
        self.held += checked.held
        self.recognised += checked.recognised
        self.mismatches += len(checked.mismatches)
        self.unable += checked.unable is not None


def _verified(tally: _Tally, fast: bool) -> Verified:
    return Verified(now(), tally.documents, tally.quotes, tally.held, tally.mismatches, tally.unable, fast)


class _Lines:
    """One JSON object a line: what does not hold, what could not be re-read, and at the end the sums."""

    def __init__(self) -> None:
        self.tally = _Tally()

    def case(self, found: Mismatch) -> None:
        self.tally.mismatches += 1
        click.echo(json_of(asdict(found)))

    def stranger(self, sha256: str) -> None:
        click.echo(json_of({"kind": "left-over", "sha256": sha256}))

    def document(self, checked: Checked) -> None:
        self.tally.add(checked)
        for found in checked.mismatches:
            click.echo(json_of(asdict(found)))
        about = {"file": checked.name, "sha256": checked.sha256}
        if checked.unable is not None:
            click.echo(json_of({"kind": "unable", "reason": checked.unable, **about}))
        for note in checked.notes:
            click.echo(json_of({"kind": "note", "reason": note, **about}))

    def end(self, verified: Verified, _: float) -> None:
        click.echo(json_of({"kind": "summary", **asdict(verified)}))


class _Report:
    """The same for people."""

    def __init__(self, run: Verifying, cache: bool) -> None:
        self.tally = _Tally()
        self._run = run
        self._cache = cache
        self._out: Printer = printer()
        self._notes: dict[str, list[str]] = defaultdict(list)

    def case(self, found: Mismatch) -> None:
        self.tally.mismatches += 1
        self.tally.broken.add(found.kind)
        self._label(found.kind.capitalize(), found.reason, WARN)

    def stranger(self, sha256: str) -> None:
        self.tally.strangers.append(sha256)

    def document(self, checked: Checked) -> None:
        self.tally.add(checked)
        if checked.unable is not None:
            self._label("Not re-read", f"{checked.name}: {checked.unable}", WARN)
        for note in checked.notes:
            self._notes[note].append(checked.name)
        if not checked.mismatches:
            return
        self._out.line(Text(checked.name, "bold"))
        for found in checked.mismatches[:_SHOWN]:
            self._mismatch(found)
        if len(checked.mismatches) > _SHOWN:
            more = len(checked.mismatches) - _SHOWN
            self._out.line(Text(f"  … {more:,} more of this document; --format jsonl prints all", QUIET))
        self._out.line()

    def _mismatch(self, found: Mismatch) -> None:
        at = f"p{found.page}" if found.page is not None else f"{found.line}" if found.line is not None else ""
        first = Text.assemble((f"  {at:<{_WIDE - 2}}", "bold"))
        if found.quote is not None:
            said = Text.assemble("kept “", self._out.mark(found.quote[:_MOST_FOUND]), "”")
            if found.what:
                said.append(f", {found.what}", QUIET)
            self._out.hanging(first, said)
            first = Text(" " * _WIDE)
        if found.found is not None:
            there = f"found “{found.found[:_MOST_FOUND]}”" if found.found else "found nothing"
            self._out.hanging(first, Text(f"{there}; {found.reason}", WARN))
        else:
            self._out.hanging(first, Text(found.reason, WARN))

    def _label(self, label: str, words: str, style: str = "") -> None:
        self._out.hanging(Text(f"{label:<{_WIDE}}", style or "bold"), words)

    def end(self, verified: Verified, seconds: float) -> None:
        tally = self.tally
        quotes = f"{tally.held:,} of {counted(tally.quotes, 'quote')} found at their places"
        if verified.fast:
            self._label(
                "Compared", f"the digests of {counted(tally.documents, 'source')}; {quotes} in the kept text"
            )
            self._out.line(
                Text(f"{'':<{_WIDE}}The sources were not read again: leave out --fast for that.", QUIET)
            )
        else:
            read = (
                f"{tally.documents - tally.unable:,} of {counted(tally.documents, 'document')} from the bytes"
            )
            self._label("Re-read", f"{read}; {quotes}   {seconds:.1f} s")
        if tally.recognised and not verified.fast:
            how = (
                "as kept on disk where they are; --no-cache recognises them anew"
                if self._cache
                else "recognised anew"
            )
            self._label("Pictures", f"{counted(tally.recognised, 'page')} recognised from pictures, {how}")
        if "log" not in tally.broken:
            self._label(
                "Log",
                f"{self._run.entries:,} {'entry' if self._run.entries == 1 else 'entries'}, unbroken"
                if self._run.entries
                else "no entry yet",
            )
        if "database" not in tally.broken:
            self._label("Database", "sound, and its rows agree with each other")
        for note, names in sorted(self._notes.items()):
            named = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
            self._label("Noted", f"{counted(len(names), 'document')} {note}: {named}", QUIET)
        if tally.strangers:
            named = ", ".join(tally.strangers[:3]) + (" …" if len(tally.strangers) > 3 else "")
            count = counted(len(tally.strangers), "source")
            told = f"{count} that nothing refers to, of a run that was stopped: {named}"
            self._label("Left over", told, QUIET)
        self._out.line()
        held = "Everything holds." if not (verified.mismatches or verified.unable) else ""
        wrong = (
            f"{verified.mismatches:,} {'mismatch' if verified.mismatches == 1 else 'mismatches'}. "
            if verified.mismatches
            else ""
        )
        unable = f"{counted(verified.unable, 'document')} could not be re-read." if verified.unable else ""
        self._out.line((held + wrong + unable).strip())
