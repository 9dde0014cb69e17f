"""A case in bad hands: read-only, full, damaged, beside another writer, its process killed."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from counterspec.errors import CounterspecError, EvidenceError, StoreError
from counterspec.pipeline import Setup
from counterspec.store import Case
from counterspec.store.blobs import blob, blob_path, keep_blob
from counterspec.store.documents import counts
from counterspec.store.log import append, entries
from tests.case_of_files import rows, shown
from tests.conftest import ROOT, program

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
"""Of b"test"."""


@contextlib.contextmanager
def readonly(folder: Path) -> Iterator[None]:
    """Take away the right to write to a folder: for root, who may always, it is mounted so."""
    if os.geteuid() == 0:
        for arguments in (["--bind", str(folder), str(folder)], ["-o", "remount,ro,bind", str(folder)]):
            if subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode:
                pytest.skip("nothing can be mounted here")
        try:
            yield
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        return
    places = (folder, *folder.rglob("*"))
    for place in places:
        place.chmod(0o555 if place.is_dir() else 0o444)
    try:
        yield
    finally:
        for place in places:
            place.chmod(0o755 if place.is_dir() else 0o644)


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a process of Python that says "ready" when it is so far."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


# -- read-only ---------------------------------------------------------------------------------


def test_a_case_is_read_where_nothing_can_be_written(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with readonly(copy):
        for command in (("status",), ("documents",), ("verify", "--fast", "-q"), ("log",)):
            code, out, err = shown(capsys, "case", command[0], copy, *command[1:])
            assert (code, err) == (0, ""), command
            assert out
        names = sorted(p.name for p in copy.iterdir() if p.name != "case.lock")
    assert names == ["blobs", "case.sqlite"]


@pytest.mark.parametrize(
    "command",
    [("rescan", "-q"), ("remove", "gate.sql", "-y", "--by", "R. Ito"), ("add", str(ROOT / "README.md"))],
    ids=lambda command: command[0],
)
def test_what_would_write_there_says_so(
    copy: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    before = (copy / "case.sqlite").read_bytes()
    with readonly(copy):
        code, _, err = shown(capsys, "case", command[0], copy, *command[1:])
    assert code == 2
    assert str(copy) in err and "cannot be written to here" in err and "Copy the folder" in err
    assert (copy / "case.sqlite").read_bytes() == before


def test_a_change_left_beside_the_file_is_not_overlooked(copy: Path) -> None:
    """A case whose last change still waits in its own file is read with it, or not at all."""
    waiting = sqlite3.connect(copy / "case.sqlite")
    waiting.execute("INSERT INTO meta VALUES ('said', 'kept')")
    waiting.commit()
    left = shutil.copytree(copy, copy.parent / "left")
    waiting.close()
    with readonly(left):
        try:
            with Case.open(left).reading() as connection:
                assert Case.meta(connection, "said") == "kept"
        except StoreError as error:
            assert "was not finished" in str(error) and "Copy the whole folder" in error.hint
    (left / "case.sqlite-shm").unlink(missing_ok=True)
    with readonly(left), pytest.raises(StoreError, match="was not finished") as raised:
        Case.open(left)
    assert "Copy the whole folder" in raised.value.hint
    with Case.open(left).reading() as connection:
        assert Case.meta(connection, "said") == "kept"


def test_an_older_case_that_cannot_be_brought_up_to_date_says_so(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from counterspec.store import case as case_module
    from counterspec.store.migrations import Migration

    steps = (*case_module.steps(), Migration("0002", 2, "more", lambda _: None))
    monkeypatch.setattr(case_module, "steps", lambda: steps)
    with readonly(copy), pytest.raises(StoreError, match="of an older Counterspec"):
        Case.open(copy)


# -- two writers -------------------------------------------------------------------------------

HOLDS = """
import sys
from pathlib import Path
from counterspec.store import Case
with Case.open(Path(sys.argv[1])).working("adding documents"):
    print("ready", flush=True)
    sys.stdin.readline()
"""
WRITES = """
import sys
from pathlib import Path
from counterspec.store import Case
case = Case.open(Path(sys.argv[1]))
with case.changing() as connection:
    case.set_meta(connection, "first", "yes")
    print("ready", flush=True)
    sys.stdin.readline()
