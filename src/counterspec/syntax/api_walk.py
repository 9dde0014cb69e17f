"""Declare what an OpenAPI, Swagger or AsyncAPI document defines: operations, parameters, bodies, schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from counterspec.model import Note, Use
from counterspec.syntax.drafts import Draft
from counterspec.syntax.schema_facets import notes_of
from counterspec.syntax.schema_walk import Rules, SchemaWalk
from counterspec.syntax.sheet import Sheet, note
from counterspec.syntax.tree import (
    Member,
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
    walk,
    whole,
)

_METHODS = frozenset(
    {"get", "put", "post", "delete", "patch", "head", "options", "trace", "query", "publish", "subscribe"}
)
_SEARCH = re.compile(
    r"search|quer(?:y|ies)|filter|retriev|find|lookup|look-up|match|检索|查询|搜索|查找|筛选|检出|比对|検索|照会|검색|조회"
    r"|recherch|busca|buscar|consulta|pesquis|suche|поиск|найти|بحث",
    re.IGNORECASE,
)
_MAX_FOUND = 200


class ApiWalk:
    """Walks one description of an interface."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.schemas = SchemaWalk(sheet)
        self._searched: frozenset[str] = frozenset()

    def document(self, root: Object) -> None:
        """Declare everything in a root: first the operations, then what is named."""
        self._searched = _searched_only(root)
        for key in ("paths", "webhooks", "channels"):
            for path in members(get(root, key)):
                self._path(path)
        components = get(root, "components")
        for place in (root, components):
            for item in members(get(place, "parameters")):
                self._parameter(item.value, None, "slot")
        for item in (*members(get(root, "definitions")), *members(get(components, "schemas"))):
            self.schemas.named(item, "filter" if item.key in self._searched else "slot")
        for key in ("requestBodies", "responses", "messages"):
            for item in members(get(components, key)):
                self._bodies(item.value, None, "slot", item.name)

    # -- operations ----------------------------------------------------------------------------

    def _path(self, path: Member) -> None:
        shared = items(get(path.value, "parameters"))
        for item in members(path.value):
            if item.key.lower() in _METHODS and isinstance(item.value, Object):
                self._operation(path, item, shared)
                shared = ()

    def _operation(self, path: Member, method: Member, shared: Sequence[Node]) -> None:
        operation = method.value
        identity = text_at(operation, "operationId")
        notes = [
            note(text_at(operation, "summary"), "label"),
            note(text_at(operation, "description"), "description"),
        ]
        notes.extend(note(tag, "annotation") for tag in scalars(get(operation, "tags"))[:5])
        notes.append(note(path.name, "annotation") if identity else None)
        record = self.sheet.add("record", identity or path.name, method.extent, notes=notes)
        words = " ".join(
            (path.key, identity.text if identity else "", *(given.text for given in notes[:2] if given))
        )
        use: Use = "filter" if _SEARCH.search(words[:2000]) else "slot"
        for parameter in (*items(get(operation, "parameters")), *shared):
            self._parameter(parameter, record, use)
        for key in ("requestBody", "responses", "message", "callbacks"):
            self._bodies(get(operation, key), record, use if key == "requestBody" else "slot", None)

    def _parameter(self, parameter: Node, owner: Draft | None, operation_use: Use) -> None:
        name, place = text_at(parameter, "name"), text_at(parameter, "in")
        if name is None or not isinstance(parameter, Object):
            return
        where = place.text.lower() if place else ""
        body = get(parameter, "schema")
        if where == "body":
            self._inline(body, owner, operation_use)
            return
        extent = whole(parameter)
        draft = self.sheet.add(
            "parameter",
            name,
            extent,
            parent=owner,
            notes=[
                *self.sheet.remarks(parameter, name),
                *_parameter_notes(parameter, place),
                *(notes_of(body) if body else ()),
            ],
            use="filter" if where == "query" else "slot",
        )
        self.schemas.detail(draft, body if isinstance(body, Object) else parameter)
        at = member(parameter, "required")
        if at is not None and is_true(at.value):
            draft.oblige("required", self.sheet.raw(at))
        else:
            draft.oblige("optional")

    # -- bodies --------------------------------------------------------------------------------

    def _bodies(self, node: Node | None, owner: Draft | None, use: Use, name: Scalar | None) -> None:
        """Declare the schemas that stand in requests, responses and messages."""
        for schema in _schemas_in(node):
            described = get(schema, "properties") is not None or get(schema, "items") is not None
            if owner is None and name is not None and described and isinstance(schema, Object):
                owner = self.sheet.add("record", name, whole(schema), notes=notes_of(schema))
            self._inline(schema, owner, use)

    def _inline(self, schema: Node | None, owner: Draft | None, use: Use) -> None:
        if isinstance(schema, Object):
            self.schemas.fields(schema, owner, use, Rules())


def _parameter_notes(parameter: Object, place: Scalar | None) -> list[Note | None]:
    found = notes_of(parameter)
    if place is not None and place.text.lower() not in {"query", "path"}:
        found.append(note(place, "annotation"))
    return found


def _schemas_in(node: Node | None) -> Iterator[Node]:
    """Yield the schemas of bodies, in order; what lies inside a schema is not looked through."""
    waiting: list[Node] = [node] if node is not None else []
    found = 0
    while waiting and found < _MAX_FOUND:
        current = waiting.pop(0)
        for item in members(current):
            if item.key in {"schema", "payload"} and isinstance(item.value, Object):
                found += 1
                yield item.value
            elif item.key not in {"example", "examples", "headers", "links"} and isinstance(
                item.value, Object
            ):
                waiting.append(item.value)


def _searched_only(root: Object) -> frozenset[str]:
    """Return the schemas that only the bodies of search requests refer to."""
    searched: set[str] = set()
    others: set[str] = set()
    for path in members(get(root, "paths")):
        for method in members(path.value):
            if method.key.lower() not in _METHODS:
                continue
            texts = [text_at(method.value, key) for key in ("operationId", "summary", "description")]
            words = " ".join((path.key, *(text.text for text in texts if text)))
            is_search = bool(_SEARCH.search(words[:2000]))
            for item in members(method.value):
                into = searched if is_search and item.key in {"requestBody", "parameters"} else others
                into.update(_references(item.value))
    return frozenset(searched - others)


def _references(node: Node) -> Iterator[str]:
    for current in walk((node,)):
        if isinstance(current, Member) and current.key == "$ref" and isinstance(current.value, Scalar):
            yield current.value.text.rpartition("/")[2]
