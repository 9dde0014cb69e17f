"""`case verify` finds everything that does not hold, names it, and says nothing where all does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from counterspec.casework.proving import mismatch
from counterspec.casework.verify import Steps
from counterspec.errors import LimitError
from counterspec.findings.evidence import evidence_at
from counterspec.model import Box, Document, Finding, LineIndex, Page, Span, Word, Words
from counterspec.pipeline import Setup
from counterspec.store import Case, schema
from counterspec.store.blobs import blob_path, keep_blob
from counterspec.store.codec import document_bytes, json_of, packed
from counterspec.store.documents import findings_of, proofs, reading_of
from counterspec.store.log import append
from tests.case_of_files import built, change, lines_of, rows, shown, sources
from tests.conftest import EXAMPLES

PDF = EXAMPLES / "standard" / "XX_T_9400.3-2031.en.pdf"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> Path:
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(PDF, sources(folder / "sources") / "standard.pdf")
    built(folder / "case", folder / "sources", setup=setup).close()
    return folder / "case"


@pytest.fixture(autouse=True)
def _one_setup(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterspec.cli.case.verify.Setup", lambda _: setup)


Verify = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Verify a case; return the exit code and the lines of JSON."""

    def call(folder: Path, *options: str) -> tuple[int, list[dict[str, Any]]]:
        return lines_of(capsys, "case", "verify", folder, *options)

    return call


def finding_in(folder: Path, name: str) -> Finding:
    """Return the first finding of a document."""
    with Case.open(folder).reading() as connection:
        sha256 = connection.execute(
            select(schema.documents.c.sha256).where(schema.documents.c.name == name)
        ).scalar_one()
        return next(iter(findings_of(connection, sha256)))


def put(folder: Path, finding: Finding) -> None:
    """Write a finding in the place of the one with its id, columns included."""
    with Case.open(folder).changing() as connection:
        evidence = finding.evidence
        connection.execute(
            schema.findings.update()
            .where(schema.findings.c.id == finding.id)
            .values(data=json_of(finding), quote=evidence.quote, page=evidence.page, line=evidence.line)
        )


def altered(finding: Finding, **evidence: Any) -> Finding:
    return replace(finding, evidence=replace(finding.evidence, **evidence))


# -- all holds ---------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--fast",), ("--no-cache", "-j", "1")])
def test_a_case_as_it_was_made_holds(copy: Path, verify: Verify, options: tuple[str, ...]) -> None:
    code, (summary,) = verify(copy, *options)
    with Case.open(copy).reading() as connection:
        digests = connection.execute(select(schema.documents.c.sha256)).scalars().all()
        count = sum(len(list(proofs(connection, sha256))) for sha256 in digests)
    assert code == 0 and count > 30
    assert (summary["documents"], summary["quotes"], summary["held"], summary["mismatches"]) == (
        4,
        count,
        count,
        0,
    )


