"""Readers of data files: each sample against its expected result, and what holds for every reading.

A case is a sample beside `<name>.expected.json`; a declaration is one line there:
its line, indented by depth, kind, name, then what it says of itself.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.formats.avro import ENTRY as AVRO
from counterspec.formats.fhir import ENTRY as FHIR
from counterspec.formats.json_schema import ENTRY as JSON_SCHEMA
from counterspec.formats.keyvalue import ENTRY as KEYVALUE
from counterspec.formats.label_map import ENTRY as LABEL_MAP
from counterspec.formats.openapi import ENTRY as OPENAPI
from counterspec.model import Declaration, Document, LineIndex, Source
from counterspec.safe import limits
from counterspec.safe.text import Text
from counterspec.syntax.tree import Member, Node, Object, Scalar, walk
from counterspec.syntax.tree_json import parse_json, unescape
from counterspec.syntax.tree_lines import parse_settings, parse_toml
from counterspec.syntax.tree_yaml import parse_yaml

ROOM = Path(__file__).parent / "cases" / "formats"
ENTRIES = (AVRO, FHIR, JSON_SCHEMA, KEYVALUE, LABEL_MAP, OPENAPI)
SAMPLES = sorted(
    (entry.id, path)
    for entry in ENTRIES
    for path in (ROOM / entry.id.replace("-", "_")).iterdir()
    if not path.name.endswith(".expected.json")
)
BY_ID = {entry.id: entry for entry in ENTRIES}
NAMES = [f"{entry_id}/{path.name}" for entry_id, path in SAMPLES]
SAID = ("type_name", "length", "obligation", "obligation_quote", "cardinality", "code_list", "code")


def read(entry: Format, path: str, text: str) -> Document:
    data = text.encode("utf-8", "replace")
    return entry.read(Source(path, data, hashlib.sha256(data).hexdigest()), Text(text, "utf-8"))


def head(path: str, text: str) -> Head:
    name = path.rpartition("/")[2].lower()
    suffix = f".{name.rpartition('.')[2]}" if "." in name else ""
    return Head(name, suffix, text.encode("utf-8", "replace")[: 64 * 1024], text)


def chosen(path: str, text: str) -> str:
    """Return the reader with the highest claim among those under test."""
    return max(ENTRIES, key=lambda entry: (entry.claim(head(path, text)), entry.id)).id


def plain(document: Document) -> dict[str, object]:
    """Return what a case states; what is absent is left out."""
    said = {
        "title": document.title,
        "number": document.number,
        "date": document.date,
        "preamble": [f"{note.role}: {note.text}" for note in document.preamble],
        "declarations": declared(document),
        "passages": [
            f"{passage.kind}: {document.text[passage.span.start : passage.span.end]}"
            for passage in document.passages
        ],
        "problems": [f"{problem.line} {problem.code}" for problem in document.problems],
    }
    return {key: value for key, value in said.items() if value}


def declared(document: Document) -> list[str]:
    lines, depths, found = LineIndex.of(document.text), list[int](), list[str]()
    for declaration in document.declarations:
        depths.append(0 if declaration.parent is None else depths[declaration.parent] + 1)
        line = lines.line(declaration.span.start)
        found.append(
            f"{line} {'. ' * depths[-1]}{declaration.kind} {_named(declaration)}{_said(declaration)}"
        )
    return found


def _named(declaration: Declaration) -> str:
    return declaration.name if declaration.span.start < declaration.span.end else f"({declaration.name})"


def _said(declaration: Declaration) -> str:
    said = [f"{key}={value}" for key in SAID if (value := getattr(declaration, key)) is not None]
    said += [f"use={declaration.use}"] if declaration.use != "slot" else []
    said += [f"{note.role}: {note.text}" for note in declaration.notes]
    return "".join(f" | {part}" for part in said)


def check(document: Document) -> None:
    """What holds for every reading, whatever the text."""
    length = len(document.text)
    for index, declaration in enumerate(document.declarations):
        start, end = declaration.span
        written = document.text[start:end]
        decoded = any(char in written for char in "\\'\n\r")
        assert start == end or written == declaration.name or decoded
        assert declaration.parent is None or declaration.parent < index
        assert 0 <= declaration.extent.start <= start <= end <= declaration.extent.end <= length
        for note in declaration.notes:
            assert 0 <= note.span.start <= note.span.end <= length
            assert note.text.strip()
    assert all(problem.line and not problem.lost for problem in document.problems)


@pytest.mark.parametrize(("entry_id", "path"), SAMPLES, ids=NAMES)
def test_case(entry_id: str, path: Path) -> None:
    expected = path.with_name(f"{path.name.split('.')[0]}.expected.json")
    document = read(BY_ID[entry_id], path.name, path.read_text("utf-8"))
    assert plain(document) == json.loads(expected.read_text("utf-8"))
    check(document)


@pytest.mark.parametrize(("entry_id", "path"), SAMPLES, ids=NAMES)
def test_claims(entry_id: str, path: Path) -> None:
    text = path.read_text("utf-8")
    assert chosen(path.name, text) == entry_id
    assert BY_ID[entry_id].claim(head("note.txt", "A ferry crossed the lake. Nobody was asked.")) == 0
    assert BY_ID[entry_id].claim(Head("x.bin", ".bin", b"\0", None)) == 0


@pytest.mark.parametrize(("entry_id", "path"), SAMPLES, ids=NAMES)
@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_newlines_change_nothing(entry_id: str, path: Path, newline: str) -> None:
    text = path.read_text("utf-8")
    document = read(BY_ID[entry_id], path.name, text)
    other = read(BY_ID[entry_id], path.name, text.replace("\n", newline))
    check(other)
    kept = [(d.kind, d.name, d.parent, d.use) for d in document.declarations]
    assert [(d.kind, d.name, d.parent, d.use) for d in other.declarations] == kept
    lines, others = LineIndex.of(document.text), LineIndex.of(other.text)
    for one, two in zip(document.declarations, other.declarations, strict=True):
        assert lines.line(one.span.start) == others.line(two.span.start)


@pytest.mark.parametrize(("entry_id", "path"), SAMPLES, ids=NAMES)
def test_damage_is_survived(entry_id: str, path: Path) -> None:
    text, dice = path.read_text("utf-8"), random.Random(path.name)
    marks = [
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        ":",
        ",",
        "\\",
        "\0",
        "#",
        "/*",
        "- ",
        "\ufeff",
        "&a ",
        "|\n",
        "\t",
        "{{",
    ]
    for _ in range(12):
        at, other = sorted((dice.randrange(len(text)), dice.randrange(len(text))))
        for damaged in (text[:at], text[:at] + dice.choice(marks) + text[at:], text[:at] + text[other:]):
            if damaged.strip():
                check(read(BY_ID[entry_id], path.name, damaged))


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.id for entry in ENTRIES])
@pytest.mark.parametrize("text", [None, "", " \n"])
def test_no_text(entry: Format, text: str | None) -> None:
    with pytest.raises(UnreadableError):
        entry.read(Source("empty.json", b"", ""), None if text is None else Text(text, "utf-8"))


HOSTILE = {
    "a.json": [
        '{"a":' * 50_000,
        "[" * 100_000,
        '{"properties":{"a":' * 20_000,
        '{"type":"object","properties":{"a":' + '{"allOf":[' * 5_000,
        '{"a":"' + '\\"' * 100_000,
        "/*" * 100_000,
        "'\\" * 100_000,
        "]}" * 50_000,
        '{"race": "\0", "\0": 1}\0',
        '{"a": ' + "1" * 50_000 + "}",
        '{"a": "\\ud800"}',
        '{"deny": {' + ",".join(f'"d{i}":["a"]' for i in range(5_000)) + "}}",
        '{"rules":[' + ",".join(['{"conditions":{"all":[{"fact":"a","operator":"b"}]}}'] * 3_000) + "]}",
    ],
    "a.yaml": [
        "[" * 50_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "? " * 20_000,
        "&a " * 20_000,
        "a: &a [1]\n" + "b: *a\n" * 5_000,
        "a: b: c\n" * 5_000,
        "a: [\n" * 2_000,
        '"' * 50_000,
        "a: 1" + " # c" * 20_000,
        "---\n" * 10_000,
        "{%" * 20_000,
        "a: \x07\0 1\n\tb: 2",
    ],
    "a.toml": [
        "a = " + "[" * 50_000,
        "a." * 50_000 + "b = 1",
        '"""' * 20_001,
        "[[a]]\nb = 1\n" * 5_000,
        "= 1\n" * 5_000,
    ],
    "a.properties": ["a" * 50_000 + " " * 50_000 + "b", "a=\\\n" * 20_000, "[a" * 20_000, ":" * 50_000],
    "a.txt": [
        "a\n" * 20_000,
        "item {" * 10_000,
        'item { name: "' + "a" * 50_000,
        "0 " * 50_000,
        " " * 100_000 + "a",
    ],
    "a.avdl": [
        "protocol A {" * 5_000,
        "/*" * 20_000,
        "union {" * 10_000,
        'string a = "' + '\\"' * 20_000,
        "<" * 20_000,
    ],
}


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_text_is_bounded(path: str) -> None:
    entries = {"a.avdl": (AVRO,), "a.txt": (LABEL_MAP,)}.get(
        path, (AVRO, FHIR, JSON_SCHEMA, KEYVALUE, OPENAPI)
    )
    for text in HOSTILE[path]:
        chosen(path, text)
        for entry in entries:
            document = read(entry, path, text)
            assert len(document.declarations) <= 30_000
            check(document)


