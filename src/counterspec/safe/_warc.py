"""Documents in web archives (WARC, packed or not): each answer as a member, with what is said of its capture."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from counterspec.model import Problem
from counterspec.safe import limits, pulse
from counterspec.safe._http import Answer, answer, payload
from counterspec.safe._members import Budget, Capture, Member, inner_path, too_many
from counterspec.safe._warc_stream import BLOCK, BombError, DamagedError, Readable, Stream

_LINE = 64 * 1024
_HEADERS = 400
_SMALL_PICTURE = 48 * 1024
"""Bytes below which a picture is decoration, no page."""
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z)?\Z")
_SCHEMES = ("http", "https", "ftp", "ftps", "file")
_GOOD = ("200", "203", "226")
_UNREAD_TYPES = ("font/", "audio/", "video/", "text/css", "application/font", "application/vnd.ms-fontobject")
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
    "application/json": ".json", "application/xml": ".xml", "text/xml": ".xml", "text/csv": ".csv",
    "application/zip": ".zip", "application/x-zip-compressed": ".zip", "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls", "image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif",
}  # fmt: skip
_KNOWN_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}\Z")
_PAGES = (".php", ".asp", ".aspx", ".jsp", ".do", ".action", ".cgi", ".htm", ".shtml", ".jhtml")
_NAME = 200


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    said: dict[str, str]
    length: int


def members(path: str, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Yield the documents of a web archive in its order."""
    yield from records(path, io.BytesIO(data), budget)


def records(path: str, raw: Readable, budget: Budget) -> Iterator[Member | Problem]:
    """Yield the documents of a web archive that is read from a stream, one in memory at a time."""
    left: Counter[str] = Counter()
    try:
        stream = Stream(raw)
        yield from _records(path, stream, budget, left)
    except BombError:
        reason = f"unpacks to more than {limits.MAX_ARCHIVE_RATIO} times its size; the rest was not read"
        yield Problem(path, "archive-bomb", reason)
    except (OSError, EOFError, ValueError) as error:
        yield Problem(path, "damaged", f"the web archive cannot be read to its end: {error}", _AGAIN)
    if left:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in sorted(left.items()))
        yield Problem(path, "records-left-out", f"records that are no documents: {reasons}", lost=False)


_AGAIN = "Fetch the archive again."


def _records(path: str, stream: Stream, budget: Budget, left: Counter[str]) -> Iterator[Member | Problem]:
    number = 0
    while True:
        number += 1
        pulse.beat()
        try:
            record = _head(stream)
            if record is None:
                if number == 1:
                    yield Problem(path, "damaged", "no record of a web archive is in it", _AGAIN)
                return
            if budget.files <= 0 or budget.size <= 0:
                yield too_many(path)
                return
            body = _Body(stream, record.length)
            made = _made(path, record, body, budget, left)
            body.skip()
        except DamagedError as error:
            yield Problem(f"{path}/record-{number}", "damaged", f"{error}; reading went on behind it", _AGAIN)
            continue
        if made is not None:
            yield made


def _head(stream: Stream) -> _Record | None:
    line = stream.line(_LINE)
    while line and not line.strip():
        line = stream.line(_LINE)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        stream.resume()
        raise DamagedError("something else than a record stands here")
    said: dict[str, str] = {}
    for _ in range(_HEADERS):
        line = stream.line(_LINE)
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        said.setdefault(name.strip().lower(), value.strip())
    length = said.get("content-length", "")
    if not length.isascii() or not length.isdecimal() or len(length) > 15:
        stream.resume()
        raise DamagedError("a record does not say how long it is")
    return _Record(said.get("warc-type", "").lower(), said, int(length))


class _Body:
    """The bytes of one record; `skip` leaves the stream behind them."""

    def __init__(self, stream: Stream, length: int) -> None:
        self._stream = stream
        self._left = length
        self.length = length

    def read(self, size: int = BLOCK) -> bytes:
        part = self._stream.some(min(size, self._left, BLOCK))
        self._left -= len(part)
        if not part and self._left:
            self._left = 0
            raise DamagedError("the file ends in the middle of a record")
        return part

    def skip(self) -> None:
        passed = 0
        while self._left:
            passed += len(self.read())
            if passed > limits.MAX_FILE_BYTES:
                passed = 0
                pulse.beat()


def _made(
    path: str, record: _Record, body: _Body, budget: Budget, left: Counter[str]
) -> Member | Problem | None:
    if record.kind not in ("response", "resource"):
        if record.kind in ("revisit", "conversion"):
            left[_KINDS[record.kind]] += 1
        return None
    address = record.said.get("warc-target-uri", "").strip("<> ")
    if address.partition(":")[0].lower() not in _SCHEMES:
        left["of other addresses than the web's"] += 1
        return None
    said = answer(body) if _is_http(record) else Answer("", {"content-type": _type(record)}, b"")
    if said.status and said.status[:3] not in _GOOD:
        left[f"answered with {said.status[:3] if said.status[:3].isdecimal() else 'no status'}"] += 1
        return None
    media_type = said.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type.startswith(_UNREAD_TYPES) or (
        media_type.startswith("image/") and record.length < _SMALL_PICTURE
    ):
        left["fonts, styles, sounds, films and small pictures"] += 1
        return None
    inner, refused = inner_path(path, _name(address, media_type))
    if refused:
        return Problem(inner, "path-escape", refused)
    budget.files -= 1
    limit = budget.member_limit(record.length)
    content, trouble = payload(said, body, limit)
    if trouble:
        return Problem(inner, "encoding", trouble)
    if len(content) > limit:
        code, reason = budget.why(limit)
        return Problem(inner, code, reason)
    budget.spend(len(content))
    return Member(budget.unique(inner), content, _capture(record, address, said, media_type))


_KINDS = {
    "revisit": "that repeat an earlier capture (revisit)",
    "conversion": "made of others by machine (conversion)",
}


def _is_http(record: _Record) -> bool:
    return record.kind == "response" and "http" in _type(record).lower()


def _type(record: _Record) -> str:
    return record.said.get("content-type", "")


def _capture(record: _Record, address: str, said: Answer, media_type: str) -> Capture:
    found = _DATE.match(record.said.get("warc-date", ""))
    at = None if found is None else f"{found[1]}T{found[2]}Z" if found[2] else found[1]
    facts = (
        ("record", record.said.get("warc-record-id", "")),
        ("payload_digest", record.said.get("warc-payload-digest", "")),
        ("status", said.status),
        ("media_type", media_type),
        ("last_modified", said.headers.get("last-modified", "")),
    )
    return Capture(address, at, tuple((name, value[:500]) for name, value in facts if value))


def _name(address: str, media_type: str) -> str:
    """Return a name for what lies at an address: its host and path, with a suffix that says what it is."""
    try:
        parts = urlsplit(address)
        host, place, query = parts.hostname or "", unquote(parts.path), unquote(parts.query)
    except ValueError:
        host, place, query = "", address.partition(":")[2].lstrip("/"), ""
    steps = [step for step in place.split("/") if step not in ("", ".", "..")]
    if place.endswith("/") or not steps:
        steps.append("index")
    last = steps[-1]
    suffix = _SUFFIXES.get(media_type, "")
    known = _KNOWN_SUFFIX.search(last)
    # What a page's program is called says nothing of what it answered with.
    if query or known is None or last.lower().endswith(_PAGES):
        kept = f"{last}?{query}" if query else last
        last = kept.replace("/", "_").replace("\\", "_")[:_NAME] + suffix
    return "/".join([host, *steps[:-1], last[-2 * _NAME :]]).lstrip("/")
