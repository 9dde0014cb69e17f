"""The chains of a case of 500 nodes in Chromium: legible, reachable by keyboard, each line leading to its passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterspec.casework.chains import Asked, Chains
from counterspec.casework.linking import link
from counterspec.errors import UsageError
from counterspec.model import Chain
from counterspec.pipeline import Setup
from counterspec.store import Case
from tests.case_of_files import built
from tests.chain_pile import chain_pile
from tests.web_serving import Desk, barriers, chromium, photograph, require, serving

require()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("chains")
    case = built(place / "case", chain_pile(place / "pile", tenders=110, standards=40), setup=Setup())
    link(case)
    case.close()
    return place / "case"


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    with chromium() as browser, serving(folder) as served:
        one = Desk(served, browser)
        one.enter()
        yield one


def asked(folder: Path, **said: Any) -> list[Chain]:
    case = Case.open(folder)
    with case.reading() as connection:
        chains = list(Chains(connection, Asked(**said)))
    case.close()
    return chains


def nodes(page: Any) -> int:
    return int(re.sub(r"\D", "", page.inner_text(".legend-line").partition("node")[0]))


def overlapping(page: Any) -> list[Any]:
    """Return the boxes and tags of the drawing that lie over each other, and texts wider than their box."""
    found: list[Any] = page.evaluate("""() => {
        const box = (one) => one.querySelector("rect:not(.under)").getBoundingClientRect();
        const all = [...document.querySelectorAll(".graph .n, .graph .tag")];
        const bad = [];
        all.forEach((a, i) => {
            const p = box(a);
            for (const b of all.slice(i + 1)) {
                const q = box(b);
                const over = Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1
                    && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 1;
                if (over) bad.push([a.textContent, b.textContent]);
            }
            for (const text of a.querySelectorAll("text, .cut")) {
                const t = text.getBoundingClientRect();
                if (t.left < p.left - 1 || t.right > p.right + 1) bad.push(text.textContent);
            }
        });
        return bad;
    }""")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024])
def test_five_hundred_nodes_are_legible(desk: Desk, width: int, scheme: str) -> None:
    with desk.page(width=width, color_scheme=scheme) as (page, _):
        page.goto("/chains?role=any")
        assert nodes(page) > 480
        assert page.locator(".graph a.tile").count() < 90
        assert overlapping(page) == []
        sizes = page.evaluate(
            """() => [...document.querySelectorAll(".graph text:not(.tm text), .graph .cut")]
                .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
        )
        svg = page.locator(".graph svg")
        assert svg.bounding_box()["width"] == pytest.approx(
            float(svg.get_attribute("width"))
        )  # drawn as large as said
        assert min(sizes) >= 11
        photograph(page, f"chains-500-{width}-{scheme}")
        assert barriers(page) == []


def test_a_node_narrows_the_drawing_and_its_address_keeps_it(desk: Desk, folder: Path) -> None:
    number = "XX/T 9403-2024"
    with desk.page() as (page, _):
        page.goto("/chains")
        page.locator(f'a.tile:has-text("{number}")').click()
        page.wait_for_url("**/chains?node=d-*")
        page.locator(".focusnote", has_text=number).wait_for()
        address, count = page.url, nodes(page)
        assert page.locator(".n.focus").count() == 1
        through = [one for one in asked(folder) if number in one.statement]
        assert re.sub(r"\D", "", page.inner_text(".crumb")) == str(len(through))
        page.goto(address)
        assert nodes(page) == count
        page.click("text=Show everything")
        page.locator(".focusnote").wait_for(state="detached")
        assert nodes(page) > count


def test_groups_open_and_columns_have_parts(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/chains")
        before = page.locator("a.tile[data-column='0']").all_text_contents()
        rest = page.locator("a.tile[data-column='0']:has(.n.rest)")
        rest.click()
        page.wait_for_url("**part=0.1*")
        page.locator("a.tile[data-column='0']:has(.n.before)").wait_for()
        after = page.locator("a.tile[data-column='0']").all_text_contents()
        assert not set(before[:-1]) & set(after[1:-1])
        group = page.locator("a.tile:has(.n.group)").first
        size = int(group.locator("title").text_content().split()[0])
        group.click()
        said = page.locator(".focusnote").text_content()
        whole = int(re.search(r"one of (\d+):", said)[1])
        assert whole - 1 <= size <= whole  # what is lit stands beside its group
        assert page.locator(".n.focus").count() == whole


def test_a_line_opens_its_passage(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/chains")
        line = page.locator("a.line:not(.faint):has(path.e.strict:not(.on))").first
        name = line.get_attribute("aria-label")
        start, _, rest = name.partition(" → ")
        line.locator("path.touch").dispatch_event("click")
        page.wait_for_url("**/chains?chain=c-*#step-*")
        step = page.locator(".steps li:target")
        assert start in step.locator("h3").inner_text()
        assert step.locator("mark").inner_text()
        assert "strict" in step.inner_text() and "strict" in rest
        page.goto("/chains?role=drafter")
        naming = page.locator("a.line[aria-label*='drafter of the document']").first
        naming.locator("path.touch").dispatch_event("click")
        page.wait_for_url("**/documents/*?start=*")
        page.locator(".found, .asread mark").first.wait_for()


def test_the_drawing_by_keyboard(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/chains")
        tile = page.locator("a.tile[data-column='0']").first
        tile.focus()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.dataset.column") == "0"
        second = page.evaluate("document.activeElement.querySelector('title').textContent")
        assert second == page.locator("a.tile").nth(1).locator("title").text_content()
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.dataset.column") == "1"
        name = page.evaluate("document.activeElement.querySelector('title').textContent")
        page.keyboard.press("Enter")
        page.wait_for_url("**node=*")
        assert name.partition(",")[0] in page.inner_text(".focusnote")


def test_the_table_pages_through_all_chains(desk: Desk, folder: Path) -> None:
    everything = len(asked(folder))
    with desk.page() as (page, _):
        page.goto(f"/chains?view=table&skip={everything - 30}")
        assert page.locator(".tablesec tbody tr").count() == 30
        assert f"to {everything:,} of {everything:,}" in page.inner_text(".tablesec header")
        page.locator(".pager >> text=Previous").click()
        page.wait_for_url(f"**skip={everything - 80}*")
        assert page.locator(".tablesec tbody tr").count() == 50
        page.locator(".pager >> text=Next").wait_for()


def test_filters_leave_out_and_never_add(folder: Path) -> None:
    everything = {one.id: one for one in asked(folder)}
    recommended = asked(folder, strengths=("C+",))
    assert recommended and {one.steps[0].strength for one in recommended} == {"C+"}
    assert {one.id for one in recommended} == {
        k for k, v in everything.items() if v.steps[0].strength == "C+"
    }
    dated = asked(folder, since="2031-03", until="2031")
    assert dated and all(
        "2031-03" <= re.search(r"\((\d{4}-\d\d-\d\d)", one.statement)[1] < "2032" for one in dated
    )  # type: ignore[index]
    assert len(dated) + len(asked(folder, until="2031-02")) + len(asked(folder, since="2032")) == len(
        everything
    )
    name = "漾湖市公共视频管理中心"
    assert asked(folder, party=name, role="buyer") == asked(folder, party=name)
    assert asked(folder, party=name, role="drafter") == []
    with pytest.raises(UsageError, match="no date"):
        asked(folder, since="soon")
