"""`counterspec scan`: read paths and report findings."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import click

from counterspec._version import __version__
from counterspec.cli._filters import ACTS, Filters, of_tiers
from counterspec.cli._info import concept_infos, rule_infos
from counterspec.cli._options import (
    act_option,
    concept_option,
    exclude_option,
    grade_option,
    jobs_option,
    no_ignore_option,
    quiet_option,
    tier_option,
    timeout_option,
)
from counterspec.cli._progress import watched
from counterspec.cli._reading import recognition_options
from counterspec.config.apply import Ledger, read_baseline, write_baseline
from counterspec.config.settings import Settings, find, load
from counterspec.config.severity import FailOn, level_of
from counterspec.errors import UsageError
from counterspec.model import FileResult, Finding, Wishes
from counterspec.pipeline import Setup
from counterspec.registry import discover
from counterspec.reports import Context, Report
from counterspec.safe.walk import Options
from counterspec.scan import Scan

FORMATS = ("text", "jsonl", "json", "sarif", "csv", "github", "gitlab")


@click.command(
    epilog="""\b
Examples:
  counterspec scan standards/ sdk.zip
  counterspec scan src --tier A,D --fail-on act:L5
  counterspec scan . --format sarif --output counterspec.sarif
  counterspec scan . --write-baseline baseline.json

Exit code 0: nothing at or above --fail-on. 1: findings at or above it. 2: the scan failed."""
)
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="Form of the report.  [text]"
)
@click.option("--output", "-o", type=click.Path(dir_okay=False), help="Write the report to this file.")
@click.option(
    "--fail-on",
    metavar="WHAT",
    help="tier:A … tier:N, act:L0 … act:L6, error, warning, note, any, none.  [tier:A]",
)
@tier_option
@concept_option
@act_option
@grade_option
@jobs_option
@timeout_option
@click.option(
    "--config",
    type=click.Path(dir_okay=False),
    help="Settings to use instead of the nearest counterspec.toml.",
)
@click.option("--no-config", is_flag=True, help="Use no settings file.")
@click.option(
    "--baseline", type=click.Path(dir_okay=False), help="Findings known already: shown, but failing nothing."
)
@click.option(
    "--write-baseline", type=click.Path(dir_okay=False), help="Write what is found to this baseline file."
)
@exclude_option
@no_ignore_option
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=None,
    help="Findings the text report prints in full; 0 for all.  [20]",
)
@click.option("--explain", is_flag=True, help="Say for every finding all of why.")
@quiet_option
@recognition_options
def command(paths: tuple[str, ...], **options: object) -> int:
    """Read schemas, code, label sets and documents, and report where they record people by who they are.

    PATHS are files, folders and archives (.zip, .jar, .whl, .tar.*, .warc, .wacz); without any,
    those of the settings, else the current folder.
    """
    given = _Options(options)
    source = None if given.flag("no_config") else given.path("config") or find(Path())
    settings = load(source) if source else Settings()
    if given.text("fail_on"):
        settings = replace(settings, fail_on=FailOn.parse(given.text("fail_on")))
    return _run(paths, given, settings)


class _Options:
    """The command's options by name, with the types they have."""

    def __init__(self, raw: dict[str, object]) -> None:
        self._raw = raw

    def flag(self, name: str) -> bool:
        return bool(self._raw[name])

    def text(self, name: str) -> str:
        return str(self._raw[name] or "")

    def path(self, name: str) -> Path | None:
        value = self._raw[name]
        return Path(str(value)) if value else None

    def number(self, name: str) -> float | None:
        value = self._raw[name]
        return float(str(value)) if value is not None else None

    def many(self, name: str) -> tuple[str, ...]:
        value = self._raw[name]
        return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _run(paths: tuple[str, ...], given: _Options, settings: Settings) -> int:
    began = time.monotonic()
    filters = Filters(
        of_tiers(given.text("tier")), given.many("concepts"), _acts(given.text("acts")), given.text("grade")
    )
    setup = Setup(settings.vocabulary)
    filters.check(setup.concepts)
    baseline = given.path("baseline") or settings.baseline
    ledger = Ledger(settings.justifications, read_baseline(baseline) if baseline else {}, root=settings.root)
    scan = Scan(
        paths=_roots(paths, settings),
        setup=setup,
        jobs=_jobs(given, settings),
        options=Options(not given.flag("no_ignore"), True, (*settings.exclude, *given.many("exclude"))),
        seconds=given.number("timeout") or settings.timeout or 60.0,
        wishes=_wishes(given),
    )
    show = not given.flag("quiet") and sys.stderr.isatty()
    seen = _Seen(settings, filters)
    results = seen.watch(ledger.mark(watched(scan, show)))
    report, context = _report(given, settings, setup, paths)
    with _Out(given.path("output"), context) as out:
        report.write(_ending(results, context, ledger, began), out, context)
    target = given.path("write_baseline")
    if target:
        count = write_baseline(target, seen.findings)
        click.echo(f"{count} findings written to {target}.", err=True)
    return seen.exit_code()


