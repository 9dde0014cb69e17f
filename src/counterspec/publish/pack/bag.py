"""BagIt bags in ZIP files (RFC 8493): the same contents give the same bytes on any machine.

Members are stored and not compressed, in the order of their names, all of one date: nothing but names
and contents decides the bytes, and a ZIP that was touched anywhere differs from the one these make.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from counterspec.errors import UnreadableError

MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
STAMPS = "timestamps/"
"""Time-stamps are put beside the bag after it was made: nothing names them, and they are not counted against it."""
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DATE = (1980, 1, 1, 0, 0, 0)
_MOST_MEMBERS = 200_000
_LARGEST_STAMP = 1 << 20
_HEAD = struct.Struct("<4s22sHH")
_NO_ZIP = (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OverflowError, struct.error)


def bagged(payload: Mapping[str, bytes], info: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of a bag: `payload` by its path below data/, and the tag files that name them."""
    size = sum(map(len, payload.values()))
    info = {**info, "Payload-Oxum": f"{size}.{len(payload)}"}
    files = {f"data/{path}": data for path, data in payload.items()}
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{key}: {value}\n" for key, value in sorted(info.items())).encode(),
        MANIFEST: manifest(files),
    }
    return {**files, **tags, TAGS: manifest(tags)}


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Return the lines of a manifest, by path."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {_escaped(path)}\n" for path in sorted(files))
    return "".join(lines).encode()


def listed(data: bytes) -> dict[str, str]:
    """Return the digests of a manifest by path; a line that is none is left out, its file is then not listed."""
    made = {}
    for line in data.splitlines():
        digest, _, path = line.decode("utf-8", "replace").partition("  ")
        if len(digest) == 64 and path:
            made[_unescaped(path)] = digest
    return made


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _unescaped(path: str) -> str:
    return path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the files as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _DATE)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            made.writestr(entry, files[path])
    return out.getvalue()


@dataclass(slots=True)
class Members:
    """What lies in a ZIP: contents by name, what is wrong with it by name, and the names whose checksum fails."""

    files: dict[str, bytes] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    damaged: set[str] = field(default_factory=set)


def opened(data: bytes, name: str) -> Members:
    """Return the members of a pack; nothing is unpacked that is larger than the file itself.

    Raises:
        UnreadableError: no ZIP, or one that asks for more than it holds.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _NO_ZIP as error:
        raise UnreadableError(
            f"{name}: no pack: it is no whole ZIP file", hint="Give the file that counterspec pack wrote."
        ) from error
    entries = archive.infolist()
    asked = sum(entry.file_size for entry in entries if entry.compress_type == zipfile.ZIP_STORED)
    if len(entries) > _MOST_MEMBERS or asked > len(data):
        raise UnreadableError(f"{name}: no pack: it says that it holds more than the file is long")
    made = Members()
    for entry in entries:
        path = entry.filename
        parts = PurePosixPath(path).parts
        if path in made.files:
            made.wrong.append((path, "is there twice"))
        elif (
            not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in entry.orig_filename
        ):
            made.wrong.append((path, "a name that no pack has"))
        elif path.startswith(STAMPS):
            _stamp(archive, entry, made)
        else:
            _stored(data, entry, made)
    return made


def _stored(data: bytes, entry: zipfile.ZipInfo, made: Members) -> None:
    """Take a member as its bytes lie in the file, also where its checksum fails."""
    path, at = entry.filename, entry.header_offset
    head = data[at : at + _HEAD.size] if at >= 0 else b""
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
        made.wrong.append((path, "is compressed or encrypted, as nothing in a pack is"))
        return
    if len(head) < _HEAD.size or entry.file_size != entry.compress_size:
        made.wrong.append((path, "is damaged: its place in the ZIP is not known"))
        return
    mark, _, length, extra = _HEAD.unpack(head)
    start = at + _HEAD.size + length + extra
    called = data[at + _HEAD.size : at + _HEAD.size + length]
    if mark != b"PK\3\4" or called.decode("utf-8", "replace") != path:
        made.wrong.append((path, "is damaged: the ZIP calls it so in one place, and not in the other"))
    made.files[path] = data[start : start + entry.file_size]
    if zlib.crc32(made.files[path]) != entry.CRC:
        made.damaged.add(path)


def _stamp(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, made: Members) -> None:
    """Take a time-stamp, which another program may have put in and compressed."""
    if entry.file_size > _LARGEST_STAMP:
        made.wrong.append((entry.filename, "is larger than a time-stamp is"))
        return
    try:
        with archive.open(entry) as stream:
            made.files[entry.filename] = stream.read(_LARGEST_STAMP)
    except (*_NO_ZIP, OSError, EOFError, zlib.error) as error:
        made.wrong.append((entry.filename, f"is damaged: {error}"))


def touched(data: bytes, files: Mapping[str, bytes]) -> str | None:
    """Return where a ZIP differs from the one that its contents make: a member, "" the directory, None nowhere.

    Where time-stamps were put in, whoever did so wrote the ZIP's directory anew; all before them must be as it was.
    """
    own = {path: content for path, content in files.items() if not path.startswith(STAMPS)}
    right = zipped(own)
    members = zipfile.ZipFile(io.BytesIO(right))
    until = members.start_dir if len(own) < len(files) else max(len(right), len(data))
    if data[:until] == right[:until]:
        return None
    at = next((at for at, (is_, was) in enumerate(zip(data, right, strict=False)) if is_ != was), len(right))
    before = [entry.filename for entry in members.infolist() if entry.header_offset <= at]
    return before[-1] if before and at < members.start_dir else ""
