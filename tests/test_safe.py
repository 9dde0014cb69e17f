"""Hostile and odd input: every encoding, archives that lie, folders that loop."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterspec.errors import LimitError
from counterspec.model import Problem
from counterspec.safe import _zip, limits, walk
from counterspec.safe._members import Budget
from counterspec.safe.archives import Member, archive_kind, members
from counterspec.safe.names import printable
from counterspec.safe.text import decode, head_text, looks_binary
from tests.document_building import tarred, zipped

# -- encodings ---------------------------------------------------------------------------------

SAMPLES = {
    "-- 人员基本信息表：民族、性别、籍贯\nmz char(2)": [
        "gb18030",
        "gb2312",
        "utf-16-le",
        "utf-16-be",
        "utf-32-le",
    ],
    "# 民族代码": ["gb18030"],
    "-- 人員基本資料表：族群、性別、宗教\nzq char(2)": ["big5", "gb18030", "utf-16-be"],
    "// 性別と国籍と宗教を登録する項目": ["cp932", "euc_jp", "iso2022_jp"],
    "// 개인 정보의 민족과 종교 항목": ["cp949", "utf-16-le"],
    "Национальность гражданина и его вероисповедание": ["cp1251", "koi8-r", "iso8859-5", "cp866"],
    "-- пол\n-- раса\n-- имя": ["cp1251", "koi8-r", "cp866"],
    "Громадянство та етнічна належність особи, її віра": ["cp1251", "koi8-u"],
    "Origine ethnique déclarée ; à préciser là où c'est nécessaire": ["cp1252", "iso8859-15"],
    "Größe, Straße und Religionszugehörigkeit": ["cp1252"],
    "¿Cuál es la religión? El tamaño de la población": ["cp1252"],
    "raça/cor, religião, deficiência": ["cp1252"],
    "Kişinin etnik kökeni, dini ve uyruğu; ırk bilgisi": ["cp1254"],
    "Narodowość i wyznanie osoby; płeć, język ojczysty": ["cp1250", "iso8859-2"],
    "Národnost a náboženství; příslušník menšiny; žádný": ["cp1250", "iso8859-2"],
    "tautība un reliģija, mātes valoda; dzimšanas gads": ["cp1257"],
    "Θρησκεία και εθνικότητα του προσώπου": ["cp1253"],
    "דת ולאום של האדם": ["cp1255"],
    "الديانة والقومية للشخص المسجل": ["cp1256"],
    "ศาสนาและเชื้อชาติของบุคคล": ["cp874"],
    "Smith\u2019s \u201cquoted\u201d text \u2013 ok": ["cp1252"],
}


@pytest.mark.parametrize(
    ("text", "encoding"), [(text, name) for text, names in SAMPLES.items() for name in names]
)
def test_every_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "sample").text == text


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_are_no_part_of_the_text(text: str, encoding: str) -> None:
    read = decode(text.encode(encoding), "sample")
    assert (read.text, read.problems) == (text, ())


@pytest.mark.parametrize("text", SAMPLES)
def test_text_is_not_taken_for_binary(text: str) -> None:
    for encoding in ["utf-8", "utf-16", *SAMPLES[text]]:
        assert not looks_binary(text.encode(encoding))


@given(st.text())
def test_utf8_comes_back_as_it_was(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    read = decode(data, "sample")
    assert isinstance(read.text, str)
    if data.isascii() and b"\0" not in data and b"\x1b" not in data:
        assert read.text == data.decode()


@given(
    st.text(
        alphabet=st.characters(min_codepoint=1, exclude_categories=["Cs"], exclude_characters="\ufeff\x1b")
    )
)
def test_utf8_without_nul_comes_back(text: str) -> None:
    assert decode(text.encode(), "sample").text == text


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_decode(data: bytes) -> None:
    assert isinstance(decode(data, "sample").text, str)
    looks_binary(data)
    head_text(data)


DECLARED = {
    "xml": ('<?xml version="1.0" encoding="{}"?><a>', "</a>"),
    "html": ('<html><head><meta charset="{}"></head><p>', "</p>"),
    "meta": ('<meta http-equiv="Content-Type" content="text/html; charset={}"><p>', ""),
    "python": ("#!/usr/bin/python\n# -*- coding: {} -*-\n# ", "\n"),
    "css": ('@charset "{}";\n/* ', " */"),
    "vim": ("// ", "\n// vim: set ts=4 fileencoding={} :\n"),
}


@pytest.mark.parametrize("place", DECLARED)
@pytest.mark.parametrize(("label", "encoding"), [("koi8-r", "koi8-r"), ("windows-1251", "cp1251")])
def test_declared_encodings_are_believed(place: str, label: str, encoding: str) -> None:
    before, after = (part.replace("{}", label) for part in DECLARED[place])
    text = f"{before}раса{after}"
    read = decode(text.encode(encoding), "sample")
    assert (read.text, read.problems) == (text, ())


@pytest.mark.parametrize(
    ("label", "actual", "words"),
    [("gb2312", "gb18030", "朱镕民族"), ("iso-8859-1", "utf-8", "民族"),
     ("utf-8", "gb18030", "登记人员的民族和籍贯"),
     ("windows-1252", "gb18030", "登记人员的民族和籍贯"), ("utf-16", "utf-8", "民族")],
)  # fmt: skip
def test_wrong_labels_are_corrected_and_told(label: str, actual: str, words: str) -> None:
    text = f'<?xml version="1.0" encoding="{label}"?><a>{words}</a>'
    read = decode(text.encode(actual), "a.xml")
    assert read.text == text
    assert [(p.code, p.lost) for p in read.problems] == [("encoding-label", False)]


def test_gb2312_that_is_gb2312_is_no_problem() -> None:
    text = '<meta charset="gb2312"><p>人员民族</p>'
    assert decode(text.encode("gb2312"), "a.html").problems == ()


def test_broken_bytes_are_replaced_and_located() -> None:
    data = "民族代码表，登记信息\n".encode() * 3 + b"ab\xff\n"
    read = decode(data, "a.txt")
    assert read.text.endswith("ab\ufffd\n")
    assert [(p.code, p.line, p.lost) for p in read.problems] == [("undecodable", 4, False)]


def test_nul_characters_are_kept_and_told() -> None:
    read = decode(b"first\nra\0ce", "a.txt")
    assert read.text == "first\nra\0ce"
    assert [(p.code, p.line) for p in read.problems] == [("nul-bytes", 2)]


def test_texts_beyond_the_limit_are_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT_BYTES", 10)
    with pytest.raises(LimitError):
        decode(b"x" * 11, "a.txt")


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 text", b"PK\x03\x04rest", b"\x89PNG\r\n", bytes(range(256)) * 8, bytes(100)],
    ids=range(5),
)
def test_binaries_are_known(data: bytes) -> None:
    assert looks_binary(data)
    assert head_text(data) is None


def test_the_head_ends_with_a_line() -> None:
    data = ("民族\n" * 20_000).encode()
    head = head_text(data)
    assert head is not None
    assert head.endswith("民族\n")
    assert "\ufffd" not in head


# -- archives ----------------------------------------------------------------------------------


def read_archive(path: str, data: bytes) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the members by path and the problems' codes by file."""
    items = list(members(path, data))
    found = {item.path: item.data for item in items if isinstance(item, Member)}
    return found, {item.file: item.code for item in items if isinstance(item, Problem)}


