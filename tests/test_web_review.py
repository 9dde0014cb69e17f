"""Deciding in Chromium: the keyboard, many at once, names, statements, uses; what the log of the case holds then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.web_serving import Desk, digests, logged, require, seated

require()

COMPANY = "里嘉视觉科技有限公司"
OTHER = "Lijia Vision Technology Ltd."
KEYS = "?standing=none&kind=standard&tier=A"
"""The part of the list that is decided on by keyboard here; other tests leave it alone."""


@pytest.fixture(scope="module")
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with seated(tmp_path_factory, browser, "review") as one:
        yield one


@pytest.fixture
def folder(desk: Desk) -> Path:
    return desk.served.folder


def verdicts(folder: Path, *findings: str) -> list[tuple[str, str, str]]:
    return [
        (body["finding"], body["decision"], body["reason"])
        for _, body in logged(folder, "verdict")
        if body["finding"] in findings
    ]


def listed(page: Any) -> list[str]:
    return [
        str(one)
        for one in page.eval_on_selector_all("article.f", "all => all.map(one => one.dataset.finding)")
    ]


def current(page: Any) -> str:
    return str(page.get_attribute('article.f[aria-current="true"]', "data-finding"))


def decide(page: Any, key: str) -> None:
    """Press a key and wait until its decision is kept and shown."""
    with page.expect_response(re.compile(r"/verdicts?$")) as answer:
        page.keyboard.press(key)
    assert answer.value.ok


def test_review_by_keyboard(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto(f"/findings{KEYS}")
        first, second, third, fourth, *_ = listed(page)
        assert current(page) == first
        page.keyboard.press("j")
        assert current(page) == second
        page.keyboard.press("k")
        assert current(page) == first
        decide(page, "c")
        assert current(page) == second
        decide(page, "r")
        page.keyboard.press("n")
        page.keyboard.type("cjk: the table alone")
        page.keyboard.press("Enter")
        decide(page, "u")
        assert current(page) == fourth
        assert verdicts(folder, first, second, third) == [
            (first, "confirmed", ""), (second, "rejected", ""), (third, "unsure", "cjk: the table alone"),
        ]  # fmt: skip
        shown = f'[data-finding="{third}"] .end'
        page.wait_for_selector(f"{shown}[data-standing=unsure]:has-text('the table alone')")
        decide(page, "z")
        assert current(page) == third
        assert [two for _, two, _ in verdicts(folder, third)] == ["unsure", "withdrawn"]
        page.wait_for_selector(f"{shown}:has-text('not reviewed')")


def test_undo_goes_back_through_the_decisions(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto("/findings?standing=none&kind=tender")
        first, second, *_ = listed(page)
        decide(page, "c")
        decide(page, "u")
        decide(page, "z")
        decide(page, "z")
        assert current(page) == first
        assert [two for _, two, _ in verdicts(folder, first, second)] == [
            "confirmed", "unsure", "withdrawn", "withdrawn",
        ]  # fmt: skip


def test_a_note_goes_with_a_decision_that_comes_at_once(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto("/findings?standing=none&kind=patent application")
        first = current(page)
        page.keyboard.press("n")
        page.keyboard.type("kept in time")
        with page.expect_response(re.compile(r"/verdict$")) as answer:
            # Both in one task of the browser: no event that it only queues comes in between.
            page.evaluate(
                """() => {
                    const form = document.querySelector("#reason form");
                    form.requestSubmit(form.querySelector("[value=keep]"));
                    document.querySelector("[data-decide=unsure]").click();
                }"""
            )
        assert answer.value.ok
        decide(page, "z")
        assert verdicts(folder, first) == [(first, "unsure", "kept in time"), (first, "withdrawn", "")]


def test_enter_opens_the_place_and_backspace_returns_to_the_row(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/findings?tier=E")
        page.keyboard.press("j")
        row = current(page)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/documents/*?finding={row}")
        assert page.locator(".over .hit.on rect, .inmark.on, .ln.sel").first.is_visible()
        page.keyboard.press("Backspace")
        page.wait_for_url("**/findings?tier=E")
        assert current(page) == row


def test_many_at_once_are_asked_for_once_with_their_number(desk: Desk, folder: Path) -> None:
    asked: list[str] = []
    with desk.page() as (page, _):
        page.goto("/findings?standing=none&kind=schema")
        first, second, third, fourth, *_ = listed(page)
        page.keyboard.press("x")
        page.keyboard.press("Shift+J")
        page.keyboard.press("Shift+J")
        assert page.locator("#bulk-count").inner_text() == "3"
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.fill("#bulk-reason", "labels of a form")
        page.click('#bulk button[value="rejected"]')
        assert verdicts(folder, first, second, third) == []
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
        page.click('#bulk button[value="rejected"]')
        page.locator(f'article.f[data-finding="{first}"]').wait_for(state="detached")
        page.locator(f'article.f[data-finding="{fourth}"]').wait_for()
        assert page.locator("article.f input:checked").count() == 0
        assert set(listed(page)).isdisjoint({first, second, third})
    assert len(asked) == 2 and all("3" in one for one in asked)
    assert verdicts(folder, first, second, third) == [
        (one, "rejected", "labels of a form") for one in (first, second, third)
    ]


@pytest.mark.parametrize(
    ("key", "path"),
    [("c", "/"), ("f", "/findings"), ("d", "/documents"), ("h", "/chains"), ("p", "/parties"), ("l", "/law"),
     ("a", "/add")],
)  # fmt: skip
def test_g_and_a_letter_go_to_a_screen(desk: Desk, key: str, path: str) -> None:
    with desk.page() as (page, _):
        page.goto("/report")
        # In one go: what follows "g" counts for a second and a half.
        page.keyboard.type(f"g{key}")
        page.wait_for_url(f"{desk.served.base}{path}")


def test_the_map_of_keys_and_single_keys_switched_off(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto("/findings?kind=code&standing=none")
        before = len(logged(folder))
        first = current(page)
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible()
        page.uncheck("#single-keys")
        page.keyboard.press("Escape")
        assert not page.locator("#keys").is_visible()
        for key in "cju":
            page.keyboard.press(key)
        page.keyboard.press("Shift+J")
        page.reload()
        page.keyboard.press("c")
        assert current(page) == first
        assert page.locator("article.f input:checked").count() == 0
        page.get_by_title("Keys and help").click()
        page.check("#single-keys")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        assert current(page) != first
        assert len(logged(folder)) == before


def test_keys_do_nothing_while_somebody_writes(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto("/findings?kind=code&standing=none")
        before = len(logged(folder))
        page.keyboard.press("/")
        page.keyboard.type("crux")
        assert page.input_value("#q") == "crux"
        assert len(logged(folder)) == before


def test_decisions_in_the_viewer(desk: Desk, folder: Path) -> None:
    name = digests(folder)["portrait-test-set.md"]
    with desk.page() as (page, _):
        page.goto(f"/documents/{name}")
        finding = page.locator(".inmark.on").first.get_attribute("href").partition("finding=")[2]
        page.keyboard.press("n")
        page.keyboard.type("crux")
        page.keyboard.press("Escape")
        assert not page.locator(".note-field").is_visible()
        page.keyboard.press("n")
        page.keyboard.type("a data card")
        page.keyboard.press("Enter")
        decide(page, "c")
        page.wait_for_selector("button[data-key=c][aria-pressed=true]")
        decide(page, "z")
        page.wait_for_selector("button[data-key=c][aria-pressed=false]")
        page.keyboard.press("j")
        page.wait_for_url("**/documents/*?finding=*")
        assert page.locator(".inmark.on").first.get_attribute("href") != f"?finding={finding}"
        assert verdicts(folder, finding) == [
            (finding, "confirmed", "a data card"),
            (finding, "withdrawn", ""),
        ]


def test_compare_goes_from_difference_to_difference(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/compare")
        assert "SexCode" in page.inner_text(".dl a[aria-current]")
        page.keyboard.press("j")
        page.wait_for_url("**at=1*")
        second = page.inner_text(".dl a[aria-current]")
        assert "AgeLower" in second
        page.keyboard.press("k")
        page.wait_for_url("**at=0*")
        page.click(".pages-two a.crop >> nth=1")
        page.wait_for_url("**/documents/*?start=*")
        assert page.locator(".over .found rect").first.is_visible()


def test_compare_names_documents_as_a_person_would(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/compare")
        heading = page.inner_text("h1")
        assert page.input_value("#a") == "XX_T_9400.3-2026.pdf"
        assert page.input_value("#b") == "XX_T_9400.3-2031.zh.pdf"
        page.click("button:has-text('Compare')")
        page.wait_for_url("**/compare?a=XX_T_9400.3-2026.pdf&b=*")
        assert page.inner_text("h1") == heading
        page.fill("#b", "XX/T 9512.2-2029")
        page.click("button:has-text('Compare')")
        page.wait_for_url("**b=XX%2FT+9512.2-2029*")
        assert "9512.2" in page.inner_text("h1")


def test_an_edge_of_the_graph_opens_its_evidence(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/chains")
        edges = page.locator('svg a[aria-label*="YH-2031-0417"]:has(path.e)')
        edges.first.locator("path.touch").dispatch_event("click")
        page.wait_for_url("**/chains?chain=*")
        steps = page.locator(".steps li")
        assert "YH-2031-0417" in steps.first.inner_text()
        assert steps.first.locator("mark").inner_text()
        steps.first.locator("a[href*='start=']").click()
        page.wait_for_url("**/documents/*?start=*")
        assert page.locator(".over .found rect").first.is_visible()


def test_a_proposal_of_one_name_is_accepted_and_taken_back(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto(f"/parties/{quote(COMPANY)}")
        row = page.locator("#names tr", has_text=OTHER)
        row.get_by_text("Accept").click()
        page.wait_for_selector("#names .state:has-text('accepted')")
        # The page came anew: a click before its scripts run does nothing.
        page.wait_for_load_state()
        assert OTHER in page.inner_text(".head")
        page.get_by_text("Take back").click()
        page.wait_for_selector("#names .state:has-text('accepted')", state="detached")
    decided = [(by, body["decision"]) for by, body in logged(folder, "name")]
    assert decided == [("owner", "accepted"), ("owner", "withdrawn")]


def test_a_statement_is_recorded(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto(f"/parties/{quote('Yanghu Power Laboratory')}")
        page.click("summary")
        page.fill("textarea[name=text]", 'We drafted clause 5 <b>"alone"</b>.')
        page.fill("input[name=said_on]", "2032-02-20")
        page.fill("input[name=by]", "press office")
        page.fill("input[name=source]", "letter of 2032-02-20")
        page.click("button:has-text('Record it')")
        page.wait_for_selector("#claims .q:has-text('We drafted clause 5 <b>\"alone\"</b>.')")
    assert [body["text"] for _, body in logged(folder, "statement")][
        -1
    ] == 'We drafted clause 5 <b>"alone"</b>.'


def test_a_use_is_stated(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto("/law")
        before = page.locator(".lawlist a").count()
        page.click(".use summary")
        page.fill(".use input[name=place]", "EU")
        page.fill(".use input[name=what]", "offered for sale in a catalogue")
        page.fill(".use input[name=source]", "catalogue of 2031")
        page.click("button:has-text('State it')")
        page.wait_for_selector("text=EU: offered for sale in a catalogue (catalogue of 2031; owner)")
        assert page.locator(".lawlist a").count() >= before
    assert [(by, body["place"]) for by, body in logged(folder, "use")] == [("owner", "EU")]


def test_search_leads_to_the_exact_place(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/")
        page.keyboard.press("/")
        page.keyboard.type("民族")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
        assert page.locator(".hits mark").first.inner_text() == "民族"
        page.click(".hits li:has-text('lj_person.h') a")
        assert page.locator(".codev .found, .codev .ln.sel").first.is_visible()
        assert "民族" in page.inner_text(".codev .found >> nth=0")


def test_the_viewer_zooms_turns_and_keeps_its_places(desk: Desk, folder: Path) -> None:
    name = digests(folder)["XX_T_9400.3-2026.pdf"]
    with desk.page() as (page, _):
        page.goto(f"/documents/{name}?page=3")

        def wide() -> float:
            return float(page.locator(".sheetpic").bounding_box()["width"])

        whole = wide()
        page.keyboard.press("+")
        bigger = wide()
        page.keyboard.press("-")
        page.keyboard.press("-")
        assert bigger > whole > wide()
        page.keyboard.press("w")
        assert wide() == whole
        page.get_by_title("Rotate").click()
        assert page.locator(".sheetpic").get_attribute("data-turn") == "1"
        page.click(".thumbs a >> nth=1")
        page.wait_for_url("**page=2")
        page.click(".thumbs a >> nth=2")
        page.click(".over .pin >> nth=2")
        page.wait_for_url("**finding=*")
        assert page.locator(".over .hit.on").count() == 1
        page.click(".vt a.btn:has-text('Text')")
        place = page.locator(".asread .inmark.on mark").first
        assert place.inner_text() in page.inner_text(".panel blockquote mark")
        page.goto(f"/documents/{name}?start=760&end=763")
        assert page.locator(".over .found rect").count() == 1
        page.goto(f"/documents/{name}?start=760&end=763&text=1")
        assert page.inner_text(".asread .found") == "按民族"
