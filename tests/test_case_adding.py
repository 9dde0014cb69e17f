"""Adding to a case: what is queued, read once, read again, kept back, and told."""

import json
import os
import signal
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from counterspec.casework import steps as steps_module
from counterspec.casework.add import Adding
from counterspec.casework.lists import Given, listed
from counterspec.casework.queueing import unwalked
from counterspec.casework.steps import Said
from counterspec.errors import StoreError, UsageError
from counterspec.model import Card, Problem, Wishes
from counterspec.pipeline import Setup
from counterspec.publish.pack import make
from counterspec.publish.report import Wanted
from counterspec.safe.walk import Options
from counterspec.store import Case, queue
from counterspec.store.documents import cards, origins_of
from counterspec.store.status import problems
from tests.case_of_files import shown
from tests.case_piles import Lines, adding, content, document, pile, sound
from tests.conftest import PATIENCE, Run
from tests.pack_making import small_case


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.new(tmp_path / "case")


def add(case: Case, setup: Setup, *paths: Path, **more: object) -> tuple[Adding, list[Card]]:
    run = Adding(case, paths, setup, **{"jobs": 2, **more})  # type: ignore[arg-type]
    return run, list(run)


def told(case: Case) -> list[Problem]:
    with case.reading() as connection:
        return [one.problem for one in problems(connection)]


def names(case: Case) -> list[str]:
    with case.reading() as connection:
        return [card.name for card in cards(connection)]


def test_one_worker_and_several_give_the_same_case(tmp_path: Path, setup: Setup) -> None:
    folder = pile(tmp_path / "pile", 40)
    for number in range(0, 40, 3):  # the same bytes under names that come later, earlier, and in an archive
        (folder / f"copy{number}.sql").write_text(document(number))
        (folder / f"zcopy{number}.txt").write_text(document(number))
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("inner/one.sql", document(1))
        archive.writestr("inner/new.sql", document(99))
        archive.writestr("../out.sql", document(98))
    made = []
    for jobs in (1, 2, 5):
        case = Case.new(tmp_path / f"case{jobs}")
        run, _ = add(case, setup, folder, jobs=jobs)
        assert run.tally.done == run.tally.files == 40 + 2 * 14 + 1
        made.append(content(case.folder))
        sound(case.folder)
    assert made[0] == made[1] == made[2]
    assert len(made[0]["documents"]) == 41
    assert len(made[0]["origins"]) == 40 + 28 + 2
    assert any("leads out of the archive" in row for row in made[0]["problems"])


def test_adding_twice_doubles_nothing(tmp_path: Path, case: Case, setup: Setup) -> None:
    folder = pile(tmp_path / "pile", 12)
    (folder / "broken.json").write_text('{"a": ')
    (folder / "empty.sql").write_text("")
    (folder / "link").symlink_to("/nowhere/at/all")
    os.mkfifo(folder / "pipe")
    add(case, setup, folder)
    before = content(case.folder)
    run, read = add(case, setup, folder)
    assert content(case.folder) == before
    assert read == []
    assert run.tally.known == 14
    assert [problem.code for problem in told(case) if problem.file.endswith("pipe")] == ["special-file"]


