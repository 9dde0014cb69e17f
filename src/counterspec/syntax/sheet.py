"""What a reader of data files writes on: declarations, what speaks for the whole, and problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from counterspec.errors import UnreadableError
from counterspec.model import Document, LineIndex, Note, Passage, Problem, Source, Span, Use
from counterspec.model.declaration import Kind
from counterspec.safe import limits
from counterspec.safe.text import Text
from counterspec.syntax.drafts import Draft, Drafts
from counterspec.syntax.tree import Member, Node, Scalar, Tree, members
from counterspec.syntax.tree_load import dialect_of, load

Role = Literal["comment", "label", "description", "annotation", "example"]

_MEDIA_TYPES = {
    "json": "application/json", "jsonl": "application/x-ndjson", "yaml": "application/yaml",
    "toml": "application/toml", "settings": "text/plain",
}  # fmt: skip


@dataclass(slots=True)
class Sheet:
    """The declarations of one document under construction.

    `content` is the text that is parsed: lines that end in CR alone end in LF, offset for offset.
    `comments` are the tree's, by anchor.
    """

    source: Source
    text: Text
    content: str
    drafts: Drafts = field(default_factory=Drafts)
    comments: Mapping[int, tuple[Note, ...]] = field(default_factory=dict)
    preamble: list[Note] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _lines: LineIndex | None = None

    @property
    def file_name(self) -> str:
        return PurePosixPath(self.source.path).name

    @property
    def stem(self) -> str:
        """The file's name without its extensions."""
        return self.file_name.split(".")[0] or self.file_name

    def line(self, offset: int) -> int:
        if self._lines is None:
            self._lines = LineIndex.of(self.text.text)
        return self._lines.line(min(offset, len(self.text.text)))

    def add(
        self,
        kind: Kind,
        name: Scalar,
        extent: Span | None = None,
        *,
        parent: Draft | None = None,
        notes: Iterable[Note | None] = (),
        use: Use = "slot",
    ) -> Draft:
        """Add a declaration named by a scalar, with its notes and the comments that stand at its name."""
        whole = None if extent is None else Span(min(name.start, extent.start), max(name.end, extent.end))
        draft = self.drafts.add(kind, name.text, name.span, parent=parent, extent=whole, use=use)
        for bound in self.comments.get(name.start, ()):
            draft.note(bound)
        for given in notes:
            draft.note(given)
        return draft

    def within(self, kind: Kind, outer: Draft, extent: Span) -> Draft:
        """Add the values or the fields inside a slot, which have no name but the slot's."""
        whole = Span(min(outer.span.start, extent.start), max(outer.span.end, extent.end))
        return self.drafts.add(kind, outer.name, outer.span, parent=outer, extent=whole)

    def remarks(self, item: Node, name: Scalar) -> list[Note]:
        """Return the comments at the first key of an object, and at the key whose value names it."""
        found: list[Note] = []
        for index, member in enumerate(members(item)):
            if index == 0 or member.value is name:
                found.extend(self.comments.get(member.start, ()))
        return found

    def problem(self, code: str, reason: str, offset: int, remedy: str = "") -> None:
        """Say that something at an offset could not be read; the rest was."""
        line = self.line(offset)
        self.problems.append(Problem(self.source.path, code, reason, remedy, line=line, lost=False))

    def unnamed(self, at: int) -> Scalar:
        """Return a name for what has none: the file's stem, at an empty place where the thing begins."""
        return Scalar(self.stem, at, at, False)

    def raw(self, member: Member) -> str:
        """Return a key and its value as written, at most 120 characters of it."""
        start, end = member.start, member.extent.end
        quote = self.content[start - 1 : start] if start else ""
        end += isinstance(member.value, Scalar) and member.value.quoted and member.value.end == end
        return self.content[start - (quote in {'"', "'"}) : min(end, start + 120)]

    def document(
        self,
        format_id: str,
        media_type: str,
        kind: str,
        *,
        title: Node | None = None,
        number: Node | None = None,
        date: Node | None = None,
    ) -> Document:
        """Return the finished document; title, number and date are scalars of the tree."""
        return Document(
            path=self.source.path,
            sha256=self.source.sha256,
            format=format_id,
            media_type=media_type,
            kind=kind,
            text=self.text.text,
            encoding=self.text.encoding,
            passages=tuple(self.passages),
            declarations=self.drafts.finish(),
            preamble=tuple(self.preamble),
            problems=self._all_problems(),
            title=_said(title),
            number=_said(number),
            date=_said(date),
        )

    def _all_problems(self) -> tuple[Problem, ...]:
        at = self.drafts.overflow_at
        more = () if at is None else (self.drafts.overflow(self.source.path, self.line(at)),)
        return (*self.problems, *more)


def _said(value: Node | None) -> str | None:
    return value.text.strip()[:500] or None if isinstance(value, Scalar) else None


def note(value: Node | None, role: Role) -> Note | None:
    """Return a scalar as a note, cut where it is long; None where there is no text."""
    if not isinstance(value, Scalar) or not value.text.strip():
        return None
    return Note(value.text[: limits.MAX_NOTE_CHARS], value.span, role)


def short(value: Node | None, role: Role = "example", most: int = 80) -> Note | None:
    """Return a scalar as a note only where it is a short text."""
    return note(value, role) if isinstance(value, Scalar) and len(value.text) <= most else None


def open_sheet(source: Source, text: Text | None) -> Sheet:
    """Return an empty sheet for a source.

    Raises:
        UnreadableError: the bytes are no text, or only white space.

    """
    if text is None or not text.text.strip():
        raise UnreadableError(f"{source.path}: no text", hint="The file is empty or not a text file.")
    content = text.text if "\n" in text.text else text.text.replace("\r", "\n")
    return Sheet(source, text, content)


def open_tree(source: Source, text: Text | None) -> tuple[Sheet, Tree, str]:
    """Return a sheet, the tree of the text and its media type; flaws of the tree are problems already.

    Raises:
        UnreadableError: the bytes are no text, or only white space.

    """
    sheet = open_sheet(source, text)
    name, content = sheet.file_name.lower(), sheet.content
    dialect = dialect_of(name, PurePosixPath(name).suffix, content) or "yaml"
    if len(content) > limits.MAX_PARSE_CHARS:
        reason = f"More than {limits.MAX_PARSE_CHARS} characters: not read as a structure."
        sheet.problem("too-large", reason, 0, "Split the file.")
        return sheet, Tree(), _MEDIA_TYPES[dialect]
    tree = load(content, dialect)
    for flaw in tree.flaws:
        sheet.problem(flaw.code, flaw.reason, flaw.offset)
    sheet.comments = tree.comments
    sheet.preamble.extend(tree.lead)
    return sheet, tree, _MEDIA_TYPES[dialect]
