"""Collect the declarations and problems of one document, within the limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from counterspec.errors import UnreadableError
from counterspec.model import Declaration, Document, LineIndex, Note, Passage, Problem, Source, Span, Use
from counterspec.model.declaration import Kind, Obligation
from counterspec.safe import limits
from counterspec.safe.text import Text
from counterspec.syntax.tree import Node, Scalar, Tree
from counterspec.syntax.tree_load import dialect_of, load

Role = Literal["comment", "label", "description", "annotation", "example"]
FULL = -1
"""The index of a declaration that found no room."""

_MEDIA_TYPES = {
    "json": "application/json", "jsonl": "application/x-ndjson", "yaml": "application/yaml",
    "toml": "application/toml", "settings": "text/plain",
}  # fmt: skip


@dataclass(slots=True)
class Sheet:
    """What a reader writes on while it walks a tree; `comments` are the tree's, by anchor."""

    source: Source
    text: str
    encoding: str
    comments: Mapping[int, tuple[Note, ...]] = field(default_factory=dict)
    declarations: list[Declaration] = field(default_factory=list)
    preamble: list[Note] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _lines: LineIndex | None = None

    @property
    def stem(self) -> str:
        """The file's name without its extensions."""
        name = PurePosixPath(self.source.path).name
        return name.split(".")[0] or name

    def line(self, offset: int) -> int:
        if self._lines is None:
            self._lines = LineIndex.of(self.text)
        return self._lines.line(min(offset, len(self.text)))

    def add(
        self,
        kind: Kind,
        name: Scalar,
        extent: Span | None = None,
        *,
        parent: int | None = None,
        notes: Iterable[Note | None] = (),
        type_name: str | None = None,
        length: str | None = None,
        obligation: Obligation | None = None,
        obligation_quote: str | None = None,
        cardinality: str | None = None,
        code_list: str | None = None,
        code: str | None = None,
        use: Use = "slot",
        pointer: str | None = None,
    ) -> int:
        """Add a declaration named by a scalar and return its index, or FULL; comments at the name are added."""
        if len(self.declarations) >= limits.MAX_DECLARATIONS:
            self._say_full(name.start)
            return FULL
        span = Span(name.start, name.end)
        own = (*self.comments.get(name.start, ()), *(note for note in notes if note is not None))
        declaration = Declaration(
            kind, name.text, span, extent or span, parent, own, type_name, length, obligation,
            obligation_quote, cardinality, code_list, code, use, pointer,
        )  # fmt: skip
        self.declarations.append(declaration)
        return len(self.declarations) - 1

    def _say_full(self, offset: int) -> None:
        if not any(problem.code == "too-many" for problem in self.problems):
            reason = f"Declarations after the first {limits.MAX_DECLARATIONS} were left out."
            self.problem("too-many", reason, offset)

    def problem(self, code: str, reason: str, offset: int, remedy: str = "") -> None:
        """Say that something at an offset could not be read; the rest was."""
        line = self.line(offset)
        self.problems.append(Problem(self.source.path, code, reason, remedy, line=line, lost=False))

    def unnamed(self, at: int) -> Scalar:
        """Return a name for what has none: the file's stem, at an empty place where the thing begins."""
        return Scalar(self.stem, at, at, False)

    def document(
        self, format_id: str, media_type: str, kind: str, *,
        title: str | None = None, number: str | None = None, date: str | None = None,
    ) -> Document:  # fmt: skip
        return Document(
            path=self.source.path,
            sha256=self.source.sha256,
            format=format_id,
            media_type=media_type,
            kind=kind,
            text=self.text,
            encoding=self.encoding,
            passages=tuple(self.passages),
            declarations=tuple(self.declarations),
            preamble=tuple(self.preamble),
            problems=tuple(self.problems),
            title=title,
            number=number,
            date=date,
        )


def note(value: Node | None, role: Role) -> Note | None:
    """Return a scalar as a note, cut where it is long; None where there is no text."""
    if not isinstance(value, Scalar) or not value.text.strip():
        return None
    return Note(value.text[: limits.MAX_NOTE_CHARS], Span(value.start, value.end), role)


def short(value: Node | None, role: Role = "example", most: int = 80) -> Note | None:
    """Return a scalar as a note only where it is a short text."""
    return note(value, role) if isinstance(value, Scalar) and len(value.text) <= most else None


def open_sheet(source: Source, text: Text | None) -> Sheet:
    """Return an empty sheet for a source.

    Raises:
        UnreadableError: the bytes are no text.
    """
    if text is None:
        raise UnreadableError(f"{source.path}: not a text")
    return Sheet(source, text.text, text.encoding, problems=list(text.problems))


def open_tree(source: Source, text: Text | None) -> tuple[Sheet, Tree, str]:
    """Return a sheet, the tree of the text and its media type; flaws of the tree are problems already.

    Raises:
        UnreadableError: the bytes are no text.
    """
    sheet = open_sheet(source, text)
    name = PurePosixPath(source.path).name.lower()
    dialect = dialect_of(name, PurePosixPath(name).suffix, sheet.text) or "yaml"
    if len(sheet.text) > limits.MAX_PARSE_CHARS:
        reason = f"Longer than {limits.MAX_PARSE_CHARS} characters: not read as a structure."
        sheet.problem("too-large", reason, 0)
        return sheet, Tree(), _MEDIA_TYPES[dialect]
    tree = load(sheet.text, dialect)
    for flaw in tree.flaws:
        sheet.problem(flaw.code, flaw.reason, flaw.offset)
    sheet.comments = tree.comments
    sheet.preamble.extend(tree.lead)
    return sheet, tree, _MEDIA_TYPES[dialect]

