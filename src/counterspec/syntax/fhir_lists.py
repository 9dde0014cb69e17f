"""Declare the code lists and questionnaires of FHIR."""

from __future__ import annotations

from counterspec.syntax.coded import Coded, coded, is_opaque
from counterspec.syntax.drafts import Draft
from counterspec.syntax.sheet import Sheet, note
from counterspec.syntax.tree import (
    Node,
    Object,
    Scalar,
    get,
    is_true,
    items,
    member,
    members,
    scalars,
    text_at,
    whole,
)


def value_of(coding: Node) -> Coded | None:
    """Return a coded value with its definition and its names in other languages."""
    notes = [note(text_at(coding, "definition"), "description")]
    for designation in items(get(coding, "designation"))[:20]:
        notes.append(note(text_at(designation, "value"), "label"))
    return coded(text_at(coding, "code"), text_at(coding, "display"), *notes)


def declare_code_system(sheet: Sheet, resource: Object) -> None:
    """Declare a CodeSystem as a list; concepts inside concepts stand in the same list."""
    enum = _list(sheet, resource)
    waiting = list(reversed(items(get(resource, "concept"))))
    while waiting:
        concept = waiting.pop()
        _add(sheet, enum, concept)
        waiting.extend(reversed(items(get(concept, "concept"))))


def declare_value_set(sheet: Sheet, resource: Object) -> None:
    """Declare a ValueSet as a list, by what it includes or by its expansion, and the lists it cites."""
    enum = _list(sheet, resource)
    cited: list[str] = []
    for include in items(get(resource, "compose", "include")):
        systems = [text_at(include, "system"), *scalars(get(include, "valueSet"))]
        cited.extend(system.text for system in systems if system is not None)
        for concept in items(get(include, "concept")):
            _add(sheet, enum, concept)
    enum.code_list = ", ".join(dict.fromkeys(cited))[:500] or None
    if items(get(resource, "compose", "include", "concept")):
        return
    waiting = list(reversed(items(get(resource, "expansion", "contains"))))
    seen = {draft.name for draft in sheet.drafts.each() if draft.parent == enum.index}
    while waiting:
        concept = waiting.pop()
        value = value_of(concept)
        if value is not None and value.name.text not in seen:
            _add(sheet, enum, concept)
        waiting.extend(reversed(items(get(concept, "contains"))))


def declare_questionnaire(sheet: Sheet, resource: Object) -> None:
    """Declare a Questionnaire: groups as records, questions as fields with their answers."""
    name = text_at(resource, "name", "title", "id") or sheet.unnamed(resource.start)
    notes = [note(text_at(resource, key), "label") for key in ("title", "description", "purpose")]
    form = sheet.add("record", name, whole(resource), notes=notes)
    waiting = [(item, form) for item in reversed(items(get(resource, "item")))]
    while waiting:
        item, owner = waiting.pop()
        inside = _question(sheet, item, owner)
        waiting.extend((inner, inside or owner) for inner in reversed(items(get(item, "item"))))


def _question(sheet: Sheet, item: Node, owner: Draft) -> Draft | None:
    """Declare one item; return the record its inner items belong to, None for a question."""
    link, text = text_at(item, "linkId"), text_at(item, "text")
    name = text if link is None or (text is not None and is_opaque(link.text)) else link
    kind = text_at(item, "type")
    if name is None or not isinstance(item, Object) or (kind is not None and kind.text == "display"):
        return None
    extent = whole(item)
    label = note(text, "label") if name is not text else None
    if kind is not None and kind.text == "group":
        return sheet.add("record", name, extent, parent=owner, notes=[label])
    draft = sheet.add(
        "field", name, extent, parent=owner, notes=[label, note(text_at(item, "prefix"), "annotation")]
    )
    draft.type_name = kind.text if kind else None
    cited = text_at(item, "answerValueSet")
    draft.code_list = cited.text if cited else None
    required = member(item, "required")
    if required is not None:
        quote = sheet.raw(required)
        draft.oblige("required" if is_true(required.value) else "optional", quote)
    elif get(item, "enableWhen") is not None:
        draft.oblige("conditional", "enableWhen")
    else:
        draft.oblige("optional")
    _answers(sheet, item, draft)
    return None


def _answers(sheet: Sheet, item: Node, question: Draft) -> None:
    options = member(item, "answerOption", "option")
    if options is None:
        return
    enum = sheet.within("enum", question, options.extent)
    for option in items(options.value):
        for value in members(option):
            if not value.key.startswith("value"):
                continue
            found = Coded(value.value) if isinstance(value.value, Scalar) else value_of(value.value)
            _member(sheet, enum, found)


def _list(sheet: Sheet, resource: Object) -> Draft:
    name = text_at(resource, "name", "id", "title") or sheet.unnamed(resource.start)
    notes = [note(text_at(resource, "title"), "label")]
    notes.extend(note(text_at(resource, key), "description") for key in ("description", "purpose"))
    return sheet.add("enum", name, whole(resource), notes=notes)


def _add(sheet: Sheet, enum: Draft, concept: Node) -> None:
    _member(sheet, enum, value_of(concept))


def _member(sheet: Sheet, enum: Draft, value: Coded | None) -> None:
    if value is not None:
        sheet.add("member", value.name, parent=enum, notes=value.notes).code = value.code
