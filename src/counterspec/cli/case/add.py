"""`counterspec case add`: read documents into a case."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from counterspec.casework.add import Adding
from counterspec.casework.linking import link_soon
from counterspec.casework.lists import address, listed, moment
from counterspec.casework.steps import Said
from counterspec.cli._options import (
    exclude_option,
    jobs_option,
    no_ignore_option,
    quiet_option,
    timeout_option,
)
from counterspec.cli._reading import recognition_options
from counterspec.cli.case._adding import Telling
from counterspec.cli.case._printing import written
from counterspec.cli.case._settings import jobs_of, settings, settings_options
from counterspec.model import Wishes
from counterspec.pipeline import Setup
from counterspec.safe.walk import Options
from counterspec.store import Case


@click.command(
    epilog="""\b
Examples:
  counterspec case add yanghu standards/ tenders.zip crawl.warc.gz
  counterspec case add yanghu notice.pdf --source-url https://buyer.invalid/142 --fetched-at 2031-02-14
  counterspec case add yanghu --list fetched.csv    columns path, source_url, fetched_at
  counterspec case add yanghu                       goes on with what waits
  counterspec case add yanghu --retry               tries again what was quarantined

\b
Exit code 0: done. 2: a given path is missing, or nothing could be read. 130: stopped; what was read is
kept, and the same command without paths goes on."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--list",
    "lists",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Add what this file names: a path a line, or .csv, .tsv, .jsonl with path, source_url, fetched_at.",
)
@click.option(
    "--source-url", "url", metavar="URL", default="", help="Where it was fetched from; kept, never opened."
)
@click.option(
    "--fetched-at", "fetched", metavar="TIME", default="", help="When: 2031-02-14 or 2031-02-14T09:30:00Z."
)
@click.option("--retry", is_flag=True, help="Try again what stopped its worker twice.")
@exclude_option
@no_ignore_option
@jobs_option
@timeout_option
@settings_options
@recognition_options
@quiet_option
@written
@click.pass_context
def command(
    context: click.Context,
    folder: Path,
    paths: tuple[str, ...],
    lists: tuple[Path, ...],
    url: str,
    fetched: str,
    retry: bool,
    exclude: tuple[str, ...],
    no_ignore: bool,
    jobs: int | None,
    timeout: float | None,
    config: Path | None,
    no_config: bool,
    recognition: str,
    engine: str | None,
    dpi: int,
    cache: bool,
    quiet: bool,
    form: str,
) -> int:
    """Read files, folders, archives and web archives (.warc, .wacz) at PATHS into the case DIR.

    Files are queued first and read then, each document on its own: one that stops its worker twice is named
    and kept back, and the rest goes on. What is in the case already is not read again. Recognition options
    that are given are kept with a document; one that was read by others is then read anew.
    """
    known = settings(config, no_config)
    said = Said(
        address(url, "--source-url") if url else None, moment(fetched, "--fetched-at") if fetched else None
    )
    adding = Adding(
        case=Case.open(folder),
        paths=paths,
        setup=Setup(known.vocabulary),
        jobs=jobs_of(jobs, known),
        seconds=timeout or known.timeout or 60.0,
        options=Options(not no_ignore, True, (*known.exclude, *exclude)),
        wishes=Wishes(None, recognition, engine, dpi, cache, whole=True),  # type: ignore[arg-type]
        said=said,
        more=(one for file in lists for one in listed(file, said)),
        retry=retry,
        insist=any(_is_given(context, name) for name in ("recognition", "engine", "dpi")),
        vocabulary=known.vocabulary,
    )
    code = Telling(adding, folder, form, quiet=quiet).run()
    if code != _STOPPED:
        link_soon(adding.case)
    return code


_STOPPED = 130


def _is_given(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is ParameterSource.COMMANDLINE
