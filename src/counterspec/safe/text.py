"""Decode bytes: byte-order marks, declared encodings, then detection."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from counterspec.errors import LimitError
from counterspec.model import Problem
from counterspec.safe import _detect, _labels, limits

HEAD_BYTES = 64 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_BINARY_SIGNATURES = (
    b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG",
    b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!",
    b"SQLite format 3\0", b"\xca\xfe\xba\xbe", b"\0asm", b"MZ\x90", b"wOFF", b"wOF2", b"\0\x01\0\0\0",
    b"OTTO", b"OggS", b"RIFF", b"II*\0", b"MM\0*", b"\x93NUMPY", b"fLaC", b"ID3", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded text. `encoding` is Python's name; a byte-order mark is not part of `text`."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str) -> Text:
    """Return the text of `data`; what cannot be decoded becomes U+FFFD, with a problem.

    Raises:
        LimitError: more than `limits.MAX_TEXT_BYTES`.
    """
    if len(data) > limits.MAX_TEXT_BYTES:
        raise LimitError(
            f"{path}: a text of {len(data)} bytes is more than the {limits.MAX_TEXT_BYTES} allowed"
        )
    nul = b"\0" in data
    wide = _wide(data) if nul or data[:1] >= b"\x84" else None
    if wide is not None:
        return _with_nul_problem(_strictly_or_replaced(*wide, path), path)
    read = _as_utf8(data, path) or _as_other(data, path)
    return _with_nul_problem(read, path) if nul else read


def head_text(data: bytes) -> str | None:
    """Return the first 64 KiB of `data` decoded, None where the bytes are binary."""
    head = data[:HEAD_BYTES]
    if looks_binary(head):
        return None
    if len(data) > HEAD_BYTES:
        head = head[: head.rfind(b"\n") + 1 or HEAD_BYTES]
    return decode(head, "").text


def looks_binary(data: bytes) -> bool:
    """Tell whether `data` is no text in any encoding: by signature, or by its control characters."""
    if data.startswith(_BINARY_SIGNATURES):
        return True
    sample = data[:8192]
    if _wide(sample) is not None:
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > max(4, len(sample) // 20)


def _wide(data: bytes) -> tuple[bytes, str] | None:
    """Return the bytes after a mark and their encoding, by mark or by the pattern of zero bytes."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :], encoding
    encoding_found = _detect.wide_encoding(data[:8192]) if b"\0" in data[:8192] else None
    return (data, encoding_found) if encoding_found else None


def _as_utf8(data: bytes, path: str) -> Text | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if data.isascii():
        return _escaped(data) or Text(text, "utf-8")
    declared = _labels.declared(data)
    if declared is None or declared.encoding == "utf-8":
        return Text(text, "utf-8")
    return Text(text, "utf-8", (_wrong_label(path, declared.label, "utf-8"),))


def _escaped(data: bytes) -> Text | None:
    """Decode the seven-bit encodings that switch character sets by escape sequences."""
    if b"\x1b$" not in data:
        return None
    for encoding in ("iso2022_jp_2", "iso2022_kr"):
        try:
            return Text(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return None


def _as_other(data: bytes, path: str) -> Text:
    damaged = _damaged_utf8(data, path)
    if damaged is not None:
        return damaged
    declared = _labels.declared(data)
    encoding, sure = _detect.detect(data, declared.encoding if declared else None)
    read = _strictly_or_replaced(data, encoding, path)
    if declared is not None and not _labels.same(declared.encoding, encoding):
        return Text(read.text, encoding, (_wrong_label(path, declared.label, encoding), *read.problems))
    return read if sure or declared else Text(read.text, encoding, (_guessed(path, encoding), *read.problems))


def _damaged_utf8(data: bytes, path: str) -> Text | None:
    """Return UTF-8 with replacements where nearly all of what is not ASCII is valid UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    wide = len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken * 8 > wide:
        return None
    return Text(text, "utf-8", (_undecodable(path, text, broken, "utf-8"),))


def _strictly_or_replaced(data: bytes, encoding: str, path: str) -> Text:
    try:
        # The larger set has the dash and the middle dot that everybody means; Python's small one has others.
        return Text(data.decode("gb18030" if encoding == "gb2312" else encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    return Text(text, encoding, (_undecodable(path, text, text.count("\ufffd"), encoding),))


def _undecodable(path: str, text: str, count: int, encoding: str) -> Problem:
    line = text.count("\n", 0, text.find("\ufffd")) + 1
    return Problem(
        path,
        "undecodable",
        f"{count} places are no valid {encoding} and were replaced by U+FFFD, the first on line {line}",
        "Save the file again in one encoding.",
        line=line,
        lost=False,
    )


def _guessed(path: str, encoding: str) -> Problem:
    reason = f"the encoding is a guess: {encoding}"
    return Problem(path, "encoding-guessed", reason, "Save the file as UTF-8.", lost=False)


def _wrong_label(path: str, label: str, encoding: str) -> Problem:
    reason = f"the file says {label} but its bytes are {encoding}; read as {encoding}"
    return Problem(path, "encoding-label", reason, "Correct the declared encoding.", lost=False)


def _with_nul_problem(read: Text, path: str) -> Text:
    count = read.text.count("\0")
    if not count:
        return read
    line = read.text.count("\n", 0, read.text.find("\0")) + 1
    reason = f"{count} NUL characters inside the text, the first on line {line}; kept"
    problem = Problem(path, "nul-bytes", reason, line=line, lost=False)
    return Text(read.text, read.encoding, (*read.problems, problem))
