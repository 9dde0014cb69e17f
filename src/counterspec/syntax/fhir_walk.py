"""Declare what FHIR conformance resources define: profiles and their elements, parameters, operations."""

from __future__ import annotations

import re

from counterspec.model import Note, Span
from counterspec.syntax.drafts import Draft
from counterspec.syntax.sheet import Sheet, note, short
from counterspec.syntax.tree import (
    Node,
    Object,
    Scalar,
    get,
    items,
    keys,
    member,
    members,
    scalars,
    text_at,
    whole,
)

_RECORD_TEXTS = ("description", "purpose")
_ELEMENT_TEXTS = ("definition", "comment", "requirements", "meaningWhenMissing")
_FRAME = re.compile(r"\A(?:Extension|id|extension|modifierExtension|url|value\[x\]|value[A-Z]\w*)\Z")
_PATTERNS = ("pattern", "fixed")
_LISTED = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
_MAX_LISTED = 60
_EXTENSION_TYPES = frozenset({"Extension"})


class ProfileWalk:
    """Walks one StructureDefinition: its record, then its elements as fields."""

    def __init__(self, sheet: Sheet, resource: Object) -> None:
        self.sheet = sheet
        self.resource = resource
        self.record = _record(sheet, resource)
        self._slices: dict[str, Draft] = {}

    def run(self) -> None:
        """Declare the elements of the differential, then those that only the snapshot has."""
        seen: set[str] = set()
        for view in ("differential", "snapshot"):
            for element in items(get(self.resource, view, "element")):
                identity = text_at(element, "id", "path")
                if identity is not None and identity.text not in seen and isinstance(element, Object):
                    seen.add(identity.text)
                    self._element(element, identity)

    def _element(self, element: Object, identity: Scalar) -> None:
        name = _element_name(element, identity)
        frame = self._frame_owner(identity, name)
        if frame is None and "." not in identity.text:
            return
        notes = [] if frame is not None else _element_notes(element)
        draft = self.sheet.add("field", name, whole(element), parent=self.record, notes=notes)
        draft.identifier = identity.text
        self._occurrence(draft, element)
        draft.type_name = _types(element)
        most = text_at(element, "max")
        draft.use = "forbid" if most is not None and most.text == "0" else "slot"
        bound = draft.code_list = _bound(element)
        if frame is None:
            self._slices[identity.text] = draft
            self._pattern(element, draft)
            self._listed(text_at(element, "short"), draft)
        elif frame.code_list is None:
            frame.code_list = bound

    def _frame_owner(self, identity: Scalar, name: Scalar) -> Draft | None:
        """Return what an element of an extension's frame belongs to; None for an element of its own."""
        steps = identity.text.split(".")
        if not _FRAME.match(steps[-1]):
            return None
        outer = ".".join(steps[:-1])
        if steps[0] == "Extension" and ":" not in identity.text:
            return self.record
        holder = self._slices.get(outer)
        is_extension = (
            ":" in steps[-2] and steps[-2].startswith(("extension", "modifierExtension")) if outer else False
        )
        return holder if holder is not None and is_extension else None

    def _occurrence(self, draft: Draft, element: Object) -> None:
        least, most = member(element, "min"), text_at(element, "max")
        if least is not None and isinstance(least.value, Scalar):
            needed = least.value.text not in {"", "0"}
            quote = self.sheet.raw(least)
            draft.oblige("required" if needed else "optional", quote)
            draft.cardinality = f"{least.value.text}..{most.text}" if most else f"{least.value.text}.."
        elif most is not None:
            draft.cardinality = f"..{most.text}"

    def _listed(self, short: Scalar | None, draft: Draft) -> None:
        """Add the values that a short text lists with bars between them: "male | female | other"."""
        if short is None or "|" not in short.text or short.end - short.start != len(short.text):
            return
        pieces = list(_LISTED.finditer(short.text))
        if len(pieces) < 2 or len(pieces) > _MAX_LISTED:
            return
        enum = self.sheet.within("enum", draft, Span(short.start, short.end))
        for piece in pieces:
            start, end = short.start + piece.start(), short.start + piece.end()
            self.sheet.add("member", Scalar(piece.group(), start, end, True), parent=enum)

    def _pattern(self, element: Object, draft: Draft) -> None:
        """Add the value an element is fixed to: its code as a member, its display as a note."""
        for item in members(element):
            if not item.key.startswith(_PATTERNS):
                continue
            codings = items(get(item.value, "coding")) or (item.value,)
            for coding in codings:
                code = coding if isinstance(coding, Scalar) else text_at(coding, "code")
                shown = [
                    note(text_at(coding, "display"), "label"),
                    note(text_at(item.value, "text"), "label"),
                ]
                for given in shown:
                    draft.note(given)
                if code is not None and item.key != "fixedUri":
                    enum = self.sheet.within("enum", draft, item.extent)
                    self.sheet.add("member", code, parent=enum, notes=shown)


