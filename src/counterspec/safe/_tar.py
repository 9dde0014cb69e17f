"""Members of tar files, packed or not, and of single packed files."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from typing import IO, cast

from counterspec.model import Problem
from counterspec.safe import limits
from counterspec.safe._members import Budget, Member, inner_path, readable_name, too_many

_DAMAGE = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError)
_BLOCK = 512
_Stream = io.BytesIO | gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile
_HEADER_BYTES = 4 * 1024 * 1024
"""What the headers between two members may need; more is a bomb of header records."""


class _TooMuchError(ValueError):
    """The stream unpacked to more than it may."""


class _Bounded:
    """A stream that counts what was read, stops at a limit and keeps the last block."""

    def __init__(self, stream: _Stream, limit: int) -> None:
        self._stream = stream
        self._left = limit
        self._allowance = _HEADER_BYTES
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        wanted = min(size if size >= 0 else self._left + 1, self._left + 1)
        data = self._stream.read(wanted)
        self._left -= len(data)
        self._allowance -= len(data)
        if self._left < 0 or self._allowance < 0:
            raise _TooMuchError("unpacks to more than it may")
        self.tail = (self.tail + data)[-_BLOCK:]
        return data

    def allow(self, size: int) -> None:
        """Let the next member of `size` bytes and the headers after it pass."""
        self._allowance = size + _HEADER_BYTES


def members(path: str, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Yield the files of a tar archive in their order, as far as it can be read."""
    stream = _Bounded(_unpacker(data), _stream_limit(data, budget))
    files_before = budget.files
    try:
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|", errorlevel=2) as archive:
            for info in archive:
                stream.allow(info.size)
                if info.isdir():
                    continue
                if budget.files <= 0:
                    yield too_many(path)
                    return
                budget.files -= 1
                yield _member(archive, info, path, budget)
        if stream.tail.strip(b"\0"):
            yield _cut(path, "the archive ends without its end mark")
    except _TooMuchError:
        yield _bomb(path, data, budget)
    except _DAMAGE as error:
        reason = f"the archive cannot be read to its end: {error}"
        yield _cut(path, reason, lost=budget.files == files_before)


def single(path: str, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Yield the one file packed at `path`, named as the archive without its last suffix."""
    inner = f"{path}/{path.rpartition('/')[2].rpartition('.')[0] or 'content'}"
    limit = budget.member_limit(len(data))
    budget.files -= 1
    content, damage = _read_up_to(_unpacker(data), limit)
    if len(content) > limit:
        code, reason = budget.why(limit)
        yield Problem(inner, code, reason)
        return
    if damage:
        yield Problem(inner, "truncated", damage, "Fetch the file again.", lost=not content)
    if content or not damage:
        budget.spend(len(content))
        yield Member(budget.unique(inner), content)


def _read_up_to(stream: _Stream, limit: int) -> tuple[bytes, str]:
    """Return up to `limit` + 1 bytes, and what stopped the reading, if it was damage."""
    parts: list[bytes] = []
    left = limit + 1
    try:
        while left > 0 and (part := stream.read1(min(left, 8192))):
            parts.append(part)
            left -= len(part)
    except _DAMAGE as error:
        return b"".join(parts), f"the packed file ends early or is damaged: {error}"
    return b"".join(parts), ""


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, path: str, budget: Budget) -> Member | Problem:
    inner, refused = inner_path(path, readable_name(info.name))
    if refused:
        return Problem(inner, "path-escape", refused)
    if not info.isreg() or info.issparse():
        return Problem(inner, "special-file", "a link, device or sparse file is not followed", lost=False)
    if info.size > min(limits.MAX_FILE_BYTES, budget.size):
        code, reason = budget.why(min(limits.MAX_FILE_BYTES, budget.size))
        return Problem(inner, code, reason)
    stream = archive.extractfile(info)
    content = stream.read() if stream is not None else b""
    budget.spend(len(content))
    return Member(budget.unique(inner), content)


def _unpacker(data: bytes) -> _Stream:
    raw = io.BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=raw)
    if data.startswith(b"BZh"):
        return bz2.BZ2File(raw)
    if data.startswith(b"\xfd7zXZ\0"):
        return lzma.LZMAFile(raw)
    return raw


def _stream_limit(data: bytes, budget: Budget) -> int:
    return min(1024 * 1024 + len(data) * limits.MAX_ARCHIVE_RATIO, budget.size + _HEADER_BYTES)


def _bomb(path: str, data: bytes, budget: Budget) -> Problem:
    by_ratio = _stream_limit(data, budget) < budget.size
    code = "archive-bomb" if by_ratio else "archive-size"
    reason = "the archive unpacks to far more than its size allows; the rest was not read"
    return Problem(path, code, reason, "Unpack it and scan a part.", lost=False)


def _cut(path: str, reason: str, *, lost: bool = False) -> Problem:
    return Problem(path, "truncated", reason, "Fetch the archive again.", lost=lost)
