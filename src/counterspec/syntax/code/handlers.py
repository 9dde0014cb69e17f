"""Handlers that several languages share."""

from __future__ import annotations

import re
from functools import lru_cache

from counterspec.model.declaration import Kind, Use
from counterspec.syntax.code import words
from counterspec.syntax.code.actions import compare
from counterspec.syntax.code.collect import collection, shape_of
from counterspec.syntax.code.draft import NON_NULL_TYPE, Remark
from counterspec.syntax.code.items import named_item
from counterspec.syntax.code.literals import fill
from counterspec.syntax.code.marks import apply, declare_values
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Handler, Mode, Reader, reach
from counterspec.syntax.code.tree import Node, Place, first_child

_WORDS = re.compile(r"[^\W\d_]{4,}|[^\x00-\x7f]|[^\W\d_]{2,}\s")
_ACCESSOR = re.compile(
    r"^(?:[gG]et|[sS]et|[iI]s|[hH]as|with|add)(?=[A-Z_])|^__\w+$|^(?:test_|Test|clean_|_?validate_|resolve_)|^(?:get|set|initialize|constructor|new|main|init|setUp|tearDown)$"
)
_PLAIN_ACCESSOR = re.compile(r"(?:[gG]et|[sS]et|[iI]s)(?!\w*(?i:predict|estimat|guess|infer|from|by))")
_OF_A_GUESS = re.compile(r"(?i)predict|estimat|guess|infer|from_?\w*(?:name|face|image|photo|voice)")
_FINDER = re.compile(
    r"^(?:find|search|filter|count|query|list|select|fetch|read|exists|delete|load)\w*?(?:By|_by_|Where)[A-Z_a-z]|^scope[A-Z]|^by_[a-z]"
)
_SORTER = re.compile(r"^(?:sort|order|group|rank|partition)\w*?(?:By|_by_)")
_ALERTER = re.compile(
    r"^(?:alert|alarm|raise_?alarm|trigger_?alarm|notify)_?(?:if|on|when|for)", re.IGNORECASE
)
_STRING_IN_TYPE = re.compile(rb"\"([^\"\n]{0,200})\"|'([^'\n]{0,200})'")
_NULLABLE = re.compile(
    r"^(?:typing\.|t\.)?(?:Optional|Maybe|NotRequired)\b|\?$|\|\s*(?:None|null|undefined)\b|^(?:None|null|undefined)\s*\||^\??\s*null\||^\?|^Nullable<"
)


@lru_cache(maxsize=50_000)
def use_of_function(name: str) -> Use:
    """Return what a function does with what its name speaks of, as far as the name says."""
    if _PLAIN_ACCESSOR.match(name):
        return "slot"
    if words.says_inferred(name) and (not _ACCESSOR.search(name) or _OF_A_GUESS.search(name)):
        return "infer"
    if _ALERTER.search(name):
        return "alert"
    if _SORTER.search(name):
        return "sort"
    return "filter" if _FINDER.search(name) else "slot"


def declare_function(reader: Reader, node: Node, name: Place | None) -> None:
    """Declare a function, unless it only gives or takes a field; enter its body either way."""
    index = reader.top.draft
    if name is not None:
        use = use_of_function(name.text)
        if use != "slot" or not (_ACCESSOR.search(name.text) or (index, name.text) in reader.named):
            index = reader.declare("function", name, reader.reach(node), use=use)
    reader.open(node, index, "body")


def function(field: str = "name") -> Handler:
    """Make a handler for functions whose name stands in `field`."""

    def handle(reader: Reader, node: Node) -> None:
        declare_function(reader, node, reader.place(node.child_by_field_name(field)))

    return handle


def anonymous(reader: Reader, node: Node) -> None:
    """Enter a function without a name: what is inside belongs to what is around it."""
    reader.open(node, reader.top.draft, "body", reader.top.use)


def anonymous_record(reader: Reader, node: Node) -> None:
    """Enter a body without a name whose fields belong to what is around it."""
    reader.open(node, reader.top.draft, "record")


