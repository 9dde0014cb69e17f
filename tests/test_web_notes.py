"""Findings by hand in the workbench: select words, say what they record; shown beside those that were found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterspec.casework.notes import by_hand
from counterspec.store import Case
from tests.case_example import counterspec
from tests.web_serving import Desk, chromium, digests, require, serving

require()

TEXT = """# XX/T 9802—2031

# Person records

4.1 The system shall list 𠀀 persons by clan.

| a | b |
|---|---|
| Clan | name of the clan |
"""
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
    counterspec("case", "new", place / "c")
    counterspec("case", "add", place / "c", place / "standard.md", place / "person.py", "-q", "--jobs", "1")
    return place / "c"


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    with serving(folder) as served, chromium() as browser:
        made = Desk(served, browser)
        made.enter()
        yield made


def listed(folder: Path, sha256: str) -> list[tuple[str, str, str]]:
    case = Case.open(folder)
    with case.reading() as connection:
        made = [(one.quote, one.concept, one.why) for one in by_hand(connection, sha256)]
    case.close()
    return made


def select(page: Any, words: str) -> None:
    assert page.evaluate(_SELECT, words)
    page.wait_for_selector("#selbar:not([hidden])")


@pytest.mark.parametrize(
    ("name", "words"),
    [("standard.md", "persons by clan"), ("standard.md", "name of the"), ("person.py", "𠀀 the")],
)
def test_selected_words_become_a_finding_by_hand(desk: Desk, folder: Path, name: str, words: str) -> None:
    sha256 = digests(folder)[name]
    with desk.page() as (page, _):
        page.goto(f"/documents/{sha256}")
        select(page, words)
        page.click("#sel-add")
        page.fill("#sel-form [name=concept]", "no.such")
        page.fill("#sel-form [name=why]", "it <b>says</b> so")
        page.click("#sel-form .btn.main")
        page.wait_for_selector("#sel-problem .note")
        page.fill("#sel-form [name=concept]", "origin.ethnicity")
        page.click("#sel-form .btn.main")
        page.wait_for_url("**start=*")
        page.wait_for_selector(".byhand")
        shown = page.locator(".byhand li", has_text=words)
        assert "by hand, owner, " in shown.inner_text()
        assert "it <b>says</b> so" in shown.inner_text()
        assert (words, "origin.ethnicity", "it <b>says</b> so") in listed(folder, sha256)
        shown.get_by_role("button").click()
        shown.wait_for(state="detached")
    assert not listed(folder, sha256)


def test_selected_words_are_searched_as_a_phrase(desk: Desk, folder: Path) -> None:
    with desk.page() as (page, _):
        page.goto(f"/documents/{digests(folder)['standard.md']}")
        select(page, "persons by clan")
        page.click("#sel-search")
        page.wait_for_url("**/search?q=*")
        assert page.input_value("#words") == '"persons by clan"'
        assert "standard.md" in page.inner_text("main") or "9802" in page.inner_text("main")
