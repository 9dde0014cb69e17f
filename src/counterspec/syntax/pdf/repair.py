"""Give a damaged PDF a new table of its objects, so that what is left of it can be read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})[ \t\r\n]{1,4}(\d{1,5})[ \t\r\n]{1,4}obj\b")
_ROOT = re.compile(rb"/Root[ \t\r\n]{0,4}(\d{1,8})[ \t\r\n]{1,4}\d{1,5}[ \t\r\n]{1,4}R")
_ENCRYPT = re.compile(rb"/Encrypt[ \t\r\n]{0,4}\d{1,8}[ \t\r\n]{1,4}\d{1,5}[ \t\r\n]{1,4}R")
_ID = re.compile(rb"/ID[ \t\r\n]{0,4}\[[^\]]{0,400}\]")
_CATALOG = re.compile(rb"/Type[ \t\r\n]{0,4}/Catalog\b")
_PAGES = re.compile(rb"/Type[ \t\r\n]{0,4}/Pages\b")
_PAGE = re.compile(rb"/Type[ \t\r\n]{0,4}/Page(?![A-Za-z])")
_PACKED = re.compile(rb"/Type[ \t\r\n]{0,4}/ObjStm\b")
_COUNT = re.compile(rb"/N[ \t\r\n]{1,4}(\d{1,6})")
_FIRST = re.compile(rb"/First[ \t\r\n]{1,4}(\d{1,8})")
_STREAM = re.compile(rb"stream\r?\n")
_PAIR = re.compile(rb"(\d{1,8})[ \t\r\n]{1,4}(\d{1,8})")
_HEAD = 4_096
_MAX_OBJECTS = 500_000
_MAX_PACKED = 64 * 1024 * 1024
_DEFAULT_PAGE = b"/MediaBox [0 0 595 842]"


def mended(data: bytes, *, rebuild_pages: bool = False) -> bytes | None:
    """Return the file with a new table of its objects at its end; None where it holds no page.

    `rebuild_pages` makes a new tree of all pages that are found, in their order in the file:
    for files whose own tree is lost.
    """
    places = {
        int(match[1]): match.start()
        for match, _ in zip(_OBJECT.finditer(data), range(_MAX_OBJECTS), strict=False)
    }
    if not places:
        return None
    out = bytearray(data)
    out += b"\n"
    for number, body in _unpacked(data, places):
        if number not in places:
            places[number] = len(out)
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    root = None if rebuild_pages else _root(out, places)
    if root is None:
        root = _new_tree(out, places)
    if root is None:
        return None
    _add_table(out, places, root, _carried(data))
    return bytes(out)


def _unpacked(data: bytes, places: dict[int, int]) -> Iterator[tuple[int, bytes]]:
    """Yield the objects that stand packed in streams, with their numbers."""
    room = _MAX_PACKED
    for start in sorted(places.values()):
        head = data[start : start + _HEAD]
        packed = _PACKED.search(head)
        stream = _STREAM.search(head)
        count, first = _COUNT.search(head), _FIRST.search(head)
        if not (packed and stream and count and first and packed.start() < stream.start()) or room <= 0:
            continue
        unpacker = zlib.decompressobj()
        try:
            text = unpacker.decompress(data[start + stream.end() : start + stream.end() + room], room)
        except zlib.error:
            continue
        room -= len(text)
        begin = int(first[1])
        pairs = [(int(pair[1]), int(pair[2])) for pair in _PAIR.finditer(text[:begin])][: int(count[1])]
        for index, (number, offset) in enumerate(pairs):
            end = pairs[index + 1][1] if index + 1 < len(pairs) else len(text) - begin
            yield number, text[begin + offset : begin + max(end, offset)]


def _head(data: bytearray, start: int) -> bytes:
    head = bytes(data[start : start + _HEAD])
    ends = [place for place in (head.find(b"endobj"), head.find(b"stream")) if place >= 0]
    return head[: min(ends, default=len(head))]


def _root(data: bytearray, places: dict[int, int]) -> int | None:
    named = [int(match[1]) for match in _ROOT.finditer(data)]
    for number in reversed(named[-8:]):
        if number in places and _CATALOG.search(_head(data, places[number])):
            return number
    found = [number for number, start in places.items() if _CATALOG.search(_head(data, start))]
    return found[-1] if found else None


def _new_tree(data: bytearray, places: dict[int, int]) -> int | None:
    pages = [
        number
        for number, start in sorted(places.items(), key=lambda item: item[1])
        if _PAGE.search(_head(data, start)) and not _PAGES.search(_head(data, start))
    ]
    if not pages:
        return None
    root, tree = max(places) + 1, max(places) + 2
    places[root] = len(data)
    data += b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (root, tree)
    places[tree] = len(data)
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    data += b"%d 0 obj\n<< /Type /Pages /Count %d %s /Kids [%s] >>\nendobj\n" % (
        tree,
        len(pages),
        _DEFAULT_PAGE,
        kids,
    )
    return root


def _carried(data: bytes) -> bytes:
    """Return what a new trailer must keep of the old: how the file is locked."""
    lock = _ENCRYPT.findall(data)
    if not lock:
        return b""
    marks = _ID.findall(data)
    kept: bytes = lock[-1]
    return kept + b" " + (marks[-1] if marks else b"")


def _add_table(out: bytearray, places: dict[int, int], root: int, carried: bytes) -> None:
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    numbers = sorted(places)
    first = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index] != numbers[index - 1] + 1:
            out += b"%d %d\n" % (numbers[first], index - first)
            out += b"".join(b"%010d 00000 n \n" % places[number] for number in numbers[first:index])
            first = index
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        numbers[-1] + 1, root, carried, start,
    )  # fmt: skip