"""


def test_long_work_is_done_by_one_process_which_is_named(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = started(HOLDS, copy)
    try:
        for command in (("rescan", "-q"), ("remove", "gate.sql", "-y", "--by", "R. Ito")):
            code, _, err = shown(capsys, "case", command[0], copy, *command[1:])
            assert code == 2
            assert (
                f"“adding documents”, process {other.pid}, since 20" in err and "Wait until it is done" in err
            )
        holder = Case.open(copy).worker()
        assert holder is not None and holder.pid == other.pid
        # Short changes and readers go on beside it.
        case = Case.open(copy)
        with case.changing() as connection:
            append(connection, "note", "R. Ito", {"text": "beside"}, "2032-03-04T09:00:00Z")
        with case.reading() as connection:
            assert counts(connection)["documents"] == 3
    finally:
        other.communicate("\n")
    assert Case.open(copy).worker() is None
    assert shown(capsys, "case", "rescan", copy, "-q")[0] == 0


def test_a_killed_process_holds_nothing(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = started(HOLDS, copy)
    os.kill(other.pid, signal.SIGKILL)
    other.communicate()
    assert Case.open(copy).worker() is None
    assert shown(capsys, "case", "rescan", copy, "-q")[0] == 0


def test_one_process_does_not_work_twice_at_once(copy: Path) -> None:
    case = Case.open(copy)
    with case.working("rescan"):
        assert case.worker() is not None
        with pytest.raises(StoreError, match="“rescan”"), Case.open(copy).working("remove"):
            pass
        # Asking did not let go of it.
        asked = program("case", "rescan", copy, "-q")
        assert asked.returncode == 2 and f"process {os.getpid()}" in asked.stderr


def test_a_short_change_waits_for_another(copy: Path) -> None:
    other = started(WRITES, copy)
    case = Case.open(copy)

    def change() -> None:
        with case.changing() as connection:
            case.set_meta(connection, "second", "yes")

    waiting = threading.Thread(target=change)
    waiting.start()
    waiting.join(0.5)
    assert waiting.is_alive()
    other.communicate("\n")
    waiting.join()
    assert rows(copy, "SELECT key FROM meta WHERE value = 'yes' ORDER BY key") == [("first",), ("second",)]


def test_a_change_that_waits_too_long_names_the_other(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterspec.store.opening.BUSY_SECONDS", 0.2)
    other = started(WRITES, copy)
    try:
        case = Case.open(copy)
        with (
            pytest.raises(StoreError, match="another process is writing") as raised,
            case.changing() as changing,
        ):
            case.set_meta(changing, "second", "yes")
        assert "Nothing was changed" in raised.value.hint
    finally:
        other.communicate("\n")


def test_a_killed_writer_leaves_what_was_before(copy: Path) -> None:
    other = started(WRITES, copy)
    os.kill(other.pid, signal.SIGKILL)
    other.communicate()
    assert rows(copy, "SELECT count(*) FROM meta WHERE key = 'first'") == [(0,)]
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]


# -- full --------------------------------------------------------------------------------------


def _fill(case: Case, most: int = 2_000) -> int:
    """Write notes until the case takes no more; return how many it acknowledged."""
    done = 0
    with pytest.raises(StoreError) as raised:
        for number in range(most):
            with case.changing() as connection:
                append(
                    connection, "note", "R. Ito", {"text": f"{number} " + "x" * 8_000}, "2032-03-04T09:00:00Z"
                )
            done = number + 1
    assert "Make room and run the same command again" in raised.value.hint
    assert str(case.folder) in str(raised.value)
    return done


def _acknowledged(case: Case, done: int) -> None:
    with case.reading() as connection:
        notes = [entry.body.split('"text":"')[1].split(" ")[0] for entry in entries(connection, "note")]
    # The last one may have been written and not acknowledged.
    assert notes[:done] == [str(number) for number in range(done)] and len(notes) <= done + 1
    assert rows(case.folder, "PRAGMA integrity_check") == [("ok",)]


@contextlib.contextmanager
def small_disk(place: Path, size: str) -> Iterator[None]:
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("mount") is None, reason="only root mounts a small disk"
)
def test_a_full_disk_loses_nothing_acknowledged(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path / "disk", "3m"):
        folder = Path(shutil.copytree(made, tmp_path / "disk" / "case"))
        case = Case.open(folder)
        done = _fill(case)
        assert done > 10
        # Not only the database: sources, the list of what there is, reading.
        with pytest.raises(StoreError) as raised:
            keep_blob(folder, DIGEST, b"test" * 1_000_000)
        assert "Make room" in raised.value.hint
        assert not list((folder / "blobs").rglob(f"*{DIGEST}*"))
        code, out, err = shown(capsys, "case", "status", folder)
        assert (code == 0 and out) or "Copy the whole folder" in err or "Make room" in err
        subprocess.run(["mount", "-o", "remount,size=20m", str(tmp_path / "disk")], check=True)
        _acknowledged(case, done)
        with case.changing() as connection:
            append(connection, "note", "R. Ito", {"text": "again"}, "2032-03-04T09:00:00Z")
        assert shown(capsys, "case", "verify", folder, "-q", "--fast")[0] == 0


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("mount") is None, reason="only root mounts a small disk"
)
def test_adding_to_a_full_disk_goes_on_when_there_is_room(tmp_path: Path, setup: Setup) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(15):
        noise = random.Random(number).randbytes(40_000).hex(" ", 4)
        (folder / f"{number:02}.txt").write_text(f"The ethnic group of each person. {noise}\n", "utf-8")
    with small_disk(tmp_path / "disk", "2m"):
        case = tmp_path / "disk" / "case"
        made = program("case", "new", case)
        assert made.returncode == 0, made.stderr
        full = program("case", "add", case, folder, "-j", "1")
        assert full.returncode == 2, full.stdout
        assert "Make room" in full.stderr and "Traceback" not in full.stderr, full.stderr
        subprocess.run(["mount", "-o", "remount,size=60m", str(tmp_path / "disk")], check=True)
        again = program("case", "add", case, folder, "-j", "1")
        assert again.returncode == 0, again.stderr
        assert rows(case, "SELECT count(*) FROM documents WHERE state = 'read'") == [(15,)]
        assert rows(case, "SELECT count(*), count(DISTINCT name) FROM documents") == [(15, 15)]
        check = program("case", "verify", case, "-q")
        assert check.returncode == 0, check.stdout


LIMITED = """
import resource, sys
from pathlib import Path
from counterspec.store import Case
from counterspec.store.log import append
from counterspec.errors import StoreError
case = Case.open(Path(sys.argv[1]))
most = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
print("ready", flush=True)
done = 0
try:
    for number in range(2000):
        with case.changing() as connection:
            append(connection, "note", "R. Ito", {"text": f"{number} " + "x" * 8000}, "2032-03-04T09:00:00Z")
        done = number + 1
