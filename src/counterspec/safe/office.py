"""Open office files (ZIP packages of XML) within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress

from counterspec.errors import LimitError, UnreadableError
from counterspec.safe import limits

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How compound files begin: older office formats, and encrypted newer ones."""
_MAX_PARTS = 20_000
_MAX_XML_BYTES = 512 * 1024 * 1024
"""XML that one office file may unpack to, all parts together."""
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def is_locked(data: bytes) -> bool:
    """Tell whether an office file is encrypted: the package then lies in a compound file, under this name."""
    return data.startswith(COMPOUND) and "EncryptedPackage".encode("utf-16-le") in data


def locked(path: str) -> UnreadableError:
    """Return the error that says so."""
    hint = "Save a copy without the password."
    return UnreadableError(f"{path}: locked with a password", hint=hint, code="encrypted")


class Package:
    """An office file's parts, each read on demand and never beyond the bounds."""

    def __init__(self, data: bytes, path: str) -> None:
        """Open the package.

        Raises:
            UnreadableError: no ZIP package, damaged, or locked with a password.
        """
        self.path = path
        self._data = data
        self._left = _MAX_XML_BYTES
        if is_locked(data):
            raise locked(path)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except DAMAGE as error:
            raise UnreadableError(f"{path}: the office file is damaged: {error}") from error
        self.parts = {info.filename: info for info in infos[:_MAX_PARTS] if not info.is_dir()}

    def read(self, name: str) -> bytes | None:
        """Return one part, None where there is none of that name.

        Raises:
            LimitError: the part unpacks to more than it may.
            UnreadableError: the part is damaged or locked.
        """
        info = self.parts.get(name)
        if info is None:
            return None
        allowed = min(self._left, 1024 * 1024 + info.compress_size * limits.MAX_ARCHIVE_RATIO)
        try:
            with self._zip.open(info) as stream:
                content = stream.read(allowed + 1)
        except DAMAGE as error:
            raise UnreadableError(f"{self.path}: the part {name} is damaged: {error}") from error
        if len(content) > allowed:
            raise LimitError(f"{self.path}: the part {name} unpacks to far more than its size allows")
        self._left -= len(content)
        return content

    def again(self) -> Package:
        """Return the package with its bounds unspent, for reading parts that were checked before."""
        return Package(self._data, self.path)

    def check_xml(self) -> None:
        """Unpack every XML part once and forget it, so that other libraries can be trusted with the file.

        What is damaged is left for them to find.

        Raises:
            LimitError: a part unpacks to more than it may.
        """
        for name in self.parts:
            if name.lower().endswith((".xml", ".rels", ".vml", ".bin")):
                with suppress(UnreadableError):
                    self.read(name)
