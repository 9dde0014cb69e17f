"""Collect declarations while a document is read, in order, bounded, with qualified names."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterspec.model import Declaration, Note, Problem, Span, Use
from counterspec.model.declaration import Kind, Obligation
from counterspec.safe.limits import MAX_DECLARATIONS, MAX_NOTE_CHARS

_MAX_NOTES = 100


@dataclass(slots=True)
class Draft:
    """A declaration that may still gain notes and qualities; `index` is its place in the tuple."""

    kind: Kind
    name: str
    span: Span
    extent: Span
    index: int
    parent: int | None = None
    notes: list[Note] = field(default_factory=list)
    type_name: str | None = None
    length: str | None = None
    obligation: Obligation | None = None
    obligation_quote: str | None = None
    cardinality: str | None = None
    code_list: str | None = None
    code: str | None = None
    use: Use = "slot"
    condition: str | None = None
    number: str | None = None
    identifier: str | None = None
    condition_at: Span | None = None
    loose: bool = False

    def note(self, note: Note | None) -> None:
        """Bind a note unless there is none, it is empty, it is bound already, or there are too many."""
        if note is not None and note.text and len(self.notes) < _MAX_NOTES and note not in self.notes:
            self.notes.append(note)

    def oblige(self, obligation: Obligation | None, quote: str | None = None) -> None:
        """Set how binding the slot is, with the words of the document that say so."""
        self.obligation = obligation
        self.obligation_quote = quote


class Drafts:
    """Declarations in the order they were added; a parent is added before its children.

    Beyond the limit of declarations a draft is still handed out, but not kept.
    """

    def __init__(self, separator: str = ".") -> None:
        self._drafts: list[Draft] = []
        self._separator = separator
        self.overflow_at: int | None = None

    def add(
        self,
        kind: Kind,
        name: str,
        span: tuple[int, int],
        *,
        parent: Draft | None = None,
        extent: tuple[int, int] | None = None,
        use: Use = "slot",
    ) -> Draft:
        """Add a declaration named by `span`; `extent` defaults to the name."""
        index = len(self._drafts)
        place = Span(*span)
        whole = place if extent is None else Span(*extent)
        draft = Draft(kind, name, place, whole, index, None if parent is None else parent.index, use=use)
        if index < MAX_DECLARATIONS:
            self._drafts.append(draft)
        elif self.overflow_at is None:
            self.overflow_at = span[0]
        return draft

    def full(self) -> bool:
        """Whether further declarations are no longer kept."""
        return self.overflow_at is not None

    def each(self) -> tuple[Draft, ...]:
        """Return the drafts kept so far."""
        return tuple(self._drafts)

    def finish(self, root: str = "") -> tuple[Declaration, ...]:
        """Return the declarations; their pointers are qualified names that start with `root`."""
        pointers: list[str] = []
        declarations: list[Declaration] = []
        for draft in self._drafts:
            above = root if draft.parent is None else pointers[draft.parent]
            pointer = f"{above}{self._separator}{draft.name}" if above else draft.name
            pointers.append(pointer)
            declarations.append(_declare(draft, pointer))
        return tuple(declarations)

    def overflow(self, path: str, line: int) -> Problem:
        """Return the problem that says which declarations are missing."""
        return Problem(
            path,
            "too-many",
            f"only the first {MAX_DECLARATIONS} declarations were read",
            "Split the file.",
            line=line,
            lost=False,
        )


def _declare(draft: Draft, pointer: str) -> Declaration:
    # By position: keywords cost a third more, and this runs once a declaration.
    return Declaration(
        draft.kind,
        draft.name,
        draft.span,
        draft.extent,
        draft.parent,
        tuple(draft.notes),
        draft.type_name,
        draft.length,
        draft.obligation,
        draft.obligation_quote,
        draft.cardinality,
        draft.code_list,
        draft.code,
        draft.use,
        pointer,
        draft.condition,
        draft.number,
        draft.identifier,
        draft.condition_at,
        None,
        draft.loose,
    )


def clip(text: str) -> str:
    """Cut a note's text to what is read of it."""
    return text if len(text) <= MAX_NOTE_CHARS else text[:MAX_NOTE_CHARS]
