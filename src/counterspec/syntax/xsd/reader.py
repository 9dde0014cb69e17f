"""Walk the tree of a schema in document order and draft what it declares."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from counterspec.model import Note, Span
from counterspec.model.declaration import Kind
from counterspec.syntax.comments import Comment, CommentBook
from counterspec.syntax.drafts import Draft, Drafts
from counterspec.syntax.xml_tree import Attribute, Node, Remark, Tree
from counterspec.syntax.xsd import notes
from counterspec.syntax.xsd.occurs import Occurrence, of_attribute, of_element, of_group
from counterspec.syntax.xsd.types import TypeTable, local

SCHEMA = re.compile(r"http://www\.w3\.org/(?:2001|1999|2000/10)/XMLSchema")
SERVICE = re.compile(r"http://schemas\.xmlsoap\.org/wsdl/?|http://www\.w3\.org/(?:ns|\d{4}/\d\d)/wsdl")
_DEAD = re.compile(r"<\w|\w+:\w+ name=")
_LENGTHS = frozenset({"maxLength", "length", "totalDigits"})


class _Scope(NamedTuple):
    """Where the walk is: the draft around, the named type around, the group around, known prefixes."""

    owner: Draft | None
    type_name: str | None
    group: Occurrence | None
    schema: frozenset[str]
    service: frozenset[str]


class SchemaReader:
    """Draft the declarations of every schema and message in a tree.

    Call `read` once; then `drafts` and `preamble` hold what was found.
    """

    def __init__(self, text: str, tree: Tree) -> None:
        self.drafts = Drafts("/")
        self.preamble: list[Note] = []
        self._text = text
        self._tree = tree
        self._types = TypeTable()
        self._book = CommentBook(text, _remarks(tree.top), _DEAD)
        self._fields: list[Draft] = []
        self._references: set[int] = set()
        self._globals: dict[str, str | None] = {}
        self._labelled = notes.LABELS.search(text) is not None

    def read(self) -> None:
        """Walk the tree and tie fields to the enumerated types they use."""
        root = self._tree.root()
        if root is not None:
            self._preamble(root)
        plain = frozenset({"xs", "xsd", ""} if root is not None and root.local == "schema" else {"xs", "xsd"})
        scope = _Scope(None, None, None, plain, frozenset({"wsdl"}))
        pending: list[tuple[Node, _Scope]] = [
            (node, scope) for node in reversed(list(self._tree.top.children()))
        ]
        while pending and not self.drafts.full():
            node, around = pending.pop()
            inner = self._enter(node, _prefixes(node, around))
            if inner is not None and node.items:
                pending.extend((child, inner) for child in reversed(list(node.children())))
        self._resolve()

    def _preamble(self, root: Node) -> None:
        above = self._book.above(root.start)
        if above is not None:
            self.preamble.append(above)
        target = root.attributes.get("targetNamespace")
        if target is not None and target.value:
            self.preamble.append(_quoted(target))

    def _enter(self, node: Node, scope: _Scope) -> _Scope | None:
        """Draft what `node` declares; return the scope of its children, None to pass over them."""
        if node.prefix in scope.schema:
            handler = _SCHEMA_ELEMENTS.get(node.local)
        elif node.prefix in scope.service:
            handler = _SERVICE_ELEMENTS.get(node.local)
        else:
            return scope
        return scope if handler is None else handler(self, node, scope)

    def _draft(self, kind: Kind, node: Node, key: str, scope: _Scope) -> Draft | None:
        name = node.attributes.get(key)
        if name is None or not name.value.strip():
            return None
        shift = name.value.rfind(":") + 1 if key == "ref" else 0
        place = (name.start + shift, name.end)
        extent = (node.start, node.end)
        draft = self.drafts.add(kind, name.value[shift:], place, parent=scope.owner, extent=extent)
        self._annotate(draft, node)
        return draft

    def _annotate(self, draft: Draft, node: Node) -> None:
        draft.note(self._book.above(node.start))
        draft.note(self._book.beside(node.tag_end))
        draft.note(self._book.beside(node.end))
        for label in notes.labels(node) if self._labelled else ():
            draft.note(label)

    def element(self, node: Node, scope: _Scope) -> _Scope | None:
        """Draft an element: a record where its content is declared in place, else a field."""
        kind: Kind = "record" if _holds_fields(node) else "field"
        draft = self._draft(kind, node, "name" if "name" in node.attributes else "ref", scope)
        if draft is None:
            return scope
        if scope.owner is not None:
            draft.obligation, draft.obligation_quote, draft.cardinality = of_element(
                node, self._text, scope.group
            )
        self._type(draft, node)
        head = node.attributes.get("substitutionGroup")
        draft.note(None if head is None else _quoted(head))
        return scope._replace(owner=draft, type_name=None, group=None)

    def attribute(self, node: Node, scope: _Scope) -> _Scope | None:
        """Draft an attribute as a field."""
        draft = self._draft("field", node, "name" if "name" in node.attributes else "ref", scope)
        if draft is None:
            return scope
        draft.obligation, draft.obligation_quote, draft.cardinality = of_attribute(node, self._text)
        if node.get("use") == "prohibited":
            draft.use = "forbid"
        self._type(draft, node)
        return scope._replace(owner=draft, type_name=None, group=None)

    def _type(self, draft: Draft, node: Node) -> None:
        name = node.get("type")
        if name:
            draft.type_name = local(name)
        if "ref" in node.attributes:
            self._references.add(draft.index)
        elif draft.parent is None:
            self._globals.setdefault(draft.name, draft.type_name)
        self._fields.append(draft)

    def record(self, node: Node, scope: _Scope) -> _Scope | None:
        """Draft a named complex type or group as a record; an unnamed one belongs to its element."""
        if "ref" in node.attributes:
            return None
        draft = self._draft("record", node, "name", scope)
        if draft is None:
            return scope._replace(group=None)
        return scope._replace(owner=draft, type_name=draft.name, group=None)

    def simple(self, node: Node, scope: _Scope) -> _Scope | None:
        """Draft a named simple type as a list of values; a bare one belongs to what stands around."""
        draft = self._draft("enum", node, "name", scope)
        return scope if draft is None else scope._replace(owner=draft, type_name=draft.name)

    def derive(self, node: Node, scope: _Scope) -> _Scope | None:
        """Note what a restriction, extension, union or list builds on."""
        written = " ".join(node.get(key) or "" for key in ("base", "memberTypes", "itemType"))
        for base in written.split()[:64]:
            if scope.type_name is not None:
                self._types.build_on(scope.type_name, base)
            if scope.owner is not None and scope.owner.type_name is None:
                scope.owner.type_name = local(base)
        return scope

    def enumeration(self, node: Node, scope: _Scope) -> _Scope | None:
        """Draft a value of a list; its documentation is the label."""
        if scope.type_name is not None:
            self._types.enumerated.add(scope.type_name)
        draft = self._draft("member", node, "value", scope)
        return None if draft is None else scope._replace(owner=draft, type_name=None)

    def facet(self, node: Node, scope: _Scope) -> _Scope | None:
        """Bound the length of what stands around; a pattern counts where no number does."""
        value = (node.get("value") or "").strip()[:120]
        owner = scope.owner
        if owner is not None and value and (owner.length is None or node.local in _LENGTHS):
            owner.length = value
            if scope.type_name is not None:
                self._types.lengths[scope.type_name] = value
        return scope

    def group(self, node: Node, scope: _Scope) -> _Scope | None:
        """Carry what a sequence, choice or all says of absence to its elements."""
        return scope._replace(group=of_group(node, self._text, scope.group))

    def documentation(self, node: Node, scope: _Scope) -> _Scope | None:
        """Describe what stands around, or the whole document."""
        note = notes.documentation(node, self._text)
        if scope.owner is not None:
            scope.owner.note(note)
        elif note is not None:
            self.preamble.append(note)
        return None

    def application(self, node: Node, scope: _Scope) -> _Scope | None:
        """Annotate what stands around."""
        for note in notes.application(node, self._text) if scope.owner is not None else ():
            scope.owner.note(note)  # type: ignore[union-attr]
        return None

    def part(self, node: Node, scope: _Scope) -> _Scope | None:
        """Draft a part of a message as a field."""
        draft = self._draft("field", node, "name", scope)
        if draft is None:
            return scope
        named = node.get("type") or node.get("element")
        draft.type_name = local(named) if named else None
        self._fields.append(draft)
        return scope._replace(owner=draft)

    def named(self, node: Node, scope: _Scope) -> _Scope | None:
        """Draft a message of a service as a record of its parts, an operation as a function."""
        draft = self._draft("record" if node.local == "message" else "function", node, "name", scope)
        return scope if draft is None else scope._replace(owner=draft)

    def nothing(self, node: Node, scope: _Scope) -> _Scope | None:
        """Pass over bindings and ports: they repeat what port types declare."""
        return None

    def _resolve(self) -> None:
        for draft in self._fields:
            if draft.type_name is None and draft.index in self._references:
                draft.type_name = self._globals.get(draft.name)
            if draft.type_name is None:
                continue
            draft.code_list = self._types.code_list(draft.type_name)
            draft.length = draft.length or self._types.lengths.get(draft.type_name)


def _quoted(attribute: Attribute) -> Note:
    return Note(attribute.value, Span(attribute.start, attribute.end), "annotation")


def _holds_fields(node: Node) -> bool:
    """Whether an element declares, in place, a type that is more than a value with attributes."""
    for child in node.children():
        if child.local == "complexType":
            return any(below.local not in ("simpleContent", "annotation") for below in child.children())
    return False


def _prefixes(node: Node, scope: _Scope) -> _Scope:
    """Return the scope with the namespaces that `node` declares."""
    for name in node.attributes:
        if name[:5] == "xmlns" and name[5:6] in ("", ":"):
            prefix, attribute = {name[6:]}, node.attributes[name]
            schema = scope.schema | prefix if SCHEMA.fullmatch(attribute.value) else scope.schema - prefix
            service = scope.service | prefix if SERVICE.fullmatch(attribute.value) else scope.service - prefix
            scope = scope._replace(schema=schema, service=service)
    return scope


def _remarks(top: Node) -> list[Comment]:
    found: list[Comment] = []
    pending = [top]
    while pending:
        for item in pending.pop().items:
            if isinstance(item, Remark):
                found.append(Comment(item.start, item.end))
            elif isinstance(item, Node):
                pending.append(item)
    return sorted(found)


_Handler = Callable[[SchemaReader, Node, _Scope], _Scope | None]

_SCHEMA_ELEMENTS: dict[str, _Handler] = {
    "element": SchemaReader.element,
    "attribute": SchemaReader.attribute,
    "complexType": SchemaReader.record,
    "group": SchemaReader.record,
    "attributeGroup": SchemaReader.record,
    "simpleType": SchemaReader.simple,
    "restriction": SchemaReader.derive,
    "extension": SchemaReader.derive,
    "union": SchemaReader.derive,
    "list": SchemaReader.derive,
    "enumeration": SchemaReader.enumeration,
    "maxLength": SchemaReader.facet,
    "length": SchemaReader.facet,
    "totalDigits": SchemaReader.facet,
    "pattern": SchemaReader.facet,
    "sequence": SchemaReader.group,
    "choice": SchemaReader.group,
    "all": SchemaReader.group,
    "documentation": SchemaReader.documentation,
    "appinfo": SchemaReader.application,
    "key": SchemaReader.nothing,
    "keyref": SchemaReader.nothing,
    "unique": SchemaReader.nothing,
}

_SERVICE_ELEMENTS: dict[str, _Handler] = {
    "message": SchemaReader.named,
    "part": SchemaReader.part,
    "operation": SchemaReader.named,
    "documentation": SchemaReader.documentation,
    "binding": SchemaReader.nothing,
    "service": SchemaReader.nothing,
}
