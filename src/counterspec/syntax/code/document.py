"""Read one source file of any language into a document."""

from __future__ import annotations

import re
from typing import Protocol

from counterspec.errors import UnreadableError
from counterspec.model import Declaration, Document, Note, Problem, Source
from counterspec.safe import limits
from counterspec.safe.text import Text
from counterspec.syntax.code.comments import bind_comments
from counterspec.syntax.code.dialect import Dialect
from counterspec.syntax.code.finish import declarations
from counterspec.syntax.code.reader import Frame, FullError, Reader, Roles
from counterspec.syntax.code.sql import read_queries
from counterspec.syntax.code.tree import Node, parse


class Glimpse(Protocol):
    """What a claim looks at."""

    @property
    def suffix(self) -> str: ...
    @property
    def text(self) -> str | None: ...


_NO_BRACKETS = bytes(set(range(256)) - set(b"()[]{}"))
_DEEPEST = 2 * limits.MAX_DEPTH


def claim(head: Glimpse, suffixes: tuple[str, ...], signs: re.Pattern[str], shebang: str = "") -> int:
    """Return how sure a language is of a file: by its suffix, by words only it has, by its first line."""
    if head.text is None:
        return 0
    if head.suffix in suffixes:
        return 80 if signs.search(head.text) else 39
    if (
        shebang
        and head.text.startswith("#!")
        and re.search(rf"\b{shebang}", head.text[:120].partition("\n")[0])
    ):
        return 65
    return 0


def read_code(
    source: Source, text: Text | None, fmt: str, media_type: str, dialect: Dialect, roles: Roles
) -> Document:
    """Read a source file; what a damaged or too large one still gives is kept, with a problem.

    Raises:
        UnreadableError: the file is no text.
    """
    if text is None:
        raise UnreadableError(f"{source.path}: no text")
    if len(text.text) > limits.MAX_PARSE_CHARS:
        reason = (
            f"{len(text.text)} characters are more than the {limits.MAX_PARSE_CHARS} that are parsed as code"
        )
        problem = Problem(source.path, "too-large", reason, "Split the file.", lost=False)
        return _document(source, text, fmt, media_type, (), (), (problem,))
    reader, root = _walk(text.text, dialect, roles)
    found, preamble = declarations(reader.data, reader.drafts, reader.preamble, reader.aliases)
    return _document(source, text, fmt, media_type, found, preamble, _problems(source.path, reader, root))


def _document(
    source: Source,
    text: Text,
    fmt: str,
    media_type: str,
    found: tuple[Declaration, ...],
    preamble: tuple[Note, ...],
    problems: tuple[Problem, ...],
) -> Document:
    return Document(
        path=source.path,
        sha256=source.sha256,
        format=fmt,
        media_type=media_type,
        kind="code",
        text=text.text,
        encoding=text.encoding,
        declarations=found,
        preamble=preamble,
        problems=(*text.problems, *problems),
    )


def _encoded(text: str) -> bytes:
    """Return the text as UTF-8, one code point for one; files with CR alone get LF, byte for byte."""
    data = text.encode("utf-8", "replace")
    return data.replace(b"\r", b"\n") if b"\r" in data and b"\n" not in data else data


def _line_starts(data: bytes) -> list[int]:
    starts = [0]
    position = data.find(b"\n")
    while position != -1:
        starts.append(position + 1)
        position = data.find(b"\n", position + 1)
    return starts


def _bracket_depth(data: bytes) -> int:
    """Return how deep brackets nest, those in strings and comments counted as well."""
    depth = deepest = 0
    for mark in data.translate(None, _NO_BRACKETS):
        if mark in b"([{":
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest


def _walk(text: str, dialect: Dialect, roles: Roles) -> tuple[Reader, Node]:
    data = _encoded(text)
    patterns = (dialect.comment, *(pattern for pattern, _ in roles))
    root, events = parse(dialect.grammar, patterns, data, dialect.mend)
    reader = Reader(data, dialect, _line_starts(data))
    reader.frames.append(Frame(len(data) + 1, None, "module"))
    handlers = [handler for _, handler in roles]
    try:
        before = (-1, 0, 0)
        for start, end, rank, _, node in events:
            if (start, end, rank) == before:
                continue
            before = (start, end, rank)
            if reader.frames[-1].end <= start:
                reader.leave_until(start)
            if rank == 0:
                reader.comments.append(node)
            elif start >= reader.skipped:
                handlers[rank - 1](reader, node)
        read_queries(reader, root)
    except FullError:
        reader.full = True
    reader.deep = reader.deep or _bracket_depth(data) > _DEEPEST
    bind_comments(reader)
    return reader, root


def _problems(path: str, reader: Reader, root: Node) -> tuple[Problem, ...]:
    problems = []
    if root.has_error:
        problems.append(_damage(path, reader, root))
    if reader.deep:
        reason = f"nesting deeper than {limits.MAX_DEPTH} levels was left out"
        problems.append(Problem(path, "depth", reason, lost=False))
    if reader.full:
        reason = f"declarations beyond the first {limits.MAX_DECLARATIONS} were left out"
        problems.append(Problem(path, "too-many", reason, "Split the file.", lost=False))
    return tuple(problems)


def _damage(path: str, reader: Reader, root: Node) -> Problem:
    """Say where the first piece stands that the grammar does not know."""
    node = root
    for _ in range(limits.MAX_DEPTH):
        if node.type == "ERROR" or node.is_missing:
            break
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            break
        node = inner
    line = reader.row(node.start_byte) + 1
    reason = f"line {line} does not follow the grammar; what stands around it was read as far as it goes"
    return Problem(path, "syntax", reason, line=line, lost=False)
