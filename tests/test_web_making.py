"""While a report or pack is made the workbench says so, in Chromium and with no script, until it is there or failed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web_serving import Desk, barriers, photograph, require, seated

require()

from fastapi.testclient import TestClient  # noqa: E402 (after the module may have been skipped)

from counterspec.errors import UsageError  # noqa: E402
from counterspec.store import Case  # noqa: E402
from counterspec.web.access.sessions import Sessions  # noqa: E402
from counterspec.web.app import create_app  # noqa: E402
from counterspec.web.desk import Desk as TheDesk  # noqa: E402
from counterspec.web.making import Making  # noqa: E402

PACK, REPORT = "Making the pack …", "Making the report …"
MADE = "**/report/made.*"


@pytest.fixture(scope="module")
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with seated(tmp_path_factory, browser, "making") as one:
        yield one


def test_what_is_made_is_held_until_it_ends_in_any_way() -> None:
    sessions, making = Sessions(), Making()
    ana, ben = sessions.begin("Ana", "owner"), sessions.begin("Ben", "owner")
    with making.during(ana, "report"), making.during(ana, "pack"):
        with pytest.raises(OSError, match="full"), making.during(ana, "pack"):
            assert making.of(ana) == ("pack", "report")
            raise OSError("the disk is full")
        assert (making.of(ana), making.of(ben)) == (("pack", "report"), ())
    assert making.of(ana) == ()


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize(
    ("form", "says"), [("zip", PACK), ("pdf", REPORT), ("csv", REPORT), ("html", "")], ids=lambda one: str(one)[:6]
)  # fmt: skip
def test_the_server_says_what_it_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, says: str, *, fails: bool
) -> None:
    Case.new(tmp_path / "case").close()
    desk = TheDesk(tmp_path / "case", frozenset({"localhost"}))
    client = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
    client.get(f"/enter?token={desk.token.value}")
    meanwhile = []

    def published(*_: object) -> bytes:
        meanwhile.append(client.get("/report/making").text.strip())
        assert says in client.get("/report").text
        if fails:
            raise UsageError("nothing was written")
        return b"made"

    monkeypatch.setattr("counterspec.web.screens.report.published", published)
    assert client.get("/report/making").text.strip() == ""
    assert client.get(f"/report/made.{form}").status_code == (400 if fails else 200)
    assert meanwhile == [says]
    assert client.get("/report/making").text.strip() == ""


WATCHED = """() => {
    const making = document.getElementById("making");
    const csv = document.querySelector("[formaction$=csv]");
    const open = document.querySelector("[formtarget]");
    window.told = [];
    new MutationObserver(() => told.push([making.textContent, csv.disabled, open.disabled])).observe(
        making, {childList: true, characterData: true, subtree: true}
    );
}"""
"""Playwright looks at no page that is about to load another: the page itself notes what it says."""


def told(page: Any) -> list[list[Any]]:
    """Return what was said since `WATCHED`, once nothing is said any more: words, and which buttons were off."""
    page.wait_for_function("() => told.length && told.at(-1)[0] === ''")
    said: list[list[Any]] = page.evaluate("told")
    return [one for place, one in enumerate(said) if one not in said[:place]]


def test_a_pack_is_said_to_be_made_until_it_is_there(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/report")
        assert page.locator("#making[role=status]").inner_text() == ""
        page.evaluate(WATCHED)
        with page.expect_download(timeout=120_000) as made:
            page.get_by_role("button", name="Pack", exact=True).click()
        assert made.value.suggested_filename == "pack.zip"
        assert told(page) == [[PACK, True, False], ["", False, False]]


def test_a_page_loaded_meanwhile_says_so_until_the_server_does_not(desk: Desk) -> None:
    with desk.page() as (page, _):
        says = [PACK]
        page.route("**/report/making", lambda route: route.fulfill(body=says[0]))
        role = 'id="making" role="status">'
        page.route(
            "**/report", lambda route: route.fulfill(body=route.fetch().text().replace(role, role + PACK, 1))
        )
        page.goto("/report")
        assert PACK in page.inner_text("#making")
        assert page.get_by_role("button", name="CSV", exact=True).is_disabled()
        assert barriers(page) == []
        photograph(page, "making")
        page.evaluate(WATCHED)
        says[0] = ""
        assert told(page)[-1] == ["", False, False]


def test_a_server_that_does_not_answer_makes_nothing(desk: Desk) -> None:
    with desk.page(passing={401}) as (page, _):
        page.goto("/report")
        page.evaluate(WATCHED)
        page.route(MADE, lambda route: route.fulfill(status=204))
        page.route("**/report/making", lambda route: route.fulfill(status=401))
        page.get_by_role("button", name="PDF", exact=True).click()
        assert told(page) == [[REPORT, True, False], ["", False, False]]


def test_a_report_opens_in_its_own_tab(desk: Desk) -> None:
    with desk.page() as (page, watch):
        page.goto("/report")
        page.fill("input[name=title]", "Faces & “fields”")
        button = page.get_by_role("button", name="Open the report")
        assert button.evaluate("one => one.formAction").endswith("/report/opening")
        with page.expect_popup() as opened:
            button.click()
        tab = opened.value
        watch.over(tab)
        tab.wait_for_url("**/report/made.html?**", timeout=120_000)
        assert "Faces & “fields”" in tab.inner_text("body")
        # The report stands in the place of the page that was waiting: nothing of it is left to go back to.
        assert tab.evaluate("history.length") == 1
        assert page.inner_text("#making") == ""


def test_the_tab_of_a_report_says_that_it_is_made(desk: Desk) -> None:
    with desk.page() as (page, _):
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.add_init_script(
            """addEventListener("DOMContentLoaded", () => {
                console.info(location.pathname, document.querySelector("[role=status] h1")?.textContent);
            })"""
        )
        page.goto("/report/opening?title=Faces", wait_until="commit")
        page.wait_for_url("**/report/made.html?title=Faces", timeout=120_000)
        assert said == [f"/report/opening {REPORT}", "/report/made.html undefined"]


def test_a_report_that_fails_says_why_in_its_own_tab(desk: Desk) -> None:
    with desk.page(passing={400}) as (page, _):
        page.goto("/report/opening?findings=f-000000000000")
        page.wait_for_url("**/report/made.html?**", timeout=120_000)
        assert "That was not done" in page.inner_text("h1")


def test_without_script_forms_and_links_work_as_they_are(desk: Desk) -> None:
    with desk.page(java_script_enabled=False) as (page, _):
        page.goto("/report")
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Open the report").click()
        opened.value.wait_for_url("**/report/made.html?**", timeout=120_000)
        with page.expect_download(timeout=120_000) as made:
            page.get_by_role("button", name="CSV", exact=True).click()
        assert made.value.suggested_filename == "counterspec-report.csv"
        page.goto("/report/opening?title=Faces")
        assert page.locator("[role=status] h1").inner_text() == REPORT
        photograph(page, "opening")
        page.get_by_role("link", name="Open the report").click()
        page.wait_for_url("**/report/made.html?title=Faces", timeout=120_000)
