"""The evidence pack: the same bytes every time, checked on an empty machine, and one changed byte named."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image

from counterspec.cli.main import main
from counterspec.errors import UnreadableError
from counterspec.pipeline import Setup
from counterspec.publish.pack import Checked, check, make
from counterspec.publish.pack.bag import MANIFEST, TAGS, bagged, listed, manifest, zipped
from counterspec.publish.pack.checked import Fault, rows_of
from counterspec.publish.report import Wanted
from counterspec.safe.packs import PROFILE, is_pack
from counterspec.store import Case
from tests.conftest import ROOT
from tests.pack_making import EPOCH, findings, rezipped, small_case, unzipped

Files = dict[str, bytes]


@pytest.fixture(autouse=True)
def _one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return small_case(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def pack(case: Case) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        return make(case, Setup(), Wanted())[0]


def keys(folder: Path, name: str = "newsroom") -> tuple[Path, Path]:
    """Return a new private key and its public one, PEM."""
    crypto = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ed25519")
    from cryptography.hazmat.primitives import serialization as s

    private = crypto.Ed25519PrivateKey.generate()
    key, public = folder / f"{name}.pem", folder / f"{name}.pub"
    key.write_bytes(private.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption()))
    public.write_bytes(private.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo))
    return key, public


def checked(data: bytes, *, quotes: bool = False, key: bytes | None = None) -> Checked:
    return check(data, "p.zip", Setup, 1, quotes=quotes, key=key)


def faults(data: bytes, *, quotes: bool = False) -> list[Fault]:
    made = checked(data, quotes=quotes)
    assert made.undrawn == []
    return made.faults


# -- it holds ----------------------------------------------------------------------------------


def test_every_quote_is_read_again(pack: bytes) -> None:
    made = checked(pack, quotes=True)
    assert made.faults == []
    assert (made.quotes, made.held, made.unshared, made.drawn) == (6, 6, 0, 3)
    assert made.entries == 8
    assert made.signature == "none"


def test_the_same_bytes_twice_and_with_more_workers(case: Case, pack: bytes) -> None:
    assert make(case, Setup(), Wanted())[0] == pack
    assert make(case, Setup(), Wanted(), jobs=2)[0] == pack


def test_an_empty_machine_checks_it(tmp_path: Path, pack: bytes) -> None:
    """No variable, no home, no cache, no case: the file alone."""
    (tmp_path / "p.zip").write_bytes(pack)
    done = subprocess.run(
        [sys.executable, "-m", "counterspec", "verify", "p.zip"],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 of 6 quotes were read again" in done.stdout
    assert "Nothing was changed since it was made, and every quote stands in its source." in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["p.zip"]


def test_without_sources(case: Case) -> None:
    data, _ = make(case, Setup(), Wanted(), sources=False)
    files = unzipped(data)
    assert not any(path.startswith("data/sources/") for path in files)
    made = checked(data, quotes=True)
    assert made.faults == []
    assert (made.quotes, made.held, made.unshared) == (6, 0, 6)
    digests = {json.loads(line)["sha256"] for line in files["data/documents.jsonl"].splitlines()}
    said = json.loads(files["data/ro-crate-metadata.json"])["@graph"]
    assert digests == {part["sha256"] for part in said if "sha256" in part}


def test_it_says_nothing_of_the_machine(case: Case, pack: bytes) -> None:
    folder = str(case.folder.parent).encode()
    assert [path for path, data in unzipped(pack).items() if folder in data] == []


# -- its shape ---------------------------------------------------------------------------------


def test_it_is_a_bag(pack: bytes) -> None:
    """RFC 8493: the declaration, digests of the payload and of the tag files, the payload's size."""
    files = unzipped(pack)
    assert files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    for name, of_payload in ((MANIFEST, True), (TAGS, False)):
        lines = [line.split("  ", 1) for line in files[name].decode().splitlines()]
        wanted = {path for path in files if path.startswith("data/") == of_payload} - {TAGS}
        assert {path for _, path in lines} == wanted
        assert all(hashlib.sha256(files[path]).hexdigest() == digest for digest, path in lines)
    info = dict(line.split(": ", 1) for line in files["bag-info.txt"].decode().splitlines())
    payload = [data for path, data in files.items() if path.startswith("data/")]
    assert info["Payload-Oxum"] == f"{sum(map(len, payload))}.{len(payload)}"


