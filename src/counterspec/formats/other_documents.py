"""Documents of kinds that are not read: each a problem that says what to do, never silence."""

from __future__ import annotations

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.kinds import office_kind
from counterspec.safe.text import Text

_NAMES = {
    ".hwp": "Hangul", ".hwpx": "Hangul", ".vsd": "Visio", ".vsdx": "Visio", ".mpp": "Project", ".pub": "Publisher",
    ".wpd": "WordPerfect", ".pages": "Pages", ".numbers": "Numbers", ".key": "Keynote", ".djvu": "DjVu", ".djv": "DjVu",
    ".caj": "CAJ", ".kdh": "CAJ", ".nh": "CAJ", ".ceb": "CEB", ".ofd": "OFD", ".gd": "GD", ".epub": "EPUB",
    ".chm": "compiled HTML help", ".xps": "XPS", ".oxps": "XPS", ".mobi": "Mobipocket", ".azw3": "Kindle",
    ".wri": "Windows Write", ".one": "OneNote", ".odg": "OpenDocument drawing", ".dwf": "DWF",
}  # fmt: skip
_INSIDE = {"hwp": ".hwp", "hwpx": ".hwpx", "vsd": ".vsd", "vsdx": ".vsdx", "ofd": ".ofd", "epub": ".epub"}


def _claim(head: Head) -> int:
    if head.office in _INSIDE:
        return 97
    return 38 if head.suffix in _NAMES and head.text is None and head.office is None else 0


def _read(source: Source, text: Text | None) -> Document:

    suffix = _INSIDE.get(office_kind(source.data) or "", "." + source.path.rpartition(".")[2].lower())
    raise UnreadableError(
        f"{source.path}: a {_NAMES.get(suffix, 'document')} file is not read",
        hint="Save or print it as PDF, or save it as DOCX.",
        code="unsupported-format",
    )


ENTRY = Format(
    id="other-documents",
    title="Documents not read",
    kind="text",
    media_type="application/octet-stream",
    suffixes=tuple(_NAMES),
    claim=_claim,
    read=_read,
    reads="Nothing: each becomes a problem that names the kind of file and the remedy.",
    binary=True,
)
