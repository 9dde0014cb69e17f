"""Pages that are read again with another recognition engine: by `case reread`, a process of its own, one at a time."""

from __future__ import annotations

import json
import subprocess
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counterspec.casework.readings import PageReadings
from counterspec.errors import LimitError
from counterspec.store.codec import value_of
from counterspec.web.commands import command, environment, failure_of

_KEPT = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a document."""

    sha256: str
    page: int


@dataclass(slots=True)
class Told:
    """How the reading of a page went: `engine` is who read it, "" for the usual reading.

    `problem` says why it could not be read; until then, and until it was, the reading runs.
    """

    engine: str
    taken: bool
    running: bool = True
    problem: str = ""
    readings: PageReadings | None = None
    changes: list[dict[str, Any]] = field(default_factory=list)
    same: int = 0


@dataclass
class Rereader:
    """Reads one page at a time; what came of the last ones is kept as long as the workbench runs."""

    folder: Path
    _told: OrderedDict[Place, Told] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def told(self, place: Place) -> Told | None:
        """Return what came of a page, None where it was not read again."""
        with self._lock:
            return self._told.get(place)

    def start(self, place: Place, engine: str, taking: tuple[str, str] | None = None) -> None:
        """Read a page again, by the usual engine with ""; `taking` is who takes it over, and why.

        Raises:
            LimitError: another page is being read.
        """
        told = Told(engine, taking is not None)
        with self._lock:
            if any(one.running for one in self._told.values()):
                raise LimitError("another page is being read", hint="Try again when it is done.")
            self._told.pop(place, None)
            self._told[place] = told
            while len(self._told) > _KEPT:
                self._told.popitem(last=False)
        words = ["case", "reread", str(self.folder), place.sha256, f"--page={place.page}", "--format=jsonl"]
        words += [f"--engine={engine}"] if engine else ["--usual"]
        if taking is not None:
            words += ["--take", f"--by={taking[0]}", f"--reason={taking[1]}"]
        threading.Thread(target=_run, args=(command(*words), told), daemon=True).start()


def _run(words: list[str], told: Told) -> None:
    try:
        done = subprocess.run(
            words, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False,
            env=environment(), start_new_session=True,
        )  # fmt: skip
        if done.returncode:
            told.problem = failure_of(done.stderr) or "It stopped."
        else:
            _take_in(done.stdout, told)
    except OSError as error:
        told.problem = str(error)
    finally:
        told.running = False


def _take_in(lines: str, told: Told) -> None:
    for line in filter(None, lines.split("\n")):
        said = json.loads(line)
        if said["kind"] == "page":
            told.readings = value_of(line, PageReadings)
        elif said["kind"] == "summary":
            told.same = said["same"]
        else:
            told.changes.append(said)
