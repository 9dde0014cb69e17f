"""Every screen on a tablet, lying and upright, by touch: all in reach and large enough, nothing beyond the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.test_web_screens import LANGUAGES, SCREENS, opened
from tests.web_serving import Desk, barriers, digests, photograph, require, seated

require()

TABLETS = {"lying": {"width": 1024, "height": 768}, "upright": {"width": 820, "height": 1180}}
SPOKEN = {"lying": "zh", "upright": "en"}
"""Each way in one language: English words are the longer ones, and upright has less room."""
NAMES = [name for name in SCREENS if name != "login"]
LEAST = 24
"""CSS pixels a target is wide and high at least, by WCAG 2.2 AA."""

SMALL = f"""() => [...document.querySelectorAll(
    "button, select, summary, input:not([type=hidden], .vh), .btn, .tool, .chip[href], nav a, .foot a, .ln a:has(svg)"
)].filter((one) => {{
    const box = one.getBoundingClientRect();
    return one.checkVisibility() && box.width && (box.width < {LEAST} || box.height < {LEAST});
}}).map((one) => `${{one.tagName}}.${{one.className}} ${{one.textContent.slice(0, 30)}}`)"""

COVERED = """(chosen) => [...document.querySelectorAll(chosen)].filter((one) => {
    if (!one.checkVisibility()) return false;
    const box = one.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.left < 0 || box.right > innerWidth || !(top === one || one.contains(top));
}).map((one) => one.textContent.trim() || one.title)"""


@pytest.fixture(scope="module")
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with seated(tmp_path_factory, browser, "tablet") as one:
        yield one


@pytest.fixture(scope="module")
def held(desk: Desk) -> dict[str, str]:
    return digests(desk.served.folder)


@pytest.mark.parametrize("tablet", TABLETS)
@pytest.mark.parametrize("name", NAMES)
def test_every_screen_is_in_reach_of_a_finger(
    name: str, tablet: str, desk: Desk, held: dict[str, str]
) -> None:
    size = TABLETS[tablet]
    passing = {400} if name == "failure" else None
    with desk.page(passing=passing, has_touch=True, is_mobile=True, locale=LANGUAGES[SPOKEN[tablet]]) as (
        page,
        _,
    ):
        page.set_viewport_size(size)
        opened(desk, held, page, name)
        assert page.evaluate("matchMedia('(pointer: coarse)').matches")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert (
            page.evaluate(
                COVERED,
                ".top a, .top button, .top input, .vt .tool:not([aria-disabled]), .vt .btn, .panel footer .btn",
            )
            == []
        )
        assert page.evaluate(SMALL) == []
        for selector in SCREENS[name][1].split(", "):
            assert page.locator(selector).first.is_visible(), selector
        if page.locator(".sheetpic img").count():
            assert page.locator(".sheetpic img").bounding_box()["width"] >= 480
        photograph(page, f"tablet-{name}-{tablet}")
        assert barriers(page) == []
