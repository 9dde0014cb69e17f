"""The same bytes give the same findings, whose quotes stand where they say and whose names last."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from pathlib import Path

import pytest

from counterspec.findings.evidence import verify
from counterspec.model import Finding, Source
from counterspec.pipeline import STAGES, Setup, Work, run
from tests.conftest import EXAMPLES

FILES = sorted(
    path
    for path in EXAMPLES.rglob("*")
    if path.is_file() and path.suffix not in (".md", ".toml", ".pdf", ".docx")
)
# Formats whose line ends are the file's own, and not part of what its grammar counts.
LINE_BASED = [path for path in FILES if b"\r" not in path.read_bytes()]


@pytest.fixture(scope="module")
def setup() -> Setup:
    return Setup()


def work(data: bytes, path: Path, setup: Setup) -> Work:
    return run(Source(str(path), data, hashlib.sha256(data).hexdigest(), path.name), setup)


def places(findings: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    return [(f.evidence.line, f.evidence.quote, f.concept, f.act, f.grade) for f in findings]


def test_again_and_with_a_fresh_vocabulary(setup: Setup) -> None:
    first = [work(path.read_bytes(), path, setup).findings for path in FILES]
    again = [work(path.read_bytes(), path, setup).findings for path in reversed(FILES)]
    other = Setup()
    assert first == again[::-1] == [work(path.read_bytes(), path, other).findings for path in FILES]
    assert any(first)


@pytest.mark.parametrize("path", LINE_BASED, ids=lambda path: path.name)
def test_line_ends_change_nothing(path: Path, setup: Setup) -> None:
    data = path.read_bytes()
    unix = work(data, path, setup).findings
    assert places(work(data.replace(b"\n", b"\r\n"), path, setup).findings) == places(unix)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_evidence_verifies(path: Path, setup: Setup) -> None:
    done = work(path.read_bytes(), path, setup)
    for finding in done.findings:
        assert done.document is not None
        verify(done.document, finding.evidence)


def test_ids_are_unique(setup: Setup) -> None:
    ids = [f.id for path in FILES for f in work(path.read_bytes(), path, setup).findings]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.suffix in (".sql", ".py", ".java", ".proto")], ids=str
)
def test_ids_last_when_lines_are_put_above(path: Path, setup: Setup) -> None:
    data = path.read_bytes()
    above = {".sql": b"-- moved\n\n", ".py": b"# moved\n\n"}.get(path.suffix, b"// moved\n\n")
    before, after = work(data, path, setup).findings, work(above + data, path, setup).findings
    assert [f.id for f in before] == [f.id for f in after]
    assert [(f.evidence.line or 0) + 2 for f in before] == [f.evidence.line for f in after]


def test_stages_read_only_what_was_written_before() -> None:
    known = {field.name for field in fields(Work)}
    written = {"source"}
    for stage in STAGES:
        assert set(stage.reads) <= written, stage.name
        assert set(stage.writes) <= known, stage.name
        written |= set(stage.writes)
    assert written == known


def test_stages_write_only_what_they_declare(setup: Setup) -> None:
    for path in FILES:
        data = path.read_bytes()
        now = Work(Source(str(path), data, hashlib.sha256(data).hexdigest(), path.name))
        for stage in STAGES:
            after = stage.run(now, setup)
            changed = {f.name for f in fields(Work) if getattr(after, f.name) is not getattr(now, f.name)}
            assert changed <= set(stage.writes), (stage.name, path)
            now = after
