"""Findings added by hand in Chromium: select words, say what they show; listed, judged and published as any."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterspec.store.finding_filter import FindingFilter
from tests.case_example import counterspec
from tests.conftest import EXAMPLES
from tests.web_serving import Desk, barriers, chromium, digests, firmest, photograph, require, serving

require()

TEXT = """# XX/T 9802—2031

# Person records

4.1 The system shall list 𠀀 persons by clan.

| a | b |
|---|---|
| Clan | name of the clan |
"""
WHY = "it <b>says</b> so"
CODE = "class Person:\n    name: str\n    clan_house: str  # 𠀀 the clan\n"
_SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector(".deskcol"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0 || !node.parentElement.closest("[data-at]")) continue;
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + words.length);
    getSelection().removeAllRanges(); getSelection().addRange(range);
    document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
    return true;
  }
  return false;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("notes")
    (place / "standard.md").write_text(TEXT, "utf-8")
    (place / "person.py").write_text(CODE, "utf-8")
    shutil.copy(EXAMPLES / "tender" / "YH-2031-0142.en.pdf", place / "tender.pdf")
    counterspec("case", "new", place / "c")
    counterspec(
        "case",
        "add",
        place / "c",
        place / "standard.md",
        place / "person.py",
        place / "tender.pdf",
        "-q",
        "--jobs",
        "1",
    )
    return place / "c"


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    with serving(folder) as served, chromium() as browser:
        made = Desk(served, browser)
        made.enter()
        yield made


def added(folder: Path) -> list[tuple[str, str, tuple[str, ...], str | None]]:
    """Return what people added, as the list of findings has it."""
    found = (one.finding for one in firmest(folder, FindingFilter(rules=("",))))
    return [(f.evidence.quote, f.concept, f.why, f.standing) for f in found]


def select(page: Any, words: str) -> None:
    assert page.evaluate(_SELECT, words)
    page.wait_for_selector("#selbar:not([hidden])")


def add(page: Any, words: str, act: str = "L5") -> str:
    """Select words, add a finding on them, and return its id; the viewer then shows it."""
    select(page, words)
    page.click("#sel-add")
    page.fill("#sel-form [name=concept]", "origin.caste")
    page.select_option("#sel-form [name=act]", act)
    page.fill("#sel-form [name=why]", WHY)
    with page.expect_navigation(url="**?finding=f-*"):
        page.click("#sel-form .btn.main")
    return str(page.url.rpartition("=")[2])


def take_back(page: Any) -> None:
    with page.expect_response("**/take-back") as answer, page.expect_navigation():
        page.get_by_role("button", name="Take back").click()
    assert answer.value.ok


@pytest.mark.parametrize(
    ("name", "words", "mark"),
    [
        ("standard.md", "persons by clan", ".inmark.hand.on mark"),
        ("standard.md", "name of the", ".inmark.hand.on mark"),
        ("person.py", "𠀀 the", "mark.hand"),
    ],
)
def test_selected_words_become_a_finding(desk: Desk, folder: Path, name: str, words: str, mark: str) -> None:
    with desk.page() as (page, _):
        page.goto(f"/documents/{digests(folder)[name]}")
        select(page, words)
        page.click("#sel-add")
        page.fill("#sel-form [name=concept]", "no.such")
        page.fill("#sel-form [name=why]", WHY)
        with page.expect_response("**/by-hand"):
            page.click("#sel-form .btn.main")
        page.locator("#sel-problem .note", has_text="no.such").wait_for()
        page.click("#sel-dialog [data-closes]")
        one = add(page, words)
        panel = page.locator("aside.panel")
        panel.locator(".says", has_text="as added by hand by owner on").wait_for()
        assert WHY in panel.inner_text()
        assert page.locator(mark).all_inner_texts() == [words]
        photograph(page, f"by-hand-{name}")
        assert added(folder) == [(words, "origin.caste", (WHY,), None)]
        assert one == firmest(folder, FindingFilter(rules=("",)))[0].finding.id
        take_back(page)
        assert page.locator(".hand").count() == 0
    assert not added(folder)


def test_what_it_says_already_is_not_added_twice(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto(f"/documents/{digests(folder)['standard.md']}")
        one = add(page, "persons by clan")
        select(page, "persons by clan")
        page.click("#sel-add")
        page.fill("#sel-form [name=concept]", "origin.caste")
        page.select_option("#sel-form [name=act]", "L5")
        page.fill("#sel-form [name=why]", "again")
        with page.expect_response("**/by-hand"):
            page.click("#sel-form .btn.main")
        page.locator("#sel-problem .note", has_text=f"{one} says so already").wait_for()
        page.click("#sel-dialog [data-closes]")
        take_back(page)
    assert not added(folder)


def test_from_words_to_a_verified_pack(desk: Desk, folder: Path, tmp_path: Path) -> None:
    with desk.page() as (page, _):
        page.goto(f"/documents/{digests(folder)['tender.pdf']}?page=2")
        one = add(page, "platform")
        assert page.locator(".over .hit.hand.on rect").count() == 1
        photograph(page, "by-hand-page")
        page.goto("/findings")
        with page.expect_navigation(url="**rule=*"):
            page.get_by_label("added by hand").check()
            page.locator("form#filter button").click()
        row = page.locator("article.f")
        assert row.evaluate_all("all => all.map(one => one.dataset.finding)") == [one]
        assert "added by hand by owner on" in row.inner_text()
        photograph(page, "by-hand-list")
        assert barriers(page) == []
        with page.expect_response("**/verdict") as answer:
            page.keyboard.press("c")
        assert answer.value.ok
        row.locator(".end[data-standing=confirmed]", has_text="added by hand by owner on").wait_for()
        assert [standing for *_, standing in added(folder)] == ["confirmed"]
        page.goto("/report")
        with page.expect_download() as download:
            page.get_by_role("button", name="Pack").click()
        download.value.save_as(tmp_path / "pack.zip")
        page.goto("/report/made.html")
        page.locator("figure dd", has_text=f"no rule says so: {WHY}").wait_for()
        page.goto(f"/documents/{digests(folder)['tender.pdf']}?finding={one}")
        take_back(page)
    assert "every quote stands in its source." in counterspec("verify", tmp_path / "pack.zip")
    assert not added(folder)
    counterspec("case", "verify", folder)


def test_in_chinese(desk: Desk, folder: Path) -> None:
    with desk.page(locale="zh-CN") as (page, _):
        page.goto(f"/documents/{digests(folder)['standard.md']}")
        one = add(page, "persons by clan")
        page.locator("aside.panel dd", has_text="并非由规则得出").wait_for()
        page.goto("/findings")
        page.get_by_label("人工添加").wait_for()
        photograph(page, "by-hand-zh")
        page.goto(f"/documents/{digests(folder)['standard.md']}?finding={one}")
        with page.expect_navigation():
            page.get_by_role("button", name="收回").click()
    assert not added(folder)


def test_whose_words_are_nowhere_is_said_in_the_viewer(desk: Desk, folder: Path) -> None:
    sha256 = digests(folder)["person.py"]
    with desk.page() as (page, _):
        page.goto(f"/documents/{sha256}")
        add(page, "𠀀 the")
        with sqlite3.connect(folder / "case.sqlite") as connection:
            connection.execute("DELETE FROM findings WHERE rule IS NULL")
        page.goto(f"/documents/{sha256}")
        lost = page.locator(".byhand li", has_text="𠀀 the")
        assert "added by hand by owner on" in lost.inner_text()
        take_back(page)
    assert not added(folder)


def test_selected_words_are_searched_as_a_phrase(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto(f"/documents/{digests(folder)['standard.md']}")
        select(page, "persons by clan")
        page.click("#sel-search")
        page.wait_for_url("**/search?q=*")
        assert page.input_value("#words") == '"persons by clan"'
        assert "standard.md" in page.inner_text("main") or "9802" in page.inner_text("main")
