"""The walk over one file: drafts, the frames they stand in, and helpers to read the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from counterspec.model.declaration import Kind, Use
from counterspec.safe import limits
from counterspec.syntax.code.dialect import Dialect
from counterspec.syntax.code.draft import Draft, Remark, Role
from counterspec.syntax.code.strings import content_range, unescape
from counterspec.syntax.code.tree import Node, Place

Mode = Literal["module", "record", "enum", "body", "branch", "done"]
"""What a frame is: the file, a type with fields, a list of values, statements, an if, or nothing to read."""


class Frame(NamedTuple):
    """What encloses the nodes up to byte `end`; `draft` is the declaration they belong to."""

    end: int
    draft: int | None
    mode: Mode
    use: Use = "slot"
    node: Node | None = None


class FullError(Exception):
    """More declarations than one document may have."""


@dataclass(slots=True)
class Reader:
    """One file being read.

    `lines` holds the byte where each line starts, `named` the first draft of each name by owner,
    `done` the ids of nodes that were read with what is around them, `chains` the end of the call
    chain a call starts, `lefts` where the decorators of a node start, `titles` names that stand
    outside a type, `aliases` second names of types, `pending` attributes that precede what they
    describe.
    """

    data: bytes
    dialect: Dialect
    lines: list[int]
    drafts: list[Draft] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    comments: list[Node] = field(default_factory=list)
    preamble: list[Remark] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    named: dict[tuple[int | None, str], int] = field(default_factory=dict)
    chains: dict[int, int] = field(default_factory=dict)
    lefts: dict[int, int] = field(default_factory=dict)
    titles: dict[int, Place] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    pending: list[Node] = field(default_factory=list)
    skipped: int = 0
    deep: bool = False
    full: bool = False

    # -- text ----------------------------------------------------------------------------------

    def text(self, node: Node) -> str:
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def slice(self, start: int, end: int) -> str:
        return self.data[start:end].decode("utf-8", "replace")

    def row(self, offset: int) -> int:
        """Return the line, from 0, of a byte."""
        return bisect_right(self.lines, offset) - 1

    def place(self, node: Node | None) -> Place | None:
        """Return a node's text and bytes, for a string its content; None where there is none."""
        if node is None or node.is_missing:
            return None
        if node.type in self.dialect.strings:
            return self.string(node)
        text = self.text(node)
        return Place(text, node.start_byte, node.end_byte) if text else None

    def string(self, node: Node | None) -> Place | None:
        """Return the content of a string literal with escapes resolved; None for anything else."""
        if node is None or node.type not in self.dialect.strings:
            return None
        start, end = content_range(self.data, node.start_byte, node.end_byte)
        text = self.data[start : min(end, start + _MAX_STRING)].decode("utf-8", "replace")
        if "\\" in text:
            text = unescape(text)
        return Place(text, start, end) if text and not text.isspace() else None

    def within(self, place: Place, start: int, end: int) -> Place | None:
        """Return the piece of a string's content between two code points; None where escapes moved them."""
        piece = place.text[start:end]
        at = place.start + len(place.text[:start].encode())
        if self.data[at : at + len(piece.encode())] != piece.encode():
            return None
        return Place(piece, at, at + len(piece.encode()))

    # -- drafts --------------------------------------------------------------------------------

    @property
    def top(self) -> Frame:
        return self.frames[-1]

    @property
    def scope(self) -> Frame:
        """The innermost frame that is no branch."""
        for frame in reversed(self.frames):
            if frame.mode != "branch":
                return frame
        return self.frames[0]

    def declare(
        self,
        kind: Kind,
        name: Place,
        extent: tuple[int, int],
        *,
        parent: int | None = None,
        top: bool = False,
        use: Use | None = None,
        type_name: str | None = None,
        once: bool = False,
    ) -> int:
        """Add a draft and return its index; under the enclosing frame unless `parent` or `top` say otherwise.

        With `once` an earlier draft of the same name, parent and use is returned instead.
        """
        owner = None if top else parent if parent is not None else self.top.draft
        known = self.named.get((owner, name.text)) if kind not in _UNNAMED else None
        if once and known is not None and self.drafts[known].use == (use or self.top.use):
            return known
        if len(self.drafts) >= limits.MAX_DECLARATIONS:
            raise FullError
        use = use or self.top.use
        left = extent[0] if extent[0] < name.start else name.start
        right = extent[1] if extent[1] > name.end else name.end
        index = len(self.drafts)
        written = tidy(type_name) if type_name is not None else None
        self.drafts.append(Draft(kind, name.text, name.start, name.end, left, right, owner, use, written))
        if kind not in _UNNAMED:
            self.named.setdefault((owner, name.text), index)
        return index

    def note(self, index: int, place: Place | None, role: Role) -> None:
        """Bind a text to a draft, unless the draft has it already."""
        if place is None or not place.text.strip():
            return
        draft = self.drafts[index]
        text = place.text.strip()[: limits.MAX_NOTE_CHARS]
        if all(note.text != text for note in draft.notes):
            draft.notes.append(Remark(text, place.start, place.end, role))

    def reach(self, node: Node) -> tuple[int, int]:
        """Return the bytes of a declaration with the decorators and keywords that lead it."""
        return self.lefts.get(node.id, node.start_byte), node.end_byte

    def lead(self, inner: Node | None, outer: Node) -> None:
        """Say that `outer` only leads `inner`: a decorator, an export."""
        if inner is not None:
            self.lefts[inner.id] = self.lefts.get(outer.id, outer.start_byte)

    def chain_end(self, node: Node) -> int:
        """Return the byte where the chain of calls ends that starts with the call `node`."""
        return self.chains.get(node.id, node.end_byte)

    def open(self, node: Node, draft: int | None, mode: Mode, use: Use = "slot") -> None:
        """Enter a node: what follows up to its end belongs to `draft`."""
        if len(self.frames) > limits.MAX_DEPTH:
            self.deep = True
            return
        self.frames.append(Frame(node.end_byte, draft, mode, use, node))

    def skip(self, node: Node) -> None:
        """Say that what stands in a node has been read: up to its end, nothing is declared by itself."""
        self.skipped = max(self.skipped, node.end_byte)

    def leave_until(self, offset: int) -> None:
        """Drop the frames that end at or before a byte."""
        while len(self.frames) > 1 and self.frames[-1].end <= offset:
            self.frames.pop()


_UNNAMED = frozenset({"condition", "function", "parameter"})
"""Kinds of drafts that do not stand for a field of the same name."""

Handler = Callable[[Reader, Node], None]
Roles = tuple[tuple[str, Handler], ...]
"""Query patterns with their handlers; where two match the same bytes, the outer one first."""


def reach(node: Node) -> tuple[int, int]:
    """Return the bytes a node covers."""
    return node.start_byte, node.end_byte


_SPACE = re.compile(r"\s+")
_MAX_STRING = 4 * limits.MAX_NOTE_CHARS


def tidy(text: str | None) -> str | None:
    """Collapse white space and cut a type as written to a readable length."""
    if text is None:
        return None
    return _SPACE.sub(" ", text).strip()[:200] or None
