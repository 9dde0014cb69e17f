"""The text of a Word paragraph: what it shows, what is hidden or deleted, and the boxes anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from counterspec.safe.limits import MAX_DEPTH
from counterspec.syntax.office_parts import attribute, child, is_on, number, value
from counterspec.syntax.word.styles import Styles
from counterspec.syntax.word.symbols import symbol

_TEXT_OF = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "ptab": "\t",
    "softHyphen": "",
    "pgNum": "",
}
_PASSED_OVER = frozenset(
    {"pPr", "rPr", "sectPr", "tblPr", "rt", "sdtPr", "sdtEndPr", "annotationRef", "footnoteRef", "endnoteRef",
     "fldData", "footnoteReference", "endnoteReference", "commentReference", "control", "OLEObject", "pPrChange"}
)  # fmt: skip
_DELETED = frozenset({"del", "moveFrom"})
_MAX_FIELDS = 50
_SMALLEST = 3
"""Half points: smaller text cannot be seen."""


@dataclass(slots=True)
class Field:
    """A field being read: its instruction, and whether its result has begun."""

    instruction: str = ""
    shown: bool = False
    mark: str = ""


@dataclass(slots=True)
class Line:
    """A paragraph's text. `counted` says that a field numbers it in a sequence, as captions are."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    counted: bool = False

    @property
    def text(self) -> str:
        return "".join(self.shown)


@dataclass(slots=True)
class Runs:
    """Reads runs. `fields` are those open, which may go on over paragraphs."""

    styles: Styles
    fields: list[Field] = field(default_factory=list)
    white_shows: bool = False
    too_deep: bool = False

    def read(self, paragraph: Element, *, white_shows: bool = False) -> Line:
        """Return a paragraph's text; on a ground of its own (`white_shows`), white text is no hidden one."""
        line = Line()
        properties = child(paragraph, "pPr")
        style = child(properties, "pStyle")
        named = self.styles.of_id(value(style)) if style is not None else None
        shaded = white_shows or (named is not None and named.shaded) or child(properties, "shd") is not None
        self.white_shows = shaded
        hidden = named is not None and (named.hidden or (named.white and not shaded))
        self._inside(paragraph, line, (hidden, False), 0)
        for open_field in self.fields:  # an instruction never goes on in the next paragraph in sound files
            open_field.shown = True
        return line

    def _inside(self, element: Element, line: Line, state: tuple[bool, bool], depth: int) -> None:
        if depth > MAX_DEPTH // 4:
            self.too_deep = True
            return
        for inner in element:
            name = inner.tag
            if name == "r":
                self._inside(inner, line, (self._is_hidden(inner, state[0]), state[1]), depth + 1)
            elif name in {"t", "delText"}:
                self._say(inner.text or "", line, state)
            elif name in _TEXT_OF:
                self._say(_TEXT_OF[name], line, state)
            elif name in _DELETED:
                self._inside(inner, line, (state[0], True), depth + 1)
            elif name not in _PASSED_OVER:
                self._other(inner, name, line, state, depth)

    def _other(self, element: Element, name: str, line: Line, state: tuple[bool, bool], depth: int) -> None:
        if name == "txbxContent":
            line.boxes.append(element)
        elif name == "fldChar":
            self._field(element, line, state)
        elif name in {"instrText", "delInstrText"}:
            self._instruct(element.text or "", line)
        elif name == "fldSimple":
            line.counted = line.counted or _counts(attribute(element, "instr"))
            self._inside(element, line, state, depth + 1)
        elif name == "sym":
            code = attribute(element, "char")
            sign = chr(int(code, 16)) if len(code) <= 4 and _is_hex(code) else ""
            self._say(symbol(sign, attribute(element, "font")), line, state)
        elif name == "AlternateContent":
            self._inside(_chosen(element), line, state, depth + 1)
        else:
            self._inside(element, line, state, depth + 1)

    def _say(self, text: str, line: Line, state: tuple[bool, bool]) -> None:
        if self.fields and not all(open_field.shown for open_field in self.fields):
            return
        text = text.replace("\u00ad", "")  # a hyphen that shows only where a line ends
        (line.deleted if state[1] else line.hidden if state[0] else line.shown).append(text)

    def _is_hidden(self, run: Element, inherited: bool) -> bool:
        properties = child(run, "rPr")
        if properties is None:
            return inherited
        hidden, white, marked = inherited, False, self.white_shows
        for inner in properties:
            name = inner.tag
            if name == "rStyle":
                style = self.styles.of_id(value(inner))
                hidden, white = hidden or style.hidden, white or style.white
            elif name == "vanish":
                hidden = is_on(inner)
            elif name == "color":
                white = value(inner).upper() == "FFFFFF"
            elif name == "sz" and 0 < number(inner) <= _SMALLEST:
                hidden = True
            elif name in {"highlight", "shd"}:
                marked = True
        return hidden or (white and not marked)

    def _field(self, element: Element, line: Line, state: tuple[bool, bool]) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin" and len(self.fields) < _MAX_FIELDS:
            self.fields.append(Field(mark=_checkbox(element)))
        elif kind == "separate" and self.fields:
            self.fields[-1].shown = True
        elif kind == "end" and self.fields:
            closed = self.fields.pop()
            self._say(closed.mark, line, state)

    def _instruct(self, text: str, line: Line) -> None:
        if self.fields:
            self.fields[-1].instruction += text[:200]
            line.counted = line.counted or _counts(self.fields[-1].instruction)


def _counts(instruction: str) -> bool:
    return instruction.lstrip()[:4].upper() == "SEQ "


def _is_hex(text: str) -> bool:
    return bool(text) and all(letter in "0123456789abcdefABCDEF" for letter in text)


def _checkbox(element: Element) -> str:
    """Return the box that an older form field shows, "" for other fields."""
    box = child(element, "ffData", "checkBox")
    if box is None:
        return ""
    state = child(box, "checked")
    state = state if state is not None else child(box, "default")
    return "☑" if state is not None and is_on(state) else "☐"


def _chosen(element: Element) -> Element:
    """Return the alternative to read: the first choice, the fallback where only that has text."""
    choice, fallback = child(element, "Choice"), child(element, "Fallback")
    if choice is None or (fallback is not None and not _has_text(choice) and _has_text(fallback)):
        return fallback if fallback is not None else element
    return choice


def _has_text(element: Element) -> bool:
    return any(inner.tag in {"t", "sym", "fldChar"} for inner in element.iter())
