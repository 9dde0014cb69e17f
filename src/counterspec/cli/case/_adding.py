"""What `counterspec case add` prints: how far it is, what could not be read, and what came of it all."""

from __future__ import annotations

import shlex
import shutil
import sys
import time
from collections import deque
from pathlib import Path

import click
import msgspec
from rich.cells import cell_len
from rich.text import Text

from counterspec.casework.add import Adding
from counterspec.cli.case._printing import printer
from counterspec.cli.case._problems import told
from counterspec.model import Card, Problem
from counterspec.terminal.look import QUIET, WARN
from counterspec.terminal.printer import Printer

_SHOWN = 10
"""Problems that are printed in full; `counterspec case problems` prints all."""
_DRAW_EVERY = 0.2
_LINE_EVERY = 30.0
"""Seconds between two plain lines where standard error is no terminal."""
_NOW = 15.0
"""Seconds that the rate "now" looks back."""
_BAR = 24


class Rate:
    """Pages a second since the start, and over the last seconds."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._marks: deque[tuple[float, int]] = deque([(self.began, 0)])

    def note(self, pages: int) -> None:
        """Say how many pages are done by now."""
        now = time.monotonic()
        self._marks.append((now, pages))
        while len(self._marks) > 2 and now - self._marks[0][0] > _NOW:
            self._marks.popleft()

    @property
    def now(self) -> float:
        """Pages a second lately."""
        (first, before), (last, pages) = self._marks[0], self._marks[-1]
        return (pages - before) / (last - first) if last > first else 0.0

    @property
    def whole(self) -> float:
        """Pages a second since the start."""
        seconds = time.monotonic() - self.began
        return self._marks[-1][1] / seconds if seconds else 0.0


class Telling:
    """Runs an adding and tells what comes of it, on the terminal or as JSON Lines."""

    def __init__(self, adding: Adding, folder: Path, form: str, *, quiet: bool) -> None:
        self._adding = adding
        self._folder = shlex.quote(str(folder))
        self._form = form
        self._quiet = quiet
        self._tty = sys.stderr.isatty()
        self._rate = Rate()
        self._last = time.monotonic()
        self._lost: list[Problem] = []
        self._notes: list[Problem] = []
        self._problems = 0
        adding.watch = self._watch

    def run(self) -> int:
        """Add everything and return the exit code."""
        stopped = False
        try:
            for card in self._adding:
                self._card(card)
        except KeyboardInterrupt:
            stopped = True
        finally:
            self._wipe()
        self._take()
        if self._form == "jsonl":
            click.echo(_json({"event": "end", "stopped": stopped} | _counts(self._adding)))
        else:
            self._end(stopped)
        return 130 if stopped else self._exit_code()

    def _card(self, card: Card) -> None:
        if self._form == "jsonl":
            self._wipe()
            click.echo(
                _json(
                    {
                        "event": "document", "sha256": card.sha256, "name": card.name, "state": card.state,
                        "kind": card.kind, "number": card.number, "title": card.title, "pages": card.pages,
                        "pages_read": card.pages_read, "pages_recognised": card.pages_recognised,
                    }
                )
            )  # fmt: skip

    def _take(self) -> None:
        """Print the problems that came, or keep the first of them for the end."""
        came, self._adding.told = self._adding.told, []
        for problem in came:
            if self._form == "jsonl":
                click.echo(_json({"event": "problem"} | msgspec.to_builtins(problem)))
                continue
            self._problems += 1
            kept = self._lost if problem.lost else self._notes
            if len(kept) < _SHOWN:
                kept.append(problem)

    def _watch(self) -> None:
        self._take()
        now = time.monotonic()
        if self._quiet or now - self._last < (_DRAW_EVERY if self._tty else _LINE_EVERY):
            return
        self._last = now
        tally = self._adding.tally
        self._rate.note(tally.pages or tally.documents)
        parts = self._parts()
        if self._tty:
            width = shutil.get_terminal_size((100, 24)).columns - 1
            while len(parts) > 1 and cell_len("   ".join(parts)) > width:
                del parts[-1]
            sys.stderr.write("\r\x1b[2K" + "   ".join(parts)[:width])
        else:
            sys.stderr.write("   ".join(parts[1:]) + "\n")
        sys.stderr.flush()

    def _parts(self) -> list[str]:
        """Return the parts of the line, the bar first, then by how much one wants to know them."""
        tally = self._adding.tally
        if not tally.files:
            found = self._adding.queued.found if self._adding.queued else 0
            return ["", f"{found:,} files found so far"]
        share = tally.bytes / tally.size if tally.size else 1.0
        bar = "━" * round(share * _BAR)
        parts = [
            f"{bar:<{_BAR}}",
            f"{tally.done:,} of {tally.files:,} files",
            f"{tally.pages:,} pages, {tally.unread:,} not read"
            if tally.pages
            else f"{tally.documents:,} documents",
            f"{tally.problems:,} problems",
        ]
        seconds = time.monotonic() - self._rate.began
        if share > 0.02:
            parts.append(f"about {_span(seconds / share - seconds)} left")
        unit = "pages" if tally.pages else "documents"
        parts.append(f"{self._rate.now:.1f} {unit} a second now, {self._rate.whole:.1f} since the start")
        return parts

    def _wipe(self) -> None:
        if self._tty and not self._quiet:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()

    def _end(self, stopped: bool) -> None:
        out, tally, adding = printer(), self._adding.tally, self._adding
        if stopped:
            out.line(Text("Stopped. What was read is in the case and stays.", WARN))
        read = tally.read + tally.skipped + tally.lost
        first = f"{_many(tally.done, 'file')}: {_many(read, 'document')} new to the case"
        out.line(f"{first}, {tally.known:,} in it already." if tally.known else f"{first}.")
        if read:
            states = [f"{tally.read:,} read"]
            states += [f"{tally.skipped:,} of no kind that is read"] if tally.skipped else []
            states += [f"{tally.lost:,} not read"] if tally.lost else []
            out.line(f"  {', '.join(states)}; {_many(tally.findings, 'finding')}")
        if tally.pages:
            out.line(
                f"  {_many(tally.pages, 'page')}: {tally.recognised:,} recognised from their pictures,"
                f" {tally.unread:,} not read"
            )
        if adding.queued is not None and adding.queued.left_out:
            out.line(
                f"  {adding.queued.left_out:,} files and folders left out on purpose: counterspec case status"
                f" {self._folder}"
            )
        if self._problems:
            self._tell_problems(out)
        for root in adding.unwalked:
            out.line(Text(f"  {root} was not looked through to its end: add it again", WARN))
        if tally.done < tally.files:
            out.line(f"{tally.files - tally.done:,} files wait: counterspec case add {self._folder}")

    def _tell_problems(self, out: Printer) -> None:
        shown = [*self._lost, *self._notes][:_SHOWN]
        out.line()
        out.line(f"{_many(self._problems, 'problem')}; everything else was read")
        told(out, shown)
        if self._problems > len(shown):
            more = f"  and {self._problems - len(shown):,} more: counterspec case problems {self._folder}"
            out.line(Text(more, QUIET))

    def _exit_code(self) -> int:
        tally = self._adding.tally
        if self._adding.queued is not None and self._adding.queued.missing:
            return 2
        return 2 if tally.files and not (tally.read or tally.known or tally.skipped) else 0


def _counts(adding: Adding) -> dict[str, object]:
    counts = {name: getattr(adding.tally, name) for name in type(adding.tally).__slots__}
    return counts | {"left_out": adding.queued.left_out if adding.queued else 0}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
