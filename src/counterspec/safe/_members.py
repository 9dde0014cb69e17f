"""What the archive readers share: members, the budget all levels spend from, and names."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterspec.model import Problem
from counterspec.safe import _detect, limits
from counterspec.safe.names import printable


@dataclass(frozen=True, slots=True)
class Capture:
    """What a web archive says of a document: its address, when it was fetched (ISO, UTC), and more by name."""

    url: str
    fetched_at: str | None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: `path` is the archive's path, a slash, and the name inside.

    `capture` is there for what comes out of a web archive, however deep.
    """

    path: str
    data: bytes
    capture: Capture | None = None


@dataclass(slots=True)
class Budget:
    """What an archive may still unpack to, all nested archives included."""

    files: int = limits.MAX_ARCHIVE_MEMBERS
    size: int = limits.MAX_ARCHIVE_BYTES
    seen: set[str] = field(default_factory=set)

    def member_limit(self, packed: int) -> int:
        """Return how many bytes a member of `packed` bytes may unpack to."""
        by_ratio = 1024 * 1024 + packed * limits.MAX_ARCHIVE_RATIO
        return min(by_ratio, limits.MAX_FILE_BYTES, self.size)

    def why(self, limit: int) -> tuple[str, str]:
        """Return the code and reason of having reached `limit`."""
        if limit == self.size:
            return "archive-size", f"the archive unpacks to more than {limits.MAX_ARCHIVE_BYTES} bytes"
        if limit == limits.MAX_FILE_BYTES:
            return "too-large", f"unpacks to more than {limits.MAX_FILE_BYTES} bytes"
        return "archive-bomb", f"unpacks to more than {limits.MAX_ARCHIVE_RATIO} times its packed size"

    def spend(self, size: int) -> None:
        """Take a member of `size` unpacked bytes off the budget."""
        self.size -= size

    def unique(self, path: str) -> str:
        """Return `path`, numbered where an earlier member has the same."""
        number, candidate = 2, path
        while candidate in self.seen:
            candidate, number = f"{path}#{number}", number + 1
        self.seen.add(candidate)
        return candidate


def inner_path(archive: str, name: str) -> tuple[str, str | None]:
    """Return the member's printable path and why it is refused, None where it is not."""
    plain = name.replace("\\", "/")
    path = f"{archive}/{printable(plain.lstrip('/'))}"
    parts = plain.split("/")
    if plain.startswith("/") or ".." in parts or plain[1:2] == ":":
        return path, f"its name {printable(name)!r} leads out of the archive"
    if len(parts) > limits.MAX_DEPTH:
        return path, f"lies more than {limits.MAX_DEPTH} folders deep"
    return path, None


def readable_name(name: str) -> str:
    """Return a name that came as bytes of unknown encoding in the likeliest one."""
    if name.isprintable():
        return name
    raw = name.encode("utf-8", "surrogateescape")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(_detect.detect(raw, None)[0], "backslashreplace")
    return name


def too_many(archive: str) -> Problem:
    reason = f"holds more than {limits.MAX_ARCHIVE_MEMBERS} files; the rest was not read"
    return Problem(archive, "archive-count", reason, "Unpack it and scan a part.", lost=False)
