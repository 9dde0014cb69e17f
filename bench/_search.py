"""Searching a case's pages and listing its findings, small beside large: index, recall, times, and how they grow."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text

from bench._made import FINDINGS_OF_A_DOCUMENT, PAGES_OF_A_DOCUMENT, Pages, document_row, finding_row
from bench._measure import told
from counterspec.model import Page, Span, Words
from counterspec.store import Case, schema
from counterspec.store.codec import packed, words_bytes
from counterspec.store.counting import counted, facets
from counterspec.store.find import found
from counterspec.store.finding_filter import FindingFilter
from counterspec.store.findings import put_findings
from counterspec.store.search import search
from counterspec.store.search_index import put_pages
from counterspec.store.search_query import Query
from counterspec.store.search_tokens import tokens

_QUERIES = 300
_SCANNED = 60
_TOP = 50


def measure(folder: Path, *, full: bool) -> None:
    """Print what a search takes at 20,000 pages and, with `full`, at 200,000; then lists of findings."""
    for count in (20_000, 200_000) if full else (20_000,):
        _pages(folder, count)
    _findings(folder, 1_000_000 if full else 100_000)


def _pages(folder: Path, count: int) -> None:
    case = Case.new(folder / f"pages-{count}")
    texts: list[str] = []
    indexing = _fill(case, count, texts)
    size = sum(len(page.encode()) for page in texts)
    print(f"Search: {count:,} pages, {size / 1e6:.0f} MB of text")
    with case.reading() as connection:
        index, kept = _sizes(connection)
        told("pages indexed", count / indexing, "pages/cpu-s")
        told("index / text", index / size, "×")
        told("index and kept text / text", (index + kept) / size, "×", 3, below=True)
        _queries(connection, texts)
    case.close()


def _fill(case: Case, count: int, texts: list[str]) -> float:
    """Write pages into a case; return the CPU seconds their index took."""
    made, spent, last = Pages(), 0.0, 0
    for first in range(0, count, 2_000):
        with case.changing() as connection:
            numbers = range(first, min(first + 2_000, count))
            pages = [made.page(number) for number in numbers]
            texts += [page for page, _ in pages]
            _write(connection, numbers, pages)
            began = time.process_time()
            put_pages(connection, ((last + 1 + at, tokens(page)) for at, (page, _) in enumerate(pages)))
            last += len(pages)
        spent += time.process_time() - began
    return spent


def _write(connection: Connection, numbers: Sequence[int], pages: Sequence[tuple[str, Words]]) -> None:
    documents = sorted({number // PAGES_OF_A_DOCUMENT for number in numbers})
    connection.execute(insert(schema.documents), [document_row(number) for number in documents])
    rows = []
    for number, (page, words) in zip(numbers, pages, strict=True):
        seq = number % PAGES_OF_A_DOCUMENT
        rows.append(
            {
                "sha256": f"{number // PAGES_OF_A_DOCUMENT:064}", "seq": seq, "number": seq + 1, "start": 0,
                "text": packed(page.encode()), "words": words_bytes(Page(1, Span(0, len(page)), words=words)),
            }
        )  # fmt: skip
    connection.execute(insert(schema.pages), rows)


def _sizes(connection: Connection) -> tuple[int, int]:
    """Return the bytes of the index and of the kept text."""
    index = connection.execute(
        text(
            "SELECT (SELECT sum(length(block)) FROM page_words_data) + (SELECT sum(length(sz)) FROM page_words_docsize)"
            " + (SELECT sum(length(term)) FROM page_words_idx)"
        )
    ).scalar_one()
    return index, connection.execute(text("SELECT sum(length(text)) FROM pages")).scalar_one()


def _queries(connection: Connection, texts: Sequence[str]) -> None:
    chosen = random.Random(6)
    zh = [*_parts(chosen, texts, _QUERIES), "民族", "肤色", "民族信息"]
    en = [
        chosen.choice(texts[2 * chosen.randrange(len(texts) // 2)].split()).strip(".")
        for _ in range(_QUERIES // 3)
    ]
    wrong = 0
    for query in (*zh[:_SCANNED], *zh[-3:]):
        expected = sum(query in page.replace("\n", "") for page in texts[1::2])
        wrong += search(connection, query, limit=1).pages != expected
    told("queries that find other pages than a scan", wrong, f"of {_SCANNED + 3}", 1, below=True)
    for name, queries in (
        ("2 to 4 letters", zh),
        ("Latin words", en),
        ("one letter", [q[0] for q in zh[:60]]),
    ):
        bare = [_timed(lambda q=query: _bare(connection, q)) for query in queries]  # type: ignore[misc]
        whole = [_timed(lambda q=query: search(connection, q, limit=_TOP)) for query in queries]  # type: ignore[misc]
        goal = 20 if name == "2 to 4 letters" else None
        told(f"{name}, top {_TOP} quoted and boxed: p50", statistics.median(whole), "cpu-ms")
        told(f"{name}, top {_TOP} quoted and boxed: p95", _p95(whole), "cpu-ms", goal, below=True)
        told(f"{name}: the index's own answer alone, p50", statistics.median(bare), "cpu-ms")
        told(f"{name}: the index's own answer alone, p95", _p95(bare), "cpu-ms")


def _parts(chosen: random.Random, texts: Sequence[str], count: int) -> Iterator[str]:
    """Yield runs of two to four letters from anywhere."""
    while count:
        page = texts[2 * chosen.randrange(len(texts) // 2) + 1]
        start = chosen.randrange(len(page) - 4)
        part = page[start : start + chosen.randint(2, 4)]
        if part.isalpha():
            yield part
            count -= 1


def _bare(connection: Connection, query: str) -> object:
    expression = Query.of(query).expression
    asked = text("SELECT rowid FROM page_words WHERE page_words MATCH :q LIMIT 50")
    return connection.execute(asked, {"q": expression}).all()


def _timed(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1000


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _findings(folder: Path, many: int) -> None:
    taken: dict[int, dict[str, float]] = {}
    for count in (10_000, many):
        case = Case.new(folder / f"findings-{count}")
        began = time.process_time()
        _fill_findings(case, count)
        print(f"Findings: {count:,}, written at {count / (time.process_time() - began):,.0f} a cpu-second")
        with case.reading() as connection:
            taken[count] = _lists(connection)
        case.close()
    small, large = taken.values()
    for name, spent in large.items():
        told(f"{name} among {many:,}", spent, "cpu-ms")
        told(f"{name}, {many:,} to 10,000", spent / small[name], "×", 5, below=True)


def _fill_findings(case: Case, count: int) -> None:
    chosen = random.Random(7)
    documents = count // 100
    with case.changing() as connection:
        connection.execute(insert(schema.documents), [document_row(number) for number in range(documents)])
    for first in range(0, count, 10_000):
        with case.changing() as connection:
            put_findings(connection, [_finding(chosen, n) for n in range(first, first + 10_000)])


def _finding(chosen: random.Random, number: int) -> dict[str, Any]:
    document = document_row(number // FINDINGS_OF_A_DOCUMENT)
    return finding_row(chosen, number, document["name"], document["kind"])


def _lists(connection: Connection) -> dict[str, float]:
    some = FindingFilter(concepts=("family1",), acts=("L1", "L5"), standings=("none",))
    rare = FindingFilter(concepts=("family5.concept59",), acts=("L6",), strengths=("R+",))
    after = found(connection, some, limit=_TOP).after
    calls: dict[str, Callable[[], object]] = {
        "first 50 of all": lambda: found(connection, FindingFilter(), limit=_TOP),
        "first 50 with four filters": lambda: found(connection, some, limit=_TOP),
        "next 50": lambda: found(connection, some, limit=_TOP, after=after),
        "first 50 of a rare kind": lambda: found(connection, rare, limit=_TOP),
        "table of concept by act": lambda: counted(connection, FindingFilter(), ("concept", "act")),
        "all facets beside four filters": lambda: facets(connection, some),
    }
    for call in calls.values():
        call()
    return {name: statistics.median(_timed(call) for _ in range(7)) for name, call in calls.items()}
