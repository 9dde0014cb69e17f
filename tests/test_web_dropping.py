"""Files dropped into Chromium on any screen: an owner adds them, and nobody loses the page for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.case_example import counterspec
from tests.test_web_adding import TEXTS, documents, dragged, dropped, empty, folder, origins, read
from tests.web_serving import barriers, photograph, require

require()

__all__ = ["folder"]


def test_an_empty_case_takes_files_at_once(folder: Path, tmp_path: Path, browser: Any) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/")
        page.get_by_text("Drop files or folders here").wait_for()
        photograph(page, "case-empty")
        assert barriers(page) == []
        dropped(page, folder)
        page.wait_for_url("**/add")
        read(page)
        assert set(origins(desk.served.folder)) == set(TEXTS.values())
        page.goto("/")
        assert page.locator("#drop").count() == 0


@pytest.mark.parametrize("path", ["/findings", "/report"])
def test_a_drop_elsewhere_leads_to_add(path: str, folder: Path, tmp_path: Path, browser: Any) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto(path)
        dragged(page, "h1", "dragEnter", "dragOver", files=[folder])
        page.get_by_text("Drop files or folders to add them to this case").wait_for()
        photograph(page, f"drop-on-{path[1:]}")
        assert barriers(page) == []
        page.locator("h1").dispatch_event("dragleave")
        page.locator("#veil").wait_for(state="hidden")
        dropped(page, folder, on="h1")
        page.wait_for_url("**/add")
        read(page)
        assert set(origins(desk.served.folder)) == set(TEXTS.values())


def test_what_cannot_be_added_of_a_drop_elsewhere_is_told(folder: Path, tmp_path: Path, browser: Any) -> None:
    pack = tmp_path / "pack.zip"
    counterspec("case", "new", tmp_path / "made")
    counterspec("case", "add", tmp_path / "made", folder, "-q")
    counterspec("pack", tmp_path / "made", "--all", "-o", pack)
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/words")
        dropped(page, pack, on="h1")
        page.wait_for_url("**/add")
        page.locator(".note.warn", has_text="pack.zip is a pack; nothing of it was added.").wait_for()
        assert documents(desk.served.folder) == []


def test_words_are_dropped_into_a_field_as_before(tmp_path: Path, browser: Any) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/documents")
        dragged(page, "#name", "dragEnter", "dragOver", "drop", text="ethnicity")
        page.wait_for_function("document.getElementById('name').value === 'ethnicity'")
        assert page.locator("#veil").is_hidden()
        assert page.url.endswith("/documents")


def test_a_pack_is_dropped_into_the_field_that_checks_it(folder: Path, tmp_path: Path, browser: Any) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/report")
        dragged(page, "#pack", "dragEnter", "dragOver", "drop", files=[folder / "person.md"])
        page.wait_for_function("document.getElementById('pack').files.length === 1")
        assert documents(desk.served.folder) == []


def test_an_address_and_a_time_are_kept_with_what_comes_next(
    folder: Path, tmp_path: Path, browser: Any
) -> None:
    visit, rules, person = TEXTS.values()
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/add")
        address = page.get_by_label("Where the files come from (address)")
        address.fill("gates")
        dropped(page, folder / "gates")
        told = page.locator(".note.warn[role=alert]")
        told.wait_for()
        assert "Where the files come from: 'gates' is no address" in told.inner_text()
        assert "Nothing was added." in told.inner_text()
        assert address.input_value() == "gates"
        address.fill("https://gates.example/all")
        page.get_by_label("When they were fetched").fill("2031-02-14T10:30:00+01:00")
        dropped(page, folder / "gates")
        page.locator(".note", has_text="kept with the address https://gates.example/all").wait_for()
        assert told.count() == 0 and address.input_value() == ""
        read(page)
        photograph(page, "addressed")
        assert barriers(page) == []
        dropped(page, folder / "person.md")
        page.wait_for_selector("#progress:has-text('3 of 3 documents read')", timeout=120_000)
        page.wait_for_selector("#progress:not([hx-get])", timeout=120_000)
        said = ("https://gates.example/all", "2031-02-14T09:30:00Z")
        assert origins(desk.served.folder) == {visit: said, rules: said, person: (None, None)}
