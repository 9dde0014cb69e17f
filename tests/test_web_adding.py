"""Documents dropped into Chromium: from a PDF to a pack that verifies, and files that would like to run something."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from counterspec.store import Case
from tests.case_example import FOLDER, counterspec, rows
from tests.web_serving import (
    Desk,
    barriers,
    digests,
    firmest,
    logged,
    photograph,
    require,
    serving,
)

require()

IMAGE = '"><img src=x onerror="window.ran=1">'
SCRIPT = "</script></title></textarea><script>window.ran=1</script>"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=1"><script>window.ran=1</script></svg>'
TURNED = "\u202etxt.exe\u2066"
HOSTILE: dict[str, str] = {
    f"{IMAGE}.md": f"# {SCRIPT}\n\n## {IMAGE} {{{{7*7}}}} {TURNED}\n\n[a link](javascript:window.ran=1)\n\n"
    f"| Field | Type | Values | Description |\n|---|---|---|---|\n"
    f"| ethnicity {IMAGE} | string | Han, {SCRIPT} | {{{{7*7}}}} ethnicity of the person |\n",
    "page.html": f"<title>{SCRIPT}</title><base href='http://elsewhere.example/'><h1 onclick='window.ran=1'>Video</h1>"
    f"<iframe srcdoc='{SCRIPT}'></iframe>{DRAWING}<a href='javascript:window.ran=1'>ethnicity</a>"
    f"<p>The system shall search persons by ethnicity. <img src=http://elsewhere.example/x.png>{SCRIPT}</p>",
    "drawing.svg": DRAWING,
    "form.schema.json": json.dumps(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Person {SCRIPT}", "type": "object",
         "properties": {f"ethnicity{IMAGE}": {"type": "string", "description": f"ethnicity of the person {SCRIPT}",
                                              "enum": ["Han", SCRIPT, "=1+1"]}}}
    ),
    "person.h": f"/* {SCRIPT} {IMAGE} {TURNED} */\nstruct person {{ int ethnicity; /* {IMAGE} {{{{7*7}}}} */ }};\n",
    "long.h": "struct person { int ethnicity; /* " + "<b>race</b> " * 900_000 + "*/ };\n",
    "cells.csv": "person_id,ethnicity,=HYPERLINK(\"http://elsewhere.example\")\n1,=cmd|' /C calc'!A0,@SUM(1)\n",
    "nul.md": f"# Persons\0\n\nThe system shall sort persons by ethnicity.\0{IMAGE}\n",
    f"{'n' * 400}{TURNED}.md": "The system shall sort persons by race.\n",
    "..\\..\\..\\up.md": "The system shall sort persons by religion.\n",
    "%0d%0aSet-Cookie: a=b.md": "The system shall infer the ethnicity of persons.\n",
}  # fmt: skip


@contextmanager
def empty(folder: Path, browser: Any) -> Iterator[Desk]:
    """Serve a new case."""
    counterspec("case", "new", folder)
    with serving(folder) as served:
        desk = Desk(served, browser)
        desk.enter()
        yield desk


def test_from_a_pdf_to_a_pack_that_verifies(tmp_path: Path, browser: Any) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/")
        page.set_input_files("#choose", FOLDER / "sources/XX_T_9400.3-2026.pdf")
        page.wait_for_url("**/add")
        page.wait_for_selector("#progress:has-text('1 of 1 document')", timeout=120_000)
        page.wait_for_selector("#progress:not([hx-get])", timeout=60_000)
        assert "1 of 1 document" in page.inner_text("footer.foot")
        photograph(page, "added")
        found = len(firmest(desk.served.folder))
        assert page.inner_text("#progress tbody td >> nth=2") == str(found)
        way_on = page.get_by_role("link", name=f"Review {found} findings")
        assert way_on.get_attribute("href") == "/findings?standing=none"
        way_on.click()
        page.wait_for_selector(f"h1:has-text('{found} findings')")
        page.go_back()
        page.click("#progress tbody td a")
        page.wait_for_url("**/findings?document=*")
        page.wait_for_selector(f"h1:has-text('{found} findings')")
        page.go_back()
        page.click("#progress tbody th a")
        page.wait_for_url("**/documents/*")
        photograph(page, "first-finding")
        page.get_by_role("link", name="First finding: page 3").click()
        page.wait_for_url("**finding=*")
        page.go_back()
        page.wait_for_selector("text=No finding on this page")
        page.keyboard.press("j")
        page.wait_for_url("**finding=*")
        page.get_by_role("button", name="Confirm").click()
        page.wait_for_selector("button[data-key=c][aria-pressed=true]")
        page.click("nav a:has-text('Report')")
        page.wait_for_url("**/report")
        assert "1 confirmed finding" in page.inner_text("main")
        with page.expect_download(timeout=120_000) as made:
            page.get_by_role("button", name="Pack", exact=True).click()
        pack = tmp_path / made.value.suggested_filename
        made.value.save_as(pack)
        page.set_input_files("#pack", pack)
        page.get_by_role("button", name="Check", exact=True).click()
        page.wait_for_selector("#checked:has-text('every quote stands in its source')", timeout=120_000)
        assert "not signed: whoever has it cannot tell who made it" in page.inner_text("#checked")
        assert "1 of 1 quote was read again" in page.inner_text("#checked")
        photograph(page, "checked")
        data = pack.read_bytes()
        at = data.index(b"TextQuoteSelector")
        broken = tmp_path / "broken.zip"
        broken.write_bytes(data[:at] + b"X" + data[at + 1 :])
        page.set_input_files("#pack", broken)
        page.get_by_role("button", name="Check", exact=True).click()
        page.wait_for_selector("#checked:has-text('not hold')", timeout=120_000)
        assert "broken.zip" in page.inner_text("#checked")
        assert barriers(page) == []
        page.set_input_files("#pack", FOLDER / "sources/XX_T_9400.3-2026.pdf")
        page.get_by_role("button", name="Check", exact=True).click()
        page.wait_for_selector("#checked:has-text('no pack')", timeout=60_000)
        assert page.inner_text("#checked").strip() == (
            "XX_T_9400.3-2026.pdf: no pack: it is no whole ZIP file. Give the file that counterspec pack wrote."
        )
        [(_, verdict)] = logged(desk.served.folder, "verdict")
    assert verdict["decision"] == "confirmed"
    said = counterspec("verify", pack)
    assert "1 of 1 quote" in said and "every quote stands in its source." in said
    with zipfile.ZipFile(pack) as bag:
        [findings] = [name for name in bag.namelist() if name.endswith("findings.jsonl")]
        assert [json.loads(line)["id"] for line in bag.read(findings).splitlines()] == [verdict["finding"]]


TEXTS = {
    "gates/visit.md": "The register holds the ethnicity of each person.\n",
    "gates/rules/visit.md": "The system shall search persons by religion.\n",
    "person.md": "Persons are recorded by race.\n",
}
"""Invented documents by their paths; two have one name."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of invented documents, as somebody would drop it."""
    place = tmp_path / "found"
    for name, text in TEXTS.items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return place