def test_what_came_of_it_is_kept_and_shown(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = shown(capsys, "case", "verify", copy, "-q")
    assert code == 0
    assert "4 of 4 documents from the bytes" in out and out.rstrip().endswith("Everything holds.")
    kept = json.loads(str(rows(copy, "SELECT value FROM meta WHERE key = 'verified'")[0][0]))
    assert kept["held"] == kept["quotes"] > 0 and kept["fast"] is False
    assert "re-read from the bytes" in shown(capsys, "case", "status", copy)[1]


def test_the_order_does_not_depend_on_the_workers(copy: Path, verify: Verify) -> None:
    for name in ("gate.sql", "standard.pdf", "standard.md"):
        finding = finding_in(copy, name)
        put(copy, altered(finding, quote=finding.evidence.quote + "!"))
    one, two = verify(copy, "-j", "1"), verify(copy, "-j", "3")
    assert [{**line, "at": ""} for line in one[1]] == [{**line, "at": ""} for line in two[1]]
    assert [line["file"] for line in one[1][:-1]] == ["gate.sql", "standard.md", "standard.pdf"]


# -- quotes and places -------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--fast",)])
def test_an_altered_quote_is_named_with_what_is_there(
    copy: Path, verify: Verify, options: tuple[str, ...]
) -> None:
    finding = finding_in(copy, "gate.sql")
    assert finding.evidence.quote == "ethnic_group"
    put(copy, altered(finding, quote="ethnic_grouq"))
    code, (line, summary) = verify(copy, *options)
    assert code == 1
    assert (line["kind"], line["file"], line["what"]) == ("quote", "gate.sql", f"finding {finding.id}")
    assert (line["quote"], line["found"], line["line"]) == ("ethnic_grouq", "ethnic_group", 4)
    assert "nowhere in the document" in line["reason"]
    assert summary["quotes"] - summary["held"] == summary["mismatches"] == 1


def test_a_quote_that_stands_elsewhere_is_said_to(copy: Path, verify: Verify) -> None:
    finding = finding_in(copy, "standard.pdf")
    start, end = finding.evidence.span
    put(copy, altered(finding, span=Span(start - 3, end - 3)))
    _, (line, _) = verify(copy)
    assert f"stands on page {finding.evidence.page} now" in line["reason"]


@pytest.mark.parametrize(
    ("change_to", "says"),
    [
        ({"page": 3}, "page"),
        ({"boxes": (Box(1.0, 2.0, 3.0, 4.0),)}, "box"),
        ({"boxes": ()}, "box"),
        ({"prefix": "other words "}, "words before"),
        ({"suffix": " other words"}, "words behind"),
        ({"confidence": 0.5}, "certainty"),
    ],
)
def test_another_place_is_named(copy: Path, verify: Verify, change_to: dict[str, Any], says: str) -> None:
    put(copy, altered(finding_in(copy, "standard.pdf"), **change_to))
    code, lines = verify(copy, "--fast")
    assert code == 1
    (line,) = (line for line in lines if line["kind"] == "place")
    assert line["file"] == "standard.pdf" and f"the {says} is another than kept" in line["reason"]


def test_every_kind_of_evidence_is_looked_at(copy: Path, verify: Verify) -> None:
    for table in (schema.citations, schema.parties, schema.said):
        with Case.open(copy).changing() as connection:
            for row in connection.execute(select(table)).all():
                raw = json.loads(row.data)
                if raw["evidence"]["quote"]:
                    raw["evidence"]["quote"] += "†"
                where = (table.c.sha256 == row.sha256) & (table.c.seq == row.seq)
                connection.execute(table.update().where(where).values(data=json.dumps(raw)))
    _, lines = verify(copy)
    whats = {line["what"].split(" ")[0] for line in lines if line["kind"] == "quote"}
    assert {"citation", "title", "issued"} <= whats
    assert lines[-1]["mismatches"] == sum(line["kind"] == "quote" for line in lines)


TEXT = "first words\nsecond line, 民族 and more\nthird"
LINES = LineIndex.of(TEXT)
FIRST = Words.of([Word(Span(0, 5), Box(1, 1, 9, 3)), Word(Span(6, 11), Box(10, 1, 20, 3))])
PAGED = Document(
    "a.pdf", "0" * 64, "pdf", "application/pdf", "text", TEXT,
    pages=(
        Page(1, Span(0, 12), 100, 100, FIRST),
        Page(2, Span(12, len(TEXT)), 100, 100, Words.of([Word(Span(12, 18), Box(1, 1, 9, 3), 0.5)])),
    ),
)  # fmt: skip
FLAT = replace(PAGED, pages=())


@given(data=st.data())
@settings(max_examples=200)
def test_any_alteration_of_any_evidence_is_found(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([PAGED, FLAT]))
    start = data.draw(st.integers(0, len(TEXT) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(TEXT))))
    true = evidence_at(document, LINES, span, None)
    assert mismatch(document, LINES, "a", "finding", true) is None
    field, value = data.draw(
        st.one_of(
            st.tuples(st.sampled_from(["quote", "prefix", "suffix"]), st.text(max_size=12)),
            st.tuples(st.sampled_from(["line", "column", "page"]), st.none() | st.integers(-1, 4)),
            st.tuples(st.just("sha256"), st.just("1" * 64)),
            st.tuples(st.just("span"), st.builds(Span, st.integers(-9, 60), st.integers(-9, 60))),
            st.tuples(st.just("boxes"), st.just(()) | st.just((Box(0.0, 0.0, 1.0, 1.0),))),
        )
    )
    false = replace(true, **{field: value})
    found = mismatch(document, LINES, "a", "finding", false)
    if false == true:
        assert found is None
    elif field != "span" or TEXT[max(0, value.start) : value.end] != true.quote:
        assert found is not None


# -- bytes, readings, rows ---------------------------------------------------------------------


def test_quotes_are_read_from_the_bytes_and_not_from_what_is_kept(copy: Path, verify: Verify) -> None:
    """A database altered everywhere alike deceives the fast check and not the real one."""
    finding = finding_in(copy, "gate.sql")
    sha256 = finding.evidence.sha256
    with Case.open(copy).reading() as connection:
        reading = reading_of(connection, sha256)
    assert reading is not None
    text = reading[0].text.replace("ethnic_group", "ethnic_grouq")
    with Case.open(copy).changing() as connection:
        r, p = schema.readings, schema.pages
        document = document_bytes(replace(reading[0], text=text))
        connection.execute(r.update().where(r.c.sha256 == sha256).values(document=document))
        connection.execute(p.update().where(p.c.sha256 == sha256).values(text=packed(text.encode())))
    put(copy, altered(finding, quote="ethnic_grouq"))
    assert verify(copy, "--fast")[0] == 0
    code, lines = verify(copy)
    assert code == 1
    assert [line["kind"] for line in lines] == ["reading", "quote", "summary"]
    assert lines[0]["found"].startswith("p TEXT") and lines[1]["found"] == "ethnic_group"


