"""A page read again in Chromium: what engines there are, what differs, taken over and back, by those who may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterspec.recognise import engines
from tests import other_engine
from tests.case_example import FOLDER, counterspec
from tests.web_serving import (
    Desk,
    barriers,
    digests,
    logged,
    photograph,
    require,
    serving,
)

require()

if all(engine.missing() for engine in engines()):
    pytest.skip("no recognition engine is installed", allow_module_level=True)

SCAN = FOLDER / "sources/XX_T_9400.3-2031.pdf"
LONG = 120_000
"""Milliseconds a reading may take on a busy machine."""


@pytest.fixture(scope="module")
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("reread") / "case"
    with pytest.MonkeyPatch.context() as patch:
        other_engine.install(tmp_path_factory.mktemp("engine"), patch)
        counterspec("case", "new", folder)
        counterspec("case", "add", folder, SCAN, "--quiet")
        with serving(folder) as served:
            one = Desk(served, browser)
            one.enter()
            yield one


def address(folder: Path, query: str = "/reread?page=3") -> str:
    return f"/documents/{digests(folder)[SCAN.name]}{query}"


def read_by(page: Any, button: str) -> None:
    """Press a button and wait for what the reading gives."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name=button).click()
    page.wait_for_selector("#reread:not([hx-get])", timeout=LONG)


def test_a_page_is_read_again_taken_over_and_taken_back(desk: Desk) -> None:
    folder = desk.served.folder
    other = f"again with {other_engine.TITLE}"
    with desk.page() as (page, _):
        page.goto(address(folder, "?page=3"))
        page.get_by_role("link", name="Read again").click()
        page.wait_for_url("**/reread?page=3")
        assert page.locator(".engines code", has_text=other_engine.REMEDY).is_visible()
        read_by(page, other)
        page.locator("h2", has_text="What differs").wait_for()
        wrong = page.locator(".reading.a mark").all_inner_texts()
        right = page.locator(".reading.d mark").all_inner_texts()
        assert {"捡", "包"} == set(wrong) and {"检", "色"} == set(right)
        assert page.locator(".changes li").count() > 3
        assert logged(folder, "reading") == []
        photograph(page, "reread")
        assert (
            page.evaluate("(at => at.scrollWidth - at.clientWidth)(document.querySelector('#reread'))") <= 0
        )
        assert barriers(page) == []
        page.get_by_label("Reason").fill("the other\nengine, to see")
        read_by(page, "Make this the reading of page 3")
        page.locator("h2", has_text="Taken over").wait_for()
        [(_, entry)] = logged(folder, "reading")
        assert (entry["chosen"], entry["reason"]) == (other_engine.ID, "the other engine, to see")
        page.get_by_role("link", name="Back to the page").last.click()
        page.wait_for_url("**?page=3")
        assert "肤包" in page.locator(".over .words").text_content()
        page.get_by_role("link", name="Read again").click()
        page.wait_for_url("**/reread?page=3")
        read_by(page, "Read it as if no engine had been chosen")
        read_by(page, "Make this the reading of page 3")
        page.locator("h2", has_text="Taken over").wait_for()
        page.goto(address(folder, "?page=3"))
        assert "肤包" not in page.locator(".over .words").text_content()
    assert [entry["chosen"] for _, entry in logged(folder, "reading")] == [other_engine.ID, None]
    assert "Everything holds." in counterspec("case", "verify", folder)


def test_a_failure_is_told_beside_the_page(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto(address(desk.served.folder))
        button = page.get_by_role("button", name=f"again with {other_engine.TITLE}")
        # What an older page offers may be gone by now.
        button.evaluate("""(one) => one.setAttribute("hx-vals", '{"page": "3", "engine": "gone"}')""")
        read_by(page, f"again with {other_engine.TITLE}")
        assert "no recognition engine is called 'gone'" in page.locator("#reread .note.warn").inner_text()


def test_who_may_not_decide_is_not_offered_it(desk: Desk, tmp_path: Path) -> None:
    from counterspec.web.access.accounts import Accounts

    folder, people = desk.served.folder, tmp_path / "people.json"
    words = "four random words do"
    for name, role in (("rea", "reader"), ("rev", "reviewer")):
        Accounts(people).put(name, role, words)
    with serving(folder, "--users", people) as served:
        for name in ("rea", "rev"):
            with Desk(served, desk.browser).page(passing={403}) as (page, _):
                page.goto("/enter")
                page.get_by_label("Name").fill(name)
                page.get_by_label("Password").fill(words)
                page.get_by_role("button", name="Log in").click()
                page.wait_for_url("**/")
                page.goto(address(folder))
                assert page.locator(".engines button").count() == (0 if name == "rea" else 2)
                token = page.evaluate("JSON.parse(document.body.getAttribute('hx-headers'))")
                answer = page.request.post(address(folder, "/reread/take"), form={"page": "3"}, headers=token)
                assert answer.status == 403
                assert "Make this" not in page.inner_text("#reread")
