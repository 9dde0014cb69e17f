"""Which files of two folders or archives belong together: by path, then by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from counterspec.errors import UsageError
from counterspec.model import Problem
from counterspec.safe.archives import Member, archive_kind, members
from counterspec.safe.walk import Found, Options, Skipped, read, walk

_EDITION = re.compile(
    r"(?<!\d)(?:19|20|21)\d\d(?!\d)|(?<![a-z])v(?:er(?:sion)?)?[ ._-]?\d+(?:\.\d+)*|[-_ .]\d+(?:\.\d+)+(?=\.\w+$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Given:
    """A file to compare: `found` where it lies on its own, `data` where it was in an archive. `rel` pairs it."""

    path: str
    rel: str
    found: Found | None = None
    data: bytes = b""

    def bytes(self) -> bytes | Problem:
        """Return what the file holds, or why it cannot be read."""
        return self.data if self.found is None else read(self.found)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that belong together; `before` or `after` is None where one is alone. `by` is "path" or "name"."""

    before: Given | None
    after: Given | None
    by: str = "path"

    @property
    def name(self) -> str:
        """What the pair is called and sorted by."""
        return (self.after or self.before or Given("", "")).rel


def is_pile(path: Path) -> bool:
    """Whether a path holds many files: a folder or an archive.

    Raises:
        UsageError: it cannot be opened.
    """
    if path.is_dir():
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as error:
        raise UsageError(f"{path}: cannot be opened: {error.strerror or error}") from error
    kind = archive_kind(path.name, head)
    # Which ZIP files are office documents shows only in the whole.
    return kind is not None and (kind != "zip" or archive_kind(path.name, path.read_bytes()) is not None)


def pairs_of(before: Path, after: Path, options: Options) -> tuple[list[Pair], list[Problem]]:
    """Return the files of two folders or archives in pairs, by name, and what could not be opened."""
    problems: list[Problem] = []
    sides = []
    for path in (before, after):
        files = []
        for item in _files(path, options):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                files.append(item)
        sides.append(_without_root(files))
    return sorted(_paired(*sides), key=lambda pair: pair.name), problems


def _files(path: Path, options: Options) -> Iterator[Given | Problem]:
    for item in walk([path], options):
        if isinstance(item, Problem):
            yield item
        elif isinstance(item, Skipped):
            continue
        elif archive_kind(item.path, b"") is None and not _is_archive(item):
            yield Given(item.path, item.rel, item)
        else:
            data = read(item)
            if isinstance(data, Problem):
                yield data
                continue
            is_root = not path.is_dir()
            for member in members(item.path, data):
                yield _member(member, item, is_root) if isinstance(member, Member) else member


def _is_archive(found: Found) -> bool:
    with Path(found.location).open("rb") as stream:
        return archive_kind(found.path, stream.read(512)) in ("tar", "single")


def _member(member: Member, found: Found, is_root: bool) -> Given:
    inside = member.path[len(found.path) :].lstrip("/")
    return Given(member.path, inside if is_root else f"{found.rel}/{inside}", None, member.data)


def _without_root(files: list[Given]) -> list[Given]:
    """Leave out the one folder that everything lies in: its name often carries the version."""
    roots = {file.rel.partition("/")[0] for file in files}
    if len(roots) != 1 or not all("/" in file.rel for file in files):
        return files
    return [Given(f.path, f.rel.partition("/")[2], f.found, f.data) for f in files]


def _paired(left: list[Given], right: list[Given]) -> Iterator[Pair]:
    steps: tuple[tuple[str, Callable[[Given], str]], ...] = (
        ("path", lambda file: file.rel),
        ("name", lambda file: file.rel.rpartition("/")[2]),
        ("name", _bare),
    )
    for by, key in steps:
        there, here = _alone(left, key), _alone(right, key)
        found = [name for name in there if name in here and name]
        yield from (Pair(there[name], here[name], by) for name in found)
        left = [file for file in left if there.get(key(file)) is not file or key(file) not in found]
        right = [file for file in right if here.get(key(file)) is not file or key(file) not in found]
    yield from (Pair(file, None) for file in left)
    yield from (Pair(None, file) for file in right)


def _alone(files: list[Given], key: Callable[[Given], str]) -> dict[str, Given]:
    seen: dict[str, Given | None] = {}
    for file in files:
        seen[key(file)] = None if key(file) in seen else file
    return {name: file for name, file in seen.items() if file is not None}


def _bare(file: Given) -> str:
    """Return a file's name without what looks like an edition or version; empty where it has none."""
    name = file.rel.rpartition("/")[2].casefold()
    bare = re.sub(r"[\W_]+", " ", _EDITION.sub(" ", name)).strip()
    return bare if bare != re.sub(r"[\W_]+", " ", name).strip() else f"= {name}"
