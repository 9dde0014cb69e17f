"""Tell what an office file is by what lies inside it, whatever its name says."""

from __future__ import annotations

import io
import zipfile

from counterspec.errors import UnreadableError
from counterspec.safe.compound import Compound
from counterspec.safe.office import COMPOUND, DAMAGE

_STREAMS = (
    ("EncryptedPackage", "locked"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"),
    ("PowerPoint Document", "ppt"), ("__properties_version1.0", "msg"), ("HwpSummaryInformation", "hwp"),
    ("\x05HwpSummaryInformation", "hwp"), ("VisioDocument", "vsd"),
)  # fmt: skip
_PARTS = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("visio/", "vsdx"),
    ("OFD.xml", "ofd"),
    ("Contents/", "hwpx"),
)
_MIMES = (
    (b"opendocument.spreadsheet", "ods"), (b"opendocument.text", "odt"), (b"opendocument.presentation", "odt"),
    (b"epub+zip", "epub"), (b"hwp+zip", "hwpx"), (b"opendocument.graphics", "odt"),
    (b"vnd.sun.xml.calc", "ods"), (b"vnd.sun.xml.writer", "odt"),
)  # fmt: skip
_MOST_PARTS = 20_000


def office_kind(data: bytes) -> str | None:
    """Return "docx", "xlsx", "pptx", "odt", "ods", "doc", "xls", "ppt", "msg", "locked" and the like.

    None for what is no office file, or is one too damaged to tell.
    """
    if data.startswith(COMPOUND):
        return _compound_kind(data)
    return _package_kind(data) if data.startswith(b"PK\x03\x04") else None


def _compound_kind(data: bytes) -> str | None:
    try:
        names = Compound(data, "").names()
    except UnreadableError:
        return None
    return next((kind for name, kind in _STREAMS if name in names), None)


def _package_kind(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info.filename for info in archive.infolist()[:_MOST_PARTS]]
    except DAMAGE:
        # Cut off: the first parts still name themselves at the beginning.
        head = data[:16_384]
        return next(
            (kind for part, kind in _PARTS[:3] if part.encode() in head and b"[Content_Types]" in head), None
        )
    if "mimetype" in names:
        kind = next((kind for mime, kind in _MIMES if mime in data[:200]), None)
        if kind:
            return kind
    if "[Content_Types].xml" not in names and "OFD.xml" not in names and "content.xml" not in names:
        return None
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), None)
