"""What statements do with fields: fill them, work them out, compare them, raise an alarm on them."""

from __future__ import annotations

import re

from counterspec.model.declaration import Use
from counterspec.syntax.code import words
from counterspec.syntax.code.collect import collection
from counterspec.syntax.code.named import name_value
from counterspec.syntax.code.reader import Reader, reach
from counterspec.syntax.code.rules import inside
from counterspec.syntax.code.tree import Node, Place

_RHS_BYTES = 600
_BRANCH_BYTES = 400
_QUOTED = re.compile(r"\"([^\"\n]{2,120})\"|'([^'\n]{2,120})'|「([^」\n]{2,120})」")
_LABELLED = 4
_NAME = re.compile(r"^[^\W\d][\w .:/-]{0,80}$")
_PLUMBING = re.compile(
    r"^(?:innerHTML|textContent|innerText|value|className|style|length|prototype|__\w+__|on[a-z]+|exports|default|"
    r"displayName|src|href|id|state|props|data|type|name|key|title|text|content|display)$"
)


def target(reader: Reader, node: Node) -> tuple[Place | None, Node | None, bool]:
    """Return what an assignment fills: its name, the object it is kept in, and whether by a quoted key."""
    dialect = reader.dialect
    if node.type in dialect.subscripts:
        children = node.named_children
        key = dialect.bare(children[-1]) if len(children) > 1 else None
        return reader.string(key), children[0] if children else None, True
    holder, name = dialect.parts(node)
    if name is None or holder is None:
        return None, None, False
    return reader.place(name), holder, False


def assign_member(reader: Reader, node: Node, left: Node, right: Node) -> None:
    """Declare `v.c2 = raw["族別"]` and `row["k"] = …` as filling a field."""
    name, holder, quoted = target(reader, left)
    if name is None or holder is None or _NAME.match(name.text) is None:
        return
    value = reader.dialect.bare(right) or right
    if reader.text(holder).strip() in reader.dialect.selves:
        _assign_self(reader, node, name, value)
        return
    if not quoted and (_PLUMBING.match(name.text) or not _carries(reader, value)):
        return
    owner = reader.slice(holder.start_byte, min(holder.end_byte, holder.start_byte + 80))
    if reader.data.find(reader.data[left.start_byte : left.end_byte], value.start_byte, value.end_byte) >= 0:
        return  # It only goes on from what it was.
    if collection(reader, value) is not None:
        if not quoted and reader.scope.mode == "body":
            return
        name_value(reader, name, reach(node), value, once=True)
        return
    _fill_field(reader, node, name, value, owner)


def _fill_field(reader: Reader, node: Node, name: Place, value: Node, owner: str) -> None:
    parent = reader.scope.draft
    if (parent, f"{owner}.{name.text}") in reader.named:
        return
    index = reader.declare(
        "field", name, reach(node), parent=parent, top=parent is None, use=_use(reader, name, value)
    )
    reader.named[parent, f"{owner}.{name.text}"] = index
    for literal in _strings(reader, value):
        reader.note(index, literal, "annotation")


def fill_from(reader: Reader, node: Node, name: Place, value: Node) -> None:
    """Declare a name that a script fills from a keyed value: `$race = $_POST["race"]`."""
    _fill_field(reader, node, name, value, "")


def _use(reader: Reader, name: Place, value: Node) -> Use:
    text = reader.slice(value.start_byte, min(value.end_byte, value.start_byte + _RHS_BYTES))
    inferred = words.says_inferred(text) or words.INFERRED_NAME.search(name.text)
    return "infer" if inferred else "populate"


def _carries(reader: Reader, value: Node) -> bool:
    """Whether a value comes from somewhere: a call, a member, a lookup; plain literals and locals do not."""
    dialect = reader.dialect
    return value.type not in dialect.strings | dialect.scalars | dialect.functions | dialect.names


def _strings(reader: Reader, value: Node) -> list[Place]:
    found = [place for inner in inside(value) if (place := reader.string(inner)) is not None]
    return [place for place in found if len(place.text) <= 120][:_LABELLED]


