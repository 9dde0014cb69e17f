"""Comments: their text without the marks, and which declaration each of them speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from counterspec.safe.limits import MAX_NOTE_CHARS
from counterspec.syntax.code.doctags import describe_fields, main_text, tagged_fields, typedef
from counterspec.syntax.code.draft import Remark
from counterspec.syntax.code.marks import apply
from counterspec.syntax.code.reader import Reader

_LINE_MARK = re.compile(r"^[ \t]*(?:/{2,}[!<]*|\#+:?(?!\[)|--+|\*(?!/)|/\*+[!<]*|;+)?[ \t]?")
_DOC_ANNOTATION = re.compile(r"@(?:ORM|Assert|Serializer|OA|SWG|Gedmo|Groups)\\\\?\w*\\?\w+\(")
_NULL = re.compile(r"\bnull\b|^\?|=$")
_BLOCK = re.compile(r"^/\*+[!<]*|\*+/$|^=begin|=end$")
_TAG = re.compile(r"</?[A-Za-z][\w.:-]*(?:\s[^<>]*)?/?>")
_CODE = re.compile(
    r"[;{}]\s*$|^\s*(?:private|public|protected|static|import|return|const|let|var|if|for|while)\b.*[;{(]|^\s*</?\w+|^\s*@\w+\(.*\)\s*$"
)
_IDLE = re.compile(
    r"^[\s\W_]*$|^\s*(?:eslint|prettier|noqa|pylint|type:|tslint|ts-|istanbul|@ts-|NOLINT|clang-format|region|endregion|"
    r"frozen_string_literal|encoding\b|-\*-|coding[:=]|rubocop|!/|go:|\+build|nolint|phpcs|psalm|phpstan|"
    r"@var \S+$|@type \S+$)"
)
"""Comments for tools, or without a word."""
_SPACE = re.compile(rb"\s*")
_LEADING = re.compile(
    rb"(?:[\w\s]|@[\w.]+[ \t]*(?:\([^()\n]{0,200}\))?|\w+_(?:ENUM|OPTIONS)[ \t]*\(\s*\w+\s*,)*"
)
"""What may stand between a comment and what it speaks of: `export const`, `@property (copy)`."""
_LONGEST_LEAD = 400
_GAP = re.compile(rb"[\s,;:)\]}({\[=|&>\\]*")
_LOOK_BACK = 400
_HEAD_LINES = 60
_NEIGHBOURS = 32
"""Declarations on one line that a comment beside them is weighed against."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment or a run of line comments: cleaned text, bytes, first and last line from 0.

    `alone` says that nothing but white space stands before it on its line; `column` is the byte in the line.
    """

    text: str
    start: int
    end: int
    first: int
    last: int
    alone: bool
    column: int
    block: bool


def clean(raw: str) -> str:
    """Return what a comment says, without its marks, tags of documentation, and margins."""
    if "\n" not in raw and not raw.startswith("/*"):
        line = _LINE_MARK.sub("", raw).strip()
        return (" ".join(_TAG.sub(" ", line).split()) if "<" in line else line)[:MAX_NOTE_CHARS]
    body = _BLOCK.sub("", _BLOCK.sub("", raw.strip()))
    lines = [_LINE_MARK.sub("", line).rstrip() for line in body[: 2 * MAX_NOTE_CHARS].splitlines()]
    text = "\n".join(lines).strip()
    if "<" in text:
        text = _TAG.sub(" ", text)
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()[:MAX_NOTE_CHARS]


def read_comments(reader: Reader) -> list[Comment]:
    """Return the file's comments in order, line comments that follow each other joined."""
    found: list[Comment] = []
    for node in reader.comments:
        comment = _one(reader, node.start_byte, node.end_byte)
        if comment is None:
            continue
        last = found[-1] if found else None
        if last is not None and _continues(last, comment):
            found[-1] = Comment(
                f"{last.text}\n{comment.text}".strip()[:MAX_NOTE_CHARS],
                last.start, comment.end, last.first, comment.last, last.alone, last.column, False,
            )  # fmt: skip
        else:
            found.append(comment)
    return [comment for comment in found if comment.text]


def _one(reader: Reader, start: int, end: int) -> Comment | None:
    while end > start and reader.data[end - 1] in b"\r\n":
        end -= 1
    raw = reader.slice(start, min(end, start + 4 * MAX_NOTE_CHARS))
    block = raw.startswith(("/*", "=begin", "<!--"))
    text = clean(raw)
    if _IDLE.match(text) or (not block and _CODE.search(text)):
        text = ""
    first = reader.row(start)
    begin = max(reader.lines[first], start - _LOOK_BACK)
    alone = begin == reader.lines[first] and not reader.data[begin:start].strip()
    return Comment(
        text, start, end, first, reader.row(max(start, end - 1)), alone, start - reader.lines[first], block
    )


def _continues(last: Comment, comment: Comment) -> bool:
    """Whether a line comment goes on with the one above it: same column, next line, nothing before it."""
    if last.block or comment.block or not comment.alone or comment.first != last.last + 1:
        return False
    return comment.column == last.column


