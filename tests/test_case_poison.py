"""What poison, kills and company do to the adding of documents: one document at most, and never the case."""

import ctypes
import os
import random
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from counterspec.casework.add import Adding
from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.pipeline import Setup
from counterspec.safe.text import Text
from counterspec.store import Case, queue
from counterspec.store.documents import cards
from counterspec.store.status import problems
from tests.case_piles import Lines, adding, content, document, pile, sound

POISON = ("segfault", "bomb", "loop")
_KILLS = 20
LIMIT, CALM = 6.0, 60.0
"""Seconds for a document where one hangs, and where none does; on a busy machine the others must not reach it."""


def _claim(head: Head) -> int:
    return 100 if head.suffix == ".poison" else 0


def _read(source: Source, _: Text | None) -> Document:
    """Do what the bytes say: no mock, the worker really dies."""
    kind = source.data.split()[0]
    if kind == b"segfault":
        ctypes.string_at(0)
    if kind == b"bomb":
        held = []
        while True:
            held.append(bytes(64 * 1024 * 1024))
    while kind == b"loop":
        pass
    return Document(source.path, source.sha256, "poison", "text/plain", "text", source.data.decode())


def poisoned() -> Setup:
    """Return a setup with a reader that dies of what it reads; forked workers share it."""
    setup = Setup()
    reader = Format(
        "poison", "Poison", "text", "text/plain", (".poison",), _claim, _read, "Poison.", eager=True
    )
    setup.__dict__["formats"] = (*setup.formats, reader)
    return setup


def states(case: Case) -> Counter[str]:
    with case.reading() as connection:
        return Counter(card.state for card in cards(connection))


@pytest.mark.slow
def test_poison_costs_its_own_documents_and_no_other(tmp_path: Path) -> None:
    folder = pile(tmp_path / "pile", 197)
    for number, kind in enumerate(POISON):
        (folder / f"part00{number}" / f"a {kind}.poison").write_text(f"{kind} of invented poison")
    case = Case.new(tmp_path / "case")
    setup = poisoned()
    run = Adding(case, [folder], setup, jobs=2, seconds=LIMIT)
    assert len(list(run)) == 197
    assert states(case) == {"read": 197}
    assert (run.tally.files, run.tally.done, run.tally.read, run.tally.barred) == (200, 200, 197, 3)
    with case.reading() as connection:
        told = {Path(one.problem.file).name: one for one in problems(connection)}
        assert queue.count(connection, "waiting") == 0
        barred = {Path(one.path).name: one for one in queue.quarantined(connection)}
    assert {name: one.problem.code for name, one in told.items()} == {
        "a segfault.poison": "crash", "a bomb.poison": "memory-limit", "a loop.poison": "time-limit",
    }  # fmt: skip
    assert all(one.quarantined and "--retry" in one.problem.remedy for one in told.values())
    assert "SIGSEGV" in told["a segfault.poison"].problem.reason
    assert barred.keys() == told.keys()
    assert all(one.sha256 and one.cause for one in barred.values())
    sound(case.folder)
    _later_runs(case, setup, folder)


def _later_runs(case: Case, setup: Setup, folder: Path) -> None:
    """What is kept back stays so, under any name, until it is asked for or changed."""
    before = content(case.folder)
    again = Adding(case, [folder], setup, jobs=2, seconds=LIMIT)
    assert list(again) == []
    assert (again.tally.known, again.tally.barred) == (197, 0)
    assert content(case.folder) | {"sources": []} == before | {"sources": []}
    (folder / "renamed.poison").write_bytes((folder / "part000" / "a segfault.poison").read_bytes())
    other = Adding(case, [folder / "renamed.poison"], setup, jobs=2, seconds=LIMIT)
    assert list(other) == []
    assert other.tally.barred == 1
    loop = folder / "part002" / "a loop.poison"
    loop.write_text("harmless by now")
    changed = Adding(case, [folder], setup, jobs=2, seconds=LIMIT)
    assert [card.name for card in changed] == ["part002/a loop.poison"]
    tried = Adding(case, [], setup, jobs=2, seconds=LIMIT, retry=True)
    assert list(tried) == []
    assert (tried.tally.files, tried.tally.barred) == (3, 3)
    with case.reading() as connection:
        assert len(list(problems(connection))) == 3
    sound(case.folder)


