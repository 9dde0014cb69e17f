"""The XML parts of office files: parsed within bounds, their names without namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from posixpath import dirname, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from counterspec.errors import LimitError, UnreadableError
from counterspec.safe.office import Package
from counterspec.syntax.compose import flat

_MAX_PART = 96 * 1024 * 1024


def parse_part(data: bytes, name: str, path: str) -> Element:
    """Return the root element of one part, its elements named without their namespaces.

    Raises:
        UnreadableError: not well formed, or with a document type (office files have none).
        LimitError: larger than is parsed.
    """
    if len(data) > _MAX_PART:
        raise LimitError(f"{path}: the part {name} has {len(data)} bytes, more than {_MAX_PART}")
    if any(mark.encode(code) in data for mark in ("<!DOCTYPE", "<!ENTITY") for code in _CODES):
        raise UnreadableError(f"{path}: the part {name} declares entities, which office files never do")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  (without a document type nothing can expand)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadableError(f"{path}: the part {name} is damaged: {error}") from error
    for element in root.iter():
        element.tag = _bare(element.tag)
    return root


_CODES = ("ascii", "utf-16-le", "utf-16-be")


def optional_part(package: Package, name: str) -> Element | None:
    """Return the root element of a part that the rest can be read without, None where it is damaged."""
    try:
        data = package.read(name)
        return parse_part(data, name, package.path) if data else None
    except (UnreadableError, LimitError):
        return None


def relations(package: Package, name: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: id → kind and the name of the part it leads to."""
    folder, _, file = name.rpartition("/")
    found: dict[str, tuple[str, str]] = {}
    root = optional_part(package, f"{folder}/_rels/{file}.rels")
    for element in root if root is not None else ():
        target = attribute(element, "Target")
        place = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(name)}/{target}")
        found[attribute(element, "Id")] = (attribute(element, "Type").rpartition("/")[2], place)
    return found


def title_property(package: Package) -> str | None:
    """Return the title that a package's properties state, None where there is none or it is empty."""
    core = optional_part(package, "docProps/core.xml")
    title = next(core.iter("title"), None) if core is not None else None
    return (flat(title.text or "") or None) if title is not None else None


@lru_cache(maxsize=4096)
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute in whatever namespace, "" where there is none."""
    for key, value in element.attrib.items():
        if _bare(key) == name:
            return value
    return ""


def value(element: Element) -> str:
    """Return the attribute `val`."""
    return attribute(element, "val")


def number(element: Element, name: str = "val", most: int = 99_999) -> int:
    """Return an attribute that is a small number, 0 where it is none."""
    text = attribute(element, name)
    return min(int(text), most) if text.isdecimal() and len(text) < 10 and text.isascii() else 0


def is_on(element: Element) -> bool:
    """Tell whether a switch is on: it is where it stands without a value."""
    return value(element) not in ("0", "false", "off")


def child(parent: Element | None, *names: str) -> Element | None:
    """Return the element reached by names from `parent` down."""
    for name in names:
        if parent is None:
            return None
        parent = parent.find(name)
    return parent


def within(parent: Element, name: str, left_out: frozenset[str]) -> Iterator[Element]:
    """Yield the nearest descendants called `name`, through content controls but not through other tables."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        found = element.tag
        if found == name:
            yield element
        elif found not in left_out and found != "tbl":
            stack.extend(reversed(element))