def origins(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    """Return the text of every document of a case with where and when it says it was fetched."""
    texts = {hashlib.sha256(text.encode()).hexdigest(): text for text in TEXTS.values()}
    return {
        texts[row["sha256"]]: (one["url"], one["fetched_at"])
        for row in documents(folder)
        for one in row["origins"]
    }


def documents(folder: Path) -> list[dict[str, Any]]:
    return [row for row in rows("case", "export", folder, "--only", "document") if row["type"] == "document"]


def read(page: Any) -> None:
    """Wait until everything that came in is read."""
    page.wait_for_selector("#progress table", timeout=120_000)
    page.wait_for_selector("#progress:not([hx-get])", timeout=120_000)


def dropped(page: Any, *paths: Path, on: str = "#drop") -> None:
    """Drop files and folders of this machine, and wait until they have come in."""
    with page.expect_response("**/add/files"):
        dragged(page, on, "dragEnter", "dragOver", "drop", files=paths)


def dragged(page: Any, on: str, *kinds: str, files: Sequence[Path] = (), text: str = "") -> None:
    """Drag files, or text, over a part of the page, as the window system tells the browser of it."""
    box = page.locator(on).bounding_box()
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    items = [{"mimeType": "text/plain", "data": text}] if text else []
    data = {"items": items, "files": [str(path) for path in files], "dragOperationsMask": 1}
    driver = page.context.new_cdp_session(page)
    for kind in kinds:
        driver.send("Input.dispatchDragEvent", {"type": kind, "data": data, **at})
    driver.detach()


def test_folders_and_files_are_dropped(folder: Path, tmp_path: Path, browser: Any) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/add")
        dropped(page, folder / "gates", folder / "person.md")
        read(page)
        assert origins(desk.served.folder) == dict.fromkeys(TEXTS.values(), (None, None))
        names = {Path(name).parts[-3:] for name in rels(desk.served.folder)}
        assert names == {("gates", "visit.md"), ("gates", "rules", "visit.md"), ("person.md",)}
        assert page.locator("#drop.over").count() == 0


def rels(folder: Path) -> list[str]:
    return [one["rel"] for row in documents(folder) for one in row["origins"]]


def test_a_folder_is_chosen(folder: Path, tmp_path: Path, browser: Any) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/add")
        with page.expect_response("**/add/files"):
            page.set_input_files("#choose-folder", folder)
        read(page)
        assert set(origins(desk.served.folder)) == set(TEXTS.values())


def test_files_of_one_name_stay_apart(folder: Path, tmp_path: Path, browser: Any) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/add")
        with page.expect_response("**/add/files"):
            page.set_input_files("#choose", [folder / "gates/visit.md", folder / "gates/rules/visit.md"])
        read(page)
        assert len(origins(desk.served.folder)) == 2


def test_a_pack_is_no_pile_of_documents(folder: Path, tmp_path: Path, browser: Any) -> None:
    counterspec("case", "new", tmp_path / "made")
    counterspec("case", "add", tmp_path / "made", folder, "-q")
    counterspec("pack", tmp_path / "made", "--all", "-o", folder / "pack.zip")
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/add")
        with page.expect_response("**/add/files"):
            page.set_input_files("#choose", folder / "pack.zip")
        told = page.locator(".note.warn", has_text="pack.zip is a pack; nothing of it was added.")
        told.wait_for()
        assert documents(desk.served.folder) == []
        assert [one.name for one in (desk.served.folder / "incoming").glob("*")] == []
        dropped(page, folder)
        read(page)
        assert len(documents(desk.served.folder)) == len(TEXTS)
        assert "found/pack.zip is a pack" in page.inner_text("#progress")
        assert page.inner_text("#problems").endswith("None so far.")
        photograph(page, "pack-dropped")
        assert barriers(page) == []
        told.get_by_role("link", name="Check it under Report").click()
        page.wait_for_url("**/report#check")
        page.set_input_files("#pack", folder / "pack.zip")
        page.get_by_role("button", name="Check", exact=True).click()
        page.wait_for_selector("#checked:has-text('every quote stands in its source')", timeout=120_000)


def test_what_comes_while_something_is_read_is_read_after_it(
    folder: Path, tmp_path: Path, browser: Any
) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/add")
        for name in TEXTS:
            with page.expect_response("**/add/files"):
                page.set_input_files("#choose", folder / name)
        page.wait_for_selector("#progress:has-text('3 of 3 documents read')", timeout=120_000)
        page.wait_for_selector("#progress:not([hx-get])", timeout=120_000)
        assert set(origins(desk.served.folder)) == set(TEXTS.values())
        assert not [*(desk.served.folder / "incoming").glob("*[0-9a-f]")]


def test_what_comes_while_another_works_on_the_case_is_kept(
    folder: Path, tmp_path: Path, browser: Any
) -> None:
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/add")
        with Case.open(desk.served.folder) as case, case.working("rescan"):
            dropped(page, folder)
            told = page.locator(".note.warn[role=alert]")
            told.wait_for(timeout=120_000)
            assert "another process is working on this case: “rescan”" in told.inner_text()
            assert "is kept, and is read when you go on" in told.inner_text()
            photograph(page, "add-busy")
            assert barriers(page) == []
        page.reload()
        page.get_by_role("button", name="Go on").click()
        read(page)
        assert set(origins(desk.served.folder)) == set(TEXTS.values())
        assert told.count() == 0 and page.get_by_role("button", name="Go on").count() == 0
        assert not [*(desk.served.folder / "incoming").glob("*[0-9a-f]")]


LIST = """\
path,source_url,fetched_at
elsewhere/gates/visit.md,https://gates.example/visit,2031-02-14
elsewhere/gates/rules/visit.md,https://gates.example/rules,2031-02-14T10:30:00+01:00
elsewhere/gone.md,https://gates.example/gone,2031-02-15
"""


def test_a_list_says_where_files_were_fetched(folder: Path, tmp_path: Path, browser: Any) -> None:
    (tmp_path / "fetched.csv").write_text(LIST, "utf-8")
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/add")
        page.set_input_files("#choose-list", tmp_path / "fetched.csv")
        page.locator("#captures", has_text="what fetched.csv says").wait_for()
        dropped(page, folder)
        page.locator(".note", has_text="elsewhere/gone.md").wait_for()
        assert "1 line of the list names no file" in page.inner_text("#progress")
        assert "1 file that came in is not in the list" in page.inner_text("#progress")
        read(page)
        photograph(page, "listed")
        assert barriers(page) == []
        assert "choose it first" in page.inner_text("#captures").lower()
        visit, rules, person = TEXTS.values()
        assert origins(desk.served.folder) == {
            visit: ("https://gates.example/visit", "2031-02-14"),
            rules: ("https://gates.example/rules", "2031-02-14T09:30:00Z"),
            person: (None, None),
        }
        assert not [*(desk.served.folder / "incoming").glob("*[0-9a-f]")]


def test_a_list_that_says_nothing_usable_adds_nothing(folder: Path, tmp_path: Path, browser: Any) -> None:
    (tmp_path / "fetched.csv").write_text(LIST.replace("2031-02-14T10:30:00+01:00", "yesterday"), "utf-8")
    with empty(tmp_path / "case", browser) as desk, desk.page() as (page, _):
        page.goto("/add")
        page.set_input_files("#choose-list", tmp_path / "fetched.csv")
        dropped(page, folder)
        told = page.locator(".note.warn[role=alert]")
        told.wait_for()
        assert "fetched.csv, line 3" in told.inner_text() and "Nothing was added." in told.inner_text()
        assert str(tmp_path) not in page.inner_text("#progress")
        assert documents(desk.served.folder) == []


def test_nothing_of_a_document_runs(tmp_path: Path, browser: Any) -> None:
    folder = tmp_path / "case"
    with empty(folder, browser) as desk, desk.page() as (page, _):
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto("/add")
        files = [
            {"name": name, "mimeType": "text/html", "buffer": text.encode()} for name, text in HOSTILE.items()
        ]
        page.set_input_files("#choose", files)
        page.wait_for_selector("#progress table", timeout=120_000)
        page.wait_for_selector("#progress:not([hx-get])", timeout=240_000)
        calm(page)
        held = digests(folder)
        assert len(held) == len(HOSTILE)
        found = firmest(folder)
        assert {one.finding.evidence.sha256 for one in found} >= {
            held[name] for name in ("form.schema.json", "person.h", "page.html")
        }
        paths = [
            "/",
            "/findings",
            "/documents",
            "/parties",
            "/law",
            "/report",
            "/search?q=%3Cscript%3E",
            "/search?q=ethnicity",
        ]
        paths += [
            f"/findings?q={IMAGE}&party={SCRIPT}",
            f"/documents?name={IMAGE}",
            f"/search?q={SCRIPT}",
            f"/chains?start={SCRIPT}",
        ]
        paths += [f"/documents/{sha256}" for sha256 in held.values()]
        paths += [f"/documents/{one.finding.evidence.sha256}?finding={one.finding.id}" for one in found[:12]]
        for path in paths:
            answer = page.goto(path.replace("#", "%23"))
            assert answer.status == 200, path
            calm(page)
        assert "{{7*7}}" in page.goto(f"/documents/{held['person.h']}").text()
        assert dialogs == []
        harmless(page)


ACTIVE = (
    "script:not([src^='/static/']), iframe, base, [onerror], [onload], [onclick], a[href^='javascript:'], "
    "img[src=x]"
)


def calm(page: Any) -> None:
    """Nothing of a document has run, and none of its elements are in the page."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert page.locator(ACTIVE).count() == 0, page.url


def harmless(page: Any) -> None:
    """No cell of the exported table is a formula to a spreadsheet."""
    text = page.request.get("/report/made.csv?everything=1").text()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) > 3
    assert [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r]", cell)] == []
