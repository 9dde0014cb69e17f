"""Readers of schemas: each sample against its expected result, and what holds for every reading."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from counterspec.errors import UnreadableError
from counterspec.formats import Format, Head
from counterspec.formats.graphql import ENTRY as GRAPHQL
from counterspec.formats.protobuf import ENTRY as PROTOBUF
from counterspec.formats.sql import ENTRY as SQL
from counterspec.formats.wsdl import ENTRY as WSDL
from counterspec.formats.xsd import ENTRY as XSD
from counterspec.model import Declaration, Document, LineIndex, Source
from counterspec.safe.limits import MAX_PARSE_CHARS
from counterspec.safe.text import Text

ROOM = Path(__file__).parent / "cases" / "formats"
ENTRIES = {entry.id: entry for entry in (GRAPHQL, PROTOBUF, SQL, WSDL, XSD)}
SAMPLES = sorted(
    (name, path)
    for name in ENTRIES
    for path in (ROOM / name).iterdir()
    if path.suffix in ENTRIES[name].suffixes
)
_NAMES = [f"{name}/{path.stem}" for name, path in SAMPLES]
_ESCAPING = frozenset("&'\\\"")
_KEPT = ("type_name", "length", "obligation", "obligation_quote", "cardinality", "code_list", "code")


def read(entry: Format, text: str, path: str = "sample") -> Document:
    data = text.encode()
    return entry.read(Source(path, data, hashlib.sha256(data).hexdigest()), Text(text, "utf-8"))


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


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
def test_case(name: str, path: Path) -> None:
    document = read(ENTRIES[name], path.read_text("utf-8"))
    assert plain(document) == json.loads(path.with_suffix(".json").read_text("utf-8"))


def check_invariants(document: Document) -> None:
    """Hold what holds for every reading; words between quotes may be written with escapes."""
    length = len(document.text)
    for index, declaration in enumerate(document.declarations):
        written = document.text[declaration.span.start : declaration.span.end]
        assert written == declaration.name or set(written) & _ESCAPING
        assert declaration.parent is None or declaration.parent < index
        assert 0 <= declaration.extent.start <= declaration.span.start
        assert declaration.span.end <= declaration.extent.end <= length
        for note in declaration.notes:
            assert 0 <= note.span.start < note.span.end <= length
            assert note.text.strip()
            quoted = document.text[note.span.start : note.span.end]
            assert note.text.split()[0] in quoted or set(quoted) & (_ESCAPING | {"\n", "\r"})


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_names_stand_where_they_say(name: str, path: Path, newline: str) -> None:
    text = path.read_text("utf-8")
    document = read(ENTRIES[name], text.replace("\n", newline))
    check_invariants(document)
    unchanged = [(d.kind, d.name, d.parent, d.use) for d in read(ENTRIES[name], text).declarations]
    assert [(d.kind, d.name, d.parent, d.use) for d in document.declarations] == unchanged
    lines, first = LineIndex.of(document.text), LineIndex.of(text)
    for declaration, original in zip(
        document.declarations, read(ENTRIES[name], text).declarations, strict=True
    ):
        assert lines.line(declaration.span.start) == first.line(original.span.start)


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
def test_cut_anywhere(name: str, path: Path) -> None:
    text = path.read_text("utf-8")
    for end in range(1, len(text), 37):
        try:
            check_invariants(read(ENTRIES[name], text[:end]))
        except UnreadableError:
            assert name in ("xsd", "wsdl") or not text[:end].strip()


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=_NAMES)
def test_claims_its_own(name: str, path: Path) -> None:
    text = path.read_text("utf-8")
    claims = {}
    for entry in ENTRIES.values():
        claims[entry.id] = entry.claim(Head(path.name, path.suffix, text.encode(), text))
    assert max(claims, key=lambda entry: claims[entry]) == name
    assert claims[name] >= 70
    assert ENTRIES[name].claim(Head("x", "", b"", "Nothing of the kind.")) == 0
    assert ENTRIES[name].claim(Head("x", "", b"", None)) == 0


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
@pytest.mark.parametrize("text", [None, "", " \n"])
def test_no_text(entry: Format, text: str | None) -> None:
    with pytest.raises(UnreadableError):
        entry.read(Source("empty", b"", ""), None if text is None else Text(text, "utf-8"))


_SCHEMA = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
_LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 20))
HOSTILE = {
    "xsd": [
        f'<!DOCTYPE s [<!ENTITY l0 "ha">{_LAUGHS}]>{_SCHEMA}<xs:element name="&l19;"/></xs:schema>',
        f'<!DOCTYPE s [<!ENTITY f SYSTEM "file:///etc/passwd">]>{_SCHEMA}<xs:element name="a&f;"/></xs:schema>',
        _SCHEMA + '<xs:element name="a"><xs:complexType><xs:sequence>' * 20_000,
        _SCHEMA + "<!--" * 20_000,
        _SCHEMA + "<a '<b \"" * 20_000,
        _SCHEMA + "</b>" * 20_000,
        "<!DOCTYPE s [" + "<!-- > " * 20_000 + _SCHEMA,
        _SCHEMA + "<xs:element " + "a" * 300_000 + ">",
        _SCHEMA + '<xs:element name="a\0b"/>\0</xs:schema>',
        _SCHEMA
        + "<xs:element name='a'>"
        + "<xs:annotation><xs:documentation>a</xs:documentation></xs:annotation>" * 2_000,
    ],
    "sql": [
        "'" + "\\'" * 60_000,
        "`a` ENGINE=x '" + "\\'" * 60_000,
        "/* " * 20_000,
        "CREATE TABLE x " + "(" * 20_000,
        "CREATE " * 20_000,
        "CREATE TABLE x (a ENUM(" + "'a'," * 20_000 + "))",
        "$a$ " * 20_001,
        "{{" * 20_000 + "{%" * 20_000,
        "SELECT a FROM b WHERE " + "(" * 20_000 + "a = 1",
        "CREATE TABLE x (a " + "STRUCT<a " * 10_000,
        "COPY a FROM stdin;\n" * 20_000,
        "CREATE TABLE x (\0race int\0, b int)\0;",
        "REM it's\n" * 10_000,
        "CREATE TABLE x (a" + " " * 500_000 + "int)",
    ],
    "protobuf": [
        "message a {" * 10_000,
        'message A { string a = 1; // x\n string b = "' + '"' * 20_001,
        "/*" * 20_000,
        "message A { string a = 1 " + "[" * 20_000,
        "}" * 10_000,
        "message A { \0 string a = 1; }",
    ],
    "graphql": [
        "type a {" * 10_000,
        '"""' * 20_001,
        "type A { a: " + "[" * 20_000,
        "query A { " + "a {" * 10_000,
        "type A " + '@a(x: "y")' * 20_000 + "{ a: Int }",
        "type A { \0 a: Int }",
    ],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_bounded(name: str) -> None:
    for text in HOSTILE[name]:
        try:
            document = read(ENTRIES[name], text)
        except UnreadableError:
            continue
        assert len(document.declarations) <= 60_000
        check_invariants(document)


