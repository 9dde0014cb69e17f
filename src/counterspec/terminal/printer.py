"""Styled lines for a terminal: marks, wrapping by cells, nothing of a document that could steer the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from counterspec.model import Excerpt, Span
from counterspec.terminal.look import MARK

_NARROWEST, _WIDEST = 60, 120
_STEP = 4
_STEERING = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)
_HARMLESS = dict.fromkeys(_STEERING, "�") | {9: " ", 10: " ", 13: " "}


class Printer:
    """Writes styled lines; without colour, marks are brackets. `width` counts cells.

    Only on a terminal are lines wrapped and cut: in a file or pipe each thing stays on one line.
    """

    def __init__(self, out: TextIO, *, colour: bool, width: int) -> None:
        self._colour = colour
        self._wraps = out.isatty()
        self.width = _width(width) if self._wraps else width
        self._console = Console(
            file=out,
            force_terminal=colour,
            no_color=not colour,
            width=self.width,
            highlight=False,
            soft_wrap=True,
            legacy_windows=False,
        )

    def line(self, text: Text | str = "") -> None:
        """Print one line as it is."""
        styled = Text(text) if isinstance(text, str) else text
        styled.plain = styled.plain.translate(_HARMLESS)
        self._console.print(styled, soft_wrap=True)

    def hanging(self, first: Text, rest: Text | str) -> None:
        """Print `first`, and `rest` beside it, wrapped so that its lines begin below each other."""
        body = Text(rest) if isinstance(rest, str) else rest
        if not self._wraps:
            self.line(Text.assemble(first, body))
            return
        body.plain = body.plain.translate(_HARMLESS)
        indent = first.cell_len
        lines = body.wrap(self._console, max(20, self.width - indent)) or [Text()]
        for number, line in enumerate(lines):
            line.rstrip()
            self.line(Text.assemble(first if number == 0 else " " * indent, line))

    def wrapped(self, text: Text, room: int) -> list[Text]:
        """Return a text on lines of at most `room` cells."""
        text.plain = text.plain.translate(_HARMLESS)
        lines = list(text.wrap(self._console, room))
        for line in lines:
            line.rstrip()
        return lines

    def flowing(self, first: Text, items: Iterable[Text]) -> None:
        """Print items two spaces apart, on as many lines as they need, none broken."""
        line, indent = Text.assemble(first), first.cell_len
        for item in items:
            if line.cell_len > indent:
                if not self.fits(line.cell_len + 2 + item.cell_len):
                    self.line(line)
                    line = Text(" " * indent)
                else:
                    line.append("  ")
            line.append_text(item)
        self.line(line)

    def marked(self, excerpt: Excerpt, room: int) -> Text:
        """Return the excerpt's text with its marks, cut around them to `room` cells."""
        text, marks = excerpt.text.translate(_HARMLESS), _apart(excerpt.marks)
        if self._wraps:
            text, marks = _fitting(text, marks, room)
        made, end = Text(), 0
        for mark in marks:
            made.append(text[end : mark.start])
            made.append_text(self.mark(text[mark.start : mark.end]))
            end = mark.end
        made.append(text[end:])
        return made

    def fits(self, cells: int) -> bool:
        """Whether so many cells stand on one line."""
        return cells <= self.width or not self._wraps

    def mark(self, words: str) -> Text:
        """Return a document's own words as marked."""
        return Text(words, MARK) if self._colour else Text(f"[{words}]")


def _width(fallback: int) -> int:
    """Return the terminal's own width, within reason."""
    return min(max(shutil.get_terminal_size((fallback, 24)).columns, _NARROWEST), _WIDEST)


def _apart(marks: Iterable[Span]) -> list[Span]:
    """Return the marks in order of place, those that touch an earlier one left out."""
    made: list[Span] = []
    for mark in sorted(marks):
        if not made or mark.start >= made[-1].end:
            made.append(mark)
    return made


def _fitting(text: str, marks: list[Span], room: int) -> tuple[str, list[Span]]:
    """Cut a text that is too long: as much around each mark as there is room for, "…" where it is cut."""
    if cell_len(text) <= room:
        return text, marks
    if not marks:
        return _cropped(text, room), []
    for around in range(len(text), -1, -_STEP):
        cut, moved = _around(text, marks, around)
        if cell_len(cut) <= room:
            return cut, moved
    cut, moved = _around(text, marks[:1], 0)
    return cut, moved


def _cropped(text: str, room: int) -> str:
    while cell_len(text) >= room:
        text = text[:-1]
    return text + "…"


def _around(text: str, marks: list[Span], around: int) -> tuple[str, list[Span]]:
    """Return the text with `around` code points kept beside each mark, and the marks moved with it."""
    windows: list[Span] = []
    for mark in marks:
        window = Span(max(0, mark.start - around), min(len(text), mark.end + around))
        if windows and window.start <= windows[-1].end + 1:
            windows[-1] = Span(windows[-1].start, max(windows[-1].end, window.end))
        else:
            windows.append(window)
    made, moved = "", []
    for window in windows:
        made += " … " if made else "…" if window.start else ""
        shift = len(made) - window.start
        moved += [Span(m.start + shift, m.end + shift) for m in marks if window.start <= m.start < window.end]
        made += text[window.start : window.end]
    return made + ("…" if windows[-1].end < len(text) else ""), moved
