"""What the tests of the workbench in a browser share: a case, a process that serves it, and Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from counterspec.store import Case, log
from counterspec.store.documents import cards
from counterspec.store.find import Found, found
from counterspec.store.finding_filter import FindingFilter
from tests.case_example import counterspec, example
from tests.conftest import PATIENCE, ROOT, once

CHROMIUM = Path("/usr/bin/chromium")
SCREENSHOTS = os.environ.get("COUNTERSPEC_SCREENSHOTS")
"""Folder that pictures of the screens are kept in; without it none are made."""
_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_CONFIRMED = 3


def require() -> None:
    """Skip a module where there is no browser, nothing that drives it, or no workbench."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed", allow_module_level=True)
    pytest.importorskip("playwright", reason="nothing here drives a browser")
    pytest.importorskip("fastapi", reason="the extra 'web' is not installed")


def built(factory: pytest.TempPathFactory) -> Path:
    """Return the case of examples/case/ with an answer and verdicts, made once for all tests of a run."""

    def made(folder: Path) -> None:
        shutil.copytree(example(factory).folder, folder / "yanghu")
        shutil.copy(ROOT / "examples/case/aliases.yaml", folder / "yanghu")
        counterspec("case", "statement", folder / "yanghu", "examples/case/statement.yaml")
        for one in firmest(folder / "yanghu")[:_CONFIRMED]:
            words = ("confirmed", "--reason", "read on the page")
            counterspec("case", "verdict", folder / "yanghu", one.finding.id, *words)

    return once(factory, "browser-case", made) / "yanghu"


def firmest(folder: Path, wanted: FindingFilter | None = None) -> list[Found]:
    """Return the findings of a case as the list shows them."""
    case = Case.open(folder)
    try:
        with case.reading() as connection:
            return list(found(connection, wanted or FindingFilter(), limit=1_000).found)
    finally:
        case.close()


def digests(folder: Path) -> dict[str, str]:
    """Return the digests of the documents of a case by file name."""
    case = Case.open(folder)
    try:
        with case.reading() as connection:
            return {Path(card.name).name: card.sha256 for card in cards(connection)}
    finally:
        case.close()


@dataclass(frozen=True)
class Served:
    """A case that a process serves: its folder, the address, and the address that opens it once."""

    folder: Path
    base: str
    opening: str


@contextmanager
def serving(folder: Path, *options: str | Path) -> Iterator[Served]:
    """Serve a case on a port of this machine that is free, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "counterspec", "serve", str(folder), "--port", "0", *map(str, options)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name != "COUNTERSPEC_REVIEWER"},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        opening = process.stdout.readline().strip()
        assert opening.startswith("http://127.0.0.1:"), process.communicate()[1]
        yield Served(folder, opening.partition("/enter")[0], opening)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


@contextmanager
def chromium() -> Iterator[Any]:
    """Start Chromium with a profile of its own that ends with it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What a page did that it should not: errors, warnings, failed and foreign requests.

    `passing` are the statuses that are no fault here.
    """

    base: str
    passing: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def over(self, page: Any) -> None:
        """Listen to a page."""
        page.on("console", lambda m: m.type in ("error", "warning") and self._said(m.text))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", lambda request: self._asked(request.url))
        page.on("response", lambda answer: self._answered(answer.status, answer.url))

    def _said(self, text: str) -> None:
        if not any(f"status of {status} " in text for status in self.passing):
            self.faults.append(f"console: {text}")

    def _failed(self, request: Any) -> None:
        # What a browser was fetching when somebody left the page was not asked for any more.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.base}/", "data:", "blob:")):
            self.faults.append(f"elsewhere: {url}")

    def _answered(self, status: int, url: str) -> None:
        if status >= 400 and status not in self.passing:
            self.faults.append(f"{status}: {url}")


@dataclass
class Desk:
    """One person at a served case: Chromium, logged in."""

    served: Served
    browser: Any
    state: Any = None

    def enter(self) -> None:
        """Open the address that was printed."""
        context = self.browser.new_context()
        page = context.new_page()
        page.goto(self.served.opening)
        self.state = context.storage_state()
        context.close()

    @contextmanager
    def page(
        self, *, width: int = 1440, passing: set[int] | None = None, **options: Any
    ) -> Iterator[tuple[Any, Watch]]:
        """Give a page of a fresh profile; at its end nothing may have gone wrong in it."""
        context = self.browser.new_context(
            base_url=self.served.base, storage_state=self.state, viewport={"width": width, "height": 900}, **options
        )  # fmt: skip
        context.set_default_timeout(30_000)
        watch = Watch(self.served.base, passing or set())
        page = context.new_page()
        watch.over(page)
        try:
            yield page, watch
            assert not watch.faults, watch.faults
        finally:
            context.close()


@contextmanager
def seated(factory: pytest.TempPathFactory, browser: Any, name: str) -> Iterator[Desk]:
    """Serve a copy of the example's case and let its owner in."""
    folder = factory.mktemp(name) / "yanghu"
    shutil.copytree(built(factory), folder)
    with serving(folder) as served:
        desk = Desk(served, browser)
        desk.enter()
        yield desk


@cache
def axe() -> str:
    """Return axe-core, which looks for what keeps people out."""
    return (Path(__file__).parent / "vendor/axe-4.14.1.min.js").read_text("utf-8")


def barriers(page: Any) -> list[str]:
    """Return what axe calls serious or critical on a page, by the rules of WCAG 2.2 A and AA."""
    page.evaluate(axe())
    found = page.evaluate(
        """() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
             resultTypes: ["violations"]})"""
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:300]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:5]
    ]


def photograph(page: Any, name: str) -> None:
    """Keep a picture of a page, where somebody wants them."""
    if SCREENSHOTS:
        folder = Path(SCREENSHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(folder / f"{name}.png"))


def logged(folder: Path, kind: Any = None) -> list[tuple[str, dict[str, Any]]]:
    """Return who decided what, in the log's order."""
    case = Case.open(folder)
    try:
        with case.reading() as connection:
            return [(entry.by, json.loads(entry.body)) for entry in log.entries(connection, kind)]
    finally:
        case.close()