def test_entities_are_not_expanded() -> None:
    document = read(XSD, HOSTILE["xsd"][1])
    assert [declaration.name for declaration in document.declarations] == ["a&f;"]
    assert [problem.code for problem in document.problems] == ["entities"]


def test_deep_nesting_is_cut_and_said() -> None:
    codes = {problem.code for problem in read(XSD, HOSTILE["xsd"][2]).problems}
    assert codes == {"too-deep", "syntax"}
    assert "too-deep" in {problem.code for problem in read(PROTOBUF, HOSTILE["protobuf"][0]).problems}


def test_rows_of_a_data_table_are_left_out_and_said() -> None:
    rows = "".join(f"INSERT INTO item VALUES ({index}, 'thing {index}');\n" for index in range(30_000))
    text = f"{rows}CREATE TABLE guest (faith text);\n"
    document = read(SQL, text)
    assert document.declarations[-1].name == "faith"
    assert len(document.declarations) < 3_000
    assert [problem.code for problem in document.problems] == ["rows"]
    check_invariants(document)


def test_a_dump_longer_than_what_is_parsed_is_read_to_its_end() -> None:
    row = "(1, 'it''s one', 'b'),"
    line = f"INSERT INTO item VALUES {row * (MAX_PARSE_CHARS // len(row))}(2, 'x', 'y');\n"
    document = read(SQL, f"{line}CREATE TABLE guest (faith text);\n")
    assert [d.name for d in document.declarations if d.kind != "member"] == ["item", "guest", "faith"]


def test_a_schema_longer_than_what_is_parsed_is_cut_and_said() -> None:
    text = _SCHEMA + '<xs:element name="a"/>' + " " * MAX_PARSE_CHARS + '<xs:element name="b"/></xs:schema>'
    document = read(XSD, text)
    assert [declaration.name for declaration in document.declarations] == ["a"]
    assert "too-large" in {problem.code for problem in document.problems}


@pytest.mark.parametrize("path", [path for name, path in SAMPLES if path.stem in ("schema", "operations")])
def test_graphql_names_agree_with_a_reference_parser(path: Path) -> None:
    graphql = pytest.importorskip("graphql")
    text = path.read_text("utf-8")
    named: set[tuple[int, str]] = set()

    class Names(graphql.Visitor):  # type: ignore[misc,name-defined]
        def enter(self, node: object, *_: object) -> None:
            name = getattr(node, "name", None)
            if name is not None and getattr(name, "loc", None) is not None:
                named.add((name.loc.start, name.value))

    graphql.visit(graphql.parse(text), Names())
    declarations = read(GRAPHQL, text).declarations
    assert declarations
    assert all((declaration.span.start, declaration.name) in named for declaration in declarations)


@pytest.mark.parametrize(
    "path", [path for name, path in SAMPLES if name in ("xsd", "wsdl") and path.stem != "damaged"]
)
def test_xml_elements_agree_with_a_reference_parser(path: Path) -> None:
    etree = pytest.importorskip("lxml.etree")
    from counterspec.syntax.xml_tree import parse

    text = path.read_text("utf-8")
    ours: list[tuple[str, tuple[str, ...]]] = []
    pending = [parse(text).top]
    while pending:
        node = pending.pop()
        ours.extend(
            (child.local, tuple(a.value for a in child.attributes.values())) for child in node.children()
        )
        pending.extend(node.children())
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(text.encode(), parser)
    theirs = [
        (etree.QName(node).localname, tuple(node.attrib.values()))
        for node in root.iter()
        if isinstance(node.tag, str)
    ]
    assert len(ours) == len(theirs)
    assert {local for local, _ in ours} == {local for local, _ in theirs}
    values = {value for _, attributes in ours for value in attributes}
    assert {value for _, attributes in theirs for value in attributes} <= values
