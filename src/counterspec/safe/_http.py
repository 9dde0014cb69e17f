"""An answer of a web server as a web archive keeps it: status, headers, and the content as it was meant."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counterspec.safe._warc_stream import Readable

_HEAD = 256 * 1024
_BLOCK = 64 * 1024
_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is the number and its words, `headers` by name in lower case, `begun` what was read of the content."""

    status: str
    headers: dict[str, str]
    begun: bytes


def answer(body: Readable) -> Answer:
    """Read the head of an answer; what is no such head is content without one."""
    data = b""
    while len(data) < _HEAD:
        part = body.read(_BLOCK)
        data += part
        if not part or b"\r\n\r\n" in data or b"\n\n" in data:
            break
    if not data.startswith(b"HTTP/"):
        return Answer("", {}, data)
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := data.find(mark)) >= 0]
    at, wide = min(ends, default=(len(data), 0))
    first, *lines = data[:at].decode("utf-8", "replace").splitlines() or [""]
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return Answer(" ".join(first.split()[1:])[:100], headers, data[at + wide :])


def payload(said: Answer, body: Readable, limit: int) -> tuple[bytes, str]:
    """Return up to `limit` + 1 bytes of the content, and why it cannot be had, empty where it can.

    Archives keep contents that are unpacked already under headers that say they are packed: what does
    not look packed is taken as it is.
    """
    parts = _rest(said.begun, body)
    if said.headers.get("transfer-encoding", "").lower() == "chunked":
        parts = _unchunked(parts)
    coding = said.headers.get("content-encoding", "").lower().strip()
    if coding in _PACKED:
        parts = _unpacked(parts, _PACKED[coding])
    made, size = [], 0
    try:
        for part in parts:
            made.append(part)
            size += len(part)
            if size > limit:
                break
    except zlib.error as error:
        return b"", f"its content cannot be unpacked: {error}"
    content = b"".join(made)[: limit + 1]
    if coding not in (*_PACKED, "", "identity") and not _readable(content):
        return b"", f"its content is packed as {coding[:40]!r}, which is not read"
    return content, ""


def _readable(content: bytes) -> bool:
    return content.lstrip()[:1] in (b"<", b"{", b"[") or content.startswith((b"%PDF", b"PK\x03\x04"))


def _rest(begun: bytes, body: Readable) -> Iterator[bytes]:
    if begun:
        yield begun
    while part := body.read(_BLOCK):
        yield part


def _unchunked(parts: Iterator[bytes]) -> Iterator[bytes]:
    held, first = b"", True
    while True:
        while b"\n" not in held and len(held) < _BLOCK and (more := next(parts, b"")):
            held += more
        line, mark, rest = held.partition(b"\n")
        size = _size(line)
        if size is None or not mark:
            # Unchunked already, or damaged: what there is.
            yield held if first else b""
            yield from parts if first else ()
            return
        first = False
        if size == 0:
            return
        held = rest
        while size:
            if not held:
                held = next(parts, b"")
                if not held:
                    return
            yield held[:size]
            taken = min(size, len(held))
            size, held = size - taken, held[taken:]
        while len(held) < 2 and (more := next(parts, b"")):
            held += more
        held = held.removeprefix(b"\r").removeprefix(b"\n")


def _size(line: bytes) -> int | None:
    digits = line.partition(b";")[0].strip()
    if not digits or len(digits) > 12:
        return None
    try:
        return int(digits, 16)
    except ValueError:
        return None


def _unpacked(parts: Iterable[bytes], bits: int) -> Iterator[bytes]:
    machine: zlib._Decompress | None = None
    for part in parts:
        if machine is None:
            if bits == 31 and not part.startswith(b"\x1f\x8b"):
                yield part
                yield from parts
                return
            # Servers send deflate with and without its two bytes of head.
            bare = bits == 15 and (part[0] & 0x0F != 8 or int.from_bytes(part[:2], "big") % 31 != 0)
            machine = zlib.decompressobj(-15 if bare else bits)
        left = part
        while left and not machine.eof:
            yield machine.decompress(left, _BLOCK)
            left = machine.unconsumed_tail
