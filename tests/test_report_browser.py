"""The report as somebody gets it: one file, opened without a network, on any screen and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.case_example import counterspec
from tests.web_serving import Watch, barriers, built, firmest, photograph, require

require()
pdfium = pytest.importorskip("pypdfium2", reason="nothing here reads a PDF")

SCREENS = {"wide": (1440, 900), "tablet": (820, 1180), "telephone": (390, 844)}
OVERLAPPING = """() => {
    const boxes = [...document.querySelectorAll(
            ".exhibit > *, .chainfig > *, .side2 > section, .report h2, .report table")]
        .map((one) => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect()]);
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return boxes.flatMap(([name, a], at) =>
        boxes.slice(at + 1).filter(([, b]) => meet(a, b)).map(([other]) => `${name} / ${other}`));
}"""

OVERFLOWING = """() => [...document.querySelectorAll(".chainfig .n text:not(.tm text), .chainfig .tag text")]
    .filter((one) => {
        const words = one.getBoundingClientRect();
        const box = one.parentNode.querySelector("rect").getBoundingClientRect();
        return words.left < box.left || words.right > box.right || words.top < box.top || words.bottom > box.bottom;
    }).map((one) => one.textContent)"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory)


@pytest.fixture(scope="module")
def report(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("published") / "report.html"
    # More than the confirmed ones: scans, code and prohibitions each have a shape of their own.
    chosen = [one.finding.id for one in firmest(case)[::6]]
    counterspec("report", case, "-o", file, *(word for finding in chosen for word in ("--finding", finding)))
    return file


def opened(browser: Any, file: Path, **options: Any) -> tuple[Any, Watch]:
    """Open a file in a browser that has no network."""
    page = browser.new_context(offline=True, **options).new_page()
    watch = Watch(file.parent.as_uri())
    watch.over(page)
    page.goto(file.as_uri())
    page.wait_for_load_state("networkidle")
    return page, watch


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_it_needs_nothing_but_itself(screen: str, scheme: str, report: Path, browser: Any) -> None:
    width, height = SCREENS[screen]
    page, watch = opened(browser, report, viewport={"width": width, "height": height}, color_scheme=scheme)
    try:
        assert watch.faults == []
        assert page.locator(".exhibit").count() > 5
        assert page.locator(".exhibit img").count() > 2
        assert (
            page.evaluate("[...document.images].filter((one) => !(one.complete && one.naturalWidth)).length")
            == 0
        )
        assert page.evaluate("[...document.fonts].filter((one) => one.status === 'error').length") == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERLAPPING) == []
        assert page.locator(".chainfig .n").count() > 4
        assert page.evaluate(OVERFLOWING) == []
        photograph(page, f"report-{screen}-{scheme}")
        assert barriers(page) == []
        assert watch.faults == []
    finally:
        page.context.close()


def test_its_links_lead_somewhere(report: Path, browser: Any) -> None:
    page, watch = opened(browser, report)
    try:
        inside = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map((one) => one.hash)")
        assert len(inside) > 10
        assert [one for one in inside if not page.locator(f"[id='{one[1:]}']").count()] == []
        assert watch.faults == []
    finally:
        page.context.close()


def test_it_prints_its_exhibits_unbroken_on_white(report: Path, browser: Any, tmp_path: Path) -> None:
    page, watch = opened(browser, report, color_scheme="dark")
    try:
        heads = page.locator(".exhibit > header b").all_inner_texts()
        feet = page.locator(".exhibit > footer code:last-of-type").all_inner_texts()
        page.emulate_media(media="print")
        assert page.evaluate(
            "[...document.querySelectorAll('.crop')].map((one) => getComputedStyle(one).filter)"
        ) == (["none"] * page.locator(".crop").count())
        digests = page.locator(".fn code:first-of-type").all_inner_texts()
        page.emulate_media(media=None)
        file = tmp_path / "report.pdf"
        page.pdf(path=str(file), prefer_css_page_size=True)
        assert watch.faults == []
    finally:
        page.context.close()
    pdf = pdfium.PdfDocument(file)
    try:
        texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf]
        edges = [sheet.render(scale=0.5).to_numpy()[:8] for sheet in pdf]
        sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in pdf}
    finally:
        pdf.close()
    assert sizes == {(595, 842)}
    assert all(edge.min() > 250 for edge in edges)
    assert all(texts), "an empty page"
    for head, foot in zip(heads, feet, strict=True):
        assert any("".join(head.split()) in text and foot in text for text in texts), head
    assert digests and all(len(one) == 64 and any(one in text for text in texts) for one in digests)
