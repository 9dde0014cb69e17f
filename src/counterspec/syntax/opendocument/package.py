"""Open an OpenDocument file, packed or flat, and find its parts."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from counterspec.errors import LimitError, UnreadableError
from counterspec.safe.office import Package, locked
from counterspec.syntax.compose import flat
from counterspec.syntax.office_parts import parse_part

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".svm", ".emf", ".wmf")


@dataclass(frozen=True, slots=True)
class OpenFile:
    """The parts of a file: `content` and `styles` (the same where the file is flat), and its stated title."""

    content: Element
    styles: Element | None
    stated: str | None
    pictures: int = 0
    embedded: int = 0


def open_file(data: bytes, path: str) -> OpenFile:
    """Return the parts of an OpenDocument file.

    Raises:
        UnreadableError: damaged, locked with a password, or without content.
    """
    if not data.startswith(b"PK"):
        root = parse_part(data, "document", path)
        return OpenFile(root, root, _stated(root))
    package = Package(data, path)
    manifest = package.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise locked(path)
    content = package.read("content.xml")
    if content is None:
        raise UnreadableError(f"{path}: no content inside")
    inside = sum(name.startswith("Object ") and name.endswith("/content.xml") for name in package.parts)
    return OpenFile(
        parse_part(content, "content.xml", path),
        _optional(package, "styles.xml"),
        _stated(_optional(package, "meta.xml")),
        sum(name.lower().endswith(_PICTURES) and "thumbnail" not in name.lower() for name in package.parts),
        inside,
    )


def _optional(package: Package, name: str) -> Element | None:
    try:
        data = package.read(name)
        return parse_part(data, name, package.path) if data else None
    except (UnreadableError, LimitError):
        return None


def _stated(root: Element | None) -> str | None:
    title = next(root.iter("title"), None) if root is not None else None
    return flat(title.text or "") or None if title is not None else None
