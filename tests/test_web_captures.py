"""What a list says of files that came with it: nothing of it names another file, none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from hypothesis import given
from hypothesis import strategies as st

from counterspec.casework.lists import Given
from counterspec.casework.steps import Said
from counterspec.web.captures import matched

PARTS = st.sampled_from(["a", "b", "x.pdf", "..", ".", ""])
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
FILES = st.lists(
    st.lists(st.sampled_from("abxy"), min_size=1, max_size=3).map(lambda p: Path(*p)), unique=True
)


@pytest.mark.parametrize(
    ("line", "files", "meant"),
    [
        ("x.pdf", ["x.pdf"], "x.pdf"),
        ("/elsewhere/found/a/x.pdf", ["found/a/x.pdf", "found/b/x.pdf"], "found/a/x.pdf"),
        ("a/x.pdf", ["found/a/x.pdf", "found/b/x.pdf"], "found/a/x.pdf"),
        ("x.pdf", ["a/x.pdf", "b/x.pdf"], None),
        ("..\\..\\a\\x.pdf", ["a/x.pdf"], "a/x.pdf"),
        ("y.pdf", ["x.pdf"], None),
        ("/", ["x.pdf"], None),
    ],
)
def test_a_line_means_the_file_whose_path_ends_most_like_its_own(
    line: str, files: list[str], meant: str | None
) -> None:
    said = Said("https://gates.example/x")
    found = matched([Given(line, said)], [Path(file) for file in files], Said())
    assert [file.as_posix() for file, told in found.said if told == said] == ([meant] if meant else [])
    assert found.missing == (() if meant else (line,))


@given(st.lists(PATHS), FILES)
def test_every_file_is_added_and_every_line_accounted_for(lines: list[str], files: list[Path]) -> None:
    found = matched([Given(line) for line in lines], files, Said(None, "2031-02-14"))
    assert {file for file, _ in found.said} == set(files)
    assert found.unlisted == sum(said == Said(None, "2031-02-14") for _, said in found.said)
    assert len(found.said) == len(lines) - len(found.missing) + found.unlisted