def test_names_that_manifests_escape() -> None:
    files = bagged({"a%b\nc": b"1"}, {})
    assert b"  data/a%25b%0Ac\n" in files[MANIFEST]


def test_it_is_an_ro_crate(pack: bytes) -> None:
    files = unzipped(pack)
    crate = json.loads(files["data/ro-crate-metadata.json"])
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    graph = {node["@id"]: node for node in crate["@graph"]}
    assert len(graph) == len(crate["@graph"])
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    parts = [part["@id"] for part in graph["./"]["hasPart"]]
    inside = {path.removeprefix("data/") for path in files if path.startswith("data/")}
    assert {unquote(part) for part in parts} == inside - {"ro-crate-metadata.json"}
    assert all(part in graph for part in parts)
    assert all("@type" in node for node in graph.values())
    for node in graph.values():
        if "sha256" in node:
            assert hashlib.sha256(files["data/" + unquote(node["@id"])]).hexdigest() == node["sha256"]


def test_annotations_name_quote_place_page_and_region(pack: bytes) -> None:
    files = unzipped(pack)
    items = json.loads(files["data/annotations.jsonld"])["first"]["items"]
    rows = [json.loads(line) for line in files["data/findings.jsonl"].splitlines()]
    assert len(items) == len(rows) == 6
    for item, row in zip(items, rows, strict=True):
        assert "data/" + unquote(item["target"]["source"]) in files
        by = {one["type"]: one for one in item["target"]["selector"]}
        assert by["TextQuoteSelector"]["exact"] == row["quote"]
        assert by["TextPositionSelector"]["end"] - by["TextPositionSelector"]["start"] == len(row["quote"])
        assert ("FragmentSelector" in by) == (row["page"] is not None)
        if row["page"] is not None:
            page, _, region = by["FragmentSelector"]["value"].partition("&xywh=")
            assert page == f"page={row['page']}"
            x, y, width, height = map(float, region.split(","))
            assert x > 0 and y > 0 and width > 0 and height > 0


# -- one changed byte --------------------------------------------------------------------------


