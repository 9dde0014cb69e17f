"""`counterspec case rescan`: judge documents of a case anew after the rules or the vocabulary changed."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from rich.text import Text

from counterspec.casework.linking import link_soon
from counterspec.casework.rescan import Rescanned, Rescanning
from counterspec.cli._options import anew_option, jobs_option, quiet_option, timeout_option
from counterspec.cli.case._bar import Bar
from counterspec.cli.case._changes import print_change, row_of
from counterspec.cli.case._printing import counted, printer, written
from counterspec.cli.case._settings import jobs_of, settings, settings_options
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.store.documents import counts
from counterspec.terminal.look import QUIET, WARN

_WIDE = 13


@click.command(
    epilog="""\b
Examples:
  counterspec case rescan yanghu                   after an update, or new words in the vocabulary
  counterspec case rescan yanghu --read            also read anew what another version read
  counterspec case rescan yanghu --all --no-cache  everything from the bytes, pictures included

Exit code 0: done. 2: a document could not be judged anew and stays as it was."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--read", is_flag=True, help="Read documents anew that another version read.")
@click.option("--all", "everything", is_flag=True, help="Read and judge every document anew.")
@anew_option
@jobs_option
@timeout_option
@settings_options
@quiet_option
@written
def command(
    folder: Path,
    read: bool,
    everything: bool,
    cache: bool,
    jobs: int | None,
    timeout: float | None,
    config: Path | None,
    no_config: bool,
    quiet: bool,
    form: str,
) -> int:
    """Judge the documents of the case DIR anew where the rules or the vocabulary changed since.

    They are judged from what was read of them: nothing is recognised again. It can be stopped at any time and
    run again. Verdicts find their findings again; one that says something else now asks for another look.
    """
    known = settings(config, no_config)
    case = Case.open(folder)
    run = Rescanning(
        case, Setup(known.vocabulary), known.vocabulary, read, everything, cache,
        jobs_of(jobs, known), timeout or known.timeout or 60.0,
    )  # fmt: skip
    began = time.monotonic()
    with case.reading() as connection:
        bar = Bar("Rescanning", counts(connection)["documents"], show=not quiet and sys.stderr.isatty())
    sums = Counter[str]()
    show = _line if form == "jsonl" else _Report()
    for result in _watched(run, bar):
        sums.update(change.kind for change in result.changes)
        sums.update(
            {"same": result.same, "documents": 1, "read": result.read, "unable": result.unable is not None}
        )
        sums["look again"] += sum(change.standing == "look-again" for change in result.changes)
        show(result)
    link_soon(case)
    case.close()
    if isinstance(show, _Report):
        show.end(run, sums, folder, time.monotonic() - began)
    else:
        ends = {"kind": "summary", **{key.replace(" ", "_"): sums[key] for key in _SUMS}}
        click.echo(json_of(ends | {"current": run.current, "outdated": run.outdated}))
    return 2 if sums["unable"] else 0


_SUMS = ("documents", "read", "unable", "new", "gone", "changed", "same", "look again")


def _watched(run: Rescanning, bar: Bar) -> Iterator[Rescanned]:
    for result in run:
        if result.changes or result.unable:
            bar.wipe()
        yield result
        bar.draw(run.done, "documents")
    bar.wipe()


def _line(result: Rescanned) -> None:
    about = {"file": result.name, "sha256": result.sha256}
    if result.unable is not None:
        click.echo(json_of({"kind": "unable", "reason": result.unable, **about}))
    for change in result.changes:
        click.echo(json_of(row_of(change, result.name, result.sha256)))


class _Report:
    """The same for people."""

    def __init__(self) -> None:
        self._out = printer()

    def __call__(self, result: Rescanned) -> None:
        if result.unable is not None:
            self._label("Unable", f"{result.name}: {result.unable}", WARN)
        if result.changes:
            self._out.line(Text(result.name, "bold"))
            for change in result.changes:
                print_change(self._out, change)
            self._out.line()

    def _label(self, label: str, words: str, style: str = "") -> None:
        self._out.hanging(Text(f"{label:<{_WIDE}}", style or "bold"), words)

    def end(self, run: Rescanning, sums: Counter[str], folder: Path, seconds: float) -> None:
        judged = sums["documents"] - sums["read"] - sums["unable"]
        parts = [f"{counted(judged, 'document')} from what was read of them"] if judged else []
        parts += [f"{sums['read']:,} from their bytes"] if sums["read"] else []
        parts = parts or ["no document"]
        parts += [f"{run.current:,} {'are' if run.current != 1 else 'is'} up to date"] if run.current else []
        self._label("Judged anew", f"{'; '.join(parts)}   {seconds:.1f} s")
        if sums["documents"]:
            counts = (f"{sums[key]:,} {key}" for key in ("new", "gone", "changed"))
            self._label("Findings", f"{', '.join(counts)}, {sums['same']:,} as before")
        if sums["look again"]:
            told = (
                f"{sums['look again']:,} that people judged say something else now: counterspec case findings"
            )
            self._label("Look again", f"{told} {folder} --standing look-again", WARN)
        if run.outdated:
            told = (
                f"{run.outdated:,} documents were read by another version; --read reads them from their bytes"
            )
            self._label("Not read", told, QUIET)
