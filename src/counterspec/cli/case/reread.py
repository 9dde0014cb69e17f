"""`counterspec case reread`: read pages of a document again with another recognition engine."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.text import Text

from counterspec.casework.linking import link_soon
from counterspec.casework.readings import PageReadings, Stretch
from counterspec.casework.remove import meant
from counterspec.casework.rereading import Reread, Rereading, Taking
from counterspec.cli._marking import one_line
from counterspec.cli._options import anew_option, timeout_option
from counterspec.cli._reading import pages_of
from counterspec.cli.case._changes import print_change, row_of
from counterspec.cli.case._printing import counted, printer, reviewer_option, written
from counterspec.cli.case._settings import settings, settings_options
from counterspec.errors import UsageError
from counterspec.model import Excerpt, Recognition
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.store.codec import json_of
from counterspec.store.documents import reading_of
from counterspec.terminal.look import QUIET
from counterspec.terminal.printer import Printer

_WIDE = 13


@click.command(
    epilog="""\b
Examples:
  counterspec case reread yanghu scan.pdf --page 3 --engine tesseract    compare; nothing changes
  counterspec case reread yanghu scan.pdf --page 3 --engine tesseract --take --by "M. Oduya"
  counterspec case reread yanghu scan.pdf --engine openvino              every recognised page

Exit code 0: done. 2: the engine is not installed or could not read a page; the case stays as it is."""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("document", metavar="SHA|PATH")
@click.option("--engine", metavar="ID", help="Recognition engine: see formats.md.")
@click.option("--usual", is_flag=True, help="Read the pages as if no engine had been chosen for them.")
@click.option(
    "--page", "pages", metavar="N,N-N", default="", help="Pages to read again.  [all that were recognised]"
)
@click.option("--take", is_flag=True, help="Make it the case's reading of these pages.")
@click.option("--reason", metavar="TEXT", default="", help="Why, in a sentence; kept in the log.")
@reviewer_option
@anew_option
@timeout_option
@settings_options
@written
def command(
    folder: Path, document: str, engine: str | None, usual: bool, pages: str, take: bool, reason: str, reviewer: str,
    cache: bool, timeout: float | None, config: Path | None, no_config: bool, form: str,
) -> int:  # fmt: skip
    """Read pages of a document of the case DIR again with another recognition engine, and show what differs.

    With --take the pages are read by that engine from now on, by every rescan and verification, too. The log
    says who took them over. Verdicts find their findings again; one that says something else asks for
    another look. --usual takes such a choice back.
    """
    if (engine is None) != usual:
        raise UsageError("say which engine is to read, or --usual", hint="--engine tesseract, for instance.")
    known = settings(config, no_config)
    case = Case.open(folder)
    found = meant(case, [document])
    if len(found) > 1:
        raise UsageError(f"{document}: {len(found)} sources are called so", hint="Name one by its SHA-256.")
    sha256 = found[0].card.sha256
    run = Rereading(case, Setup(known.vocabulary), known.vocabulary, cache, timeout or known.timeout or 60.0)
    wanted = pages_of(pages) or _recognised(case, sha256)
    done = (
        run.take(sha256, wanted, engine, Taking(reviewer, reason))
        if take
        else run.compare(sha256, wanted, engine)
    )
    if take:
        link_soon(case)
    case.close()
    _lines(done) if form == "jsonl" else _show(printer(), done)
    return 0


def _recognised(case: Case, sha256: str) -> frozenset[int]:
    with case.reading() as connection:
        kept = reading_of(connection, sha256, words=False)
    pages = frozenset(page.number for page in kept[0].pages if page.recognition) if kept else frozenset[int]()
    if not pages:
        raise UsageError("no page of it was recognised from a picture", hint="Say which: --page 3.")
    return pages


def _lines(done: Reread) -> None:
    for page in done.pages:
        click.echo(json_of({"kind": "page", **json.loads(json_of(page))}))
    for change in done.changes:
        click.echo(json_of(row_of(change, done.name, done.sha256)))
    ends = {"kind": "summary", "file": done.name, "sha256": done.sha256, "engine": done.engine}
    click.echo(json_of(ends | {"taken": done.taken, **_sums(done)}))


def _sums(done: Reread) -> dict[str, int]:
    kinds = ("new", "gone", "changed")
    return {kind: sum(change.kind == kind for change in done.changes) for kind in kinds} | {"same": done.same}


def _show(out: Printer, done: Reread) -> None:
    out.line(Text(done.name, "bold"))
    for page in done.pages:
        _page(out, page)
    out.line()
    for change in done.changes:
        print_change(out, change)
    counts = ", ".join(f"{count:,} {kind}" for kind, count in _sums(done).items() if kind != "same")
    out.hanging(_label("Findings"), f"{counts}, {done.same:,} as before")
    if done.taken:
        out.hanging(_label("Taken over"), f"{_by(done)} from now on; the log says so")
    else:
        out.hanging(_label("Compared"), Text("the case stays as it is; --take makes this its reading", QUIET))


def _page(out: Printer, page: PageReadings) -> None:
    told = f"{_how(page.before)} before, {_how(page.after)} now"
    others = counted(len(page.others), "place") + (" differ" if len(page.others) != 1 else " differs")
    out.hanging(_label(f"Page {page.number}"), f"{told}; {counted(page.same, 'line')} the same, {others}")
    for other in page.others:
        _stretch(out, "−", other.before)
        _stretch(out, "+", other.after)


def _stretch(out: Printer, sign: str, stretch: Stretch) -> None:
    if not stretch.text:
        return
    text, marks = one_line(stretch.text, stretch.marks)
    sure = "" if stretch.confidence is None else f"  {stretch.confidence:.2f}"
    first = Text(f"  {sign} ")
    out.line(Text.assemble(first, out.marked(Excerpt(text, marks), out.width - len(sure) - 4), (sure, QUIET)))


def _by(done: Reread) -> str:
    return f"read by {done.engine}" if done.engine else "read as usual"


def _how(recognition: Recognition | None) -> str:
    return f"{recognition.engine} {recognition.confidence:.2f}" if recognition else "text of the file"


def _label(words: str) -> Text:
    return Text(f"{words:<{_WIDE}}", "bold")
