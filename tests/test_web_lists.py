"""Long lists in parts: every row once, in order, with the filters kept, and a number that says how many there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from fastapi import Request
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from counterspec.casework.clock import now
from counterspec.casework.linking import are_links_current, link
from counterspec.casework.naming import decide
from counterspec.casework.parties import Parties
from counterspec.casework.versions import linking_version
from counterspec.link.wanted import Wants
from counterspec.model import Card, NameDecision, Problem
from counterspec.pipeline import Setup
from counterspec.store import Case, schema
from counterspec.store.documents import cards, findings_of
from counterspec.store.editions import count_numbers, editions_of, numbers
from counterspec.store.links import mark_current, unanswered
from counterspec.store.listing import STATES, count_listed, listed
from counterspec.store.originals import count_original, original
from counterspec.store.overview import coverage, kinds_held
from counterspec.store.status import problems
from counterspec.store.unread import put_unread
from counterspec.store.wanted import wanted_whole
from counterspec.web.app import create_app
from counterspec.web.desk import Desk
from counterspec.web.organisations import KeptParties
from counterspec.web.paging import Part
from counterspec.web.timeline import timeline
from tests.case_many import DOCUMENTS, document, many, wanted_number
from tests.case_of_files import built
from tests.case_piles import pile
from tests.pack_making import small_case

OLDER = "worked out anew once nothing is being added"
TIERS = ("A", "B", "C", "D")
ROWS = [document(number) for number in range(DOCUMENTS)]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return many(tmp_path_factory.mktemp("many") / "case")


@pytest.fixture(scope="module")
def client(case: Case) -> TestClient:
    return entered(Desk(case.folder, frozenset({"localhost"})))


def entered(desk: Desk) -> TestClient:
    made = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
    assert made.get(f"/enter?token={desk.token.value}").status_code == 303
    return made


def shown(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def parts(client: TestClient, path: str) -> Iterator[str]:
    """Yield the pages of a list from its beginning to its end, by their own links."""
    base, following = path.partition("?")[0], path
    for _ in range(100):
        page = shown(client, following)
        yield page
        found = re.search(r'rel="next" href="([^"]+)"', page)
        if found is None:
            return
        following = base + unescape(found[1])
    raise AssertionError(f"{path} does not end")


def rows(page: str, pattern: str) -> list[str]:
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [unescape(found) for found in re.findall(pattern, body)]


# -- every row once ----------------------------------------------------------------------------

DIGESTS = r'<th scope="row" class="name"><a href="/documents/([0-9a-f]{64})"'


@pytest.mark.parametrize(
    ("query", "keeps"),
    [
        ("", lambda row: True),
        ("?kind=tender", lambda row: row["kind"] == "tender"),
        ("?kind=unknown", lambda row: row["kind"] == ""),
        ("?state=read", lambda row: row["state"] == "read"),
        ("?state=whole", lambda row: row["state"] == "read" and row["pages_read"] == 4),
        ("?state=part&kind=notice", lambda row: row["kind"] == "notice" and 0 < row["pages_read"] < 4),
        ("?state=original", lambda row: row["state"] == "read"),
        ("?state=not", lambda row: row["state"] != "read"),
        ("?name=document+1", lambda row: row["title"].startswith("Document 1")),
        ("?name=%C3%84RZTE", lambda row: row["title"].startswith("Ärzte")),
        ("?since=2025&until=2026", lambda row: (row["issued"] or "")[:4] in ("2025", "2026")),
        ("?name=nothing+says+this", lambda row: False),
    ],
)
def test_documents_in_parts(client: TestClient, query: str, keeps: Any) -> None:
    expected = [row["sha256"] for row in sorted(filter(keeps, ROWS), key=lambda row: row["name"])]
    pages = list(parts(client, f"/documents{query}"))
    assert [one for page in pages for one in rows(page, DIGESTS)] == expected
    assert len(pages) == max(1, -(-len(expected) // 200))
    for number, page in enumerate(pages):
        assert f"<h1>{len(expected):,} document" in page
        last = min(len(expected), 200 * number + 200)
        assert not expected or f"{200 * number + 1:,} to {last:,} of {len(expected):,}" in page


def test_parts_lead_back_with_their_filters(client: TestClient) -> None:
    page = shown(client, "/documents?kind=tender&skip=200&state=read")
    back = re.search(r'rel="prev" href="([^"]+)"', page)
    assert back is not None
    assert unescape(back[1]) == "?kind=tender&state=read"


@pytest.mark.parametrize(("skip", "first"), [(-5, 1), (1_000_000, 1_201), (1_203, 1_201)])
def test_a_number_beyond_the_list_means_its_first_or_last_part(
    client: TestClient, skip: int, first: int
) -> None:
    assert f"{first:,} to " in shown(client, f"/documents?skip={skip}")


@given(st.integers(0, 5_000), st.integers(1, 300))
def test_parts_of_any_list_hold_every_row_once(total: int, step: int) -> None:
    request = Request({"type": "http", "query_string": b"kind=tender&name=a%26b&kind=notice", "headers": []})
    part, seen = Part(request, 0, step, total), []
    while True:
        seen += range(part.skip, part.last)
        if part.after is None:
            break
        assert part.after.startswith("?kind=tender&name=a%26b&kind=notice&skip=")
        part = Part(request, int(part.after.rpartition("=")[2]), step, total)
        assert part.before is not None
    assert seen == list(range(total))


def test_organisations_in_parts(client: TestClient, case: Case) -> None:
    with case.reading() as connection:
        every = Parties(connection, case.folder).organisations()
    assert len(every) > 1_100
    pages = list(parts(client, "/parties"))
    assert [one for page in pages for one in rows(page, r'<th scope="row"><a [^>]+>([^<]+)</a>')] == [
        one.name for one in every
    ]
    drafters = [one.name for one in every if any(held.role == "drafter" for held in one.roles)]
    kept = [name for name in drafters if "1" in name]
    pages = list(parts(client, "/parties?role=drafter&name=+1"))
    assert len(pages) == -(-len(kept) // 100)
    assert len(pages) > 1
    assert [one for page in pages for one in rows(page, r'<th scope="row"><a [^>]+>([^<]+)</a>')] == kept
    assert all(f"<h1>{len(kept):,} organisations" in page for page in pages)


def test_wanted_documents_in_parts(client: TestClient, case: Case) -> None:
    link(case)
    with case.reading() as connection:
        wants = Wants({card.sha256: card for card in cards(connection)})
        for citation, found in unanswered(connection):
            wants.add(citation, found)
        expected = wants.result()
        assert wanted_whole(connection) == expected
        assert wanted_whole(connection, limit=7, skip=1_100) == expected[1_100:1_107]
    assert len(expected) == DOCUMENTS
    pages = list(parts(client, "/wanted"))
    assert [one for page in pages for one in rows(page, r'<span class="mono">([^<]+)</span>')] == [
        one.canonical for one in expected
    ]
    assert expected[0].canonical == wanted_number(0)
    counts = [
        int(one.replace(",", ""))
        for page in pages
        for one in rows(page, r"/documents\?cites=[^>]+>([\d,]+)<")
    ]
    assert counts == [len(one.citing) for one in expected]
    found = list(parts(client, "/wanted?name=records+11"))
    assert f"<h1>{sum('Records 11' in (one.title or '') for one in expected)} wanted" in found[0]
    assert f"All {DOCUMENTS:,} wanted documents" in shown(client, "/")


def test_numbers_with_several_editions_in_parts(case: Case) -> None:
    read = {(row["canonical"], row["edition"]) for row in ROWS if row["state"] == "read" and row["canonical"]}
    counts = Counter(number for number, _ in read)
    expected = sorted(number for number, count in counts.items() if count > 1)
    assert len(expected) > 40
    with case.reading() as connection:
        assert count_numbers(connection) == len(expected)
        found = [one for skip in range(0, 200, 20) for one in numbers(connection, limit=20, skip=skip)]
        assert found == expected
        for number in expected[::7]:
            held = editions_of(connection, number)
            assert [card.edition for card in held] == sorted(
                row["edition"] for row in ROWS if row["state"] == "read" and row["canonical"] == number
            )


@pytest.fixture(scope="module")
def pile_case(tmp_path_factory: pytest.TempPathFactory, setup: Setup) -> Case:
    """Return a case that was read, with a copy in it and problems of files that could not be had."""
    folder = tmp_path_factory.mktemp("found")
    case = built(folder / "case", pile(folder / "pile", 60), setup=setup)
    with case.changing() as connection:
        for number in range(450):
            put_unread(connection, Problem(f"gone/{number * 7919 % 1_009:04}.pdf", "not-found", "is gone"))
        held = [card.sha256 for card in cards(connection)]
        copied = update(schema.documents).where(schema.documents.c.sha256 == held[7])
        connection.execute(copied.values(copy_of=held[3]))
        mark_current(connection, linking_version())
    return case


def test_problems_in_parts(pile_case: Case) -> None:
    with pile_case.reading() as connection:
        expected = [one.problem.file for one in problems(connection)]
        assert [one.problem.file for one in problems(connection, skip=7, limit=9)] == expected[7:16]
    assert len(expected) == 450
    client = entered(Desk(pile_case.folder, frozenset({"localhost"})))
    pages = list(parts(client, "/add"))
    assert [one for page in pages for one in rows(page, r'<th scope="row"><code>([^<]+)</code>')] == expected
    assert [re.findall(r"[\d,]+ to [\d,]+ of [\d,]+", page) for page in pages] == [
        ["1 to 200 of 450"], ["201 to 400 of 450"], ["401 to 450 of 450"],
    ]  # fmt: skip
    assert 'rel="next" href="?skip=400#problems"' in pages[1]
    assert 'rel="prev" href="?#problems"' in pages[1]
    # What is asked for while documents are read shows the part that the page shows.
    assert "201 to 400 of 450" in shown(client, "/add/progress?skip=200")


def test_findings_that_rules_are_about_in_parts(pile_case: Case) -> None:
    with pile_case.reading() as connection:
        every = [
            one
            for card in cards(connection)
            if card.copy_of is None
            for one in findings_of(connection, card.sha256)
        ]
        kept = [one for one in every if one.grade == "finding" and one.tier in TIERS]
        assert count_original(connection, TIERS) == len(kept) > 120
        assert original(connection, TIERS, skip=50, limit=20) == kept[50:70]
    client = entered(Desk(pile_case.folder, frozenset({"localhost"})))
    pages = list(parts(client, "/law"))
    listed = [re.findall(r'href="/law\?finding=(f-[0-9a-f]+)(?:&amp;skip=\d+)?"', page) for page in pages]
    assert [one for page in listed for one in page] == [one.id for one in kept]
    assert f"61 to 120 of {len(kept)}" in pages[1]
    # Another finding of a part is shown beside that part, and a part beside the finding that is shown.
    page = shown(client, f"/law?finding={kept[70].id}&skip=60")
    assert f'href="/law?finding={kept[71].id}&amp;skip=60"' in page
    assert f'href="?finding={kept[70].id}&amp;skip=120"' in page


# -- sums --------------------------------------------------------------------------------------


def test_kinds_and_coverage_are_those_of_all_documents(case: Case, client: TestClient) -> None:
    with case.reading() as connection:
        held, read = {one.kind: one for one in kinds_held(connection)}, coverage(connection)
    for kind in {row["kind"] for row in ROWS}:
        own = [row for row in ROWS if row["kind"] == kind]
        whole = sum(row["state"] == "read" and row["pages_read"] == 4 for row in own)
        unread = sum(row["state"] != "read" for row in own)
        one = held[kind]
        assert (one.whole, one.part, one.unread, one.pages) == (
            whole, len(own) - whole - unread, unread, 4 * len(own),
        )  # fmt: skip
    assert read.documents == DOCUMENTS
    assert read.pages - read.pages_unread == sum(row["pages_read"] for row in ROWS)
    # Every number of the table is a link to the documents it counts.
    page = shown(client, "/")
    linked = re.findall(r'href="(/documents\?kind=[^"]+&state=[^"]+)">([\d,]+)</a>', page)
    assert len(linked) == sum(bool(n) for one in held.values() for n in (one.whole, one.part, one.unread))
    for address, count in linked:
        assert f"<h1>{count} document" in shown(client, unescape(address))


def test_no_document_is_missing_in_the_timeline(case: Case, client: TestClient) -> None:
    with case.reading() as connection:
        made = timeline(connection, "2032-01-01")
    read = [row for row in ROWS if row["state"] == "read"]
    assert made.undated == sum(row["issued"] is None for row in read)
    assert (
        len(made.periods) + made.more + sum(one.stretch.documents for one in made.marks)
        == len(read) - made.undated
    )
    assert made.together
    assert len(made.marks) <= 3 * 60
    for mark in made.marks[::9]:
        page = shown(client, mark.address)
        assert f"<h1>{mark.stretch.documents:,} document" in page


@given(st.lists(st.sampled_from(sorted(STATES)), max_size=3), st.integers(0, 1_300), st.integers(1, 300))
def test_any_part_of_the_list_of_documents(
    tmp_path_factory: pytest.TempPathFactory, states: list[str], skip: int, limit: int
) -> None:
    case = _shared(tmp_path_factory)
    with case.reading() as connection:
        every = [one.card.sha256 for one in listed(connection, states=states)]
        assert count_listed(connection, states=states) == len(every)
        part = [one.card.sha256 for one in listed(connection, states=states, skip=skip, limit=limit)]
    assert part == every[skip : skip + limit]


_made: list[Case] = []


def _shared(factory: pytest.TempPathFactory) -> Case:
    if not _made:
        _made.append(many(factory.mktemp("shared") / "case"))
    return _made[0]


# -- while documents are being added -----------------------------------------------------------


def changed(case: Case) -> None:
    """Change a document as reading it anew does."""
    with case.changing() as connection:
        first = connection.execute(select(schema.documents.c.sha256).limit(1)).scalar_one()
        connection.execute(
            update(schema.documents).where(schema.documents.c.sha256 == first).values(title="Document 9999")
        )


@pytest.mark.parametrize("path", ["/", "/wanted", "/chains", "/parties"])
def test_what_rests_on_all_documents_is_said_to_be_older_while_some_are_added(
    tmp_path: Path, path: str
) -> None:
    case = many(tmp_path / "case")
    client = entered(Desk(case.folder, frozenset({"localhost"})))
    assert OLDER not in shown(client, path)
    changed(case)
    with case.working("add"):
        assert OLDER in shown(client, path)
        assert path == "/parties" or not are_links_current(case)
    assert OLDER not in shown(client, path)
    assert path == "/parties" or are_links_current(case)


def test_kept_organisations_are_those_of_the_case_as_it_is(tmp_path: Path) -> None:
    case = many(tmp_path / "case")
    kept = KeptParties(case)

    def same() -> bool:
        with case.reading() as connection:
            known = kept.of(connection)
            return known.every == Parties(connection, case.folder).organisations() and known.current

    assert same()
    with case.reading() as connection:
        assert kept.of(connection) is kept.of(connection)
        groups = kept.of(connection).parties.groups
    one, two = "Lijia5 Systems Co., Ltd.", "Lijia6 Systems Co., Ltd."
    before = kept._known
    with case.working("add"):
        decide(case, NameDecision(one, two, "accepted", "one seal", "Ana", now()), groups)
        assert same()
    assert kept._known is not before
    (case.folder / "aliases.csv").write_text(
        "name,other,source,accepted_by\nLijia7 Systems Co.; Ltd.,Lijia8,letter,Ana\n".replace(";", ""),
        "utf-8",
    )
    assert same()
    with case.changing() as connection:
        connection.execute(
            update(schema.parties).where(schema.parties.c.role == "buyer").values(role="agent")
        )
    changed(case)
    assert same()


# -- lists beside something else -------------------------------------------------------------------


def test_a_list_that_is_cut_leads_to_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = small_case(tmp_path)
    client = entered(Desk(case.folder, frozenset({"localhost"})))
    [standard] = [one.sha256 for one in cards_of(case) if one.name.endswith("standard.md")]
    address = {
        "/report": "/findings?standing=confirmed&grade=all",
        f"/documents/{standard}?line=1": f"/findings?document={standard}",
    }
    links = {path: f'<a href="{escape(rest)}">' for path, rest in address.items()}
    assert not [path for path, link in links.items() if link in shown(client, path)]
    monkeypatch.setattr("counterspec.web.screens.report._LISTED", 1)
    monkeypatch.setattr("counterspec.web.screens.viewer._LISTED", 0)
    assert [path for path, link in links.items() if link not in shown(client, path)] == []
    for rest in address.values():
        assert 'class="f' in shown(client, rest)


def cards_of(case: Case) -> list[Card]:
    with case.reading() as connection:
        return list(cards(connection))
