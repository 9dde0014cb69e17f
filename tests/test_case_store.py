"""A case as a folder: made whole, opened anywhere, brought up to date, and its values written and read back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text

from counterspec.casework.clock import now
from counterspec.errors import StoreError
from counterspec.model import (
    Assessment,
    Bibliography,
    Box,
    Card,
    Chain,
    Change,
    CitationAt,
    Clause,
    Comparison,
    Declaration,
    Document,
    Entry,
    Evidence,
    Finding,
    Link,
    ListMatch,
    Origin,
    Page,
    Party,
    PartyAt,
    Problem,
    SaidAt,
    Span,
    Statement,
    Verdict,
    Wanted,
    Wishes,
    Word,
    Words,
)
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.store import case as case_module
from counterspec.store.blobs import blob, keep_blob
from counterspec.store.checks import faults, shape
from counterspec.store.codec import (
    Extracted,
    document_bytes,
    document_of,
    extracted_bytes,
    extracted_of,
    json_of,
    value_of,
    whole,
    words_bytes,
)
from counterspec.store.documents import cards, counts
from counterspec.store.log import append, check
from counterspec.store.migrations import Migration
from tests.case_of_files import built, change, rows, shown

FEW = settings(max_examples=25)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)
st.register_type_strategy(str, TEXTS)
st.register_type_strategy(float, NUMBERS)
st.register_type_strategy(int, st.integers(-(2**53), 2**53))


# -- values ------------------------------------------------------------------------------------


VALUES = (
    Finding, CitationAt, PartyAt, SaidAt, Problem, Card, Origin, Wishes, Evidence, Statement, Verdict, Entry,
    Link, Wanted, Chain, Change, Comparison, Assessment, ListMatch,
)  # fmt: skip


def cleaned(value: Any) -> Any:
    """Return a value with every half character replaced, as the store keeps it."""
    if isinstance(value, str):
        return whole(value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: cleaned(getattr(value, f.name)) for f in fields(value)})
    if isinstance(value, Span | Box):
        return value
    if isinstance(value, frozenset):
        return value
    return tuple(cleaned(item) for item in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
@given(data=st.data())
@FEW
def test_a_value_comes_back_from_json(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert value_of(json_of(value), kind) == cleaned(value)


@st.composite
def words(draw: st.DrawFn) -> Words:
    sure = draw(st.booleans())
    made = []
    for place in range(draw(st.integers(0, 4))):
        edges = draw(st.tuples(*[st.integers(0, 90_000)] * 4))
        box = Box(*(edge / 100 for edge in edges))
        made.append(
            Word(Span(place * 3, place * 3 + 2), box, draw(st.sampled_from([0.25, 0.9])) if sure else None)
        )
    return Words.of(made)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    document: Document = draw(st.from_type(Document))
    pages = tuple(
        Page(number, Span(0, 9), 595.0, 842.0, draw(words()), page.recognition)
        for number, page in enumerate(document.pages, 1)
    )
    return Document(
        **{f.name: getattr(document, f.name) for f in fields(document) if f.name != "pages"}, pages=pages
    )


@given(documents())
@FEW
def test_a_document_comes_back_with_its_words(document: Document) -> None:
    kept = [words_bytes(page) for page in document.pages]
    again = document_of(document_bytes(document), kept)
    for field in fields(Document):
        if field.name != "pages":
            assert getattr(again, field.name) == cleaned(getattr(document, field.name)), field.name
    for was, page in zip(document.pages, again.pages, strict=True):
        assert list(page.words) == list(was.words)
        assert (page.number, page.span, page.width, page.recognition) == (
            was.number, was.span, was.width, cleaned(was.recognition),
        )  # fmt: skip


@given(
    st.builds(
        Extracted,
        st.tuples(st.from_type(Declaration)), st.from_type(Bibliography), st.tuples(st.from_type(Party)),
        st.just(()), st.tuples(st.from_type(Clause)),
    )
)  # fmt: skip
@FEW
def test_what_was_extracted_comes_back(extracted: Extracted) -> None:
    assert extracted_of(extracted_bytes(extracted)) == cleaned(extracted)


@given(st.binary(max_size=60))
def test_damaged_bytes_are_named_and_never_run(data: bytes) -> None:
    for reader in (document_of, extracted_of):
        with pytest.raises(StoreError):
            reader(data)


@pytest.mark.parametrize("kept", [b"", b"\x00", document_bytes(Document("a", "b", "c", "d", "e", "f"))[:-3]])
def test_a_reading_cut_short_is_refused(kept: bytes) -> None:
    with pytest.raises(StoreError):
        document_of(kept)


# -- made and opened ---------------------------------------------------------------------------


def test_a_new_case_is_empty_and_says_what_made_it(tmp_path: Path) -> None:
    with Case.new(tmp_path / "c") as case, case.reading() as connection:
        assert set(counts(connection).values()) == {0}
        assert case.meta(connection, "made_by").startswith("counterspec ")
        assert list(faults(connection)) == []
    assert sorted(p.name for p in (tmp_path / "c").iterdir()) == ["case.sqlite"]


def test_a_new_case_needs_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "mine.txt").write_text("kept")
    code, _, err = shown(capsys, "case", "new", tmp_path / "c")
    assert (code, (tmp_path / "c" / "mine.txt").read_text()) == (2, "kept")
    assert "the folder is not empty" in err


def test_what_a_killed_new_left_is_in_nobodys_way(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / ".case.sqlite.4711").write_bytes(b"half")
    (folder / ".case.sqlite.4711-journal").write_bytes(b"half")
    with pytest.raises(StoreError, match="no case here"):
        Case.open(folder)
    Case.new(folder).close()
    assert [p.name for p in folder.iterdir()] == ["case.sqlite"]


@pytest.mark.parametrize("command", ["status", "documents", "verify", "rescan", "log"])
def test_where_no_case_is_every_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    code, out, err = shown(capsys, "case", command, tmp_path / "none")
    assert (code, out) == (2, "")
    assert "no case here" in err and "counterspec case new" in err


def test_a_newer_case_is_refused_and_left_alone(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(copy, "UPDATE meta SET value = '99' WHERE key = 'version'")
    before = (copy / "case.sqlite").read_bytes()
    code, _, err = shown(capsys, "case", "status", copy)
    assert code == 2
    assert "written by a newer Counterspec (tables 99, known here 1)" in err and "Install" in err
    assert (copy / "case.sqlite").read_bytes() == before


def _wider(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE problems ADD COLUMN seen INTEGER"))
    connection.execute(text("UPDATE problems SET seen = 0"))
    connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT NOT NULL)"))


def _fails(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE half (id INTEGER)"))
    raise StoreError("the step failed")


def _with(monkeypatch: pytest.MonkeyPatch, *more: Migration) -> None:
    first = case_module.steps()
    monkeypatch.setattr(case_module, "steps", lambda: (*first, *more))


def test_an_older_case_is_brought_up_to_date(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(copy, "SELECT * FROM findings ORDER BY id")
    _with(monkeypatch, Migration("0002", 2, "wider", _wider), Migration("0003", 3, "nothing", lambda _: None))
    Case.open(copy).close()
    assert rows(copy, "SELECT value FROM meta WHERE key = 'version'") == [("3",)]
    assert rows(copy, "SELECT count(*) FROM notes") == [(0,)]
    assert rows(copy, "SELECT * FROM findings ORDER BY id") == before
    Case.open(copy).close()


def test_a_step_that_fails_leaves_the_older_case(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with(monkeypatch, Migration("0002", 2, "wider", _wider), Migration("0003", 3, "breaks", _fails))
    with pytest.raises(StoreError, match="the step failed"):
        Case.open(copy)
    assert rows(copy, "SELECT value FROM meta WHERE key = 'version'") == [("1",)]
    assert rows(copy, "SELECT name FROM sqlite_master WHERE name IN ('notes', 'half')") == []


def test_every_way_to_the_newest_tables_ends_in_the_same(tmp_path: Path) -> None:
    """A new case and one taken through every step have the same tables."""
    Case.new(tmp_path / "c").close()
    with Case.open(tmp_path / "c").reading() as connection:
        new = shape(connection)
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        for step in case_module.steps():
            step.apply(connection)
        stepped = shape(connection)
    engine.dispose()
    assert new == stepped
    assert [step.version for step in case_module.steps()] == [*range(1, len(case_module.steps()) + 1)]


# -- copied, moved, named ----------------------------------------------------------------------


def test_a_case_moves_as_one_folder(copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moved = copy.rename(tmp_path / "another place")
    assert shown(capsys, "case", "verify", moved, "--fast", "-q")[0] == 0
    assert sorted(p.name for p in moved.iterdir() if p.suffix != ".lock") == ["blobs", "case.sqlite"]


def test_a_case_is_copied_while_it_is_read(made: Path, tmp_path: Path) -> None:
    case = Case.open(made)
    with case.reading() as connection:
        before = counts(connection)
        shutil.copytree(made, tmp_path / "copy")
    with Case.open(tmp_path / "copy").reading() as connection:
        assert counts(connection) == before
        assert list(faults(connection)) == []


def test_what_was_written_is_in_the_one_file_when_the_case_is_closed(copy: Path, tmp_path: Path) -> None:
    other = Case.open(copy)
    with other.reading() as connection:
        connection.execute(text("SELECT count(*) FROM meta")).scalar()
        with Case.open(copy) as case, case.changing() as writing:
            case.set_meta(writing, "said", "kept")
    Case.open(copy).close()
    assert not (copy / "case.sqlite-wal").exists()
    alone = shutil.copy(copy / "case.sqlite", tmp_path / "alone.sqlite")
    shutil.copytree(copy, tmp_path / "d", ignore=shutil.ignore_patterns("case.sqlite*"))
    shutil.copy(alone, tmp_path / "d" / "case.sqlite")
    assert rows(tmp_path / "d", "SELECT value FROM meta WHERE key = 'said'") == [("kept",)]


NAMES: Sequence[bytes] = (
    b"plain", "查验 案卷".encode(), b"not utf-8 \xff\xfe", b"100%?mode=memory#x&y", b"a'b\"c", b"line\nbreak",
    b"n" * 250,
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_case_may_be_called_anything(tmp_path: Path, name: bytes) -> None:
    folder = tmp_path / os.fsdecode(name)
    with Case.new(folder) as case, case.working("test"), case.changing() as connection:
        case.set_meta(connection, "said", "kept")
    with Case.open(folder).reading() as connection:
        assert Case.meta(connection, "said") == "kept"


def test_sources_may_be_called_anything(
    tmp_path: Path, setup: Setup, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        place = folder / os.fsdecode(name[:240] + b".txt")
        place.write_text(f"The register holds the ethnic group of each person, part {number}.\n", "utf-8")
    case = built(tmp_path / "case", folder, setup=setup)
    with case.reading() as connection:
        names = [card.name for card in cards(connection)]
    assert len(names) == len(NAMES)
    assert r"not utf-8 \xff\xfe.txt" in names and r"line\x0abreak.txt" in names
    code, out, _ = shown(capsys, "case", "documents", case.folder)
    assert code == 0 and len(NAMES) == out.count("1 finding")
    assert shown(capsys, "case", "verify", case.folder, "-q")[0] == 0


# -- sources, log, time ------------------------------------------------------------------------


@given(data=st.binary(max_size=200))
@FEW
def test_a_source_is_kept_byte_for_byte(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    import hashlib

    folder = tmp_path_factory.mktemp("blobs")
    sha256 = hashlib.sha256(data).hexdigest()
    keep_blob(folder, sha256, data)
    keep_blob(folder, sha256, data)
    assert blob(folder, sha256) == data
    assert [p.name for p in folder.rglob("*") if p.is_file()] == [sha256]


@pytest.mark.parametrize("digest", ["../../../etc/passwd", "", "A" * 64, "a" * 63, "a" * 64 + "/x"])
def test_no_digest_leads_out_of_the_case(tmp_path: Path, digest: str) -> None:
    for call in (lambda: blob(tmp_path, digest), lambda: keep_blob(tmp_path, digest, b"")):
        with pytest.raises(StoreError, match="no SHA-256"):
            call()


def test_the_log_keeps_its_order_when_the_clock_goes_back(copy: Path) -> None:
    with Case.open(copy) as case:
        for at in ("2032-03-04T09:00:00Z", "2031-01-01T00:00:00Z", now()):
            with case.changing() as connection:
                append(connection, "note", "R. Ito", {"text": at}, at)
        with case.reading() as connection:
            assert check(connection) == 3


def test_documents_list_what_a_case_holds(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = shown(capsys, "case", "documents", copy, "--kind", "schema")
    assert code == 0
    assert "gate.sql" in out and "2 findings" in out and "note.txt" not in out
    assert out.rstrip().endswith("1 document: 1 read.")
    code, out, _ = shown(capsys, "case", "documents", copy, "--state", "lost")
    assert (code, out) == (0, "No such document.\n")
    code, out, _ = shown(capsys, "case", "documents", copy, "--format", "jsonl")
    assert [line.split('"name":"')[1].split('"')[0] for line in out.splitlines()] == [
        "gate.sql", "note.txt", "standard.md",
    ]  # fmt: skip