def test_an_altered_source_is_named_though_every_quote_stands(copy: Path, verify: Verify) -> None:
    place = blob_path(copy, finding_in(copy, "standard.md").evidence.sha256)
    place.write_bytes(place.read_bytes() + b"\nAdded later.\n")
    for options in ((), ("--fast",)):
        code, (line, summary) = verify(copy, *options)
        assert code == 1 and (line["kind"], line["file"]) == ("source", "standard.md")
        assert "other bytes than were added" in line["reason"]
        assert summary["held"] < summary["quotes"]


def test_kept_pages_are_held_against_the_document(copy: Path, verify: Verify) -> None:
    sha256 = finding_in(copy, "standard.pdf").evidence.sha256
    with Case.open(copy).changing() as connection:
        p = schema.pages
        row = connection.execute(select(p).where(p.c.sha256 == sha256).where(p.c.number == 2)).one()
        other = connection.execute(select(p).where(p.c.sha256 == sha256).where(p.c.number == 3)).one()
        connection.execute(p.update().where(p.c.id == row.id).values(text=packed(b"Instead.")))
        connection.execute(p.update().where(p.c.id == other.id).values(words=row.words))
    code, lines = verify(copy)
    assert code == 1
    assert [line["page"] for line in lines if line["kind"] == "reading"] == [2, 3]


@pytest.mark.parametrize(
    ("damage", "kind", "says"),
    [
        ("UPDATE findings SET concept = 'belief.religion'", "rows", "concept is 'belief.religion'"),
        ("UPDATE findings SET page = 9 WHERE page IS NOT NULL", "rows", "page is 9"),
        ("DELETE FROM findings WHERE seq = 0", "rows", "missing, or counted as 1"),
        ("UPDATE findings SET firmness = 9", "rows", "firmness is 9"),
        ("UPDATE findings SET obligation = 'maybe'", "rows", "obligation is 'maybe'"),
        ("UPDATE findings SET name = 'x' WHERE seq = 0", "database", "stand under another name"),
        ("UPDATE facets SET n = n + 1 WHERE id = 1", "database", "1 counts of findings do not hold"),
        ("UPDATE facets SET act = 'LX' WHERE id = 1", "database", "counted as something else than they are"),
        ("UPDATE citations SET canonical = 'XQ/T 1'", "rows", "canonical is 'XQ/T 1'"),
        ("DELETE FROM origins", "database", "4 documents without a place they came from"),
        ("UPDATE documents SET pages = 7 WHERE pages = 4", "database", "another number of pages than they say"),
        ("UPDATE documents SET copy_of = 'none' WHERE name = 'gate.sql'", "database", "copies of documents"),
        ("DROP TRIGGER log_keeps_DELETE", "database", "the trigger log_keeps_DELETE is missing"),
        ("DROP INDEX findings_by_concept", "database", "the index findings_by_concept is missing"),
        ("CREATE TABLE more (a)", "database", "the table more is none of ours"),
        ("ALTER TABLE findings ADD COLUMN more TEXT", "database", "the table findings is altered"),
        ("INSERT INTO readings VALUES ('gone', x'00', x'00')", "database", "points at nothing in documents"),
        ("DELETE FROM page_words_docsize WHERE id = 1", "database", "not in the search index"),
    ],
)  # fmt: skip
def test_a_database_that_does_not_agree_with_itself(
    copy: Path, verify: Verify, damage: str, kind: str, says: str
) -> None:
    change(copy, damage)
    code, lines = verify(copy, "--fast")
    assert code == 1
    assert any(line["kind"] == kind and says in line["reason"] for line in lines), lines


def test_a_table_that_is_gone_is_named_and_stops_no_worker(copy: Path, verify: Verify) -> None:
    change(copy, "DROP TABLE said")
    code, lines = verify(copy, "--fast")
    assert code == 1 and lines[-1]["unable"] == 0
    assert [line["file"] for line in lines if line["kind"] == "rows"] == [
        "gate.sql", "note.txt", "standard.md", "standard.pdf",
    ]  # fmt: skip
    assert all("no such table" in line["reason"] for line in lines if line["kind"] == "rows")


