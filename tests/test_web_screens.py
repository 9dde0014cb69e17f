"""Every screen in Chromium, in both languages, light and dark, wide and narrow: nothing complains or asks elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.web_serving import Desk, barriers, digests, photograph, require, seated, serving

require()

LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
WIDTHS = (1440, 1024)
SCHEMES = ("light", "dark")
COMPANY = "里嘉视觉科技有限公司"


def document(name: str, query: str = "") -> Callable[[dict[str, str]], str]:
    return lambda held: f"/documents/{held[name]}{query}"


SCREENS: dict[str, tuple[str | Callable[[dict[str, str]], str], str]] = {
    "case": ("/", ".cov .meter, .matrix td a, svg.timeline a, #wanted table"),
    "findings": ("/findings", "article.f[aria-current=true], .f .crop img, .facets input, #review button"),
    "findings-nothing": ("/findings?q=zzzz", ".empty a.btn"),
    "documents": ("/documents", ".doctable tbody tr"),
    "native": (
        document("XX_T_9400.3-2026.pdf", "?page=3"),
        ".sheetpic img, .over .hit rect, .thumbs img, .panel .proof",
    ),
    "scan": (document("XX_T_9400.3-2031.pdf", "?page=3"), ".sheetpic img, .vt .chip, .panel .says"),
    "scan-text": (document("XX_T_9400.3-2031.pdf", "?page=3&text=1"), ".asread td, .asread mark"),
    "reread": (document("XX_T_9400.3-2031.pdf", "/reread?page=3"), ".sheetpic img, #reread"),
    "docx": (document("SH-2030-112.docx"), ".asread"),
    "html": (document("SH-2030-112-award.html"), ".asread"),
    "schema": (document("staff-form-e4.schema.json"), ".codev .ln.sel, .panel .says"),
    "header": (document("lj_person.h"), ".codev .ln.sel, .panel .says"),
    "markdown": (document("portrait-test-set.md"), ".asread, .panel .says"),
    "chains": ("/chains", ".graph svg .n, .graph svg path.e.on, .steps li, .tablesec tbody tr"),
    "chains-table": ("/chains?view=table", ".tablesec tbody tr"),
    "compare": ("/compare", ".dl a[aria-current], .chosen-change, .diff tr.sel, .pages-two img"),
    "parties": ("/parties", "tbody tr th a"),
    "wanted": ("/wanted", "tbody tr th .mono, .paging"),
    "party": (f"/parties/{quote(COMPANY)}", "#names form button, #claims .q, #lists"),
    "law": ("/law", ".three section, .lawlist a[aria-current]"),
    "add": ("/add", "#drop, #progress .meter, #choose"),
    "report": ("/report", ".reportform button, ol li a"),
    "words": (
        "/words",
        "#tier-A .tm, #act-L5 .rung svg, #strength-R\\+, #standing-look-again .state, #word-wanted",
    ),
    "search": ("/search?q=民族", ".hits li mark"),
    "failure": ("/documents/0000", ".note.warn"),
    "login": ("login", "form input[name=password]"),
}


@pytest.fixture(scope="module")
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with seated(tmp_path_factory, browser, "screens") as one:
        yield one


@pytest.fixture(scope="module")
def folder(desk: Desk) -> Path:
    return desk.served.folder


@pytest.fixture(scope="module")
def held(folder: Path) -> dict[str, str]:
    return digests(folder)


@pytest.fixture(scope="module")
def shut(folder: Path, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Serve the case with accounts, to somebody who has not logged in."""
    people = tmp_path_factory.mktemp("people") / "people.json"
    from counterspec.web.access.accounts import Accounts

    Accounts(people).put("ana", "owner", "four random words do")
    with serving(folder, "--users", people) as served:
        yield Desk(served, browser)


def opened(desk: Desk, held: dict[str, str], page: Any, name: str) -> None:
    """Open a screen and wait until it has all its pictures."""
    path = SCREENS[name][0]
    path = path if isinstance(path, str) else path(held)
    if path == "login":
        page.goto("/enter")
    else:
        answer = page.goto(path)
        assert answer.status == (400 if name == "failure" else 200), answer.text()[:500]
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_every_screen(name: str, language: str, held: dict[str, str], request: pytest.FixtureRequest) -> None:
    one = request.getfixturevalue("shut" if name == "login" else "desk")
    with one.page(locale=LANGUAGES[language], passing={400} if name == "failure" else None) as (page, _):
        opened(one, held, page, name)
        assert page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-Hans"}[language]
        for selector in SCREENS[name][1].split(", "):
            assert page.locator(selector).first.is_visible(), selector
        assert page.locator("footer.foot").is_visible()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} px wide at {width}"
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.wait_for_load_state("networkidle")
                assert page.evaluate(NOT_DRAWN) == []
                photograph(page, f"{name}-{language}-{width}-{scheme}")


NOT_DRAWN = """() => [...document.images].filter((one) => {
    const box = one.getBoundingClientRect();
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return seen && !(one.complete && one.naturalWidth);
}).map((one) => one.src)"""


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_keeps_people_out(
    name: str, scheme: str, held: dict[str, str], request: pytest.FixtureRequest
) -> None:
    one = request.getfixturevalue("shut" if name == "login" else "desk")
    with one.page(color_scheme=scheme, passing={400} if name == "failure" else None) as (page, _):
        opened(one, held, page, name)
        assert barriers(page) == []


def test_marks_lead_to_what_they_mean(desk: Desk, held: dict[str, str]) -> None:
    """From the panel of a finding, by mouse or keyboard, to the very line; from the help and the foot to the page."""
    with desk.page() as (page, _):
        opened(desk, held, page, "native")
        for mark in (".panel header a.term", ".panel dl a.term"):
            link = page.locator(mark).first
            place = link.get_attribute("href").partition("/words")[2]
            title = link.get_attribute("title")
            link.focus()
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/words{place}")
            line = page.locator(f"[id='{place[1:]}']")
            assert line.locator("dd").inner_text() == title
            assert line.bounding_box()["y"] >= page.locator("header.top").bounding_box()["height"]
            page.go_back()
            page.wait_for_url("**/documents/*")
        page.click("[data-keys]")
        page.click("#keys a[href='/words']")
        page.wait_for_url("**/words")
        assert page.locator("footer.foot a[href='/words']").is_visible()
