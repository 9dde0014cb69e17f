"""BagIt bags in ZIP files (RFC 8493): the same contents give the same bytes on any machine.

Members are stored and not compressed, in the order of their names, all of one date: nothing but names
and contents decides the bytes, and a ZIP that was touched anywhere differs from the one these make.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from counterspec.errors import UnreadableError

MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DATE = (1980, 1, 1, 0, 0, 0)
_MOST_MEMBERS = 200_000
MOST_BYTES = 8 << 30
"""A larger pack is not opened."""


def bagged(payload: Mapping[str, bytes], info: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of a bag: `payload` by its path below data/, and the tag files that name them."""
    size = sum(map(len, payload.values()))
    info = {**info, "Payload-Oxum": f"{size}.{len(payload)}"}
    files = {f"data/{path}": data for path, data in payload.items()}
    tags = {
        "bagit.txt": _DECLARATION,
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
    for line in data.decode("utf-8", "replace").splitlines():
        digest, _, path = line.partition("  ")
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


def opened(data: bytes, name: str) -> Iterator[tuple[str, bytes | str]]:
    """Yield each member of a pack with its bytes, or with what is wrong with it.

    Raises:
        UnreadableError: no ZIP, or one that asks for too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnreadableError(
            f"{name}: no pack: {error}", hint="Give the file counterspec pack wrote."
        ) from error
    entries = archive.infolist()
    if len(entries) > _MOST_MEMBERS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise UnreadableError(f"{name}: more than a pack holds")
    seen: set[str] = set()
    for entry in entries:
        path = entry.filename
        parts = PurePosixPath(path).parts
        if path in seen or not parts or path.startswith("/") or ".." in parts or "\\" in path:
            yield path, "a name that no pack has"
            continue
        seen.add(path)
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
            yield path, "compressed or encrypted, as no pack is"
            continue
        try:
            yield path, archive.read(entry)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            yield path, f"damaged: {error}"