except StoreError as error:
    print(done, error, "/", error.hint, flush=True)
"""


def test_a_limit_of_file_size_loses_nothing_acknowledged(copy: Path) -> None:
    most = (copy / "case.sqlite").stat().st_size + 300_000
    out, err = started(LIMITED, copy, most).communicate()
    assert "Make room" in out and "Traceback" not in err
    done = int(out.split(" ", 1)[0])
    assert done > 5
    _acknowledged(Case.open(copy), done)


def test_a_source_that_does_not_fit_is_not_half_kept(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
    try:
        with pytest.raises(StoreError, match="cannot be written") as raised:
            keep_blob(tmp_path, DIGEST, b"test" * 1_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "Make room" in raised.value.hint
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_new_case_that_does_not_fit_is_not_half_made(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(StoreError):
            Case.new(tmp_path / "c")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list((tmp_path / "c").iterdir()) == []
    Case.new(tmp_path / "c").close()


# -- damaged -----------------------------------------------------------------------------------

COMMANDS = (("status",), ("documents",), ("verify", "-q", "--fast"), ("log",), ("rescan", "-q", "-j", "1"))


def _told(
    capsys: pytest.CaptureFixture[str], folder: Path, commands: tuple[tuple[str, ...], ...]
) -> list[str]:
    """Run commands over a case; whatever it is, they end with an exit code and words, never a traceback."""
    said = []
    for command in commands:
        code, out, err = shown(capsys, "case", command[0], folder, *command[1:])
        assert code in (0, 1, 2), command
        assert "Traceback" not in out + err
        if code == 2 and not out:
            assert err.startswith("Error: ") and str(folder) in err, err
        said.append(err)
    return said


def test_a_text_in_the_place_of_the_database(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "case.sqlite").write_text("This is a letter, and no case at all.\n" * 200)
    for said in _told(capsys, copy, COMMANDS):
        assert "the case file is damaged: it is no database" in said and "Restore the folder" in said


def test_an_empty_file_and_another_database(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "case.sqlite").write_bytes(b"")
    assert all("no case of Counterspec" in said for said in _told(capsys, copy, COMMANDS))
    (copy / "case.sqlite").unlink()
    with contextlib.closing(sqlite3.connect(copy / "case.sqlite")) as connection:
        connection.execute("CREATE TABLE meta (id INTEGER)")
    assert all("damaged" in said for said in _told(capsys, copy, COMMANDS))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
def test_a_database_cut_short(copy: Path, capsys: pytest.CaptureFixture[str], share: float) -> None:
    data = (copy / "case.sqlite").read_bytes()
    (copy / "case.sqlite").write_bytes(data[: int(len(data) * share)])
    said = _told(capsys, copy, COMMANDS)
    assert any("damaged" in words for words in said)


@pytest.mark.parametrize("seed", range(9))
def test_random_bytes_in_the_database(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = random.Random(seed)
    data = bytearray((made / "case.sqlite").read_bytes())
    for _ in range(chance.choice([1, 5, 40])):
        at = chance.randrange(100 if seed % 3 else 0, len(data) - 64)
        data[at : at + chance.choice([1, 16, 64])] = chance.randbytes(16)
    folder = Path(shutil.copytree(made, tmp_path / "case"))
    (folder / "case.sqlite").write_bytes(data[: (len(data) // 4096) * 4096])
    _told(capsys, folder, COMMANDS)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE findings SET data = '{}'",
        "UPDATE findings SET data = x'ff00fe'",
        "UPDATE documents SET titles_json = 'no', wishes_json = '[]'",
        "UPDATE documents SET pages = 'many', state = 7",
        "UPDATE documents SET name = CAST(x'fffe' AS TEXT)",
        "UPDATE documents SET sha256 = '../../x' WHERE name = 'gate.sql'",
        "UPDATE meta SET value = 'two' WHERE key = 'version'",
        "UPDATE meta SET value = '' WHERE key = 'version'",
        "UPDATE readings SET document = x'00', facts = x'00'",
        "UPDATE pages SET text = 'plain', words = 'plain'",
        "DROP TABLE findings",
        "DELETE FROM readings",
        "INSERT INTO log VALUES (1, 'note', 'x', 'y', 'not json', '', '')",
    ],
)
def test_rows_that_make_no_sense(copy: Path, capsys: pytest.CaptureFixture[str], damage: str) -> None:
    connection = sqlite3.connect(copy / "case.sqlite", isolation_level=None)
    connection.create_function("page_tokens", 1, lambda _: "")
    try:
        connection.execute(damage)
    except sqlite3.IntegrityError as error:
        # A column takes values of its own type alone.
        assert "cannot store" in str(error)
        return
    finally:
        connection.close()
    _told(capsys, copy, COMMANDS)
    code, _, _ = shown(capsys, "case", "verify", copy, "-q", "--fast")
    assert code != 0, "verify overlooks it"


def test_the_file_of_waiting_changes_is_deleted(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waiting = sqlite3.connect(copy / "case.sqlite")
    waiting.execute("PRAGMA wal_autocheckpoint = 0")
    for number in range(200):
        waiting.execute("INSERT INTO meta VALUES (?, ?)", (f"k{number}", "x" * 2_000))
        waiting.commit()
    left = Path(shutil.copytree(copy, copy.parent / "left"))
    waiting.close()
    for name in ("case.sqlite-wal", "case.sqlite-shm"):
        (left / name).unlink()
    _told(capsys, left, COMMANDS)
    assert rows(left, "PRAGMA integrity_check") == [("ok",)]


# -- sources -----------------------------------------------------------------------------------


def test_a_missing_and_an_altered_source_are_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digests = {str(name): str(sha256) for name, sha256 in rows(copy, "SELECT name, sha256 FROM documents")}
    blob_path(copy, digests["gate.sql"]).unlink()
    blob_path(copy, digests["note.txt"]).write_bytes(b"another note\n")
    with pytest.raises(StoreError, match="a source of the case is missing"):
        blob(copy, digests["gate.sql"])
    with pytest.raises(EvidenceError, match="other bytes than were added"):
        blob(copy, digests["note.txt"])
    code, out, _ = shown(capsys, "case", "verify", copy, "-q")
    assert code == 1
    assert "gate.sql" in out and "a source of the case is missing" in out
    assert "note.txt" in out and "other bytes than were added" in out
    assert "standard.md" not in out
    # What needs no source works on.
    assert shown(capsys, "case", "documents", copy)[0] == 0
    assert issubclass(EvidenceError, CounterspecError)


def test_a_folder_in_the_place_of_a_source(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sha256 = str(rows(copy, "SELECT sha256 FROM documents WHERE name = 'gate.sql'")[0][0])
    blob_path(copy, sha256).unlink()
    blob_path(copy, sha256).mkdir()
    code, out, _ = shown(capsys, "case", "verify", copy, "-q")
    assert code == 1 and "gate.sql" in out


def test_half_written_sources_of_dead_processes_are_swept_up(copy: Path) -> None:
    parts = copy / "blobs" / ".parts"
    parts.mkdir(exist_ok=True)
    dead = subprocess.Popen(["true"])
    dead.wait()
    (parts / f"{DIGEST}.{dead.pid}").write_bytes(b"te")
    (parts / f"{DIGEST}.{os.getpid()}").write_bytes(b"te")
    with Case.open(copy).working("test"):
        assert list(parts.iterdir()) == []
    with Case.open(copy).reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 3
