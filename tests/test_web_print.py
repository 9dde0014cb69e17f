"""Every screen on paper: A4, black on white whatever the theme, nothing to press, nothing cut off, no empty page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.test_web_screens import SCREENS, opened
from tests.web_serving import SCREENSHOTS, Desk, digests, require, seated

require()
pdfium = pytest.importorskip("pypdfium2", reason="nothing here reads a PDF")

PAPER = {name: screen for name, screen in SCREENS.items() if name not in ("login", "findings-nothing")}
WIDE, HIGH = 595, 842
"""Points of A4."""
INSIDE = 673
"""CSS pixels between the margins."""

PRESSED = "button, .btn, .seg, .top, .nav, .thumbs, .side, input[type=checkbox], summary, dialog"
CUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
    if (!one.checkVisibility() || one.closest("svg, .vh, select, option, input")) return false;
    const style = getComputedStyle(one);
    const hides = !["visible", "clip"].includes(style.overflowX) || !["visible", "clip"].includes(style.overflowY);
    const scrolls = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
    return hides && scrolls;
}).map((one) => `${one.tagName}.${one.className} ${one.textContent.slice(0, 40)}`)"""


@pytest.fixture(scope="module")
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with seated(tmp_path_factory, browser, "print") as one:
        yield one


@pytest.fixture(scope="module")
def held(desk: Desk) -> dict[str, str]:
    return digests(desk.served.folder)


def printed(page: Any, name: str, folder: Path) -> Any:
    """Return the PDF that the browser prints as it does when nobody ticks "background graphics"."""
    file = Path(SCREENSHOTS or folder) / f"print-{name}.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True, print_background=False)
    return pdfium.PdfDocument(file)


@pytest.mark.parametrize("name", PAPER)
def test_every_screen_prints(name: str, desk: Desk, held: dict[str, str], tmp_path: Path) -> None:
    with desk.page(color_scheme="dark", passing={400} if name == "failure" else None) as (page, _):
        page.context.add_cookies([{"name": "theme", "value": "dark", "url": desk.served.base}])
        opened(desk, held, page, name)
        assert page.locator("html").get_attribute("data-theme") == "dark"
        title = page.locator("h1, .vt .ttl b").first.inner_text()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": INSIDE, "height": 970})
        pressed = page.locator(PRESSED)
        assert [one.inner_text() for one in pressed.all() if one.is_visible()] == []
        assert page.evaluate(CUT) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= INSIDE
        assert page.locator(".foot").is_visible()
        for proof in page.locator(".proof .onpaper").all():
            assert len(proof.inner_text()) == 64
        page.emulate_media(media=None)
        pdf = printed(page, name, tmp_path)
        try:
            texts = [sheet.get_textpage().get_text_range() for sheet in pdf]
            pictures = [sheet.render(scale=1).to_numpy() for sheet in pdf]
            assert all(
                abs(a - b) <= 1 for sheet in pdf for a, b in zip(sheet.get_size(), (WIDE, HIGH), strict=True)
            )
        finally:
            pdf.close()
    assert bare(title) in bare(texts[0])
    assert all(text.strip() for text in texts), "an empty page"
    # The margin is white and the words are black, though the screen was dark.
    assert all(picture[:20].min() > 250 and picture[:, :20].min() > 250 for picture in pictures)
    assert all(picture.min() < 110 for picture in pictures)
    assert all((picture > 250).mean() > 0.35 for picture in pictures)
    assert "Counterspec" in texts[-1]


def bare(text: str) -> str:
    return "".join(text.split())


def test_what_a_list_was_narrowed_to_stands_on_paper(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/search?q=民族")
        page.emulate_media(media="print")
        assert page.locator(".search-field").is_visible()
        page.goto("/findings?tier=A")
        assert page.locator(".bar .chip").is_visible()


def test_an_address_outside_is_spelled_out(desk: Desk) -> None:
    with desk.page() as (page, _):
        page.goto("/law")
        page.emulate_media(media="print")
        link = page.locator("main a[href^=http]").first
        spelled = link.evaluate("(one) => getComputedStyle(one, '::after').content")
        assert "attr(href)" in spelled or link.get_attribute("href") in spelled
