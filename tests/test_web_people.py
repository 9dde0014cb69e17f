"""A workbench that several people share, in Chromium: who may only read sees no decisions to take."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.test_web_adding import dragged
from tests.web_serving import Desk, built, digests, logged, require, serving

require()

from counterspec.web.access.accounts import Accounts  # noqa: E402 (after the module may have been skipped)

PASSWORD = "four random words do"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("people") / "people.json"
    accounts = Accounts(path)
    for name, role in (("Ana", "owner"), ("Ben", "reviewer"), ("Cai", "reader")):
        accounts.put(name, role, PASSWORD)  # type: ignore[arg-type]
    return path


@pytest.fixture(scope="module")
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory, people: Path) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("shared") / "yanghu"
    shutil.copytree(built(tmp_path_factory), folder)
    with serving(folder, "--users", people) as served:
        yield Desk(served, browser)


@contextmanager
def logged_in(desk: Desk, name: str) -> Iterator[Any]:
    with desk.page() as (page, _):
        page.goto(desk.served.opening)
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(f"{desk.served.base}/")
        yield page


def test_a_wrong_password_is_told_and_opens_nothing(desk: Desk) -> None:
    with desk.page(passing={401}) as (page, _):
        page.goto("/enter")
        page.fill("input[name=name]", "Cai")
        page.fill("input[name=password]", "guess")
        page.keyboard.press("Enter")
        page.wait_for_selector("[role=alert]")
        assert page.goto("/findings").status == 401
        assert page.locator("article.f").count() == 0


def test_a_reader_sees_everything_and_decides_nothing(desk: Desk) -> None:
    before = len(logged(desk.served.folder))
    with logged_in(desk, "Cai") as page:
        assert page.locator("main a:has-text('Add documents')").count() == 0
        page.goto("/findings")
        assert page.locator("article.f").count() > 10
        assert page.locator("#review, #bulk, [data-decide]").count() == 0
        for key in "jcruz":
            page.keyboard.press(key)
        page.click("article.f a.crop >> nth=0")
        page.wait_for_selector(".panel .says")
        assert page.locator("[data-key=c], [data-key=z], .note-field").count() == 0
        page.goto("/parties/里嘉视觉科技有限公司")
        assert page.locator("main button, main form").count() == 0
        page.goto("/law")
        assert page.locator("main form").count() == 0
        page.goto("/add")
        assert page.locator("#drop, input[type=file], main button").count() == 0
    assert len(logged(desk.served.folder)) == before


@pytest.mark.parametrize("name", ["Ben", "Cai"])
def test_who_adds_nothing_keeps_the_page_where_files_are_dropped(name: str, desk: Desk, people: Path) -> None:
    before = len(digests(desk.served.folder))
    with logged_in(desk, name) as page:
        page.evaluate(
            "for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => {"
            " window[kind] = [event.defaultPrevented, event.dataTransfer.dropEffect]; })"
        )
        dragged(page, "h1", "dragEnter", "dragOver", files=[people])
        assert page.evaluate("window.dragover") == [True, "none"]
        dragged(page, "h1", "drop", files=[people])
        assert page.evaluate("window.drop ?? [true]")[0]
        assert page.locator("#veil").count() == 0
        assert page.url == f"{desk.served.base}/" and len(page.context.pages) == 1
    assert len(digests(desk.served.folder)) == before


def test_a_reviewer_decides_under_their_own_name(desk: Desk, people: Path) -> None:
    with logged_in(desk, "Ben") as page:
        page.goto("/findings?standing=none")
        finding = page.get_attribute('article.f[aria-current="true"]', "data-finding")
        page.keyboard.press("c")
        page.wait_for_selector(f'[data-finding="{finding}"] .end:has-text("Ben")')
        page.goto("/add")
        assert page.locator("#drop, input[type=file]").count() == 0
    by, verdict = logged(desk.served.folder, "verdict")[-1]
    assert (by, verdict["finding"], verdict["decision"]) == ("Ben", finding, "confirmed")
    lines = [json.loads(line) for line in people.with_suffix(".audit.jsonl").read_text("utf-8").splitlines()]
    assert ("Ben", "confirmed", finding) in {(one["by"], one["what"], one["about"]) for one in lines}


def test_somebody_logs_out(desk: Desk) -> None:
    with logged_in(desk, "Ana") as page:
        assert page.locator("main a:has-text('Add documents')").is_visible()
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/enter")
        assert page.locator("input[name=password]").is_visible()
