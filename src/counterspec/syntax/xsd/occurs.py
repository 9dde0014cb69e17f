"""Read how binding an element or attribute of a schema is, and how often it occurs."""

from __future__ import annotations

from typing import NamedTuple

from counterspec.model.declaration import Obligation
from counterspec.syntax.xml_tree import Attribute, Node


class Occurrence(NamedTuple):
    """Obligation, the words that state it (None where a default does) and cardinality."""

    obligation: Obligation | None
    quote: str | None
    cardinality: str | None


def of_attribute(node: Node, text: str) -> Occurrence:
    """Return what an attribute says: it is optional unless its use says otherwise."""
    use = node.attributes.get("use")
    if use is None:
        return Occurrence("optional", None, "0..1")
    quote = _quote("use", use, text)
    if use.value == "required":
        return Occurrence("required", quote, "1..1")
    return Occurrence("optional" if use.value == "optional" else None, quote, "0..1")


def of_element(node: Node, text: str, around: Occurrence | None) -> Occurrence:
    """Return what an element says: it is required unless it, or the group `around`, may be absent or nil."""
    least, most = node.attributes.get("minOccurs"), node.attributes.get("maxOccurs")
    minimum = "1" if least is None else least.value.strip()
    maximum = "1" if most is None else most.value.strip()
    cardinality = f"{minimum}..{'*' if maximum == 'unbounded' else maximum}"
    if least is not None and minimum == "0":
        return Occurrence("optional", _quote("minOccurs", least, text), cardinality)
    if around is not None:
        return Occurrence(around.obligation, around.quote, cardinality)
    nil = node.attributes.get("nillable")
    if nil is not None and nil.value.strip() in ("true", "1"):
        return Occurrence("optional", _quote("nillable", nil, text), cardinality)
    return Occurrence("required", None if least is None else _quote("minOccurs", least, text), cardinality)


def of_group(node: Node, text: str, around: Occurrence | None) -> Occurrence | None:
    """Return what a group does to its elements: absent, they may be; of a choice, one is there."""
    least = node.attributes.get("minOccurs")
    if least is not None and least.value.strip() == "0":
        return Occurrence("optional", _quote("minOccurs", least, text), None)
    if node.local == "choice" and around is None:
        return Occurrence("conditional", text[node.start + 1 : node.start + 1 + _name_length(node)], None)
    return around


def _name_length(node: Node) -> int:
    return len(node.local) + (len(node.prefix) + 1 if node.prefix else 0)


def _quote(name: str, attribute: Attribute, text: str) -> str:
    start = text.rfind(name, max(0, attribute.start - len(name) - 40), attribute.start)
    return text[start : attribute.end + 1] if start != -1 else attribute.value
