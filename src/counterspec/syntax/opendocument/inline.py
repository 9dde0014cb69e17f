"""The text of an OpenDocument paragraph: what it shows, what is hidden or deleted, what is anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from counterspec.safe.limits import MAX_DEPTH
from counterspec.syntax.compose import flat
from counterspec.syntax.office_parts import attribute, number
from counterspec.syntax.opendocument.styles import Styles

DEEPEST = MAX_DEPTH // 4
PASSED_OVER = frozenset(
    {"tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls", "settings", "ruby-text",
     "note-citation", "change", "change-start", "change-end", "creator", "date", "date-string", "sender-initials",
     "title", "desc", "script", "event-listeners", "index-title-template", "table-of-content-source",
     "alphabetical-index-source", "dde-connection-decls"}
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """A paragraph's text while it is read."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    apart: list[Element] = field(default_factory=list)
    counted: bool = False

    @property
    def text(self) -> str:
        return flat(" ".join("".join(self.shown).split()))


@dataclass(slots=True)
class Inline:
    """Reads paragraphs' text. `notes` are those met, `deletions` the changes that took text away."""

    styles: Styles
    notes: list[Element] = field(default_factory=list)
    deletions: set[str] = field(default_factory=set)
    deleting: bool = False
    too_deep: bool = False

    def read(self, element: Element, hidden: bool) -> Line:
        """Return a paragraph's text; all of it is hidden where its style hides it."""
        line = Line()
        self._inside(element, line, hidden, 0)
        return line

    def _inside(self, element: Element, line: Line, hidden: bool, depth: int) -> None:
        if depth > DEEPEST:
            self.too_deep = True
            return
        self._place(line, hidden).append(element.text or "")
        for inner in element:
            self._inner(inner, line, hidden, depth)
            self._place(line, hidden).append(inner.tail or "")

    def _place(self, line: Line, hidden: bool) -> list[str]:
        return line.deleted if self.deleting else line.hidden if hidden else line.shown

    def _inner(self, inner: Element, line: Line, hidden: bool, depth: int) -> None:
        tag, target = inner.tag, self._place(line, hidden)
        if tag == "s":
            target.append(" " * max(1, min(number(inner, "c"), 100)))
        elif tag in {"tab", "line-break"}:
            target.append(" ")
        elif tag in {"change-start", "change-end"} and attribute(inner, "change-id") in self.deletions:
            self.deleting = tag == "change-start"
        elif tag == "note":
            self.notes.extend(part for part in inner if part.tag == "note-body")
        elif tag == "annotation":
            self.notes.append(inner)
        elif tag in {"frame", "text-box", "custom-shape", "g"} or (tag == "table" and depth):
            line.apart.append(inner)
        elif tag in {"hidden-text", "hidden-paragraph"}:
            line.hidden.append("".join(inner.itertext()) or attribute(inner, "string-value"))
        elif tag == "checkbox":
            target.append("☑" if attribute(inner, "current-state") == "checked" else "☐")
        elif tag not in PASSED_OVER:
            line.counted = line.counted or tag == "sequence"
            style = attribute(inner, "style-name") if tag == "span" else ""
            self._inside(inner, line, hidden or bool(style and self.styles.is_hidden(style)), depth + 1)
