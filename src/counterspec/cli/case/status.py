"""`counterspec case status`: what a case holds."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
from rich.text import Text

from counterspec.casework.queueing import unwalked
from counterspec.casework.versions import judging_version, reading_version
from counterspec.cli.case._printing import counted, printer, written
from counterspec.cli.case._settings import settings, settings_options
from counterspec.store import Case
from counterspec.store.checks import Verified, last_verified
from counterspec.store.holding import Holder
from counterspec.store.status import Status, status
from counterspec.terminal.look import HUES, QUIET, SHAPES, WARN
from counterspec.terminal.printer import Printer

_LABEL = 12
_STANDINGS = ("confirmed", "rejected", "unsure", "disputed", "look-again")


@click.command(
    epilog="""\b
Examples:
  counterspec case status yanghu
  counterspec case status yanghu --format jsonl"""
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@settings_options
@written
def command(folder: Path, config: Path | None, no_config: bool, form: str) -> int:
    """Say what the case DIR holds, how much of it was read, what waits, and when it was verified last."""
    case = Case.open(folder)
    versions = reading_version(), judging_version(settings(config, no_config).vocabulary)
    with case.reading() as connection:
        found, verified, roots = status(connection, versions), last_verified(connection), unwalked(connection)
    holder = case.worker()
    if form == "jsonl":
        more = {"verified": verified, "not_looked_through": roots, "working": holder}
        line = {"case": str(folder), **msgspec.to_builtins(found), **msgspec.to_builtins(more)}
        click.echo(msgspec.json.encode(line).decode())
        return 0
    out = printer()
    out.line(Text(str(folder), "bold"))
    for label, text in _rows(found, verified, roots, holder, shlex.quote(str(folder))):
        out.hanging(Text(f"  {label:<{_LABEL}}", QUIET), text)
    _nothing(out, found, shlex.quote(str(folder)))
    return 0


def _rows(
    found: Status, verified: Verified | None, roots: list[str], holder: Holder | None, folder: str
) -> Iterator[tuple[str, Text]]:
    yield "Documents", _documents(found)
    yield "Pages", _pages(found)
    yield "Findings", _findings(found)
    if found.reviewed:
        names = [f"{found.reviewed[name]:,} {name}" for name in _STANDINGS if name in found.reviewed]
        yield "Reviewed", Text(" · ".join(names))
    if found.problems:
        yield "Problems", _hinted(f"{found.problems:,}", f"counterspec case problems {folder}")
    if found.unhad:
        yield "Not opened", Text(f"{counted(found.unhad, 'file')} could not be opened or read", WARN)
    if found.quarantined:
        words = f"{counted(found.quarantined, 'document')} stopped the worker twice"
        yield "Quarantined", _hinted(words, f"counterspec case add {folder} --retry", WARN)
    if holder is not None:
        yield "At work", Text(str(holder))
    if found.waiting:
        words = f"{counted(found.waiting, 'file')}"
        yield "Waiting", _hinted(words, "" if holder else f"counterspec case add {folder}")
    for root in roots if holder is None else ():
        yield "", Text(f"{root} was not looked through to its end: add it again", WARN)
    if found.left_out:
        reasons = " · ".join(f"{reason} {count:,}" for reason, count in found.left_out.items())
        yield "Left out", Text.assemble(f"{sum(found.left_out.values()):,}  ", (reasons, QUIET))
    yield "Verified", _verified(verified, folder)
    yield "Read by", _versions(found, folder)


def _documents(found: Status) -> Text:
    parts = [f"{found.read:,} read"]
    parts += [f"{found.in_part:,} of them in part"] if found.in_part else []
    parts += [f"{found.skipped:,} of no kind that is read"] if found.skipped else []
    parts += [f"{found.lost:,} not read"] if found.lost else []
    parts += [f"{found.copies:,} repeat another"] if found.copies else []
    return Text.assemble((f"{found.documents:,}", "bold"), "  ", (" · ".join(parts), QUIET))


def _pages(found: Status) -> Text:
    text = Text.assemble((f"{found.pages:,}", "bold"), "  ")
    unread = found.pages - found.pages_read
    text.append(f"{unread:,} not read", WARN if unread else QUIET)
    text.append(f" · {found.pages_recognised:,} recognised from their pictures", QUIET)
    return text


def _findings(found: Status) -> Text:
    text = Text.assemble((f"{sum(found.findings.values()):,}", "bold"), "  ")
    for tier, count in found.findings.items():
        text.append(f"{SHAPES.get(tier, ' ')} {tier} ", HUES.get(tier, ""))
        text.append(f"{count:,}   ")
    text.append(f"{counted(found.candidates, 'candidate')} beside them" if found.candidates else "", QUIET)
    text.rstrip()
    return text


def _verified(verified: Verified | None, folder: str) -> Text:
    if verified is None:
        return _hinted("never", f"counterspec case verify {folder}")
    held = f"{verified.held:,} of {counted(verified.quotes, 'quote')} re-read"
    failed = verified.mismatches + verified.unable
    more = f", {failed:,} did not hold or could not be read again" if failed else ""
    source = " in the kept text alone" if verified.fast else " from the bytes"
    return Text.assemble(f"{held}{source}{more}", (f"   {verified.at}", QUIET), style=WARN if failed else "")


def _versions(found: Status, folder: str) -> Text:
    older = max(found.older_reading, found.older_judging)
    if not older:
        return Text("this version's readers, rules and vocabulary", QUIET)
    words = []
    words += (
        [f"{counted(found.older_reading, 'document')} read by another version"] if found.older_reading else []
    )
    words += [f"{counted(found.older_judging, 'document')} judged by another"] if found.older_judging else []
    return _hinted(" · ".join(words), f"counterspec case rescan {folder}", WARN)


def _hinted(words: str, hint: str, style: str = "") -> Text:
    return Text.assemble((words, style), (f"   {hint}" if hint else "", QUIET))


def _nothing(out: Printer, found: Status, folder: str) -> None:
    if not found.documents and not found.waiting:
        out.line(Text(f"  Nothing was added yet: counterspec case add {folder} PATH…", QUIET))
