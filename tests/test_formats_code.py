"""Readers of source code: each sample against its expected result, and what holds for every reading."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.formats.c import ENTRY as C
from counterspec.formats.cpp import ENTRY as CPP
from counterspec.formats.csharp import ENTRY as CSHARP
from counterspec.formats.go import ENTRY as GO
from counterspec.formats.java import ENTRY as JAVA
from counterspec.formats.javascript import ENTRY as JAVASCRIPT
from counterspec.formats.kotlin import ENTRY as KOTLIN
from counterspec.formats.php import ENTRY as PHP
from counterspec.formats.python import ENTRY as PYTHON
from counterspec.formats.ruby import ENTRY as RUBY
from counterspec.formats.rust import ENTRY as RUST
from counterspec.formats.typescript import ENTRY as TYPESCRIPT
from counterspec.model import Declaration, Document, LineIndex, Source
from counterspec.safe.limits import MAX_PARSE_CHARS
from counterspec.safe.text import Text
from counterspec.syntax.code.strings import unescape

ROOM = Path(__file__).parent / "cases" / "formats"
ENTRIES = {
    entry.id: entry
    for entry in (C, CPP, CSHARP, GO, JAVA, JAVASCRIPT, KOTLIN, PHP, PYTHON, RUBY, RUST, TYPESCRIPT)
}
SAMPLES = sorted(
    (name, path)
    for name in ENTRIES
    for path in (ROOM / name).iterdir()
    if path.suffix in ENTRIES[name].suffixes
)
_NAMES = [f"{name}/{path.name}" for name, path in SAMPLES]
_KEPT = ("type_name", "length", "obligation", "obligation_quote", "cardinality", "code_list", "code")


def read(entry: Format, text: str, path: str = "sample") -> Document:
    data = text.encode("utf-8", "surrogatepass")
    return entry.read(Source(path, data, hashlib.sha256(data).hexdigest()), Text(text, "utf-8"))


def sample(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def plain(document: Document) -> dict[str, object]:
    """Return what a case states: declarations without what is absent, problems, preamble."""
    lines = LineIndex.of(document.text)
    return {
        "preamble": [note.text for note in document.preamble],
        "declarations": [_declared(document, declaration, lines) for declaration in document.declarations],
        "problems": [[problem.code, problem.line] for problem in document.problems],
    }


def _declared(document: Document, declaration: Declaration, lines: LineIndex) -> dict[str, object]:
    found: dict[str, object] = {
        "line": lines.line(declaration.span.start),
        "kind": declaration.kind,
        "name": declaration.name,
    }
    if declaration.parent is not None:
        found["in"] = document.declarations[declaration.parent].name
    found |= {key: value for key in _KEPT if (value := getattr(declaration, key)) is not None}
    if declaration.use != "slot":
        found["use"] = declaration.use
    if declaration.notes:
        found["notes"] = [f"{note.role}: {note.text}" for note in declaration.notes]
    return found


def check_invariants(document: Document) -> None:
    """Hold what holds for every reading: names stand where they say, parents come first."""
    length = len(document.text)
    for index, declaration in enumerate(document.declarations):
        written = document.text[declaration.span.start : declaration.span.end]
        assert declaration.name in (written, unescape(written))
        assert declaration.parent is None or 0 <= declaration.parent < index
        assert 0 <= declaration.extent.start <= declaration.span.start
        assert declaration.span.end <= declaration.extent.end <= length
        for note in declaration.notes:
            assert 0 <= note.span.start <= note.span.end <= length
            assert note.text.strip()


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
def test_case(name: str, path: Path) -> None:
    document = read(ENTRIES[name], sample(path), path.name)
    assert plain(document) == json.loads(path.with_suffix(".json").read_text("utf-8"))
    check_invariants(document)


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
def test_reading_twice_gives_the_same(name: str, path: Path) -> None:
    text = sample(path)
    assert read(ENTRIES[name], text, path.name) == read(ENTRIES[name], text, path.name)


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
def test_a_cut_file_keeps_what_stands_before_the_cut(name: str, path: Path) -> None:
    text = sample(path)
    for part in range(1, 8):
        check_invariants(read(ENTRIES[name], text[: len(text) * part // 8], path.name))


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
def test_line_ends_change_nothing_but_places(name: str, path: Path) -> None:
    text = sample(path).replace("\r\n", "\n")
    if "\\\n" in text:
        pytest.skip("a continued line ends in one character")
    names = [d.name for d in read(ENTRIES[name], text, path.name).declarations]
    wide = read(ENTRIES[name], text.replace("\n", "\r\n"), path.name)
    check_invariants(wide)
    assert [declaration.name for declaration in wide.declarations] == names


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
def test_a_wide_character_in_front_moves_every_place_by_one(name: str, path: Path) -> None:
    text = sample(path)
    first = text.index("\n") + 1
    if name == "php" or text.startswith("#include"):
        moved = text[:first] + "/*\U0001f642*/" + text[first:]
    else:
        moved = ("#" if name in ("python", "ruby") else "//") + "\U0001f642\n" + text
    check_invariants(read(ENTRIES[name], moved, path.name))


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
def test_the_right_reader_claims_a_sample(name: str, path: Path) -> None:
    text = sample(path)
    head = Head(path.name.lower(), path.suffix, text.encode(), text)
    claims = {entry.id: entry.claim(head) for entry in ENTRIES.values()}
    assert max(claims, key=lambda key: claims[key]) == name
    assert claims[name] >= 70


@pytest.mark.parametrize(
    ("entry", "name", "text", "least", "most"),
    [
        (C, "vector.h", "namespace a { class B; }\n", 0, 79),
        (CPP, "vector.h", "namespace a { class B; }\n", 80, 100),
        (CPP, "plain.h", "struct a { int b; };\n", 0, 0),
        (PYTHON, "tool", "#!/usr/bin/env python3\nx = 1\n", 60, 69),
        (RUBY, "tool", "#!/usr/bin/ruby\nputs 1\n", 60, 69),
        (JAVASCRIPT, "tool", "#!/bin/sh\nnode x.js\n", 0, 0),
        (PHP, "page", "<?php echo 1;\n", 60, 69),
        (TYPESCRIPT, "dialog.ts", "<?xml version='1.0'?>\n<TS version='2.1'/>\n", 0, 0),
        (PYTHON, "empty.py", "", 1, 39),
        (JAVA, "A.kt", "class A\n", 0, 0),
    ],
)
def test_claims(entry: Format, name: str, text: str, least: int, most: int) -> None:
    suffix = "." + name.partition(".")[2] if "." in name else ""
    assert least <= entry.claim(Head(name, suffix, text.encode(), text)) <= most


def test_binary_is_no_code() -> None:
    assert PYTHON.claim(Head("a.py", ".py", b"\0", None)) == 0
    with pytest.raises(UnreadableError):
        PYTHON.read(Source("a.py", b"\0", "0" * 64), None)


def test_a_text_too_long_is_kept_and_said() -> None:
    document = read(PYTHON, "#" * (MAX_PARSE_CHARS + 1), "a.py")
    assert document.declarations == ()
    assert [(problem.code, problem.lost) for problem in document.problems] == [("too-large", False)]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (PYTHON, "x = " + "[" * 5000 + "]" * 5000),
        (PYTHON, "x = " + '{"a": ' * 5000 + "1" + "}" * 5000),
        (JAVASCRIPT, "x = " + "{a: " * 5000 + "1" + "}" * 5000),
        (JAVASCRIPT, 'f("a", ' * 5000 + ")" * 5000),
        (PHP, "<?php $x = " + "[" * 5000 + "]" * 5000 + ";"),
        (JAVA, "class A {" * 2000 + "}" * 2000),
        (C, "struct a {" * 2000 + "int b;" + "} c;" * 2000),
        (RUBY, "create_table :a do |t|\n" * 2000 + "t.string :x\n" + "end\n" * 2000),
    ],
)
def test_deep_nesting_is_cut_and_said(entry: Format, text: str) -> None:
    document = read(entry, text)
    check_invariants(document)
    assert "depth" in [problem.code for problem in document.problems]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (JAVASCRIPT, "x = {" + "a: 1, /* c */ " * 4000 + "}"),
        (PYTHON, '"' * 20_000),
        (PYTHON, 'x = """select ' + "where a = " * 4000 + '"""'),
        (KOTLIN, "class A { val x = 1 }\n" * 300),
        (GO, 'package a\ntype A struct { B string `json:"' + "a," * 20_000 + '"` }'),
        (JAVA, "class A { @B(" + '"x", ' * 20_000 + ") String c; }"),
        (PYTHON, "# race\n" * 20_000 + "x: int = 1\n"),
        (PHP, "<?php\n/**\n" + " * @property string $race x\n" * 4000 + "*/\nclass A {}"),
    ],
)
def test_hostile_repetition_is_read(entry: Format, text: str) -> None:
    check_invariants(read(entry, text))


_FRAGMENTS = st.lists(
    st.sampled_from(
        ["class A", "{", "}", "(", ")", "[", "]", ":", ";", ",", "=", '"race"', "'faith'", "race", "String ",
         "enum ", "\n", "    ", "# c\n", "// 民族\n", "/* \U0001f642 */", '"\\u6c11"', "@A", "=>", "<", ">", "|", "?",
         "def ", "function ", "struct ", "type ", "const ", "public ", "if ", "==", "x.y", "$", "\\", "`", '"""']
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(pieces=_FRAGMENTS, name=st.sampled_from(sorted(ENTRIES)))
def test_any_text_is_read(pieces: list[str], name: str) -> None:
    text = ("<?php " if name == "php" else "") + "".join(pieces)
    check_invariants(read(ENTRIES[name], text))


def test_comments_find_their_declaration() -> None:
    text = (
        "struct a {\n"
        "    int b; /* beside b */ int c; // beside c\n"
        "               // goes on\n"
        "    // above d\n"
        "    int d;\n"
        "\n"
        "    // of nothing\n"
        "\n"
        "    int e;\n"
        "}; // of a\n"
    )
    found = {d.name: [note.text for note in d.notes] for d in read(C, text).declarations}
    assert found == {
        "a": ["of a"],
        "b": ["beside b"],
        "c": ["beside c"],
        "d": ["above d"],
        "e": [],
    }


def test_obligations_are_read_from_the_words_beside() -> None:
    text = "class A:\n    a = field()  # 必填\n    b = field()  # 可选\n    c = field()  # (optional)\n"
    found = {d.name: (d.obligation, d.obligation_quote) for d in read(PYTHON, text).declarations}
    assert found["a"] == ("required", "必填")
    assert found["b"] == ("optional", "可选")
    assert found["c"] == ("optional", "(optional)")
