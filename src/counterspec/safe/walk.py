"""Find the files to read below the given paths: in order, within the root, honouring ignore files."""

# Plain strings carry names of any bytes, and a Path per file costs more than the walk.
# ruff: noqa: PTH100, PTH116, PTH119, PTH123

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterspec.model import Problem
from counterspec.safe import _ignore, limits
from counterspec.safe._skip import skipped_file, skipped_folder
from counterspec.safe.names import printable

_SPECIAL = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What to leave out: what ignore files name, and what is seldom a document (`usual_skips`).

    `exclude` holds further patterns in the syntax of .gitignore, relative to each given path. `never`
    are folders by device and inode that are not entered.
    """

    ignore_files: bool = True
    usual_skips: bool = True
    exclude: tuple[str, ...] = ()
    never: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: `location` opens it, `path` shows it as the user gave it, in printable characters.

    `rel` is its path below the given folder with "/" between parts (the name alone for a file
    given itself): the same on every machine, for stable ids. `size` is in bytes, `modified` when it was
    changed last, in nanoseconds.
    """

    location: str
    path: str
    rel: str
    size: int
    modified: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder left out on purpose, with the reason to count."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Folder:
    location: str
    path: str
    rel: str
    depth: int
    rules: tuple[_ignore.Rules, ...]


@dataclass(slots=True)
class _Walk:
    """The state of one walk: options, the root's real place, and what was yielded already.

    Below a single path nothing is met twice, and nothing is remembered.
    """

    options: Options
    root: str = ""
    seen: set[str] | None = None


def walk(
    paths: Sequence[str | os.PathLike[str]], options: Options | None = None
) -> Iterator[Found | Skipped | Problem]:
    """Yield what lies at and below `paths`, each folder's entries sorted by their names' bytes.

    Links inside a folder are not followed; a path given itself may be one. Pipes, sockets and
    devices are named and never opened. A file reached twice is yielded once.
    """
    state = _Walk(options or Options(), seen=set() if len(paths) > 1 else None)
    for given in paths:
        yield from _given(os.fspath(given), state)


def read(found: Found) -> bytes | Problem:
    """Return the bytes of a found file, or why it cannot be read; it may have changed since it was found."""
    try:
        descriptor = os.open(
            found.location, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with open(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return Problem(found.path, "special-file", "is no regular file any more; not read")
            data = stream.read(limits.MAX_FILE_BYTES + 1)
    except OSError as error:
        return _unreadable(found.path, error)
    return _too_large(found.path, len(data)) if len(data) > limits.MAX_FILE_BYTES else data


def _given(path: str, state: _Walk) -> Iterator[Found | Skipped | Problem]:
    shown = printable(path)
    try:
        status = os.stat(path)
    except OSError as error:
        yield _unreadable(shown, error)
        return
    if not stat.S_ISDIR(status.st_mode):
        yield from _file(path, shown, printable(os.path.basename(path)), status, state)
        return
    state.root = os.path.realpath(path)
    rules = _ignore.above(state.root) if state.options.ignore_files else ()
    if state.options.exclude:
        rules = (*rules, _ignore.Rules("", _ignore.compiled(state.options.exclude)[0]))
    stack: list[Iterator[Found | Skipped | Problem | _Folder]] = []
    stack.append(_entries(_Folder(path, shown.rstrip("/") or "/", "", 0, rules), state))
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, _Folder):
            stack.append(_entries(item, state))
        else:
            yield item


def _entries(folder: _Folder, state: _Walk) -> Iterator[Found | Skipped | Problem | _Folder]:
    try:
        with os.scandir(folder.location) as listing:
            entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _unreadable(folder.path, error)
        return
    rules = folder.rules
    if state.options.ignore_files:
        own, problems = _ignore.of_folder(folder.location, folder.path, folder.rel)
        rules = (*rules, *own)
        yield from problems
    for entry in entries:
        yield from _entry(entry, folder, rules, state)


def _entry(
    entry: os.DirEntry[str], folder: _Folder, rules: tuple[_ignore.Rules, ...], state: _Walk
) -> Iterator[Found | Skipped | Problem | _Folder]:
    path = f"{folder.path.rstrip('/')}/{printable(entry.name)}"
    rel = f"{folder.rel}/{entry.name}" if folder.rel else entry.name
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        yield _unreadable(path, error)
        return
    is_folder = stat.S_ISDIR(status.st_mode)
    reason = _skip_reason(entry, is_folder, state) or (
        _ignore.ignored(rules, rel, is_folder) and "ignored by rule"
    )
    if reason:
        yield Skipped(path, reason)
    elif is_folder and (status.st_dev, status.st_ino) in state.options.never:
        return
    elif stat.S_ISLNK(status.st_mode):
        yield _link(entry.path, path, state)
    elif not is_folder:
        yield from _file(entry.path, path, printable(rel), status, state)
    elif folder.depth + 1 > limits.MAX_DEPTH:
        yield Problem(path, "too-deep", f"lies more than {limits.MAX_DEPTH} folders deep; not entered")
    else:
        yield _Folder(entry.path, path, rel, folder.depth + 1, rules)


def _skip_reason(entry: os.DirEntry[str], is_folder: bool, state: _Walk) -> str | None:
    if not state.options.usual_skips:
        return None
    return skipped_folder(entry.name, entry.path) if is_folder else skipped_file(entry.name)


def _file(
    location: str, path: str, rel: str, status: os.stat_result, state: _Walk
) -> Iterator[Found | Skipped | Problem]:
    special = _SPECIAL.get(stat.S_IFMT(status.st_mode))
    if special or not stat.S_ISREG(status.st_mode):
        yield Problem(path, "special-file", f"is {special or 'no regular file'}; not opened")
        return
    if state.seen is not None:
        place = os.path.abspath(location)
        if place in state.seen:
            yield Skipped(path, "given twice")
            return
        state.seen.add(place)
    if status.st_size > limits.MAX_FILE_BYTES:
        yield _too_large(path, status.st_size)
    else:
        yield Found(location, path, rel, status.st_size, status.st_mtime_ns)


def _link(location: str, path: str, state: _Walk) -> Skipped | Problem:
    try:
        target = os.path.realpath(location, strict=True)
    except OSError as error:
        return Problem(
            path, "symlink", f"a link that leads nowhere or to itself ({error.strerror})", lost=False
        )
    if target == state.root or target.startswith(state.root.rstrip(os.sep) + os.sep):
        return Skipped(path, "link to a place read by itself")
    return Problem(
        path, "symlink", "a link out of the given folder; not followed", "Give its target itself.", lost=False
    )


def _unreadable(path: str, error: OSError) -> Problem:
    code = "not-found" if isinstance(error, FileNotFoundError) else "unreadable"
    return Problem(path, code, f"cannot be opened: {error.strerror or error}")


def _too_large(path: str, size: int) -> Problem:
    reason = f"{size} bytes or more, and at most {limits.MAX_FILE_BYTES} are read"
    return Problem(path, "too-large", reason, "Split the file.")