def container(kind: Kind, mode: Mode, field: str = "name") -> Handler:
    """Make a handler for types whose name stands in `field`."""

    def handle(reader: Reader, node: Node) -> None:
        name = reader.place(node.child_by_field_name(field))
        parent = (
            reader.top.draft if name is None else reader.declare(kind, name, reader.reach(node), use="slot")
        )
        reader.open(node, parent, mode)

    return handle


def branch(reader: Reader, node: Node) -> None:
    """Enter an if statement, so that a test inside knows what follows from it."""
    reader.open(node, reader.top.draft, "branch", reader.top.use)


_EQUALITIES = frozenset({b"==", b"===", b"!=", b"!==", b"<>", b"eq", b"ne"})


def comparison(reader: Reader, node: Node) -> None:
    """Declare comparisons with a string among the operations of two sides."""
    right = node.child_by_field_name("right")
    if right is None:
        return
    left = node.child_by_field_name("left")
    strings = reader.dialect.strings
    if left is None or (right.type not in strings and left.type not in strings):
        return
    if reader.data[left.end_byte : min(right.start_byte, left.end_byte + 40)].strip() in _EQUALITIES:
        compare(reader, node, left, right)


def loose_collection(reader: Reader, node: Node) -> None:
    """A literal that nothing names: what is returned, spread or passed on."""
    if node.id in reader.done:
        return
    found = collection(reader, node)
    if found is None or not found.entries:
        return
    reader.done.add(node.id)
    if found.keyed:
        if named_item(reader, reader.top.draft, found.entries, reach(node), listed=False) is None:
            fill(reader, reader.top.draft, found, "fields")
    elif shape_of(reader, found, "") == "objects":
        fill(reader, reader.top.draft, found, "objects")


def type_values(reader: Reader, index: int, node: Node) -> None:
    """Declare the string literals of a type (`"a" | "b"`, `Literal["a"]`) as the values of a field."""
    start, end = node.start_byte, min(node.end_byte, node.start_byte + 8_000)
    found: list[tuple[Place | None, Place | None]] = []
    for match in _STRING_IN_TYPE.finditer(reader.data, start, end):
        group = match.lastindex or 1
        text = match.group(group).decode("utf-8", "replace")
        if text.strip():
            found.append((Place(text, match.start(group), match.end(group)), None))
    declare_values(reader, index, found)


def oblige_by_type(
    reader: Reader, index: int, text: str | None, *, default: bool = False, strict: bool = True
) -> None:
    """Read an obligation off a type that can be null; a default value makes it optional.

    `strict` says that in this language a type that cannot be null demands a value.
    """
    draft = reader.drafts[index]
    if text is None:
        return
    match = _NULLABLE.search(text.strip())
    if match is not None:
        draft.allow_absence(match.group().strip())
    elif default:
        draft.allow_absence("default")
    elif strict and draft.obligation is None:
        draft.require(NON_NULL_TYPE)


def annotate(reader: Reader, index: int, nodes: list[Node]) -> None:
    """Read annotation nodes as saying something of a draft, and as nothing else."""
    for node in nodes:
        apply(reader, index, node.start_byte, node.end_byte, "annotation")
        reader.skip(node)


def preamble(reader: Reader, node: Node) -> None:
    """Keep the package or namespace a file belongs to: it speaks for the whole file."""
    name = reader.place(node.child_by_field_name("name") or first_child(node))
    if name is not None and len(reader.preamble) < 8:
        reader.preamble.append(Remark(name.text, name.start, name.end, "annotation"))


def local_list(reader: Reader, node: Node, name: Place | None, value: Node | None) -> None:
    """Declare a local that is written out as a list or record; other locals only hold something."""
    found = collection(reader, value)
    if (
        name is None
        or found is None
        or len(found.entries) < 2
        or (reader.top.draft, name.text) in reader.named
    ):
        return
    if shape_of(reader, found, "") != "other":
        name_value(reader, name, reader.reach(node), value)


def label_member(reader: Reader, index: int, texts: list[Place]) -> None:
    """Bind what a member is made with: words are labels, what is no word its code."""
    draft = reader.drafts[index]
    for text in texts[:6]:
        if text.text in ("true", "false", "null"):
            continue
        if _WORDS.search(text.text):
            reader.note(index, text, "label")
        elif draft.code is None and text.text != draft.name:
            draft.code = text.text
