"""Alias files: names of one organisation that users list, each with its source.

An entry is a proposal as any other; only where it says who accepted it does it join names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from counterspec.errors import ConfigError
from counterspec.model import Alias, NameDecision
from counterspec.safe.shape import HINT, Shape, read_yaml

FILES = ("aliases.yaml", "aliases.csv")
"""Alias files in the case's folder that are read without being named."""
_MOST_BYTES = 8 << 20
_MOST = 100_000
_LONGEST = 300
_COLUMNS = ("name", "other", "source", "date", "accepted_by")


def aliases_of(folder: Path, own: Iterable[Path] = ()) -> tuple[Alias, ...]:
    """Return the aliases of the case's own files and of those named.

    Raises:
        ConfigError: a file breaks the shape; names the file and the place.
    """
    files = [folder / name for name in FILES if (folder / name).exists()]
    found = (alias for file in (*files, *own) for alias in _read(file))
    made = tuple(islice(found, _MOST + 1))
    if len(made) > _MOST:
        raise ConfigError(f"{files[-1] if files else folder}: more than {_MOST:,} aliases", hint=HINT)
    return made


def accepted(aliases: Iterable[Alias]) -> Iterator[NameDecision]:
    """Yield the decisions that alias files take in somebody's name."""
    for one in aliases:
        if one.accepted_by:
            reason = f"{one.file}: {one.source}"
            yield NameDecision(one.name, one.other, "accepted", reason, one.accepted_by, one.date or "")


def _read(file: Path) -> Iterator[Alias]:
    if file.suffix.casefold() == ".csv":
        yield from _csv(file)
        return
    raw = read_yaml(file)
    if not isinstance(raw, list):
        raise ConfigError(f"{file}: must be a list of entries, each with `names` and `source`", hint=HINT)
    for number, item in enumerate(raw):
        yield from _entry(file, Shape(file, f"[{number}]", item))


def _entry(file: Path, shape: Shape) -> Iterator[Alias]:
    names = shape.texts("names")
    source, date, by = shape.text("source", needed=True), shape.iso("date"), shape.text("accepted_by")
    shape.done()
    if len(names) < 2 or any(len(name) > _LONGEST for name in names):
        raise shape.wrong("names", f"must be at least two names, none above {_LONGEST} characters")
    for other in names[1:]:
        yield Alias(names[0], other, source, date, by, file.name)


def _csv(file: Path) -> Iterator[Alias]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise ConfigError(f"{file}: larger than {_MOST_BYTES:,} bytes", hint=HINT)
        rows = csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""))
        for row in rows:
            where = f"line {rows.line_num}"
            cells = {key: value for key, value in row.items() if key is not None and value not in (None, "")}
            shape = Shape(file, where, cells)
            name, other = shape.text("name", needed=True), shape.text("other", needed=True)
            made = Alias(
                name,
                other,
                shape.text("source", needed=True),
                shape.iso("date"),
                shape.text("accepted_by"),
                file.name,
            )
            shape.done()
            if None in row or max(len(name), len(other)) > _LONGEST:
                raise shape.wrong(
                    "", f"must have the columns {', '.join(_COLUMNS)}, no name above {_LONGEST}"
                )
            yield made
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}", hint=HINT) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{file}: {error}", hint=HINT) from error
