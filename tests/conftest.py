"""What the tests share: the project's folders, a run of the command line, a small case."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from counterspec.casework.linking import link
from counterspec.pipeline import Setup
from tests.case_of_files import built, sources

# The same examples on every run, and no clock: other work on the machine must not fail a test.
settings.register_profile("tests", deadline=None, derandomize=True, database=None)
settings.load_profile("tests")

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the compiled vocabulary and the recognised text of test runs out of the user's cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp().parent / "counterspec-test-cache"))
        yield


LONG = {"adding", "counterspec", "example", "program", "read_into", "seated", "serving", "small_case"}
"""Helpers that start programs and browsers, or take in many documents."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow the tests of files that use one of `LONG`, and those that run the command line."""
    for item in items:
        if isinstance(item, pytest.Function) and (
            LONG & vars(item.module).keys() or "run" in item.fixturenames
        ):
            item.add_marker("slow")


Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]

PATIENCE = 1_800
"""Seconds after which a program hangs: no measure of speed, whatever else the machine does."""


def program(*arguments: object, cwd: Path = ROOT) -> Done:
    """Run `counterspec` as a program and return what it printed."""
    return subprocess.run(
        [sys.executable, "-m", "counterspec", *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip


@pytest.fixture
def run() -> Run:
    """Run `counterspec` as a program, in a cache folder of the tests."""
    return program


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return Chromium with a profile of its own, one for the tests of a file."""
    from tests.web_serving import chromium

    with chromium() as one:
        yield one


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that `make` filled, once for all tests of a run, whichever worker asks first."""
    shared = factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / name).exists():
            part = Path(tempfile.mkdtemp(dir=shared))
            make(part)
            part.rename(shared / name)
    return shared / name


@pytest.fixture(scope="session")
def setup() -> Setup:
    """Return the vocabulary and every entry, compiled once."""
    return Setup()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> Path:
    """Return a linked case of a few sources, which stand in the folder beside it; work on `copy`."""
    folder = tmp_path_factory.mktemp("made")
    case = built(folder / "case", sources(folder / "sources"), setup=setup)
    link(case)
    case.close()
    return folder / "case"


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """Return a copy of the case `made`, to do with as one likes."""
    return Path(shutil.copytree(made, tmp_path / "case"))