def test_a_log_that_was_changed_is_named(copy: Path, verify: Verify) -> None:
    with Case.open(copy).changing() as connection:
        for number in range(3):
            append(connection, "note", "R. Ito", {"text": f"note {number}"}, "2032-03-04T09:00:00Z")
    assert verify(copy, "--fast")[0] == 0
    change(copy, "DROP TRIGGER log_keeps_UPDATE", "UPDATE log SET by = 'M. Oduya' WHERE seq = 2")
    code, lines = verify(copy, "--fast")
    assert code == 1
    assert any(line["kind"] == "log" and "at entry 2" in line["reason"] for line in lines)


def test_what_a_finding_stands_at_is_made_of_the_log(
    copy: Path, verify: Verify, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = finding_in(copy, "gate.sql").id, finding_in(copy, "standard.pdf").id
    assert shown(capsys, "case", "verdict", copy, one, "confirmed", "--by", "R. Ito")[0] == 0
    assert verify(copy, "--fast")[0] == 0
    change(
        copy,
        f"UPDATE findings SET standing = 'rejected' WHERE id = '{one}'",
        f"UPDATE findings SET standing = 'confirmed' WHERE id = '{other}'",
    )
    code, lines = verify(copy, "--fast")
    assert code == 1
    assert {line["reason"] for line in lines if line["kind"] == "log"} == {
        f"finding {one} stands at rejected, and by the log at confirmed",
        f"finding {other} stands at confirmed, and by the log at none",
    }
    # Looking changed nothing.
    assert rows(copy, f"SELECT standing FROM findings WHERE id = '{one}'") == [("rejected",)]


def test_a_source_that_nothing_refers_to_is_mentioned(
    copy: Path, verify: Verify, capsys: pytest.CaptureFixture[str]
) -> None:
    sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    keep_blob(copy, sha256, b"test")
    code, lines = verify(copy, "--fast")
    assert code == 0 and lines[0] == {"kind": "left-over", "sha256": sha256}
    assert "1 source that nothing refers to" in shown(capsys, "case", "verify", copy, "--fast", "-q")[1]


# -- what cannot be re-read --------------------------------------------------------------------


def test_what_cannot_be_read_again_is_no_mismatch(
    copy: Path, verify: Verify, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone(source: Any, setup: Any) -> Any:
        if source.path == "gate.sql":
            raise LimitError("larger than is read here")
        return real(source, setup)

    from counterspec.casework import verify as module

    real = module.read
    monkeypatch.setattr(module, "read", gone)
    code, (line, summary) = verify(copy)
    assert code == 2
    assert (line["kind"], line["file"], line["reason"]) == ("unable", "gate.sql", "larger than is read here")
    assert (summary["unable"], summary["mismatches"]) == (1, 0)
    assert "1 document could not be re-read" in shown(capsys, "case", "verify", copy, "-q")[1]


@pytest.mark.parametrize(("fault", "seconds"), [("crash", "60"), ("time-limit", "6")])
def test_a_document_that_stops_its_worker_costs_itself_alone(
    copy: Path, verify: Verify, monkeypatch: pytest.MonkeyPatch, fault: str, seconds: str
) -> None:
    import os
    import time

    real = Steps._checked

    def checked(self: Steps, connection: Any, job: Any) -> Any:
        if job.name == "note.txt":
            os._exit(3) if fault == "crash" else time.sleep(600)
        return real(self, connection, job)

    monkeypatch.setattr(Steps, "_checked", checked)
    code, (line, summary) = verify(copy, "--timeout", seconds)
    assert code == 2 and summary["documents"] == 4
    assert line["file"] == "note.txt" and line["reason"].startswith(f"{fault}: ")


def test_pages_recognised_by_an_engine_that_is_gone(copy: Path, verify: Verify) -> None:
    sha256 = finding_in(copy, "standard.pdf").evidence.sha256
    from counterspec.model import Recognition

    with Case.open(copy).changing() as connection:
        reading = reading_of(connection, sha256)
        assert reading is not None
        how = Recognition("bygone", "1", ("zh",), 200, 0.9)
        document = replace(
            reading[0], pages=(replace(reading[0].pages[0], recognition=how), *reading[0].pages[1:])
        )
        r = schema.readings
        connection.execute(r.update().where(r.c.sha256 == sha256).values(document=document_bytes(document)))
    code, lines = verify(copy)
    assert code == 2
    (line,) = (line for line in lines if line["kind"] == "unable")
    assert line["file"] == "standard.pdf" and "bygone" in line["reason"]


def test_another_version_that_reads_otherwise_is_said(copy: Path, verify: Verify) -> None:
    change(copy, "UPDATE documents SET reading_version = 'older' WHERE name = 'gate.sql'")
    code, (line, summary) = verify(copy)
    assert code == 0 and summary["held"] == summary["quotes"]
    assert (line["kind"], line["file"]) == ("note", "gate.sql") and "another version" in line["reason"]