def test_one_byte_of_any_file_is_named(pack: bytes) -> None:
    files = unzipped(pack)
    rows = [json.loads(line) for line in files["data/findings.jsonl"].splitlines()]
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        places = {
            entry.filename: entry.header_offset + 30 + len(entry.filename) for entry in archive.infolist()
        }
    for path, content in files.items():
        for at in sorted({0, len(content) // 3, len(content) // 2, len(content) - 1}):
            there = places[path] + at
            assert pack[there] == content[at]
            found = faults(flipped(pack, there))
            # What a finding says stands in its annotation, too, which may be named with it.
            beside = {"data/annotations.jsonld"} if path == "data/findings.jsonl" else set()
            assert {path} <= {fault.file for fault in found} <= {path} | beside, (path, at, found)
            resting = [row for row in rows if path[5:] in (row["source"], row["crop"])]
            said = {(one.exhibit, one.page, one.quote) for one in found}
            assert {(row["exhibit"], row["page"], row["quote"]) for row in resting} <= said


def flipped(data: bytes, at: int) -> bytes:
    """Return the data with one byte changed."""
    return data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :]


def changes(name: str) -> list[tuple[str, Callable[[bytes], bytes]]]:
    """Return changes of a file as somebody makes them who packs the ZIP anew."""
    return [
        (name, lambda data: data + b" "),
        (name, lambda data: data[:-1]),
        (name, lambda data: flipped(data, len(data) // 2)),
        (name, lambda _: b""),
    ]


def test_a_file_changed_in_a_new_zip_is_named(pack: bytes) -> None:
    files = unzipped(pack)
    for name in files:
        for _, change in changes(name):
            found = faults(zipped({**files, name: change(files[name])}))
            assert name in {fault.file for fault in found}, (name, found)
            others = {fault.file for fault in found} - {name}
            assert others <= {"bag-info.txt", "bagit.txt", MANIFEST} if name == TAGS else not others, found


def test_bytes_around_the_files(pack: bytes) -> None:
    """Sixty places anywhere in the ZIP, and every byte of its first header and its end."""
    draw = random.Random(5)
    end = pack.rindex(b"PK\5\6")
    start = int.from_bytes(pack[end + 16 : end + 20], "little")
    places = [*range(46), *range(end, len(pack)), *(draw.randrange(start, end) for _ in range(60))]
    places += [draw.randrange(len(pack)) for _ in range(60)]
    for at in places:
        try:
            found = faults(flipped(pack, at))
        except UnreadableError:
            assert at >= start, at
            continue
        assert found, at
        assert all(fault.file for fault in found)


def test_the_exit_code_says_so(tmp_path: Path, pack: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    source = next(path for path in unzipped(pack) if path.endswith("tender.pdf"))
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        at = archive.getinfo(source).header_offset + 1_000
    for name, data, code in (
        ("whole", pack, 0), ("changed", flipped(pack, at), 1), ("cut", pack[:-30], 2), ("empty", b"", 2),
        ("no-zip", b"%PDF-1.7 and so on", 2), ("other", rezipped({"a.txt": b"a"}), 1),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        assert (name, main(["verify", str(tmp_path / name), "--no-reading"])) == (name, code)
        out = capsys.readouterr()
        if name == "changed":
            assert source in out.out
            assert "E4, page 2: “ethnicity”" in out.out
        if code == 2:
            assert "no pack" in out.err


# -- members -----------------------------------------------------------------------------------


def test_members_added_removed_renamed_doubled(pack: bytes) -> None:
    files = unzipped(pack)
    crop = "data/crops/E4.png"
    added = faults(zipped({**files, "data/sources/more.txt": b"more"}))
    assert [(one.file, one.reason) for one in added] == [("data/sources/more.txt", "is in no manifest")]
    [removed] = faults(zipped({path: data for path, data in files.items() if path != crop}))
    assert (removed.file, removed.exhibit, removed.page, removed.quote) == (crop, "E4", 2, "ethnicity")
    renamed = faults(zipped({"data/crops/e4.png" if path == crop else path: files[path] for path in files}))
    assert {(one.file, one.reason) for one in renamed} == {
        (crop, "is missing"),
        ("data/crops/e4.png", "is in no manifest"),
    }
    with pytest.warns(UserWarning, match="Duplicate"):
        out = io.BytesIO(pack)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(crop, b"another")
    [doubled] = faults(out.getvalue())
    assert (doubled.file, doubled.reason, doubled.exhibit) == (crop, "is there twice", "E4")


@pytest.mark.parametrize("name", ["../escape.txt", "/etc/escape", "a\\b.txt", "data/../../x", "data/a/../b"])
def test_names_that_leave_the_folder(pack: bytes, name: str) -> None:
    found = faults(rezipped({**unzipped(pack), name: b"x"}))
    assert [(one.file, one.reason) for one in found] == [(name, "a name that no pack has")]


def test_a_swapped_crop(pack: bytes) -> None:
    files = unzipped(pack)
    one, other = "data/crops/E4.png", "data/crops/E5.png"
    found = faults(zipped({**files, one: files[other], other: files[one]}))
    assert [(fault.file, fault.exhibit, fault.quote) for fault in found] == [
        (one, "E4", "ethnicity"),
        (other, "E5", "skin colour"),
    ]


def test_a_compressed_pack_is_none(pack: bytes) -> None:
    assert {one.reason for one in faults(rezipped(unzipped(pack), zipfile.ZIP_DEFLATED))} == {
        "is compressed or encrypted, as nothing in a pack is"
    }


def test_a_bomb_is_not_unpacked() -> None:
    bomb = rezipped({"data/findings.jsonl": b"0" * (64 << 20)}, zipfile.ZIP_DEFLATED)
    assert len(bomb) < 1 << 20
    assert "is compressed" in str(faults(bomb))
    lying = rezipped({"data/findings.jsonl": b"0" * 99})
    lying = lying.replace((99).to_bytes(4, "little"), (1 << 31).to_bytes(4, "little"))
    with pytest.raises(UnreadableError, match="more than the file is long"):
        checked(lying)


def test_a_zip_packed_anew_is_no_fault_of_a_file(pack: bytes) -> None:
    files = unzipped(pack)
    [found] = faults(rezipped(dict(reversed(files.items()))))
    assert "its content holds" in found.reason


# -- whoever makes the manifests anew ----------------------------------------------------------


def forged(pack: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a pack with a changed file, and with manifests that name it as it is now."""
    files = unzipped(pack)
    files[name] = change(files[name])
    files[MANIFEST] = manifest({path: data for path, data in files.items() if path.startswith("data/")})
    tags = ("bagit.txt", "bag-info.txt", MANIFEST)
    files[TAGS] = manifest({path: files[path] for path in tags})
    return zipped(files)


def test_a_wrong_entry_of_the_log(pack: bytes) -> None:
    found = faults(forged(pack, "data/log.jsonl", lambda data: data.replace(b"confirmed", b"rejected ", 1)))
    assert [(one.file, one.reason) for one in found] == [
        ("data/log.jsonl", "the chain of the log does not hold at entry 1")
    ]
    for cut in (
        lambda data: data.split(b"\n", 1)[1],
        lambda data: b"[]\n" + data,
        lambda data: b"{\n" + data,
    ):
        assert {one.file for one in faults(forged(pack, "data/log.jsonl", cut))} == {"data/log.jsonl"}


def test_a_changed_annotation(pack: bytes) -> None:
    found = faults(
        forged(pack, "data/annotations.jsonld", lambda data: data.replace(b"page=2", b"page=1", 1))
    )
    assert [(one.file, one.exhibit, one.page, one.quote) for one in found] == [
        ("data/annotations.jsonld", "E3", 2, "religion")
    ]


def test_a_forged_source_is_read_and_named(pack: bytes) -> None:
    source = next(path for path in unzipped(pack) if path.endswith("standard.md"))
    other = forged(pack, source, lambda data: data.replace(b"EthnCode", b"EyesCode"))
    [listed, read] = faults(other, quotes=True)
    assert (listed.file, source[5:] in listed.reason) == ("data/documents.jsonl", True)
    assert (read.file, read.exhibit, read.line, read.quote, read.found) == (
        source,
        "E2",
        7,
        "EthnCode",
        "EyesCode",
    )
    longer = forged(pack, source, lambda data: data + b"\nA line that was not there.\n")
    assert {one.file for one in faults(longer, quotes=True)} == {source, "data/documents.jsonl"}


def test_a_forged_crop(pack: bytes) -> None:
    files = unzipped(pack)
    another = files["data/crops/E3.png"]
    for crop in (another, b"no picture", files["data/crops/E4.png"][:-900]):
        [found] = faults(forged(pack, "data/crops/E4.png", lambda _, crop=crop: crop), quotes=True)
        assert (found.file, found.exhibit, found.page) == ("data/crops/E4.png", "E4", 2)
        assert found.reason == "shows something else than the page has there"
    blanked = Image.open(io.BytesIO(files["data/crops/E4.png"])).convert("RGB")
    width, height = blanked.size
    blanked.paste((255, 255, 255), (0, height // 3, width, 2 * height // 3))
    out = io.BytesIO()
    blanked.save(out, "PNG")
    [found] = faults(forged(pack, "data/crops/E4.png", lambda _: out.getvalue()), quotes=True)
    assert found.file == "data/crops/E4.png"


def test_separators_of_text_end_no_line() -> None:
    words = "one\u2028two\u2029three\x85four"
    made = Checked()
    data = "".join(json.dumps({"quote": words}, ensure_ascii=False) + "\n" for _ in range(2)).encode()
    assert rows_of(data, "data/findings.jsonl", made) == [{"quote": words}] * 2
    assert made.faults == []
    assert listed(manifest({words: b""})).keys() == {words}


def test_a_page_that_cannot_be_drawn_here_is_told(pack: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object) -> bytes:
        raise UnreadableError("tender.pdf, page 2: the page cannot be drawn: no memory")

    monkeypatch.setattr("counterspec.publish.pack.likeness.marked", unable)
    made = checked(pack, quotes=True)
    assert (made.faults, made.held, made.drawn) == ([], 6, 0)
    assert made.undrawn[0] == "data/crops/E3.png: tender.pdf, page 2: the page cannot be drawn: no memory"
    assert len(made.undrawn) == 3


def test_crops_of_another_version_are_not_drawn_again(pack: bytes) -> None:
    other = forged(
        pack, "bag-info.txt", lambda data: data.replace(b"Agent: Counterspec ", b"Agent: Counterspec 0.0.")
    )
    made = checked(other, quotes=True)
    assert (made.faults, made.held, made.drawn) == ([], 6, 0)


def test_a_source_that_is_left_out(pack: bytes) -> None:
    files = unzipped(pack)
    source = next(path for path in files if path.endswith("standard.md"))
    left = zipped({path: data for path, data in files.items() if path != source})
    assert {(one.file, one.exhibit) for one in faults(left)} == {(source, "E2")}
    assert source in {one.file for one in faults(forged(left, "data/findings.csv", lambda data: data))}


def test_a_quote_that_says_more(pack: bytes) -> None:
    said = forged(
        pack,
        "data/findings.jsonl",
        lambda data: data.replace(b'"quote": "skin colour"', b'"quote": "skin colours"'),
    )
    found = faults(said, quotes=True)
    assert {one.exhibit for one in found} == {"E5"}
    assert "data/annotations.jsonld" in {one.file for one in found}


def test_hostile_rows_are_faults(pack: bytes) -> None:
    for row in (
        b'{"source": []}',
        b'{"evidence": {"span": [9, 1]}}',
        b'{"id": {}, "page": "x"}',
        b"[" * 99_999,
    ):
        for name in ("findings.jsonl", "documents.jsonl", "annotations.jsonld", "log.jsonl"):
            assert faults(
                forged(pack, f"data/{name}", lambda data, row=row: row + b"\n" + data), quotes=False
            )


# -- signatures and time-stamps ----------------------------------------------------------------


def test_signed(case: Case, tmp_path: Path) -> None:
    key, public = keys(tmp_path)
    _, foreign = keys(tmp_path, "foreign")
    data, _ = make(case, Setup(), Wanted(), key=key)
    made = checked(data, key=public.read_bytes())
    assert (made.signature, made.faults) == ("holds", [])
    assert made.key == hashlib.sha256(public.read_bytes()).hexdigest()
    wrong = checked(data, key=foreign.read_bytes())
    assert [one.file for one in wrong.faults] == ["public-key.pem"]
    files = unzipped(data)
    for name, content in (
        ("public-key.pem", foreign.read_bytes()),
        ("public-key.pem", b"no key"),
        ("signature.ed25519", bytes(64)),
        ("signature.ed25519", b""),
    ):
        broken = checked(zipped({**files, name: content}))
        assert broken.signature == "broken"
        assert [one.file for one in broken.faults] == ["signature.ed25519"]
    for name in ("public-key.pem", "signature.ed25519"):
        part = checked(zipped({path: files[path] for path in files if path != name}))
        assert [one.file for one in part.faults] == [name]
    forgery = checked(forged(data, "data/documents.bib", lambda text: text + b"\n"))
    assert [(one.file, forgery.signature) for one in forgery.faults] == [("signature.ed25519", "broken")]


def test_an_unsigned_pack_where_a_key_is_asked_for(pack: bytes, tmp_path: Path) -> None:
    _, public = keys(tmp_path)
    assert [one.reason for one in checked(pack, key=public.read_bytes()).faults] == [
        "is missing: the pack is not signed"
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_time_stamps_put_in_later_are_no_fault(pack: bytes, method: int) -> None:
    out = io.BytesIO(pack)
    with zipfile.ZipFile(out, "a", method) as archive:
        archive.writestr("timestamps/tsa.tsr", b"a time-stamp " * 90)
    made = checked(out.getvalue())
    assert (made.faults, made.stamps) == ([], ("timestamps/tsa.tsr",))
    changed = flipped(out.getvalue(), 8)
    assert faults(changed)


@pytest.mark.skipif(shutil.which("zip") is None, reason="no program zip")
def test_the_program_zip_puts_a_time_stamp_in(pack: bytes, tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(pack)
    (tmp_path / "timestamps").mkdir()
    (tmp_path / "timestamps" / "tsa.tsr").write_bytes(b"a time-stamp " * 90)
    subprocess.run(["zip", "-q", "-r", "p.zip", "timestamps"], cwd=tmp_path, check=True)
    made = checked((tmp_path / "p.zip").read_bytes())
    assert (made.faults, made.stamps) == ([], ("timestamps/tsa.tsr",))


def test_a_stamp_that_is_a_bomb(pack: bytes) -> None:
    out = io.BytesIO(pack)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("timestamps/tsa.tsr", b"0" * (8 << 20))
    assert [one.file for one in faults(out.getvalue())] == ["timestamps/tsa.tsr"]


def test_chosen_findings_alone(case: Case) -> None:
    one = findings(case)[2]
    data, report = make(case, Setup(), Wanted(findings=(one,)))
    assert [exhibit.finding.id for exhibit in report.exhibits] == [one]
    rows = [json.loads(line) for line in unzipped(data)["data/findings.jsonl"].splitlines()]
    assert [row["id"] for row in rows] == [one]


# -- told from other archives ------------------------------------------------------------------


def is_one(data: bytes) -> bool:
    return is_pack(io.BytesIO(data))


def test_a_pack_is_known_however_it_was_made(case: Case, pack: bytes, tmp_path: Path) -> None:
    files = unzipped(pack)
    assert is_one(pack)
    assert is_one(make(case, Setup(), Wanted(), sources=False)[0])
    assert is_one(make(case, Setup(), Wanted(), key=keys(tmp_path)[0])[0])
    assert is_one(rezipped(files, zipfile.ZIP_DEFLATED))
    assert is_one(rezipped({**files, "data/report.html": b"changed", "timestamps/1.tsr": b"stamp"}))


def test_other_archives_are_no_packs(pack: bytes) -> None:
    files = unzipped(pack)
    info = files["bag-info.txt"]
    others = [
        b"", b"PK\x03\x04", pack[: len(pack) // 2], rezipped({}), rezipped({"report.html": b"", "findings.jsonl": b""}),
        rezipped(bagged({"findings.jsonl": b"", "ro-crate-metadata.json": b"{}"}, {"Source-Organization": "A"})),
        rezipped({**files, "bag-info.txt": info.replace(PROFILE.encode(), b"urn:other:1")}),
        rezipped({name: data for name, data in files.items() if name != "bagit.txt"}),
        rezipped({f"pack/{name}": data for name, data in files.items()}),
        rezipped({"pack.zip": pack}),
    ]  # fmt: skip
    assert [is_one(data) for data in others] == [False] * len(others)


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_pack_is_one_or_none(pack: bytes, method: int) -> None:
    data = rezipped(unzipped(pack), method)
    start, chance = data.rindex(b"PK\x05\x06") - 3_000, random.Random(5)
    at = data.index(b"bag-info.txt")
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(3):
            broken[chance.randrange(start, len(data))] = chance.randrange(256)
            broken[chance.randrange(at - 30, at + 300)] = chance.randrange(256)
        assert is_one(bytes(broken)) in (True, False)


# -- the first file that somebody reads ----------------------------------------------------------


@pytest.mark.parametrize("shared", [True, False])
def test_it_says_what_lies_in_it(case: Case, shared: bool) -> None:
    files = unzipped(make(case, Setup(), Wanted(), sources=shared)[0])
    text = files["data/README.txt"].decode()
    assert "6 exhibits" in text and "counterspec verify pack.zip" in text
    inside = {path.removeprefix("data/").partition("/")[0] for path in files if path.startswith("data/")}
    named = {name for name in inside if re.search(rf"^{re.escape(name)}\b", text, re.MULTILINE)}
    assert named == inside - {"README.txt"}
    assert ("only the documents that its exhibits" in text) == shared
    assert ("holds no documents, only their digests" in text) == (not shared)
    assert max(map(len, text.splitlines())) < 120


def test_the_check_without_counterspec_that_it_tells_works(tmp_path: Path, pack: bytes) -> None:
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("no sha256sum here")
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        archive.extractall(tmp_path)
        text = archive.read("data/README.txt").decode()
    lines = [line.split() for line in text.splitlines() if line.startswith("    sha256sum")]
    assert len(lines) == 2

    def held() -> bool:
        return not any(
            subprocess.run([tool, *line[1:]], cwd=tmp_path, check=False).returncode for line in lines
        )

    assert held()
    (tmp_path / "data" / "findings.csv").write_text("other", "utf-8")
    assert not held()


def test_quotes_that_were_not_read_again_are_not_said_to_stand(
    case: Case, pack: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.zip").write_bytes(pack)
    (tmp_path / "bare.zip").write_bytes(make(case, Setup(), Wanted(), sources=False)[0])
    for words in (["p.zip", "--no-reading"], ["bare.zip"]):
        assert main(["verify", str(tmp_path / words[0]), *words[1:]]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "Nothing was changed since it was made."
