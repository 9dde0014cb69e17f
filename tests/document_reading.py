"""How the tests of readers read a file and show what was read."""

from __future__ import annotations

from typing import Any

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.pipeline import choose
from counterspec.registry import discover
from counterspec.safe.kinds import office_kind
from counterspec.safe.text import decode, head_text

FORMATS = list(discover("counterspec.formats", Format, third_party=False).values())


def read(entry: Format, path: str, data: bytes) -> Document:
    return entry.read(Source(path, data, "0" * 64), None if entry.binary else decode(data, path))


def chosen(name: str, data: bytes) -> str | None:
    suffix = "." + name.rpartition(".")[2] if "." in name else ""
    entry = choose(FORMATS, Head(name, suffix, data[:16384], head_text(data), office_kind(data)))
    return entry.id if entry else None


def described(document: Document) -> dict[str, Any]:
    text = document.text
    return {
        "title": document.title,
        "passages": [[p.kind, p.number, p.level, text[p.span.start : p.span.end]] for p in document.passages],
        "tables": [
            {
                "caption": text[t.caption.start : t.caption.end] if t.caption else None,
                "header": t.header,
                "sheet": t.sheet,
                "rows": [[text[span.start : span.end] for span in row] for row in t.rows],
            }
            for t in document.tables
        ],
        "problems": [[problem.code, problem.page] for problem in document.problems],
        "pages": len(document.pages),
    }