class _Seen:
    """Passes results on, filtered, and remembers what decides the exit code."""

    def __init__(self, settings: Settings, filters: Filters) -> None:
        self._settings = settings
        self._filters = filters
        self.failing = False
        self._read = self._lost = 0
        self._missing = False
        self.findings: list[Finding] = []

    def watch(self, results: Iterable[FileResult]) -> Iterator[FileResult]:
        for result in results:
            self._read += result.status == "read"
            self._lost += result.status == "lost"
            self._missing = self._missing or any(p.code == "not-found" for p in result.problems)
            kept = tuple(f for f in result.findings if self._filters.keeps(f))
            self.findings.extend(f for f in kept if f.grade == "finding")
            self.failing = self.failing or any(
                self._settings.fail_on.met_by(f, self._settings.severity) for f in kept
            )
            shown = tuple(f for f in kept if self._filters.shows(f))
            left_out = sum(f.grade == "candidate" for f in kept) - sum(f.grade == "candidate" for f in shown)
            yield replace(result, findings=shown, candidates=left_out)

    def exit_code(self) -> int:
        """Return 2 where a given path is missing or nothing at all could be read, else 1 or 0."""
        if self._missing or (self._lost and not self._read):
            return 2
        return 1 if self.failing else 0


def _ending(
    results: Iterable[FileResult], context: Context, ledger: Ledger, began: float
) -> Iterator[FileResult]:
    """Pass results on, and tell the context what is known only when the last is through."""
    yield from results
    context.stale.extend(ledger.stale())
    context.seconds = time.monotonic() - began


def _roots(paths: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    if paths:
        return paths
    return tuple(str(settings.root / path) for path in settings.paths) or (".",)


def _jobs(given: _Options, settings: Settings) -> int:
    asked = given.number("jobs")
    jobs = int(asked) if asked is not None else settings.jobs or 0
    return jobs or os.cpu_count() or 1


def _wishes(given: _Options) -> Wishes:
    engine, dpi = given.text("engine") or None, int(given.number("dpi") or Wishes().dpi)
    return Wishes(None, given.text("recognition"), engine, dpi, given.flag("cache"))  # type: ignore[arg-type]


def _acts(text: str) -> frozenset[str]:
    acts = frozenset(part.strip().upper() for part in text.split(",") if part.strip())
    if acts - set(ACTS):
        raise UsageError(f"--act {text}: no such act", hint=f"Acts are {', '.join(ACTS)}.")
    return acts


def _report(
    given: _Options, settings: Settings, setup: Setup, paths: tuple[str, ...]
) -> tuple[Report, Context]:
    limit = given.number("limit")
    context = Context(
        version=__version__,
        command=" ".join(["counterspec scan", *paths]),
        concepts=concept_infos(setup),
        rules=rule_infos(setup),
        failing=lambda f: settings.fail_on.met_by(f, settings.severity),
        level=lambda f: level_of(f, settings.severity),
        fail_on=str(settings.fail_on),
        limit=20 if limit is None else int(limit),
        explain=given.flag("explain"),
        paths=paths,
    )
    return discover("counterspec.reports", Report)[given.text("form")], context


class _Out:
    """The report's target: a file that appears only when whole, or standard output."""

    def __init__(self, path: Path | None, context: Context) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part") if path else None
        self._file: TextIO | None = None
        context.colour = path is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def __enter__(self) -> TextIO:
        if self._part is None:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
            return sys.stdout
        try:
            self._file = self._part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            raise UsageError(f"--output {self._path}: {error.strerror}") from error
        return self._file

    def __exit__(self, kind: object, *_: object) -> None:
        if self._file is None or self._part is None or self._path is None:
            return
        self._file.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)