class Binder:
    """Finds the declaration that a comment speaks of, by place alone."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._data = reader.data
        self._drafts = reader.drafts
        order = [index for index, draft in enumerate(reader.drafts) if draft.name]
        self._order = sorted(order, key=lambda index: (reader.drafts[index].start, index))
        self._starts = [reader.drafts[index].start for index in self._order]
        self._by_end = sorted(order, key=lambda index: (reader.drafts[index].right, -index))
        self._ends = [reader.drafts[index].right for index in self._by_end]

    def targets(self, comment: Comment) -> list[int]:
        """Return the drafts that a comment describes; several for `String race, faith;`."""
        return self._below(comment) if comment.alone else self._beside(comment)

    def _below(self, comment: Comment) -> list[int]:
        gap = _SPACE.match(self._data, comment.end)
        position = gap.end() if gap else comment.end
        if self._data.count(b"\n", comment.end, position) > (2 if comment.block else 1):
            return []
        at = bisect_left(self._starts, position)
        if at >= len(self._order):
            return []
        first = self._drafts[self._order[at]]
        if position < first.left:
            gap = _LEADING.match(self._data, position, first.left)
            if first.left - position > _LONGEST_LEAD or gap is None or gap.end() < first.left:
                return []
        found = []
        for index in self._order[at : at + 16]:
            draft = self._drafts[index]
            if (draft.left, draft.right, draft.kind) != (first.left, first.right, first.kind):
                break
            found.append(index)
        return found

    def _beside(self, comment: Comment) -> list[int]:
        line_start = self._reader.lines[comment.first]
        first, last = bisect_left(self._starts, line_start), bisect_left(self._starts, comment.start)
        named = self._order[max(first, last - _NEIGHBOURS) : last]
        ended = [index for index in named if self._ends_before(index, comment)]
        if ended:
            return [max(ended, key=lambda index: (self._drafts[index].right, -index))]
        wrapped = self._ended_here(comment, line_start)
        if wrapped is not None:
            return [wrapped]
        around = [index for index in named if self._drafts[index].right > comment.start]
        return around[-1:]

    def _ends_before(self, index: int, comment: Comment) -> bool:
        right = self._drafts[index].right
        if right > comment.start or comment.start - right > 200:
            return False
        gap = _GAP.match(self._data, right, comment.start)
        return gap is not None and gap.end() == comment.start

    def _ended_here(self, comment: Comment, line_start: int) -> int | None:
        """Return the declaration of several lines that ends on the comment's line."""
        at = bisect_right(self._ends, comment.start) - 1
        if at < 0 or self._ends[at] < line_start:
            return None
        index = self._by_end[at]
        return index if self._ends_before(index, comment) else None


def bind_comments(reader: Reader) -> None:
    """Give every comment to the declaration it describes; the first of the file to the preamble."""
    comments = read_comments(reader)
    for comment in comments:
        if comment.block and ("@typedef" in comment.text or "@property" in comment.text):
            _declare_tagged(reader, comment)
    binder = Binder(reader)
    for number, comment in enumerate(comments):
        targets = binder.targets(comment)
        for index in targets:
            _bind(reader, index, comment)
        if number == 0 and comment.alone and _opens_file(reader, comment):
            text = main_text(comment.text)
            if text:
                reader.preamble.append(Remark(text, comment.start, comment.end, "comment"))


def _opens_file(reader: Reader, comment: Comment) -> bool:
    """Whether nothing is declared before a comment."""
    return all(comment.end <= draft.left for draft in reader.drafts[:1]) and comment.first <= _HEAD_LINES


def _bind(reader: Reader, index: int, comment: Comment) -> None:
    """Bind a comment; annotations that older PHP keeps in comments are read as such."""
    draft = reader.drafts[index]
    if comment.block and _DOC_ANNOTATION.search(comment.text):
        apply(reader, index, comment.start, comment.end, "annotation")
        return
    if comment.block and draft.kind == "record" and "@" in comment.text:
        describe_fields(
            reader.drafts, reader.named, index, tagged_fields(reader.data, comment.start, comment.end)
        )
    text = main_text(comment.text)
    if text and all(note.text != text for note in draft.notes):
        draft.notes.append(Remark(text, comment.start, comment.end, "comment"))


def _declare_tagged(reader: Reader, comment: Comment) -> None:
    """Declare the type that a comment defines by itself, or the fields it gives the class below it."""
    fields = [
        tagged for tagged in tagged_fields(reader.data, comment.start, comment.end) if tagged.tag == "prope"
    ]
    name = typedef(reader.data, comment.start, comment.end)
    extent = (comment.start, comment.end)
    if name is not None:
        owner = reader.declare("record", name, extent, top=True, use="slot")
    else:
        targets = [
            index for index in Binder(reader).targets(comment) if reader.drafts[index].kind == "record"
        ]
        if not targets:
            return
        owner = targets[0]
    for tagged in fields:
        if (owner, tagged.name.text) in reader.named:
            continue
        index = reader.declare(
            "field", tagged.name, (tagged.name.start, tagged.name.end), parent=owner, use="slot"
        )
        reader.drafts[index].type_name = tagged.type_name
        if tagged.type_name is not None and _NULL.search(tagged.type_name):
            reader.drafts[index].allow_absence(tagged.type_name)
        reader.note(index, tagged.text, "description")
