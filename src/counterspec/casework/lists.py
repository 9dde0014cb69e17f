"""Lists of what to add: a path a line, or a table (CSV, TSV, JSON Lines) that says where and when each was fetched."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from counterspec.casework.steps import Said
from counterspec.errors import UsageError

_COLUMNS = ("path", "source_url", "fetched_at")
_SHAPES = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_LONGEST = 1 << 20
_URL = 4_096


@dataclass(frozen=True, slots=True)
class Given:
    """A path to add, and what is said of its capture."""

    path: str
    said: Said = field(default_factory=Said)


def listed(file: Path, said: Said, called: str = "") -> Iterator[Given]:
    """Yield what a list names, line by line; paths are those of the current folder.

    `said` holds for lines that say nothing themselves. Names of any bytes are taken as they are. Errors name
    the list as it is `called`, else as the option that gave it.

    Raises:
        UsageError: the list cannot be read, or a line of it says nothing usable; it is named.
    """
    try:
        # Bytes that are no UTF-8 are carried as the file system carries them.
        with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
            yield from _entries(file, stream, said, called or f"--list {file}")
    except (OSError, csv.Error) as error:
        raise UsageError(f"{called or f'--list {file}'}: cannot be read: {error}") from error


def _entries(file: Path, stream: TextIO, said: Said, called: str) -> Iterator[Given]:
    shape = _SHAPES.get(file.suffix.lower())
    lines = _bounded(called, stream)
    if shape is None:
        for line in lines:
            path = line.rstrip("\r\n")
            if path:
                yield Given(path, said)
        return
    rows = (
        _json(called, lines) if shape == "jsonl" else _table(called, lines, "\t" if shape == "tsv" else ",")
    )
    for number, row in rows:
        yield _given(row, said, f"{called}, line {number}")


def _bounded(called: str, stream: TextIO) -> Iterator[str]:
    while line := stream.readline(_LONGEST):
        if len(line) == _LONGEST:
            raise UsageError(f"{called}: a line of more than {_LONGEST} characters is no path")
        yield line


def _table(called: str, lines: Iterable[str], separator: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    reader = csv.reader(lines, delimiter=separator)
    names = [name.strip().lower() for name in next(reader, [])]
    if "path" not in names:
        raise UsageError(
            f"{called}: its first line names no column “path”",
            hint=f"Columns are {', '.join(_COLUMNS)}; a list of paths alone needs no suffix but .txt.",
        )
    for row in reader:
        if row:
            yield reader.line_num, dict(zip(names, row, strict=False))


def _json(called: str, lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{called}, line {number}: no JSON: {error}") from error
        if not isinstance(row, dict) or any(not isinstance(row.get(c) or "", str) for c in _COLUMNS):
            raise UsageError(f"{called}, line {number}: no object with a path")
        yield number, {name: row.get(name) or "" for name in _COLUMNS}


def _given(row: Mapping[str, str], said: Said, place: str) -> Given:
    path = row.get("path", "")
    if not path.strip() or "\0" in path:
        raise UsageError(f"{place}: no path")
    url = row.get("source_url", "").strip()
    fetched = row.get("fetched_at", "").strip()
    return Given(
        path,
        Said(
            address(url, place) if url else said.url,
            moment(fetched, place) if fetched else said.fetched_at,
        ),
    )


def address(text: str, place: str) -> str:
    """Return an address as given; it is kept and shown, never fetched.

    Raises:
        UsageError: it is no address on one line.
    """
    if len(text) > _URL or not text.isprintable() or ":" not in text or " " in text.strip():
        raise UsageError(f"{place}: {text[:80]!r} is no address", hint="Say https://host/path.")
    return text.strip()


def moment(text: str, place: str) -> str:
    """Return a time in UTC as ISO has it; a date alone stays a date, a time without a zone is taken as UTC.

    Raises:
        UsageError: no date.
    """
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat()
    try:
        stamp = datetime.fromisoformat(text)
        stamp = stamp.replace(tzinfo=UTC) if stamp.tzinfo is None else stamp.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{place}: {text[:40]!r} is no time", hint="Say 2031-02-14T09:30:00Z.") from error
    return stamp.isoformat(timespec="seconds").replace("+00:00", "Z")


def shown(path: str | os.PathLike[str]) -> str:
    """Return a path as text, whichever bytes it is made of."""
    return os.fsdecode(path)