def test_a_pack_is_named_and_not_added(
    tmp_path: Path, case: Case, setup: Setup, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = pile(tmp_path / "pile", 2)
    pack = folder / "pack.zip"
    pack.write_bytes(make(small_case(tmp_path / "other"), setup, Wanted())[0])
    _, read = add(case, setup, folder)
    assert [card.name for card in read] == ["part000/register0000.sql", "part000/register0001.sql"]
    [problem] = told(case)
    assert (problem.file, problem.code, problem.lost) == (str(pack), "pack", False)
    add(case, setup, folder)
    assert told(case) == [problem]
    code, out, _ = shown(capsys, "case", "add", case.folder, pack, "-q")
    assert (code, len(names(case))) == (2, 2)
    assert f"{pack}  a pack that Counterspec made" in out and "add its folder data/sources" in out
    # What it says one can do is what brings its sources in.
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(tmp_path / "unpacked")
    _, read = add(case, setup, tmp_path / "unpacked" / "data" / "sources")
    assert {Path(card.name).name for card in read} == {"=visitor.xsd", "standard.md", "tender.pdf"}


def test_the_same_bytes_are_one_document_with_every_place_it_came_from(
    tmp_path: Path, case: Case, setup: Setup
) -> None:
    one, other = tmp_path / "one.sql", tmp_path / "other.sql"
    one.write_text(document(1))
    other.write_text(document(1))
    add(case, setup, one, said=Said("https://buyer.invalid/1", "2031-02-14"))
    _, read = add(case, setup, other)
    assert read == []
    with case.reading() as connection:
        [card] = cards(connection)
        origins = list(origins_of(connection, card.sha256))
    assert [(o.rel, o.url, o.fetched_at) for o in origins] == [
        ("one.sql", "https://buyer.invalid/1", "2031-02-14"),
        ("other.sql", None, None),
    ]


def test_a_file_that_vanishes_is_named_once_and_forgotten_when_it_is_back(
    tmp_path: Path, case: Case, setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pile(tmp_path / "pile", 4)
    gone = folder / "part000" / "register0002.sql"
    kept = gone.read_text()
    waits = queue.waits

    def vanish(connection: object) -> tuple[int, int]:
        gone.unlink(missing_ok=True)
        return waits(connection)  # type: ignore[arg-type]

    monkeypatch.setattr(queue, "waits", vanish)
    run, read = add(case, setup, folder)
    assert len(read) == 3
    assert run.tally.vanished == 1
    assert [(p.file, p.code) for p in told(case)] == [(str(gone), "not-found")]
    monkeypatch.undo()
    gone.write_text(kept)
    _, read = add(case, setup, folder)
    assert [card.name for card in read] == ["part000/register0002.sql"]
    assert told(case) == []


def test_what_cannot_be_opened_is_told_and_not_doubled(tmp_path: Path, case: Case, setup: Setup) -> None:
    missing = tmp_path / "missing.pdf"
    for _ in range(2):
        run, read = add(case, setup, missing)
        assert read == []
        assert [problem.code for problem in run.queued.missing] == ["not-found"]  # type: ignore[union-attr]
        assert [(p.file, p.code) for p in told(case)] == [(str(missing), "not-found")]
    missing.write_text(document(3))
    add(case, setup, missing)
    assert told(case) == []


def test_left_out_files_are_counted_by_reason(tmp_path: Path, case: Case, setup: Setup) -> None:
    folder = pile(tmp_path / "pile", 2)
    (folder / "node_modules").mkdir()
    (folder / "clip.mp4").write_bytes(b"\0")
    (folder / "draft.sql").write_text(document(9))
    for _ in range(2):
        add(case, setup, folder, options=Options(exclude=("draft*",)))
        with case.reading() as connection:
            rows = connection.execute(text("SELECT reason, count FROM left_out ORDER BY 1")).all()
        assert [tuple(row) for row in rows] == [
            ("ignored by rule", 1),
            ("installed packages", 1),
            ("not a document: image, sound, film or font", 1),
        ]


def test_a_case_inside_the_folder_is_not_read_into_itself(tmp_path: Path, setup: Setup) -> None:
    folder = pile(tmp_path / "pile", 3)
    case = Case.new(folder / "case")
    add(case, setup, folder)
    add(case, setup, folder)
    assert len(names(case)) == 3
    with pytest.raises(UsageError, match="folder of the case itself"):
        add(case, setup, case.folder / "blobs")


def test_names_of_any_bytes(tmp_path: Path, case: Case, setup: Setup) -> None:
    place = tmp_path / os.fsdecode(b"caf\xe9 \xff\n.sql")
    place.write_text(document(5))
    add(case, setup, place)
    [name] = names(case)
    assert name == "caf\\xe9 \\xff\\x0a.sql"
    assert told(case) == []


def test_documents_are_read_again_by_another_version_or_other_wishes(
    tmp_path: Path, case: Case, setup: Setup
) -> None:
    file = tmp_path / "one.sql"
    file.write_text(document(1))
    add(case, setup, file)
    with case.changing() as connection:
        connection.execute(text("UPDATE documents SET judging_version = 'older'"))
    _, read = add(case, setup, file)
    assert len(read) == 1
    wishes = Wishes(recognition="force", whole=True)
    assert add(case, setup, file, wishes=wishes)[1] == [], "wishes that nobody insists on"
    assert len(add(case, setup, file, wishes=wishes, insist=True)[1]) == 1
    assert add(case, setup, file, wishes=wishes, insist=True)[1] == []


def test_an_interrupted_walk_is_remembered(
    tmp_path: Path, case: Case, setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pile(tmp_path / "pile", 30)
    put = queue.put

    def stopped(connection: object, files: Sequence[object]) -> None:
        if files:
            raise KeyboardInterrupt
        put(connection, files)  # type: ignore[arg-type]

    monkeypatch.setattr(queue, "put", stopped)
    with pytest.raises(KeyboardInterrupt):
        add(case, setup, folder)
    monkeypatch.undo()
    run, read = add(case, setup)
    assert read == []
    assert run.unwalked == [str(folder)]
    run, read = add(case, setup, folder)
    assert (len(read), run.unwalked) == (30, [])
    with case.reading() as connection:
        assert unwalked(connection) == []


def test_a_full_disk_ends_the_run_and_blames_no_document(
    tmp_path: Path, case: Case, setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pile(tmp_path / "pile", 20)

    def full(*_: object, **__: object) -> None:
        raise StoreError("blobs: cannot be written: No space left on device", hint="Make room.")

    monkeypatch.setattr(steps_module, "keep_blob", full)
    with pytest.raises(StoreError, match="No space left"):
        add(case, setup, folder)
    monkeypatch.undo()
    with case.reading() as connection:
        assert queue.count(connection, "quarantined") == 0
        assert queue.count(connection, "waiting") == 20
    _, read = add(case, setup)
    assert len(read) == 20


def test_sources_that_nothing_names_are_cleared_away(tmp_path: Path, case: Case, setup: Setup) -> None:
    from counterspec.store.blobs import blobs, keep_blob

    for digest in ("ab" * 32, "cd" * 32):
        keep_blob(case.folder, digest, b"left by a killed run")
    file = tmp_path / "one.sql"
    file.write_text(document(1))
    add(case, setup, file)
    assert len(list(blobs(case.folder))) == 1


def test_lists(tmp_path: Path, setup: Setup) -> None:
    plain = tmp_path / "list.txt"
    plain.write_bytes(b"a.sql\r\nb c.sql\n\ncaf\xe9.sql\n")
    said = Said("https://all.invalid/", "2030-01-01")
    assert list(listed(plain, said)) == [
        Given("a.sql", said), Given("b c.sql", said), Given("caf\udce9.sql", said),
    ]  # fmt: skip
    rows = [
        ("x,1.sql", "https://buyer.invalid/a?b=1,2", "2031-02-14T10:30:00+02:00"),
        ("y.sql", "", ""),
    ]
    table = tmp_path / "list.csv"
    table.write_text(
        '\ufeffsource_url,path,fetched_at\n"https://buyer.invalid/a?b=1,2","x,1.sql",2031-02-14T10:30:00+02:00\n'
        ",y.sql,\n"
    )
    lines = tmp_path / "list.jsonl"
    lines.write_text(
        "".join(json.dumps({"path": p, "source_url": u, "fetched_at": f}) + "\n" for p, u, f in rows)
    )
    expected = [
        Given("x,1.sql", Said("https://buyer.invalid/a?b=1,2", "2031-02-14T08:30:00Z")),
        Given("y.sql", said),
    ]
    assert list(listed(table, said)) == list(listed(lines, said)) == expected


@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        ("l.csv", "file,url\na,b\n", "no column “path”"),
        ("l.csv", "path,fetched_at\na.sql,yesterday\n", "line 2: 'yesterday' is no time"),
        ("l.tsv", "path\tsource_url\na.sql\tnowhere\n", "line 2: 'nowhere' is no address"),
        ("l.jsonl", '{"path": "a"}\n["b"]\n', "line 2: no object with a path"),
        ("l.jsonl", "{\n", "line 1: no JSON"),
        ("l.jsonl", '{"source_url": "https://a.invalid"}\n', "line 1: no path"),
        ("none.txt", None, "cannot be read"),
    ],
)
def test_lists_that_say_nothing_usable(tmp_path: Path, name: str, words: str | None, message: str) -> None:
    if words is not None:
        (tmp_path / name).write_text(words)
    with pytest.raises(UsageError, match=message):
        list(listed(tmp_path / name, Said()))


def test_the_command_tells_what_came_of_it(tmp_path: Path, run: Run) -> None:
    folder = pile(tmp_path / "pile", 3)
    (folder / "empty.sql").write_text("")
    table = tmp_path / "list.tsv"
    table.write_text(f"path\tsource_url\n{folder}\thttps://buyer.invalid/x\n{tmp_path / 'none.pdf'}\t\n")
    case = tmp_path / "case"
    run("case", "new", case)
    done = run("case", "add", case, "--list", table, "--no-config")
    assert done.returncode == 2, "a path that was given is missing"
    assert "4 files: 4 documents new to the case." in done.stdout
    assert "3 read, 1 not read" in done.stdout
    assert "none.pdf  cannot be opened" in done.stdout
    shown = run("case", "status", case, "--no-config", "-f", "jsonl")
    counts = json.loads(shown.stdout)
    assert (counts["documents"], counts["read"], counts["lost"], counts["unhad"]) == (4, 3, 1, 1)
    assert counts["waiting"] == counts["quarantined"] == counts["older_reading"] == 0
    listed_problems = [
        json.loads(line) for line in run("case", "problems", case, "-f", "jsonl").stdout.splitlines()
    ]
    assert [(Path(p["file"]).name, p["code"], p["missing"]) for p in listed_problems] == [
        ("none.pdf", "not-found", "the whole file"),
        ("empty.sql", "empty", "the whole file"),
    ]
    assert "2 problems, 2 with something missing." in run("case", "problems", case).stdout
    assert "2  counterspec" not in run("case", "status", case, "--no-config").stderr
    with Case.open(case).reading() as connection:
        urls = connection.execute(text("SELECT DISTINCT url FROM origins")).scalars().all()
    assert urls == ["https://buyer.invalid/x"]


@pytest.mark.slow
def test_ctrl_c_keeps_what_was_read_and_goes_on(tmp_path: Path, run: Run) -> None:
    folder = pile(tmp_path / "pile", 300)
    case = tmp_path / "case"
    run("case", "new", case)
    process = adding(case, folder)
    lines = Lines(process)
    lines.first.wait(PATIENCE)
    os.killpg(process.pid, signal.SIGINT)
    acknowledged = lines.ended()
    assert process.returncode == 130
    assert acknowledged[-1]["event"] == "end"
    assert acknowledged[-1]["stopped"] is True
    told_of = {line["name"] for line in acknowledged if line["event"] == "document"}
    assert told_of <= set(names(Case.open(case)))
    stopped = subprocess.run(
        ["ps", "-o", "pid=", "-g", str(process.pid)], capture_output=True, text=True, check=False
    )
    assert stopped.stdout.split() == []
    with Case.open(case).reading() as connection:
        left = queue.count(connection, "waiting")
    # Of each worker one document may be in the case whose file is not taken off the queue yet.
    assert 0 <= left - (300 - len(names(Case.open(case)))) <= 2
    done = run("case", "add", case, "--no-config", "-q")
    assert done.returncode == 0
    assert len(names(Case.open(case))) == 300
    sound(case)


def test_only_one_process_adds_at_a_time(tmp_path: Path, case: Case, setup: Setup) -> None:
    process = adding(case.folder, pile(tmp_path / "pile", 200))
    lines = Lines(process)
    lines.first.wait(PATIENCE)
    with pytest.raises(StoreError, match="another process is working on this case"):
        add(case, setup, tmp_path / "pile")
    process.kill()
    lines.ended()
    add(case, setup, tmp_path / "pile")
    assert len(names(case)) == 200
