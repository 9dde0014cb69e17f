"""Cut HTML into text and tags; every step passes what it has read, so that no input takes long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Neither alternative passes another "<", so that scanning stays linear whatever the quotes do.
_TOKEN = re.compile(r"<!--|<[!?]|<(/?)([A-Za-z][A-Za-z0-9:-]*+)((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+>)?")
_LOOSE = re.compile(r"\"[^\"]{0,4000}\"|'[^']{0,4000}'|>|<(?=[/A-Za-z!])")
RAW = frozenset({"script", "style", "template", "noscript", "svg", "textarea", "iframe", "math", "object", "xml",
                 "audio", "video", "canvas", "noframes"})  # fmt: skip
_MAX_TAG = 20_000


class Token(NamedTuple):
    """A piece of the source: text before a tag, and the tag. `name` is "" where only text is left."""

    start: int
    stop: int
    end: bool
    name: str
    attributes: str


class Tokens:
    """The tags of a text, one after another; comments, scripts and styles are passed over."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.position = start
        self.end = end
        self._closable = True
        self._unclosed: set[str] = set()
        self._close: dict[str, re.Pattern[str]] = {}

    def __iter__(self) -> Iterator[Token]:
        """Yield each tag with the text before it: from `start`, where the last one ended, to `stop`."""
        text_start = self.position
        while (found := _TOKEN.search(self.text, self.position, self.end)) is not None:
            name = (found.group(2) or "").lower()
            if not name:
                yield Token(text_start, found.start(), False, "", "")
                self.position = self._after_other(found)
            else:
                rest = found.group(3)
                self.position = found.end() if rest else self._loose_end(found.end())
                rest = rest if rest is not None else self.text[found.end() : self.position]
                yield Token(text_start, found.start(), bool(found.group(1)), name, rest)
                if name in RAW and not found.group(1) and not rest.endswith("/>"):
                    self.position = self._after_raw(name, self.position)
            text_start = self.position
        yield Token(text_start, self.end, False, "", "")

    def _after_other(self, found: re.Match[str]) -> int:
        if found.group() == "<!--":
            return self._skip_to("-->", found.end())
        return self._skip_to(">", found.end())

    def _loose_end(self, start: int) -> int:
        """Return where a tag ends whose quotes do not match, or hold angle brackets."""
        position = start
        stop = min(self.end, start + _MAX_TAG)
        while (found := _LOOSE.search(self.text, position, stop)) is not None:
            if found.group() == ">":
                return found.end()
            if found.group() == "<":
                return found.start()
            position = found.end()
        return self._skip_to(">", start)

    def _skip_to(self, mark: str, start: int) -> int:
        found = self.text.find(mark, start, self.end) if self._closable or mark != ">" else -1
        if found < 0:
            self._closable = self._closable and mark != ">"
            return self.end if mark != ">" else start
        return found + len(mark)

    def _after_raw(self, name: str, start: int) -> int:
        """Return where the content of a script or style ends; one that is never closed hides nothing."""
        if name in self._unclosed:
            return start
        pattern = self._close.setdefault(name, re.compile(rf"</{name}[^<>]*>", re.IGNORECASE))
        closing = pattern.search(self.text, start, self.end)
        if closing is None:
            self._unclosed.add(name)
            return self.end if name in {"script", "style"} else start
        return closing.end()
