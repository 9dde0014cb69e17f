"""The screens of the workbench over a small case and a large one: how their times grow with what a case holds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from fastapi.testclient import TestClient

from bench._measure import told
from bench._pile import case_of
from counterspec.web.app import create_app
from counterspec.web.desk import Desk

SMALL = 100
"""Documents of the small case: 2,000 pages and 10,000 findings."""
_RUNS, _SECONDS = 20, 2.0
_GROWTH = 5.0


def screens(documents: int) -> dict[str, str]:
    """Return an address of every screen, and of what it is asked for most, in a case of so many documents."""
    standard, tender = f"{documents // 2 // 10 * 10:064}", f"{documents // 2 // 10 * 10 + 4:064}"
    finding = f"f-{documents * 50:012}"
    return {
        "case": "/",
        "findings": "/findings",
        "findings, filtered": "/findings?act=L5&standing=none&kind=tender",
        "findings, by words": "/findings?q=%E6%B0%91%E6%97%8F",
        "findings of a document": f"/findings?document={standard}",
        "documents": "/documents",
        "documents, last part": f"/documents?skip={max(0, documents - 50)}",
        "documents, by words": "/documents?name=document-44.pdf&kind=tender",
        "document": f"/documents/{standard}?page=3",
        "document at a finding": f"/documents/{standard}?finding={finding}",
        "chains": "/chains",
        "chains of one document": f"/chains?start={tender}",
        "chains as a table": "/chains?view=table",
        "compare": "/compare",
        "parties": "/parties",
        "parties, last part": f"/parties?skip={documents // 2 // 100 * 100}",
        "parties by role": "/parties?role=drafter&name=%E5%B1%B1",
        "wanted": "/wanted",
        "law": "/law",
        "law on a finding": f"/law?finding={finding}",
        "add": "/add",
        "report": "/report",
        "search": "/search?q=%E6%B0%91%E6%97%8F",
        "API: documents": f"/api/documents?skip={documents // 2}",
        "API: findings": "/api/findings?act=L5",
        "API: parties": "/api/parties?skip=10",
        "API: wanted": "/api/wanted?skip=10",
        "API: log": "/api/log",
        "API: case": "/api/case",
    }


def measure(folder: Path, *, full: bool) -> tuple[Path, int]:
    """Print what every screen takes over 10,000 findings, and over 100,000, or a million with `full`.

    Returns the larger case, and how many documents it has.
    """
    many = 10_000 if full else 1_000
    for documents in (SMALL, many):
        began = time.process_time()
        case_of(folder / f"web-{documents}", documents).close()
        print(f"A case of {documents:,} documents made in {time.process_time() - began:.0f} cpu-seconds")
    compare(folder / f"web-{SMALL}", folder / f"web-{many}", many)
    return folder / f"web-{many}", many


def compare(small: Path, large: Path, many: int) -> None:
    """Print the times of every screen over the large case, and how they compare with those over the small one."""
    print(f"Screens over {many * 100:,} findings, {many * 20:,} pages, beside {SMALL * 100:,} findings")
    first, times = _times(small, SMALL), _times(large, many)
    for name, taken in times.items():
        told(f"{name}: p50", statistics.median(taken[1:]), "cpu-ms")
        told(f"{name}: p95", statistics.quantiles(taken[1:], n=20)[-1], "cpu-ms")
        told(f"{name}: the first time", taken[0], "cpu-ms")
        growth = statistics.median(taken[1:]) / statistics.median(first[name][1:])
        told(f"{name}: p50 against the small case", growth, "×", _GROWTH, below=True)


def _times(folder: Path, documents: int) -> Mapping[str, list[float]]:
    desk = Desk(folder, frozenset({"localhost"}))
    client = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
    client.get(f"/enter?token={desk.token.value}")
    return {name: _repeated(lambda p=path: _opened(client, p)) for name, path in screens(documents).items()}  # type: ignore[misc]


def _opened(client: TestClient, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}: {answer.text[:500]}")


def _repeated(call: Callable[[], None]) -> list[float]:
    """Return the CPU milliseconds of calls, the first one apart from those after it; slow ones are made less often."""
    taken: list[float] = []
    while len(taken) < 4 or (len(taken) < _RUNS + 1 and sum(taken) < _SECONDS * 1000):
        began = time.process_time()
        call()
        taken.append((time.process_time() - began) * 1000)
    return taken