def test_members_come_in_order_with_their_paths() -> None:
    found, problems = read_archive("a.zip", zipped([("x/b.sql", b"1"), ("x/a.sql", b"2")]))
    assert (found, problems) == ({"a.zip/x/b.sql": b"1", "a.zip/x/a.sql": b"2"}, {})


@pytest.mark.parametrize(
    ("suffix", "mode"),
    [("tar", "w"), ("tar.gz", "w:gz"), ("tgz", "w:gz"), ("tar.bz2", "w:bz2"), ("tar.xz", "w:xz")],
)
def test_tar_archives(suffix: str, mode: str) -> None:
    found, problems = read_archive(f"a.{suffix}", tarred([("d/民族.txt", b"x"), ("b", b"y")], mode))
    assert (found, problems) == ({f"a.{suffix}/d/民族.txt": b"x", f"a.{suffix}/b": b"y"}, {})


def test_single_packed_files_lose_their_suffix() -> None:
    assert read_archive("d/dump.sql.gz", gzip.compress(b"select"))[0] == {"d/dump.sql.gz/dump.sql": b"select"}


def test_archives_in_archives_are_opened_to_a_depth() -> None:
    data = zipped([("deep.txt", b"x")])
    for _ in range(limits.MAX_ARCHIVE_NESTING - 1):
        data = zipped([("n.zip", data)])
    assert list(read_archive("a.zip", data)[0].values()) == [b"x"]
    found, problems = read_archive("a.zip", zipped([("n.zip", data), ("beside.txt", b"y")]))
    assert found == {"a.zip/beside.txt": b"y"}
    assert list(problems.values()) == ["archive-nesting"]


