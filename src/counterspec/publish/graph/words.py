"""Words fitted to the room they have in a drawing, counted in cells: an ideograph fills two."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size


def fitted(text: str, cells: int) -> str:
    """Return a text cut to so many cells, of which an ideograph fills two."""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"


def wrapped(text: str, cells: int, most: int) -> tuple[str, ...]:
    """Return a text in lines of so many cells; what does not fit into the last of `most` is cut."""
    lines: list[str] = [""]
    for word in _pieces(text, cells):
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= cells:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [fitted(" ".join(lines[most - 1 :]), cells)]
    return tuple(lines)


def _pieces(text: str, cells: int) -> Iterable[str]:
    for word in text.split():
        left = word
        while cell_len(left) > cells:
            cut = len(set_cell_size(left, cells).rstrip())
            yield left[:cut]
            left = left[cut:]
        yield left
