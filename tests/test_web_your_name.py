"""Giving and changing one's name in Chromium: where it is asked for, what it signs, and what it leaves as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web_serving import Desk, barriers, firmest, logged, photograph, require, seated, serving

require()

UNSIGNED = '.unsigned:has-text("Decisions are signed “owner” until you give a name")'


@pytest.fixture
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with seated(tmp_path_factory, browser, "names") as one:
        yield one


@pytest.fixture
def folder(desk: Desk) -> Path:
    return desk.served.folder


def give(page: Any, name: str) -> None:
    """Write a name into the dialog, which is open, and keep it."""
    page.fill("#name-dialog input", name)
    page.click("#name-dialog button.main")
    page.wait_for_selector("#name-dialog", state="hidden")


def confirmed(page: Any, name: str) -> str:
    """Confirm the current row by key and return the finding, once the row says whose decision that is."""
    finding: str = page.get_attribute('article.f[aria-current="true"]', "data-finding")
    page.keyboard.press("c")
    page.wait_for_selector(f'[data-finding="{finding}"] .end:has-text("{name}")')
    return finding


def test_a_name_given_beside_the_review_signs_what_follows(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto("/findings?standing=none")
        assert page.locator(UNSIGNED).is_visible()
        photograph(page, "unsigned")
        first = confirmed(page, "owner")
        page.click(".unsigned [data-name]")
        assert page.locator("#name-dialog input").evaluate("one => one === document.activeElement")
        assert barriers(page) == []
        give(page, "李明 <M.>")
        assert page.inner_text("#who") == "李明 <M.>"
        assert page.locator("#who").evaluate("one => one === document.activeElement")
        assert page.locator(UNSIGNED).count() == 0
        second = confirmed(page, "李明 <M.>")
        page.keyboard.press("z")
        page.wait_for_selector(f'[data-finding="{second}"] .end[data-standing=none]')
        # The decision before belongs to another name: it is nothing to undo.
        page.keyboard.press("z")
        third = confirmed(page, "李明 <M.>")
        assert third == second
        page.reload()
        assert page.locator(f'[data-finding="{first}"]').count() == 0
        assert page.locator(UNSIGNED).count() == 0
    told = [(by, body["decision"], body["finding"]) for by, body in logged(folder, "verdict")[-4:]]
    assert told == [
        ("owner", "confirmed", first), ("李明 <M.>", "confirmed", second), ("李明 <M.>", "withdrawn", second),
        ("李明 <M.>", "confirmed", second),
    ]  # fmt: skip


def test_a_name_given_beside_a_document_signs_the_next_decision(desk: Desk, folder: Path) -> None:
    one = firmest(folder)[-1]
    with desk.page() as (page, _):
        page.goto(f"/documents/{one.sha256}?finding={one.finding.id}")
        page.keyboard.press("u")
        page.wait_for_selector(".state-line:has-text('owner')")
        assert page.locator(f"#decision {UNSIGNED}").is_visible()
        photograph(page, "unsigned-document")
        page.keyboard.press("n")
        page.fill(".note-field input", "read twice")
        page.click("#decision [data-name]")
        give(page, "M. Oduya")
        assert page.locator("#decision [data-key=z]").count() == 0
        page.click("#decision [data-key=c]")
        page.wait_for_selector(".state-line:has-text('M. Oduya'):has-text('read twice')")
        assert page.locator("#decision [data-key=z]").is_visible()
        assert page.locator(UNSIGNED).count() == 0
    assert [by for by, _ in logged(folder, "verdict")[-2:]] == ["owner", "M. Oduya"]


def test_what_is_no_name_is_said_in_the_dialog(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/")
        page.click("#who")
        page.fill("#name-dialog input", "machine: X")
        page.click("#name-dialog button.main")
        page.wait_for_selector("#name-problem:has-text('is how machines sign')")
        assert page.inner_text("#who") == "Your name"
        page.click("#name-dialog [data-closes]")
        page.click("#who")
        assert page.inner_text("#name-problem") == ""
        give(page, "Ana")
        page.click("#who")
        give(page, "Ben")
        assert page.inner_text("#who") == "Ben"


def test_the_browser_remembers_a_name_for_the_next_start(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto("/")
        page.click("#who")
        give(page, "Ana")
        desk.state = page.context.storage_state()
    with serving(folder) as served:
        again = Desk(served, desk.browser, desk.state)
        with again.page() as (page, _):
            page.goto(served.opening)
            assert page.inner_text("#who") == "Ana"
    with serving(folder, "--by", "Ben") as served, Desk(served, desk.browser, desk.state).page() as (page, _):
        page.goto(served.opening)
        assert page.inner_text("#who") == "Ben"
