"""Read label sets that are plain text: one label a line, label maps in protobuf text, attribute headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from counterspec.model import Note, Span
from counterspec.syntax.drafts import Draft
from counterspec.syntax.sheet import Sheet, note
from counterspec.syntax.tree import Scalar
from counterspec.syntax.tree_comments import comment_note

_LABEL = re.compile(
    r"[ \t\ufeff]*+(?:[-*•][ \t]++)?+"
    r"(?:(?P<code>\d++|n\d{8}|\d++(?:[.:)\]]|(?=[ \t,;=]))|\[\d++\])(?:[ \t]*+[:,;=\t][ \t]*+|[ \t]++))?"
    r"(?P<label>[^\r\n]*)"
)
_BEHIND = re.compile(r"(?P<label>.*?[^\s,:;=])[ \t]*(?:[,:;=\t]|[ \t])[ \t]*(?P<code>-?\d{1,6})\Z")
_COMMENT = re.compile(r"[ \t]*(?:#|//|%)")
_SENTENCE = re.compile(
    r"[.!?。！？；;…](?:\s|\Z)|,\s|，|\b(?:the|is|are|was|and|you|this|that)\b", re.IGNORECASE
)
_MACHINE = re.compile(r"[={}<>$@\\|`~^\u2500-\u257f]|://|==|\w\(|\d\d:\d\d|\.\w{1,4}(?:\s|\Z)|--")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_ITEM = re.compile(r"(?:\s|#[^\n]*\n)*+item\s*\{")
_PBTXT = re.compile(
    r"(?P<item>\bitem\s*\{)|(?<!\w)(?P<key>\w++)\s*+:\s*+"
    r"(?:\"(?P<double>[^\"\n]*+)\"|'(?P<single>[^'\n]*+)'|(?P<bare>[\w.+-]++))"
)


class Line(NamedTuple):
    """A line of a label file: the label at its place, and its number."""

    label: Scalar
    code: str | None


def lines_of(text: str) -> list[Line]:
    """Return the labels of a text, without comments, bullets, numbers, quotes and commas at the end."""
    found: list[Line] = []
    offset = 0
    for raw in text.splitlines(keepends=True):
        line = _line(raw, offset)
        if line is not None:
            found.append(line)
        offset += len(raw)
    return _numbered_behind(found)


def _line(raw: str, offset: int) -> Line | None:
    if _COMMENT.match(raw):
        return None
    match = _LABEL.match(raw)
    label = match["label"].rstrip() if match else ""
    if match is None or not label:
        return None
    start = match.start("label")
    label = label.removesuffix(",").rstrip()
    if len(label) > 1 and label[0] == label[-1] and label[0] in "\"'":
        label, start = label[1:-1], start + 1
    if not label.strip():
        return None
    code = match["code"].strip("[]().:") if match["code"] else None
    return Line(Scalar(label, offset + start, offset + start + len(label), True), code)


def _numbered_behind(found: list[Line]) -> list[Line]:
    """Take numbers behind labels as codes where nearly every line has one."""
    matches = [_BEHIND.match(line.label.text) if line.code is None else None for line in found]
    if len(found) < 2 or sum(match is not None for match in matches) < 0.8 * len(found):
        return found
    moved = []
    for line, match in zip(found, matches, strict=True):
        if match is not None:
            label = match["label"]
            start = line.label.start
            moved.append(Line(Scalar(label, start, start + len(label), True), match["code"]))
        else:
            moved.append(line)
    return moved


def label_share(lines: Sequence[Line]) -> float:
    """Return which share of lines looks like labels: few words, no sentence, no code, no log."""
    if not lines:
        return 0.0
    return sum(_is_label(line.label.text) for line in lines) / len(lines)


def _is_label(text: str) -> bool:
    if len(text) > 60 or _SENTENCE.search(text) or _MACHINE.search(text):
        return False
    if not any(char.isalpha() for char in text):
        return False
    most = 12 if _UNSPACED.search(text) else 60
    return len(text.split()) <= 4 and len(text) <= most


def attribute_header(text: str) -> list[Scalar]:
    """Return the names of a table of attributes: a count, a line of names, then rows of -1, 0 and 1."""
    head = text[:20_000].splitlines(keepends=True)[:3]
    if len(head) < 3 or not head[0].strip().isdigit():
        return []
    names = list(re.finditer(r"\S+", head[1]))
    row = head[2].split()[1:]
    if len(names) < 5 or len(row) != len(names) or not set(row) <= {"-1", "0", "1"}:
        return []
    start = len(head[0])
    return [Scalar(name.group(), start + name.start(), start + name.end(), True) for name in names]


def declare_lines(sheet: Sheet, found: Sequence[Line]) -> Draft:
    """Declare lines as an enum named by the file."""
    text = sheet.content
    start = found[0].label.start if found else 0
    enum = sheet.add("enum", sheet.unnamed(start), Span(0, len(text)), use="label")
    for line in found:
        sheet.add("member", line.label, parent=enum, use="label").code = line.code
    first = text.lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    if _COMMENT.match(first):
        begin = text.index(first)
        lead = comment_note(text, Span(begin, begin + len(first)))
        sheet.preamble.extend([lead] if lead else [])
    return enum


def is_label_map(text: str) -> bool:
    """Whether a text is a label map in protobuf's text form."""
    return _ITEM.match(text) is not None and re.search(r"\b(?:display_)?name\s*:", text) is not None


def declare_label_map(sheet: Sheet) -> None:
    """Declare the items of a label map: the name, or the display name where the name is a mere code."""
    text = sheet.content
    enum = sheet.add("enum", sheet.unnamed(0), Span(0, len(text)), use="label")
    pairs: dict[str, Scalar] = {}
    for match in _PBTXT.finditer(text):
        if match["item"]:
            _add_item(sheet, enum, pairs)
            pairs = {}
            continue
        group = next(name for name in ("double", "single", "bare") if match[name] is not None)
        pairs[match["key"]] = Scalar(match[group], match.start(group), match.end(group), group != "bare")
    _add_item(sheet, enum, pairs)


def _add_item(sheet: Sheet, enum: Draft, pairs: dict[str, Scalar]) -> None:
    name, display = pairs.get("name"), pairs.get("display_name")
    number = pairs.get("id") or pairs.get("label")
    if name is not None and display is not None and name.text.startswith("/"):
        name, display = display, None
    chosen = name or display
    if chosen is None or not chosen.text.strip():
        return
    notes: list[Note | None] = [note(display, "label") if display is not chosen else None]
    sheet.add("member", chosen, parent=enum, notes=notes, use="label").code = number.text if number else None