def _assign_self(reader: Reader, node: Node, name: Place, value: Node) -> None:
    """`self.race = race` in a method makes a field of the class, unless it has it already."""
    owner = next((frame.draft for frame in reversed(reader.frames) if frame.mode == "record"), None)
    if owner is None or (owner, name.text) in reader.named:
        return
    found = collection(reader, value)
    if found is not None and found.entries:
        name_value(reader, name, reach(node), value, once=True)
        return
    index = reader.declare("field", name, reach(node), parent=owner)
    reader.note(index, reader.string(value), "annotation")
    text = reader.slice(value.start_byte, min(value.end_byte, value.start_byte + _RHS_BYTES))
    if value.type in reader.dialect.calls and words.says_inferred(text):
        reader.drafts[index].use = "infer"


# -- comparisons -------------------------------------------------------------------------------


def compare(reader: Reader, node: Node, left: Node | None, right: Node | None) -> None:
    """Declare `p.grp === "UYGUR"` as a condition over `grp`."""
    first, second = reader.dialect.bare(left), reader.dialect.bare(right)
    if first is None or second is None or node.id in reader.done:
        return
    literal = reader.string(second)
    if literal is None:
        first, second = second, first
        literal = reader.string(second)
    if literal is None or literal.text.strip() in ("", "undefined", "object", "function", "string", "number"):
        return
    condition(reader, node, first, [literal])


def condition(
    reader: Reader, node: Node, tested: Node, literals: list[Place], use: Use | None = None
) -> None:
    """Declare a test of a member, a keyed value or a plain name against literals."""
    name = tested_name(reader, tested)
    if name is None or not literals or _NAME.match(name.text) is None or name.text.startswith("__"):
        return
    use, raised = (use, []) if use is not None else _consequence(reader, node)
    parent = reader.scope.draft
    index = reader.declare("condition", name, reach(node), parent=parent, top=parent is None, use=use)
    for literal in literals[:8]:
        reader.note(index, literal, "annotation")
    for text in raised:
        reader.note(index, text, "description")


def tested_name(reader: Reader, node: Node) -> Place | None:
    """Return the name of what a test looks at: `grp` of `p.grp`, `p["grp"]`, `p.getGrp()`, `grp`."""
    dialect = reader.dialect
    if node.type in dialect.names:
        return reader.place(node)
    if node.type in dialect.members or node.type in dialect.subscripts:
        return target(reader, node)[0]
    call = dialect.call(node)
    if call is None:
        return None
    text = reader.text(call.name)
    if call.args:
        return (
            reader.string(call.args[0])
            if text in ("get", "getString", "getValue", "field", "optString")
            else None
        )
    if call.receiver is not None and text.lower() in (
        "lower",
        "upper",
        "strip",
        "trim",
        "tolowercase",
        "touppercase",
        "tostring",
    ):
        return tested_name(reader, call.receiver) if call.receiver.type not in dialect.calls else None
    if text.startswith("get") and len(text) > 3:
        place = reader.place(call.name)
        return Place(place.text[3:], place.start + 3, place.end) if place else None
    return reader.place(call.name) if call.receiver is not None else None


def _consequence(reader: Reader, node: Node) -> tuple[Use, list[Place]]:
    """Return what follows from a test that stands in an if: an alert with its words, or a filter."""
    branch = reader.top
    if branch.mode != "branch" or branch.node is None:
        return ("alert" if branch.use == "alert" else "filter"), []
    start = node.end_byte
    end = min(branch.end, start + _BRANCH_BYTES)
    text = reader.slice(start, end)
    match = words.ALERT_CALL.search(text)
    if match is None:
        return "filter", []
    raised = []
    for quoted in _QUOTED.finditer(text, match.end(), match.end() + 160):
        group = quoted.lastindex or 1
        begin = start + len(text[: quoted.start(group)].encode())
        raised.append(Place(quoted.group(group), begin, begin + len(quoted.group(group).encode())))
    return "alert", raised[:2]