def test_bombs_are_cut_before_they_unpack() -> None:
    bomb = b"\0" * (40 * 1024 * 1024)
    assert read_archive("a.zip", zipped([("b", bomb), ("c", b"x")])) == (
        {"a.zip/c": b"x"},
        {"a.zip/b": "archive-bomb"},
    )
    assert read_archive("b.gz", gzip.compress(bomb)) == ({}, {"b.gz/b": "archive-bomb"})
    assert read_archive("t.tgz", tarred([("first", b"x"), ("b", bomb)])) == (
        {"t.tgz/first": b"x"},
        {"t.tgz": "archive-bomb"},
    )


def test_totals_and_counts_are_bounded() -> None:
    data = zipped([(str(number), b"x") for number in range(5)])
    items = list(_zip.members("a.zip", data, Budget(files=2)))
    assert [type(item).__name__ for item in items] == ["Member", "Member", "Problem"]
    items = list(_zip.members("a.zip", data, Budget(size=2)))
    assert [item.code for item in items if isinstance(item, Problem)] == ["archive-size"]


@pytest.mark.parametrize("name", ["../up.txt", "/etc/x", "C:\\x.txt", "a/../../b", "..\\w.txt"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    found, problems = read_archive("a.zip", zipped([(name, b"x"), ("in.txt", b"y")]))
    assert found == {"a.zip/in.txt": b"y"}
    assert list(problems.values()) == ["path-escape"]
    assert list(read_archive("a.tgz", tarred([(name, b"x")]))[1].values()) == ["path-escape"]


def test_links_and_devices_are_named_and_not_followed() -> None:
    info = zipfile.ZipInfo("link")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert read_archive("a.zip", out.getvalue()) == ({}, {"a.zip/link": "special-file"})


def test_damaged_archives_say_so() -> None:
    whole = zipped([("a.txt", os.urandom(4000))])
    assert read_archive("a.zip", whole[:2000])[1] == {"a.zip": "truncated"}
    stored = bytearray(tarred([("a.txt", b"q" * 600), ("b.txt", b"r" * 600)], "w"))
    assert read_archive("a.tar", bytes(stored[:1600])) == (
        {"a.tar/a.txt": b"q" * 600},
        {"a.tar": "truncated"},
    )
    packed = gzip.compress(os.urandom(100_000))
    found, problems = read_archive("d.gz", packed[:60_000])
    assert problems == {"d.gz/d": "truncated"}
    assert len(found["d.gz/d"]) > 30_000
    assert read_archive("e.zip", b"")[1] == {"e.zip": "damaged"}
    assert read_archive("e.tar", b"junk" * 300)[1] == {"e.tar": "truncated"}


def test_a_wrong_checksum_loses_that_member_alone() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", b"hello world")
        archive.writestr("b.txt", b"other")
    data = out.getvalue().replace(b"hello world", b"hello_world", 1)
    assert read_archive("a.zip", data) == ({"a.zip/b.txt": b"other"}, {"a.zip/a.txt": "bad-checksum"})


def test_encrypted_members_are_named() -> None:
    data = bytearray(zipped([("a.txt", b"x")]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    assert read_archive("a.zip", bytes(data)) == ({}, {"a.zip/a.txt": "encrypted"})


def test_names_of_no_stated_encoding_are_read() -> None:
    name = "民族代码表.txt".encode("gbk")
    data = zipped([("x" * len(name), b"1")]).replace(b"x" * len(name), name)
    found, problems = read_archive("a.zip", data)
    assert found == {"a.zip/民族代码表.txt": b"1"}
    assert problems == {"a.zip": "name-encoding"}


def test_equal_names_stay_apart() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped([("a", b"1"), ("a", b"2")])
    assert read_archive("z.zip", data)[0] == {"z.zip/a": b"1", "z.zip/a#2": b"2"}


def test_what_is_an_archive() -> None:
    assert archive_kind("a.jar", b"PK\x03\x04") == "zip"
    assert archive_kind("a.docx", b"PK\x03\x04") is None
    assert archive_kind("a.svgz", b"\x1f\x8b") is None
    assert archive_kind("unnamed", b"PK\x03\x04") == "zip"
    assert read_archive("a.7z", b"7z\xbc\xaf\x27\x1c")[1] == {"a.7z": "unsupported-archive"}


# -- folders -----------------------------------------------------------------------------------


def make(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def walked(root: Path, options: walk.Options | None = None) -> tuple[list[str], dict[str, str]]:
    """Return the files found and, by path below the root, why the others were not."""
    items = list(walk.walk([root], options))
    found = [item.rel for item in items if isinstance(item, walk.Found)]
    left = {
        os.path.relpath(item.file if isinstance(item, Problem) else item.path, root):
        item.code if isinstance(item, Problem) else item.reason
        for item in items if not isinstance(item, walk.Found)
    }  # fmt: skip
    return found, left


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    make(tmp_path, {"b.txt": "", "a/z.txt": "", "a/B.txt": "", "a.txt": "", "é.txt": ""})
    assert walked(tmp_path)[0] == ["a/B.txt", "a/z.txt", "a.txt", "b.txt", "é.txt"]


def test_ignore_files_nest_as_git_nests_them(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            ".git/info/exclude": "secret.txt\n", ".gitignore": "*.log\nbuild/\n!keep.log\n/only.txt\n",
            ".counterspecignore": "gen/\n", "a.log": "", "keep.log": "", "build/x.py": "", "only.txt": "",
            "secret.txt": "", "gen/a.py": "", "sub/only.txt": "", "sub/.gitignore": "!a.log\n*.tmp\n",
            "sub/a.log": "", "sub/b.tmp": "",
        },
    )  # fmt: skip
    found, left = walked(tmp_path)
    assert found == [
        ".counterspecignore",
        ".gitignore",
        "keep.log",
        "sub/.gitignore",
        "sub/a.log",
        "sub/only.txt",
    ]
    assert left[".git"] == "version control"
    assert {left[name] for name in ("a.log", "build", "gen", "only.txt", "secret.txt", "sub/b.tmp")} == {
        "ignored by rule"
    }
    assert walked(tmp_path / "sub")[0] == [".gitignore", "a.log", "only.txt"]
    everything = walked(tmp_path, walk.Options(ignore_files=False, usual_skips=False))[0]
    assert "build/x.py" in everything
    assert ".git/info/exclude" in everything
    assert walked(tmp_path, walk.Options(exclude=("sub/",)))[0] == [
        ".counterspecignore",
        ".gitignore",
        "keep.log",
    ]


def test_costly_patterns_are_not_used(tmp_path: Path) -> None:
    make(tmp_path, {".gitignore": "*a*a*a*a*a*b\n*.tmp\n", "a" * 200: "", "x.tmp": ""})
    found, left = walked(tmp_path)
    assert found == [".gitignore", "a" * 200]
    assert left == {".gitignore": "ignore-file", "x.tmp": "ignored by rule"}


def test_what_is_seldom_a_document_is_skipped(tmp_path: Path) -> None:
    make(
        tmp_path,
        {"node_modules/x/i.js": "", "v/pyvenv.cfg": "", "v/x.py": "", "p.png": "", "m.pyc": "", "s.py": ""},
    )
    found, left = walked(tmp_path)
    assert found == ["s.py"]
    assert set(left) == {"node_modules", "v", "p.png", "m.pyc"}


def test_links_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    make(root, {"a/f.txt": "x"})
    make(tmp_path, {"outside.txt": "y"})
    (root / "loop").symlink_to("loop")
    (root / "up").symlink_to(tmp_path)
    (root / "out").symlink_to(tmp_path / "outside.txt")
    (root / "in").symlink_to("a")
    (root / "gone").symlink_to("nothing")
    found, left = walked(root)
    assert found == ["a/f.txt"]
    assert {name: left[name] for name in ("loop", "up", "out", "gone")} == dict.fromkeys(
        ("loop", "up", "out", "gone"), "symlink"
    )
    assert left["in"] == "link to a place read by itself"


def test_pipes_are_named_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert walked(tmp_path) == ([], {"pipe": "special-file"})


def test_deep_folders_are_cut(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(limits.MAX_DEPTH + 2):
        path = path / "d"
    path.mkdir(parents=True)
    (path / "f.txt").write_text("x")
    found, left = walked(tmp_path)
    assert found == []
    assert list(left.values()) == ["too-deep"]


def test_names_of_any_bytes_are_shown(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/na\xffme.txt")).write_text("x")
    (tmp_path / "esc\x1b[31m.txt").write_text("y")
    found = [item for item in walk.walk([tmp_path]) if isinstance(item, walk.Found)]
    assert [item.rel for item in found] == ["esc\\x1b[31m.txt", "na\\xffme.txt"]
    assert [walk.read(item) for item in found] == [b"y", b"x"]
    assert printable("a\u202eb\n") == "a\\u202eb\\x0a"


def test_missing_large_and_double_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, {"a.txt": "12345", "b.txt": "123456"})
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 5)
    items = list(walk.walk([tmp_path, tmp_path / "a.txt", tmp_path / "none"]))
    assert [type(item).__name__ for item in items] == ["Found", "Problem", "Skipped", "Problem"]
    assert [item.code for item in items if isinstance(item, Problem)] == ["too-large", "not-found"]
    first = items[0]
    assert isinstance(first, walk.Found)
    (tmp_path / "a.txt").write_text("grown since")
    grown = walk.read(first)
    assert isinstance(grown, Problem)
    assert grown.code == "too-large"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_unreadable_folders_are_named(tmp_path: Path) -> None:
    make(tmp_path, {"shut/a.txt": ""})
    (tmp_path / "shut").chmod(0)
    assert walked(tmp_path) == ([], {"shut": "unreadable"})
    (tmp_path / "shut").chmod(0o700)


@pytest.mark.parametrize(("room", "left"), [(1 << 30, 1 << 30), (3 << 30, 2 << 30)])
def test_room_is_made_within_what_a_process_may_have(room: int, left: int) -> None:
    """A process of its own has 2 GiB of address space, and may have 4."""
    pytest.importorskip("resource")
    code = (
        "import resource; from counterspec.safe.room import widen; "
        f"resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 4 << 30)); widen({room}); "
        "print(*resource.getrlimit(resource.RLIMIT_AS))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert [int(word) for word in said.split()] == [(2 << 30) + left, 4 << 30]
