"""What a list says of the files that came in with it: which address each was fetched from, and when.

A list from a browser names files that came with it, never files of this machine.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from counterspec.casework.lists import Given
from counterspec.casework.steps import Said
from counterspec.errors import UsageError
from counterspec.web.names import safe_path


@dataclass(frozen=True, slots=True)
class Matched:
    """Files, each with what a line says of it; `missing` are lines that name no file that came, or several.

    `unlisted` counts files that no line names: they are added, too.
    """

    said: tuple[tuple[Path, Said], ...]
    missing: tuple[str, ...]
    unlisted: int


def matched(lines: Iterable[Given], files: Sequence[Path], said_of_all: Said) -> Matched:
    """Return what lines say of files: a line means the file whose path ends most like its own.

    `said_of_all` is said of files that no line names.

    The browser tells names, or paths below a chosen folder; a list may have them from further above or below.
    """
    by_name: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        by_name[file.name].append(file)
    said: list[tuple[Path, Said]] = []
    missing: list[str] = []
    for line in lines:
        found = _meant(line.path, by_name)
        if found is None:
            missing.append(line.path)
        else:
            said.append((found, line.said))
    left = [file for file in files if file not in {file for file, _ in said}]
    return Matched((*said, *((file, said_of_all) for file in left)), tuple(missing), len(left))


def _meant(name: str, by_name: dict[str, list[Path]]) -> Path | None:
    try:
        path = safe_path(name)
    except UsageError:
        return None
    likeness = [(_alike(path, file), file) for file in by_name.get(path.name, ())]
    most = max((count for count, _ in likeness), default=0)
    best = [file for count, file in likeness if count == most]
    return best[0] if len(best) == 1 else None


def _alike(one: PurePath, other: PurePath) -> int:
    """Return how many parts two paths have in common at their ends."""
    count = 0
    for a, b in zip(reversed(one.parts), reversed(other.parts), strict=False):
        if a != b:
            break
        count += 1
    return count


def written(told: Iterable[tuple[Path, Said]], batch: Path) -> str:
    """Return the list that `case add` takes: where in a batch something lies, and what is said of it."""
    rows = (
        {"path": str(batch / file), "source_url": said.url or "", "fetched_at": said.fetched_at or ""}
        for file, said in told
    )
    return "".join(f"{json.dumps(row)}\n" for row in rows)
