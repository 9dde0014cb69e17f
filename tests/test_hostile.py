"""What is broken, huge, false or malicious costs itself only, and is said with its place and reason."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PATIENCE, ROOT, Run

pytestmark = pytest.mark.slow

GOOD = "CREATE TABLE person (surname text, birth_date date, ethnicity text, religion text);\n"
RECORD = '{"type":"object","title":"Person","properties":{"surname":{"type":"string"},"ethnicity":{"type":"string"}}}'
PYTHON = "class Patient:\n    surname: str\n    ethnicity: str\n"
DEEP = 50_000


@dataclass(frozen=True)
class Scanned:
    """One scan's JSON report, by file name."""

    code: int
    report: dict[str, Any]

    def document(self, name: str) -> dict[str, Any]:
        return next(d for d in self.report["documents"] if d["file"].endswith("/" + name))

    def problems(self, name: str) -> list[dict[str, Any]]:
        return [p for p in self.report["problems"] if f"/{name}" in p["file"]]

    def codes(self, name: str) -> set[str]:
        return {p["code"] for p in self.problems(name)}

    def concepts(self, name: str) -> set[str]:
        return {f["concept"] for f in self.report["findings"] if f"/{name}" in f["file"]}


def scan(path: Path | bytes, *options: str, cwd: Path = ROOT) -> Scanned:
    done = subprocess.run(
        [sys.executable, "-m", "counterspec", "scan", path, "-f", "json", "-q", *options],
        cwd=cwd, capture_output=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Scanned(done.returncode, json.loads(done.stdout.decode("utf-8")))


def zipped(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name in ("../escape.sql", "/absolute.sql", "inside.sql"):
            entry = tarfile.TarInfo(name)
            entry.size = len(GOOD)
            archive.addfile(entry, io.BytesIO(GOOD.encode()))
        for name, target in (("loop", "loop"), ("out", "../../etc/passwd")):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, target
            archive.addfile(link)
    return made.getvalue()


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "race race race">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + ']>\n<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="ethnicity" type="xs:string"/>'
    "<xs:annotation><xs:documentation>&a11;</xs:documentation></xs:annotation></xs:schema>"
)

# Each: file name, bytes, codes of problems of which one must be told (empty: it must be read).
POISON: dict[str, tuple[bytes, set[str]]] = {
    "empty.sql": (b"", {"empty"}),
    "empty.pdf": (b"", {"empty"}),
    "truncated.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Ty", {"*"}),
    "nothing-in-it.docx": (zipped({"[Content_Types].xml": b"<Types/>"}), {"*"}),
    "truncated.docx": (zipped({"word/document.xml": b"<w/>" * 999})[:120], {"*"}),
    "truncated.zip": (zipped({"a.sql": GOOD.encode() * 50})[:90], {"*"}),
    "bomb.zip": (zipped({"zeros.sql": b" " * (64 << 20), "good.sql": GOOD.encode()}), {"*"}),
    "escape.zip": (zipped({"../../escape.sql": GOOD.encode(), "good.sql": GOOD.encode()}), {"*"}),
    "escape.tar.gz": (tarred(), {"*"}),
    "entities.xsd": (ENTITIES.encode(), {"*"}),
    "deep.json": (b'{"ethnicity":' + b"[" * DEEP + b"]" * DEEP + b"}", {"*"}),
    "deep-open.json": (b'{"ethnicity":[' * DEEP, {"*"}),
    "deep.xml": (b"<ethnicity>" * DEEP, {"*", "read"}),
    "deep.xsd": (
        b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        + b'<xs:element name="ethnicity"><xs:complexType><xs:sequence>' * 5_000,
        {"*"},
    ),
    "deep.yaml": (b"ethnicity: " + b"[" * DEEP + b"]" * DEEP, {"*"}),
    "deep-indent.yaml": (b"".join(b" " * n + b"ethnicity:\n" for n in range(1_500)), {"*"}),
    "deep.py": (PYTHON.encode() + b"x = " + b"(" * DEEP + b")" * DEEP, {"*", "read"}),
    "deep.c": (b"struct person { char *surname; char *ethnicity; };\n" + b"{" * DEEP, {"*", "read"}),
    "broken.sql": (b"CREATE TABLE person (surname text, ethnicity text, CREATE (((; religion", {"*", "read"}),
    "broken.json": (RECORD.encode()[:-3] + b",,,]", {"*"}),
    "broken.xsd": (
        b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Person"><xs:complexType>'
        b'<xs:sequence><xs:element name="surname"/><xs:element name="ethnicity" type="xs:string"></xs:sequ',
        {"*"},
    ),
    "broken.yaml": (b"person:\n  surname: a\n  ethnicity: [a, b\n religion: {{{\n\t- x", {"*"}),
    "broken.avsc": (b'{"type":"record","name":"Person","fields":[{"name":"ethnicity","type":"str', {"*"}),
    "broken.graphql": (b"type Person { surname: String ethnicity: String! religion: [[ } type {", {"*"}),
    "broken.proto": (b'syntax = "proto3"; message Person { string surname = 1; string ethnicity = ; }}}', {"*"}),
    "broken.py": (PYTHON.encode() + b"def (:\n  ]]\n", {"*", "read"}),
    "broken.toml": (b'[person]\nsurname = "a"\nethnicity = [[[\n', {"*"}),
    "bom8.sql": (b"\xef\xbb\xbf" + GOOD.encode(), {"read"}),
    "bom16.sql": (b"\xff\xfe" + GOOD.encode("utf-16-le"), {"read"}),
    "bom32.sql": (b"\xff\xfe\x00\x00" + GOOD.encode("utf-32-le"), {"read"}),
    "nul.sql": (GOOD.encode() + b"\0\0 -- the end\n", {"*"}),
    "cr.sql": (GOOD.replace(", ", ",\r").encode(), {"read"}),
    "mislabelled.html": (
        b'<html><head><meta charset="utf-8"></head><body>'
        + "<p>登记表必须填写民族和宗教信仰。</p></body></html>".encode("gb18030"),
        {"*"},
    ),
    "mislabelled.py": (("# -*- coding: ascii -*-\n" + PYTHON + "# 民族必填\n").encode("gb18030"), {"*"}),
    "half-utf8.sql": (GOOD.encode() + b"-- \xff\xfe\xfd caf\xe9 \xc3\xa9\xc3\xa9\n", {"*", "read"}),
    "one-line.json": (b'{"ethnicity": "' + b"x" * 10_000_000 + b'"}', {"*", "read"}),
    "overlap.txt": (b"ethnic group race " * 120_000, {"*", "read"}),
    "bin.dat": (bytes(range(256)) * 64, {"skipped"}),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, {"skipped"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pile") / "pile"
    folder.mkdir()
    for name, (data, _) in POISON.items():
        (folder / name).write_bytes(data)
    huge = folder / "huge.sql"
    huge.write_bytes(GOOD.encode())
    os.truncate(huge, 2 << 30)
    os.mkfifo(folder / "pipe.sql")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "up").symlink_to(folder.parent)
    (folder / "out.sql").symlink_to("/etc/passwd")
    nested = folder / "folders"
    nested.mkdir()
    (nested / "again").symlink_to(nested)
    for number in range(3):
        (folder / f"good{number}.sql").write_text(GOOD, "utf-8")
    Path(os.fsdecode(bytes(folder) + b"/bad\xff\xfe\nname \x1b[31m.sql")).write_text(GOOD, "utf-8")
    return folder


@pytest.fixture(scope="module")
def scanned(pile: Path) -> Scanned:
    return scan(pile, "--jobs", "2", "--grade", "all", "--timeout", "20")


@pytest.mark.parametrize("name", POISON)
def test_each_is_read_or_says_why_not(name: str, scanned: Scanned) -> None:
    told, wanted = scanned.problems(name), POISON[name][1]
    statuses = {d["status"] for d in scanned.report["documents"] if f"/{name}" in d["file"]}
    assert statuses, "not counted"
    if "skipped" in wanted:
        assert statuses == {"skipped"}
        assert scanned.document(name)["reason"]
        return
    if "*" in wanted and "read" not in wanted:
        assert told, statuses
    if wanted == {"read"}:
        assert not told
        assert statuses == {"read"}
        assert scanned.concepts(name) == {"origin.ethnicity", "belief.religion"}
    if wanted == {"empty"}:
        assert scanned.codes(name) == {"empty"}
    assert all(p["reason"] and p["file"] and p["code"] != "internal" for p in told)
    assert told or "read" in statuses
    assert not {"time-limit", "memory-limit", "crash"} & scanned.codes(name)


def test_the_rest_is_still_scanned(scanned: Scanned) -> None:
    for number in range(3):
        assert scanned.concepts(f"good{number}.sql") == {"origin.ethnicity", "belief.religion"}
    assert scanned.concepts("bomb.zip") >= {"origin.ethnicity"}
    assert scanned.concepts("escape.zip") >= {"origin.ethnicity"}
    assert scanned.concepts("escape.tar.gz") >= {"origin.ethnicity"}
    assert scanned.code == 1


@pytest.mark.parametrize(
    "name", ["broken.sql", "broken.xsd", "broken.graphql", "broken.proto", "broken.py", "deep.py", "deep.c",
             "broken.json", "nul.sql", "half-utf8.sql", "mislabelled.py"],
)  # fmt: skip
def test_what_can_be_read_of_a_broken_file_is_kept(name: str, scanned: Scanned) -> None:
    assert "origin.ethnicity" in scanned.concepts(name)


def test_names_and_places_that_are_no_files(scanned: Scanned) -> None:
    assert scanned.codes("huge.sql") == {"too-large"}
    assert scanned.codes("pipe.sql") == {"special-file"}
    assert scanned.codes("pile/loop") == {"symlink"}
    assert scanned.codes("out.sql") == {"symlink"}
    assert scanned.codes("pile/up") == {"symlink"}
    assert scanned.document("again")["status"] == "skipped"
    assert not any("passwd" in d["file"] for d in scanned.report["documents"])


def test_a_name_in_any_bytes_is_shown_without_harm(pile: Path, scanned: Scanned) -> None:
    odd = [d["file"] for d in scanned.report["documents"] if "/bad" in d["file"]]
    assert len(odd) == 1
    assert odd[0].isprintable()
    assert scanned.concepts("bad") == {"origin.ethnicity", "belief.religion"}


def test_coverage_counts_everything(pile: Path, scanned: Scanned) -> None:
    given = {p.name for p in pile.iterdir() if p.name != "folders" and "bad" not in p.name}
    counted = {
        d["file"].removeprefix(f"{pile}/").split("!")[0].split("/")[0] for d in scanned.report["documents"]
    }
    assert given <= counted
    for document in scanned.report["documents"]:
        if document["status"] == "lost":
            assert [p for p in scanned.report["problems"] if p["file"] == document["file"]]
        elif document["status"] == "skipped":
            assert document["reason"]


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    (tmp_path / "locked.pdf").write_bytes(locked_pdf())
    done = scan(tmp_path)
    assert done.code == 2
    [problem] = done.problems("locked.pdf")
    assert problem["lost"]
    assert problem["code"] in {"encrypted", "unreadable"}


def locked_pdf() -> bytes:
    """A PDF of one page that names a password check which no password meets."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    ends = b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00><00>] >>\nstartxref\n%d\n%%%%EOF" % len(
        made
    )
    return made + table + ends


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "mine.sql").write_text(GOOD, "utf-8")
    (tmp_path / "theirs.sql").write_text(GOOD, "utf-8")
    (tmp_path / "theirs.sql").chmod(0)
    done = scan(tmp_path)
    assert done.code == 1
    assert done.codes("theirs.sql") == {"unreadable"}


def test_a_file_that_vanishes_between_walk_and_read(tmp_path: Path) -> None:
    """An unreadable file as root meets it, too: the walk saw it, reading fails."""
    from counterspec.model import Wishes
    from counterspec.pipeline import Setup
    from counterspec.safe.walk import Found
    from counterspec.scan import Steps, _Job

    gone = Found(str(tmp_path / "gone.sql"), "gone.sql", "gone.sql", 5)
    [step] = Steps(Setup(), Wishes())(_Job(gone, 0), 0)
    [problem] = step.result[1].problems  # type: ignore[union-attr]
    assert problem.lost
    assert problem.reason


@pytest.mark.parametrize(("file", "code"), [("empty.sql", 2), ("good0.sql", 1), ("bin.dat", 0)])
def test_exit_codes(file: str, code: int, pile: Path) -> None:
    assert scan(pile / file).code == code


BROKEN_SETTINGS: dict[str, Callable[[Path], bytes]] = {
    "jbos": lambda _: b"fail-on = 'tier:A'\njbos = 2\n",
    "fail-on": lambda _: b"\nfail-on = 'tier:Q'\n",
    "jobs": lambda _: b"jobs = 'many'\n",
    "line 2": lambda _: b"jobs = 2\npaths == 3\n",
    "counterspec.toml": lambda _: b"\xff\xfe\0\0",
}


@pytest.mark.parametrize("told", BROKEN_SETTINGS)
def test_broken_settings_name_file_line_and_key(told: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.sql").write_text(GOOD, "utf-8")
    (tmp_path / "counterspec.toml").write_bytes(BROKEN_SETTINGS[told](tmp_path))
    done = run("scan", "a.sql", cwd=tmp_path)
    assert done.returncode == 2
    assert "counterspec.toml" in done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_vocabulary_names_its_file(tmp_path: Path, run: Run) -> None:
    (tmp_path / "own.yaml").write_text("family: origin\nconcepts: [{id: 7}]\n", "utf-8")
    (tmp_path / "counterspec.toml").write_text('vocabulary = ["own.yaml"]\n', "utf-8")
    (tmp_path / "a.sql").write_text(GOOD, "utf-8")
    done = run("scan", "a.sql", cwd=tmp_path)
    assert done.returncode == 2
    assert "own.yaml" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("broken", ["{{{", "[" * DEEP + "]" * DEEP], ids=["cut", "deep"])
def test_a_broken_baseline_names_its_file(tmp_path: Path, run: Run, broken: str) -> None:
    (tmp_path / "a.sql").write_text(GOOD, "utf-8")
    (tmp_path / "known.json").write_text(broken, "utf-8")
    done = run("scan", "a.sql", "--baseline", "known.json", cwd=tmp_path)
    assert done.returncode == 2
    assert "known.json" in done.stderr
    assert "Traceback" not in done.stderr
