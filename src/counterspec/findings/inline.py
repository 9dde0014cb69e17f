"""Justified uses stated beside the declaration: `counterspec: justify[concept] reason`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterspec.model import Declaration, Document, Finding, LineIndex, Note

_MARK = "counterspec:"
_REMARK = re.compile(r"counterspec:[ \t]*justify\[([^\]\n]{1,200})\][ \t]*([^\n]{0,400})")
_CLOSERS = re.compile(r"\s*(?:\*/|-->|--\}\}|#\})\s*$")


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: the concepts it names (a parent covers its children), the reason, the lines it covers."""

    concepts: tuple[str, ...]
    reason: str
    line: int
    lines: frozenset[int]


def remarks(document: Document, index: LineIndex) -> tuple[Remark, ...]:
    """Return the remarks of a document; one alone on its line covers the next line that is not blank."""
    if _MARK not in document.text:
        return ()
    return tuple(_remark(document, index, match) for match in _REMARK.finditer(document.text))


def without_remarks(declarations: Sequence[Declaration]) -> tuple[Declaration, ...]:
    """Return the declarations with the remarks cut from their notes: they speak of the use, not of the field."""
    return tuple(
        replace(d, notes=tuple(_cut(note) for note in d.notes))
        if any(_MARK in n.text for n in d.notes)
        else d
        for d in declarations
    )


def _cut(note: Note) -> Note:
    return replace(note, text=_REMARK.sub("", note.text)) if _MARK in note.text else note


def _remark(document: Document, index: LineIndex, match: re.Match[str]) -> Remark:
    line = index.line(match.start())
    concepts = tuple(part.strip() for part in match.group(1).split(","))
    reason = _CLOSERS.sub("", match.group(2)).strip()
    covered = {line}
    start = index.starts[line - 1]
    if not any(char.isalnum() for char in document.text[start : match.start()]):
        covered.add(_next_line(document.text, index, line))
    return Remark(concepts, reason, line, frozenset(covered))


def _next_line(text: str, index: LineIndex, line: int) -> int:
    for candidate in range(line + 1, len(index.starts) + 1):
        end = index.starts[candidate] if candidate < len(index.starts) else len(text)
        if text[index.starts[candidate - 1] : end].strip():
            return candidate
    return line


def justify(
    document: Document, findings: Sequence[Finding], index: LineIndex
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the findings with inline justifications set, and a sentence for each remark that met none."""
    stated = remarks(document, index)
    if not stated:
        return tuple(findings), ()
    used: set[int] = set()
    made = []
    for finding in findings:
        covering = (
            r for r in stated if finding.evidence.line in r.lines and names(r.concepts, finding.concept)
        )
        remark = next(covering, None)
        if remark is None or not remark.reason:
            made.append(finding)
            continue
        used.add(remark.line)
        made.append(replace(finding, justification=f"{remark.reason} (stated in line {remark.line})"))
    stale = tuple(_stale(document.path, remark) for remark in stated if remark.line not in used)
    return tuple(made), stale


def _stale(path: str, remark: Remark) -> str:
    why = "meets no finding any more" if remark.reason else "gives no reason, so it justifies nothing"
    return f"{path}:{remark.line}: justify[{', '.join(remark.concepts)}] {why}"


def names(patterns: Sequence[str], concept: str) -> bool:
    """Whether one of the patterns is the concept, a parent of it, or `*`."""
    return any(
        pattern in ("*", concept) or concept.startswith(pattern.rstrip("*.") + ".") for pattern in patterns
    )