def test_depth_is_said() -> None:
    for text in ('{"a":' * 300 + "1" + "}" * 300, "[" * 300 + "]" * 300):
        document = read(KEYVALUE, "deep.json", text)
        assert "depth" in {problem.code for problem in document.problems}


def test_long_lists_of_rows_are_cut_and_said() -> None:
    rows = ", ".join(
        f'{{"name": "n{i}", "tribe": "t{i}", "age": {i}, "x": 1, "y": 2, "z": 3}}' for i in range(500)
    )
    document = read(KEYVALUE, "rows.json", f'{{"rows": [{rows}]}}')
    assert [problem.code for problem in document.problems] == ["rows-cut"]
    assert [d.name for d in document.declarations] == ["rows", "rows", "name", "tribe", "age", "x", "y", "z"]


def test_declarations_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterspec.syntax.drafts.MAX_DECLARATIONS", 50)
    fields = ", ".join(f'"f{i}": {{"type": "string"}}' for i in range(100))
    document = read(JSON_SCHEMA, "a.json", f'{{"type": "object", "properties": {{{fields}}}}}')
    assert len(document.declarations) == 50
    assert [problem.code for problem in document.problems] == ["too-many"]


def test_long_texts_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PARSE_CHARS", 10)
    document = read(KEYVALUE, "a.json", '{"tribe": "hill"}')
    assert document.declarations == ()
    assert [problem.code for problem in document.problems] == ["too-large"]


