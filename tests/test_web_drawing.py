"""The processes that draw pages for the workbench: who they die with, and that they come again."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterspec.errors import LimitError, UnreadableError
from counterspec.pipeline import Setup
from tests.case_of_files import built
from tests.conftest import EXAMPLES

pytest.importorskip("pypdfium2", reason="nothing here draws a PDF")

from counterspec.web.pictures import Pictures, Wanted

TENDER = EXAMPLES / "case/sources/LZ-2032-009.pdf"


@pytest.fixture(scope="module")
def tender(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> tuple[Path, str]:
    """Return the folder of a case with one PDF, and its digest."""
    folder = tmp_path_factory.mktemp("drawn") / "case"
    case = built(folder, TENDER, setup=setup)
    case.close()
    return folder, hashlib.sha256(TENDER.read_bytes()).hexdigest()


@pytest.fixture
def pictures(tender: tuple[Path, str]) -> Iterator[Pictures]:
    one = Pictures(tender[0], artists=1)
    yield one
    one.close()


def page(tender: tuple[Path, str], dpi: int = 60, number: int = 1) -> Wanted:
    return Wanted(tender[1], TENDER.name, "pdf", number, dpi)


def from_a_thread_that_ends(pictures: Pictures, wanted: Wanted) -> bytes:
    drawn: list[bytes] = []
    thread = threading.Thread(target=lambda: drawn.append(pictures.of(wanted)))
    thread.start()
    thread.join()
    return drawn[0]


def process_of(pictures: Pictures) -> int:
    [artist] = pictures._all
    assert artist._process is not None and artist._process.poll() is None
    return artist._process.pid


def test_a_process_outlives_the_thread_that_asked_first(pictures: Pictures, tender: tuple[Path, str]) -> None:
    assert from_a_thread_that_ends(pictures, page(tender)).startswith(b"\x89PNG")
    first = process_of(pictures)
    assert from_a_thread_that_ends(pictures, page(tender, dpi=70)).startswith(b"\x89PNG")
    assert process_of(pictures) == first


def test_a_stopped_process_is_named_and_started_again(pictures: Pictures, tender: tuple[Path, str]) -> None:
    pictures.of(page(tender))
    [artist] = pictures._all
    process = artist._process
    assert process is not None and process.stdout is not None
    # Ended while it draws: what it says stops in the middle.
    artist._running = lambda: process  # type: ignore[method-assign]
    process.kill()
    process.wait()
    with pytest.raises(LimitError, match="page 1 could not be drawn"):
        pictures.of(page(tender, dpi=80))
    del artist._running
    assert pictures.of(page(tender, dpi=80)).startswith(b"\x89PNG")


def test_a_page_that_is_not_there_is_named_and_the_process_goes_on(
    pictures: Pictures, tender: tuple[Path, str]
) -> None:
    pictures.of(page(tender))
    first = process_of(pictures)
    with pytest.raises(UnreadableError, match="9"):
        pictures.of(page(tender, number=9))
    assert process_of(pictures) == first