@pytest.mark.slow
def test_a_poisoned_member_costs_no_other_of_its_archive(tmp_path: Path) -> None:
    import zipfile

    archive = tmp_path / "pile.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for number in range(12):
            out.writestr(f"register{number:02}.sql", document(number))
            if number in (4, 8):
                out.writestr(f"p{number}.poison", f"segfault {number}")
                out.writestr(f"../outside{number}.sql", "x")
    case = Case.new(tmp_path / "case")
    setup = poisoned()
    run = Adding(case, [archive], setup, jobs=2, seconds=CALM)
    assert len(list(run)) == 12
    with case.reading() as connection:
        codes = Counter(one.problem.code for one in problems(connection))
        assert [one.path for one in queue.quarantined(connection)] == [
            f"{archive}/p4.poison", f"{archive}/p8.poison",
        ]  # fmt: skip
    assert codes == {"crash": 2, "path-escape": 2}
    before = content(case.folder)
    again = Adding(case, [archive], setup, jobs=2, seconds=CALM)
    assert list(again) == []
    assert content(case.folder) | {"sources": []} == before | {"sources": []}
    setup.__dict__["formats"] = tuple(
        replace(one, read=lambda source, _: _harmless(source)) if one.id == "poison" else one
        for one in setup.formats
    )
    mended = Adding(case, [], setup, jobs=2, seconds=CALM, retry=True)
    assert sorted(card.name for card in mended) == ["pile.zip/p4.poison", "pile.zip/p8.poison"]
    with case.reading() as connection:
        assert Counter(one.problem.code for one in problems(connection)) == {"path-escape": 2}
        assert queue.count(connection, "quarantined") == queue.count(connection, "waiting") == 0
    sound(case.folder)


def _harmless(source: Source) -> Document:
    return Document(source.path, source.sha256, "poison", "text/plain", "text", source.data.decode())


@pytest.mark.slow
def test_twenty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    folder = pile(tmp_path / "pile", 300)
    for number in range(0, 300, 25):
        (folder / f"again{number}.sql").write_text(document(number))
    calm, setup = Case.new(tmp_path / "calm"), Setup()
    setup.warm()
    list(Adding(calm, [folder], setup, jobs=2))
    dice = random.Random(4)
    case, acknowledged = Case.new(tmp_path / "case0"), set[str]()
    kills = cases = 0
    while kills < _KILLS:
        run = _Forked(case, [] if _waits(case) and dice.random() < 0.5 else [folder], setup)
        if kills % 2:
            run.first.wait(CALM)  # somewhere among the writing; else anywhere, also while files are found
        time.sleep(dice.uniform(0.0, 0.1 if kills % 2 else 1.5))
        kills += run.kill(group=bool(kills % 3))
        acknowledged |= run.names
        with case.reading() as connection:
            there = {card.name for card in cards(connection)}
        assert acknowledged <= there, "what was told of is there"
        if run.ended_well:
            _ended(case, calm)
            cases += 1
            case, acknowledged = Case.new(tmp_path / f"case{cases}"), set()
    list(Adding(case, [folder], setup, jobs=2))
    _ended(case, calm)


class _Forked:
    """An adding in a process group of its own, which tells the names of documents that it says are kept."""

    def __init__(self, case: Case, paths: list[Path], setup: Setup) -> None:
        self.first = threading.Event()
        self.names: set[str] = set()
        self.ended_well = False
        ours, theirs = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            os.close(ours)
            self._add(Adding(case, paths, setup, jobs=2), theirs)
        os.close(theirs)
        self._thread = threading.Thread(target=self._read, args=(ours,))
        self._thread.start()

    @staticmethod
    def _add(run: Adding, out: int) -> None:
        code = 1
        try:
            os.setsid()
            for card in run:
                os.write(out, f"{card.name}\n".encode())
            code = 0
        finally:
            os._exit(code)

    def _read(self, stream: int) -> None:
        with os.fdopen(stream, encoding="utf-8") as lines:
            for line in lines:
                self.names.add(line.rstrip("\n"))
                self.first.set()
        self.first.set()

    def kill(self, *, group: bool) -> bool:
        """Kill the process, alone or with its workers; whether it came before the end."""
        if group:
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)
        os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        self._thread.join()
        self.ended_well = os.waitstatus_to_exitcode(status) == 0
        return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def _waits(case: Case) -> int:
    with case.reading() as connection:
        return queue.count(connection, "waiting")


def _ended(case: Case, calm: Case) -> None:
    """Whatever happened to it, a case that was added to the end is as one that nothing happened to."""
    assert content(case.folder) == content(calm.folder)
    sound(case.folder)
    assert not list((case.folder / "blobs" / ".parts").glob("*"))


@pytest.mark.slow
def test_a_reader_beside_the_writer_sees_whole_documents(tmp_path: Path) -> None:
    folder = pile(tmp_path / "pile", 150)
    case = Case.new(tmp_path / "case")
    process = adding(case.folder, folder)
    lines = Lines(process)
    seen: list[int] = []
    query = text(
        "SELECT count(*), (SELECT count(*) FROM documents d WHERE NOT EXISTS"
        " (SELECT 1 FROM readings r WHERE r.sha256 = d.sha256)), (SELECT count(*) FROM findings) FROM documents"
    )
    while process.poll() is None:
        with Case.open(case.folder).reading() as connection:
            documents, halves, findings = connection.execute(query).one()
        assert halves == 0
        assert findings >= documents
        seen.append(documents)
    assert process.returncode == 0
    assert sum(line["event"] == "document" for line in lines.ended()) == 150
    assert seen == sorted(seen)
    assert len(set(seen)) > 1, "it read while documents came"