def values(node: Node) -> object:
    """Return a tree as plain values; what is not quoted is a mere mark."""
    if isinstance(node, Scalar):
        return node.text if node.quoted else "·"
    if isinstance(node, Object):
        return {member.key: values(member.value) for member in node.members}
    return [values(item) for item in node.items]


def marked(value: object) -> object:
    if isinstance(value, dict):
        return {key: marked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [marked(inner) for inner in value]
    return value if isinstance(value, str) else "·"


@pytest.mark.parametrize("seed", range(20))
def test_tree_of_json_is_what_json_says(seed: int) -> None:
    dice = random.Random(seed)
    made = _made(dice, 0)
    text = json.dumps(made, ensure_ascii=dice.random() < 0.5, indent=dice.choice([None, 1, 4]))
    tree = parse_json(text)
    assert tree.flaws == ()
    assert [values(root) for root in tree.roots] == [marked(made)]
    for current in walk(tree.roots):
        if isinstance(current, Member):
            assert unescape(text[current.start : current.end]) == current.key


def _made(dice: random.Random, depth: int) -> object:
    kind = dice.randrange(6 if depth < 4 else 4)
    if kind == 4 or (kind < 4 and depth == 0):
        return {f"k{i}": _made(dice, depth + 1) for i in range(dice.randrange(5))}
    if kind == 5:
        return [_made(dice, depth + 1) for _ in range(dice.randrange(5))]
    return dice.choice(['a "b" \\ \n', "族", "😀", 1, -2, True, None, "", "//x", "/*"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: [x, 'y']\n---\n- c", [{"a": "·", "b": ["·", "y"]}, ["·"]]),
        ("a: b: c\nd: e", [{"a": "·", "d": "·"}]),
        ("a: &x {b: 1}\nc: *x", [{"a": {"b": "·"}, "c": "·"}]),
        ("a:\n{{- if b }}\n  c: 1\n{{- end }}\n", [{"a": {"c": "·"}}]),
        ("x: [1, 2\ny: 3", [{"y": "·"}]),
        ("a:\n\tb: 1\nc: !t 'd'", [{"a": {"b": "·"}, "c": "d"}]),
    ],
)
def test_tree_of_yaml(text: str, expected: list[object]) -> None:
    tree = parse_yaml(text)
    assert [values(root) for root in tree.roots] == expected
    for current in walk(tree.roots):
        if isinstance(current, Member):
            assert text[current.start : current.end] == current.key


@pytest.mark.parametrize(
    ("text", "expected", "flaws"),
    [
        ('[a.b]\nx.y = "z"\n[[c]]\nn = [1, "2"]\n[[c]]\n[a]\nd = {e = \'f\'}',
         {"a": {"b": {"x": {"y": "z"}}, "d": {"e": "f"}}, "c": [{"n": ["·", "2"]}, {}]}, 0),
        ('a = """q\nr"""\nbroken\nb = 1', {"a": "q\nr", "b": "·"}, 1),
        ("a = [1, 2", {"a": ["·", "·"]}, 1),
        ('a = "b\nc = 1', {"a": "·", "c": "·"}, 1),
    ],
)  # fmt: skip
def test_tree_of_toml(text: str, expected: dict[str, object], flaws: int) -> None:
    tree = parse_toml(text)
    assert [values(root) for root in tree.roots] == [expected]
    assert len(tree.flaws) == flaws


def test_tree_of_settings() -> None:
    tree = parse_settings("; lead\n[s]\na = 1\nexport B='two'\nlong=x\\\n  y\n!c\njunk\n")
    assert [values(root) for root in tree.roots] == [{"s": {"a": "1", "B": "two", "long": "x  y"}}]
    assert [note.text for note in tree.lead] == ["lead"]
    assert len(tree.flaws) == 1


def test_comments_stand_where_they_belong() -> None:
    text = "# lead\n\n# above\na: 1  # beside\nb: '# none'\n"
    tree = parse_yaml(text)
    said = {text[start]: [note.text for note in notes] for start, notes in tree.comments.items()}
    assert said == {"a": ["above", "beside"]}
