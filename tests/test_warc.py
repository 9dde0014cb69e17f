"""Web archives: documents with their captures, records that are none, and what is damaged or hostile."""

import gzip
import io
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from counterspec.casework.add import Adding
from counterspec.model import Problem
from counterspec.pipeline import Setup
from counterspec.safe import limits
from counterspec.safe.archives import Member, archive_kind, members
from counterspec.scan import Scan
from counterspec.store import Case
from counterspec.store.documents import cards, origins_of

# The reference library leaves its temporary files to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PAGE = "<html><title>XX/T 9400.3</title><p>The system shall record the ethnicity of persons.</p></html>"
DATE = "2031-02-14T09:30:00Z"


def archive(*records: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    """Return a WARC file by the reference library; a record is (type, address, HTTP head, content)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for kind, address, head, content in records:
        lines = head.split("\n")
        http = StatusAndHeaders(
            lines[0], [tuple(line.split(": ", 1)) for line in lines[1:]], protocol="HTTP/1.1"
        )
        writer.write_record(
            writer.create_warc_record(
                address, kind, payload=io.BytesIO(content), http_headers=http if head else None,
                warc_headers_dict={"WARC-Date": DATE},
            )
        )  # fmt: skip
    return out.getvalue()


def taken(data: bytes, name: str = "crawl.warc.gz") -> tuple[list[Member], list[Problem]]:
    items = list(members(name, data))
    return [i for i in items if isinstance(i, Member)], [i for i in items if isinstance(i, Problem)]


HTML = "200 OK\nContent-Type: text/html; charset=utf-8"


@pytest.mark.parametrize("packed", [True, False])
def test_answers_and_resources_are_documents_with_their_capture(packed: bool) -> None:
    data = archive(
        ("request", "https://a.invalid/std/", "GET / HTTP/1.1\nHost: a.invalid", b""),
        ("response", "https://a.invalid/std/", HTML, PAGE.encode()),
        ("response", "https://a.invalid/get.aspx?id=3", HTML, b"<p>three</p>"),
        ("response", "https://a.invalid/f/table.csv", "200 OK\nContent-Type: text/csv", b"a,b\n1,2\n"),
        ("response", "https://a.invalid/gone", "404 Not Found\nContent-Type: text/html", b"<p>gone</p>"),
        ("response", "https://a.invalid/logo.png", "200 OK\nContent-Type: image/png", b"\x89PNG"),
        ("resource", "https://a.invalid/x.txt", "", b"plain"),
        ("revisit", "https://a.invalid/std/", HTML, b""),
        ("resource", "urn:pageinfo:https://a.invalid/", "", b"{}"),
        packed=packed,
    )
    found, problems = taken(data, "crawl.warc" if not packed else "crawl.warc.gz")
    prefix = "crawl.warc.gz/" if packed else "crawl.warc/"
    assert [one.path.removeprefix(prefix) for one in found] == [
        "a.invalid/std/index.html", "a.invalid/get.aspx?id=3.html", "a.invalid/f/table.csv", "a.invalid/x.txt",
    ]  # fmt: skip
    assert found[0].data == PAGE.encode()
    capture = found[0].capture
    assert capture is not None
    assert (capture.url, capture.fetched_at) == ("https://a.invalid/std/", DATE)
    facts = dict(capture.facts)
    assert facts["status"] == "200 OK"
    assert facts["media_type"] == "text/html"
    assert facts["record"].startswith("<urn:uuid:")
    assert facts["payload_digest"].startswith("sha1:")
    [note] = problems
    assert (note.code, note.lost) == ("records-left-out", False)
    for words in (
        "1 answered with 404",
        "1 that repeat an earlier capture",
        "1 fonts, styles",
        "1 of other addr",
    ):
        assert words in note.reason


def test_contents_are_unpacked_as_the_server_meant_them() -> None:
    plain = PAGE.encode() * 50
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (plain[:7], plain[7:900], plain[900:]))
    deflated = zlib.compressobj(wbits=-15)
    bare = deflated.compress(plain) + deflated.flush()
    heads = {
        "gzip": ("Content-Encoding: gzip", gzip.compress(plain)),
        "deflate": ("Content-Encoding: deflate", zlib.compress(plain)),
        "bare": ("Content-Encoding: deflate", bare),
        "chunked": ("Transfer-Encoding: chunked", chunked + b"0\r\n\r\n"),
        "unpacked-already": ("Content-Encoding: gzip", plain),
        "unchunked-already": ("Transfer-Encoding: chunked", plain),
        "brotli-unpacked-already": ("Content-Encoding: br", plain),
    }
    for name, (head, content) in heads.items():
        [one], problems = taken(
            archive(("response", f"https://a.invalid/{name}", f"{HTML}\n{head}", content))
        )
        assert one.data == plain, name
        assert problems == []
    _, [problem] = taken(
        archive(("response", "https://a.invalid/b", f"{HTML}\nContent-Encoding: br", b"\x0b\x02\x80"))
    )
    assert (problem.code, problem.lost) == ("encoding", True)


def test_the_same_address_twice_and_an_archive_inside() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as out:
        out.writestr("table.sql", "CREATE TABLE t (race VARCHAR(2));")
    zipped = "200 OK\nContent-Type: application/zip"
    data = archive(
        ("response", "https://a.invalid/get?file=9", zipped, inner.getvalue()),
        ("response", "https://a.invalid/p.html", HTML, b"<p>first</p>"),
        ("response", "https://a.invalid/p.html", HTML, b"<p>second</p>"),
    )
    found, _ = taken(data)
    assert [one.path.removeprefix("crawl.warc.gz/a.invalid/") for one in found] == [
        "get?file=9.zip/table.sql", "p.html", "p.html#2",
    ]  # fmt: skip
    assert {one.capture.url for one in found if one.capture} == {
        "https://a.invalid/get?file=9", "https://a.invalid/p.html",
    }  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
def test_reading_goes_on_behind_damage(packed: bool) -> None:
    good = [("response", f"https://a.invalid/{n}.html", HTML, f"<p>{n}</p>".encode() * 40) for n in range(3)]
    parts = [archive(one, packed=packed) for one in good]
    broken = bytearray(parts[1])
    broken[len(broken) // 3 : len(broken) // 3 + 40] = b"\xff" * 40
    if not packed:
        broken = bytearray(parts[1].replace(b"Content-Length", b"Content-Lxngth"))
    found, problems = taken(parts[0] + bytes(broken) + parts[2])
    names = [one.path.rpartition("/")[2] for one in found]
    assert (names[0], names[-1]) == ("0.html", "2.html")
    assert any(p.code == "damaged" and p.lost for p in problems)


def test_a_file_that_is_cut_short_keeps_what_came_before() -> None:
    data = archive(*[("response", f"https://a.invalid/{n}.html", HTML, PAGE.encode()) for n in range(3)])
    found, problems = taken(data[: len(data) - 60])
    assert len(found) == 2
    assert [problem.code for problem in problems] == ["damaged"]
    _, [nothing] = taken(b"no archive at all", "x.warc")
    assert nothing.code == "damaged"


def test_bombs_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = b"\0" * (64 * 1024 * 1024)
    packed_inside = archive(
        ("response", "https://a.invalid/bomb.html", f"{HTML}\nContent-Encoding: gzip", gzip.compress(zeros))
    )
    found, problems = taken(packed_inside)
    assert (found, [problem.code for problem in problems]) == ([], ["archive-bomb"])
    found, problems = taken(archive(("response", "https://a.invalid/bomb.html", HTML, zeros)))
    assert (found, [problem.code for problem in problems]) == ([], ["archive-bomb"])
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1000)
    many = archive(("response", "https://a.invalid/long.html", HTML, bytes(range(256)) * 10))
    found, problems = taken(many)
    assert (found, [problem.code for problem in problems]) == ([], ["too-large"])


def test_addresses_cannot_lead_out_of_the_archive() -> None:
    hostile = (
        "https://a.invalid/../../etc/passwd",
        "https://a.invalid/%2e%2e/%2e%2e/x",
        "file:///../../x",
        "https://[x/y",
    )
    found, _ = taken(archive(*[("resource", one, "", b"plain text") for one in hostile]))
    assert len(found) == len(hostile)
    for one in found:
        assert ".." not in one.path.split("/")


@given(st.binary(max_size=400), st.integers(0, 600))
def test_no_bytes_raise(noise: bytes, at: int) -> None:
    data = archive(("response", "https://a.invalid/a.html", HTML, PAGE.encode()), packed=bool(at % 2))
    list(members("a.warc", data[:at] + noise + data[at:]))
    list(members("a.warc", b"WARC/1.0\r\n" + noise))


def test_wacz_and_scan_and_case(tmp_path: Path) -> None:
    inside = archive(("response", "https://a.invalid/std.html", HTML, PAGE.encode()))
    place = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(place, "w") as out:
        out.writestr("archive/data.warc.gz", inside)
        out.writestr("pages/pages.jsonl", "{}")
    assert archive_kind(place.name, b"") == "wacz"
    setup = Setup()
    [result] = Scan([place], setup, jobs=1)
    assert result.rel == "crawl.wacz/a.invalid/std.html"
    assert result.findings
    case = Case.new(tmp_path / "case")
    [card] = list(Adding(case, [place], setup))
    with case.reading() as connection:
        [origin] = origins_of(connection, card.sha256)
        assert list(cards(connection)) == [card]
        assert connection.execute(text("SELECT count(*) FROM problems")).scalar() == 0
    assert (origin.url, origin.fetched_at) == ("https://a.invalid/std.html", DATE)
    assert dict(origin.capture)["status"] == "200 OK"
    assert origin.container is not None