def _record(sheet: Sheet, resource: Object) -> Draft:
    identity = text_at(resource, "name", "id", "url", "title") or sheet.unnamed(resource.start)
    notes = [note(text_at(resource, "title"), "label")]
    notes.extend(note(text_at(resource, key), "description") for key in _RECORD_TEXTS)
    if not any(notes[1:]):
        root = next(
            iter(
                (
                    *items(get(resource, "differential", "element")),
                    *items(get(resource, "snapshot", "element")),
                )
            ),
            None,
        )
        notes.append(note(text_at(root, "definition", "short"), "description"))
    notes.extend(
        note(text_at(keyword, "display"), "annotation") for keyword in items(get(resource, "keyword"))
    )
    notes.extend(
        note(text_at(place, "expression"), "annotation") for place in items(get(resource, "context"))[:8]
    )
    draft = sheet.add("record", identity, whole(resource), notes=notes)
    kind = text_at(resource, "type")
    draft.type_name = kind.text if kind else None
    return draft


def _element_name(element: Object, identity: Scalar) -> Scalar:
    """Return the slice's name or the last step of the path, at its place in the id."""
    steps = identity.text.split(".")
    last = steps[-1].rpartition(":")[2]
    if identity.end - identity.start != len(identity.text):
        return identity
    start = identity.end - len(last)
    named = text_at(element, "sliceName", "name")
    if named is not None and "sliceName" in keys(element) and last != named.text:
        return named
    return Scalar(last, start, identity.end, True)


def _element_notes(element: Object) -> list[Note | None]:
    found: list[Note | None] = [
        note(text_at(element, "short"), "label"),
        note(text_at(element, "label"), "label"),
    ]
    found.extend(note(text_at(element, key), "description") for key in _ELEMENT_TEXTS)
    found.append(note(text_at(get(element, "binding"), "description"), "annotation"))
    found.extend(short(alias, "annotation") for alias in scalars(get(element, "alias"))[:5])
    for profile in _profiles(element):
        found.append(note(profile, "annotation"))
    return found


def _profiles(element: Object) -> list[Scalar]:
    found: list[Scalar] = []
    for kind in items(get(element, "type")):
        code = text_at(kind, "code")
        if code is not None and code.text in _EXTENSION_TYPES:
            found.extend(scalars(get(kind, "profile"))[:3])
    return found


def _types(element: Object) -> str | None:
    names = [text_at(kind, "code") for kind in items(get(element, "type"))]
    profiles = _profiles(element)
    if profiles:
        return profiles[0].text.rpartition("/")[2] or None
    unique = dict.fromkeys(name.text.rpartition("/")[2] for name in names if name)
    return "|".join(unique) or None


def _bound(element: Object) -> str | None:
    """Return the value set that an element is bound to."""
    binding = get(element, "binding")
    cited = text_at(binding, "valueSet", "valueSetUri", "valueSetCanonical")
    reference = text_at(get(binding, "valueSetReference"), "reference")
    found = cited or reference
    return found.text if found else None


def declare_parameter(sheet: Sheet, resource: Object) -> None:
    """Declare a SearchParameter as a filter named by its code."""
    code = text_at(resource, "code", "name", "id")
    if code is None:
        return
    notes = [note(text_at(resource, "description"), "description"), note(text_at(resource, "title"), "label")]
    notes.extend(note(base, "annotation") for base in scalars(get(resource, "base"))[:8])
    notes.append(short(text_at(resource, "expression", "xpath"), "annotation", 500))
    draft = sheet.add("parameter", code, whole(resource), notes=notes, use="filter")
    kind = text_at(resource, "type")
    draft.type_name = kind.text if kind else None


def declare_operation(sheet: Sheet, resource: Object) -> None:
    """Declare an OperationDefinition with its parameters, those inside parameters with them."""
    name = text_at(resource, "name", "code", "id")
    if name is None:
        return
    notes = [note(text_at(resource, "title"), "label"), note(text_at(resource, "description"), "description")]
    record = sheet.add("record", name, whole(resource), notes=notes)
    waiting = list(items(get(resource, "parameter")))
    while waiting:
        parameter = waiting.pop(0)
        given = text_at(parameter, "name")
        if given is not None:
            draft = sheet.add(
                "parameter",
                given,
                parent=record,
                notes=[note(text_at(parameter, "documentation"), "description")],
            )
            least = text_at(parameter, "min")
            draft.oblige("required" if least is not None and least.text != "0" else "optional")
        waiting.extend(items(get(parameter, "part")))


def declare_capability(sheet: Sheet, resource: Object) -> None:
    """Declare the search parameters that a CapabilityStatement lists."""
    for rest in items(get(resource, "rest")):
        for kind in items(get(rest, "resource")):
            for parameter in items(get(kind, "searchParam")):
                name = text_at(parameter, "name")
                if name is not None:
                    notes: list[Note | None] = [
                        note(text_at(parameter, "documentation"), "description"),
                        note(text_at(kind, "type"), "annotation"),
                    ]
                    sheet.add("parameter", name, Span(name.start, name.end), notes=notes, use="filter")


def preamble(resource: Node) -> list[Note]:
    """Return what speaks for the whole resource."""
    found = [note(text_at(resource, key), "label") for key in ("title", "name")]
    return [given for given in found if given is not None]
