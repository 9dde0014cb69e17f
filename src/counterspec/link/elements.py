"""Findings of one data element taken together: a field, the list it takes its values from, and those values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterspec.model import Finding


def once(findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """Yield one finding for each data element, with how many of its values are findings, too."""
    elements: dict[tuple[str, str, str], list[Finding]] = {}
    members: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        element = finding.element
        if element is None or finding.about == "sentence":
            elements.setdefault((finding.id, "", ""), []).append(finding)
        elif finding.about == "member":
            members.setdefault((finding.concept, element.owner or ""), []).append(finding)
        else:
            key = (finding.concept, element.owner or "", element.identifier)
            elements.setdefault(key, []).append(finding)
    _give_lists(elements, members)
    made = []
    held = {f.concept for same in elements.values() for f in same if f.element}
    for same in elements.values():
        first = same[0]
        owner = first.element.identifier if first.element else ""
        made.append((first, len(members.pop((first.concept, owner), []))))
    for (concept, _), values in members.items():
        if concept not in held:
            made.append((values[0], len(values)))
    yield from sorted(made, key=lambda one: (one[0].evidence.span, one[0].id))


def _give_lists(
    elements: dict[tuple[str, str, str], list[Finding]], members: dict[tuple[str, str], list[Finding]]
) -> None:
    """Give a code list that a field takes its values from, with its values, to the field: they are one thing."""
    taking = {
        same[0].element.code_list: same[0]
        for same in reversed(elements.values())
        if same[0].element and same[0].element.code_list and same[0].about in ("field", "parameter")
    }
    for key, same in list(elements.items()):
        enum = same[0]
        field = taking.get(enum.element.code_list) if enum.element and enum.about == "enum" else None
        if field is None or field.element is None or enum.element is None:
            continue
        if _family(field.concept) == _family(enum.concept):
            del elements[key]
            owner = (enum.concept, enum.element.identifier)
            members[field.concept, field.element.identifier] = members.pop(owner, [])


def _family(concept: str) -> str:
    return ".".join(concept.split(".")[:2])
