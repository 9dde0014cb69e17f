"""How the text report prints on a terminal: cut, wrapped, marked, shared out, and never steered by a document."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from counterspec.model import Excerpt, Span
from counterspec.reports import Context
from counterspec.reports._blocks import fair_shares
from counterspec.reports._printing import ReportPrinter
from tests.conftest import Run


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def printer(
    monkeypatch: pytest.MonkeyPatch, columns: int, colour: bool = False
) -> tuple[ReportPrinter, io.StringIO]:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = Terminal()
    context = Context("0", "scan", {}, {}, lambda f: False, lambda f: "note", colour=colour)
    return ReportPrinter(out, context), out


def test_a_long_line_is_cut_around_its_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "x" * 150 + " ethnicity " + "y" * 150 + " religion " + "z" * 150
    marks = (Span(151, 160), Span(312, 320))
    shown = printer(monkeypatch, 80)[0].marked(Excerpt(text, marks, 1), 70).plain
    assert "[ethnicity]" in shown
    assert "[religion]" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


@given(
    text=st.text(alphabet="ab 民族x", min_size=1, max_size=300),
    places=st.lists(st.tuples(st.integers(0, 299), st.integers(1, 20)), max_size=4),
    room=st.integers(40, 110),
)
def test_what_is_marked_stays_what_it_was(text: str, places: list[tuple[int, int]], room: int) -> None:
    marks = tuple(Span(a, min(len(text), a + n)) for a, n in places if a < len(text))
    context = Context("0", "scan", {}, {}, lambda f: False, lambda f: "note", colour=True)
    shown = ReportPrinter(Terminal(), context).marked(Excerpt(text, marks, 1), room)
    words = {text[m.start : m.end] for m in marks}
    assert {shown.plain[s.start : s.end] for s in shown.spans} <= words
    if not marks:
        assert cell_len(shown.plain) <= room


def test_wide_letters_are_wrapped_by_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    made, out = printer(monkeypatch, 60)
    made.hanging(Text("        why     "), "民族" * 40)
    lines = out.getvalue().splitlines()
    assert len(lines) > 2
    assert max(map(cell_len, lines)) <= 60
    assert all(line.startswith(" " * 16) for line in lines[1:])


def test_values_are_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    made, out = printer(monkeypatch, 60)
    made.flowing(Text("        values  "), [Text(f"value number {n}") for n in range(9)])
    assert all(line.rstrip()[-1].isdigit() for line in out.getvalue().splitlines())


def test_a_document_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(
        b"class Person:\n    surname: str\n    ethnicity: str  # \x1b]0;x\x07\x1b[31m \xe2\x80\xae\xc2\x9b2J\n"
    )
    printed = run("scan", tmp_path, "--explain").stdout
    assert "ethnicity" in printed
    steering = {chr(code) for code in (*range(10), *range(11, 32), *range(0x7F, 0xA0), 0x202E)}
    assert not steering & set(printed)


def test_a_pipe_gets_each_thing_on_one_line(run: Run, tmp_path: Path) -> None:
    note = "the word " * 40
    (tmp_path / "a.sql").write_text(
        f"CREATE TABLE person (surname text, ethnicity text);\n-- counterspec: justify[belief] {note}\n",
        "utf-8",
    )
    (tmp_path / "b.sql").write_text(
        f"CREATE TABLE person (surname text,\nreligion text -- counterspec: justify[belief] {note}\n);",
        "utf-8",
    )
    lines = run("scan", tmp_path).stdout.splitlines()
    assert [line for line in lines if "Justified:" in line and "(stated in line 2)" in line]


@given(sizes=st.lists(st.integers(0, 30), max_size=12), limit=st.integers(0, 40))
def test_shares_are_fair(sizes: list[int], limit: int) -> None:
    shares = fair_shares(sizes, limit)
    assert sum(shares) == min(limit, sum(sizes))
    assert all(share <= size for share, size in zip(shares, sizes, strict=True))
    open_ = [share for share, size in zip(shares, sizes, strict=True) if share < size]
    assert not open_ or max(shares) <= min(open_) + 1


def test_every_document_shows_some_of_the_limit(run: Run, tmp_path: Path) -> None:
    columns = ", ".join(f"ethnicity_{n} text" for n in range(8))
    for name in "abc":
        (tmp_path / f"{name}.sql").write_text(f"CREATE TABLE person (surname text, {columns});", "utf-8")
    printed = run("scan", tmp_path, "--limit", "4").stdout
    assert [printed.count(f"{n} of 8 findings") for n in (1, 2)] == [2, 1]
    assert "20 more findings in 3 files" in printed
    assert "of 8 findings" not in run("scan", tmp_path, "--limit", "0").stdout


def test_the_last_line_tells_the_exit_code(run: Run, tmp_path: Path) -> None:
    done = run("scan", tmp_path / "nothing")
    assert done.returncode == 2
    assert "Exit 2: a path could not be opened" in done.stdout
