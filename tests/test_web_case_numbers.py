"""The screen "Case": every number that is a link leads to a list of exactly as many."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from fastapi.testclient import TestClient

from counterspec.casework.clock import now
from counterspec.casework.naming import decide
from counterspec.casework.parties import Parties
from counterspec.casework.verdicts import give
from counterspec.model import NameDecision
from counterspec.store import Case
from counterspec.store.find import found
from counterspec.store.finding_filter import FindingFilter
from counterspec.web.app import create_app
from counterspec.web.desk import Desk
from counterspec.web.words import Linked, said
from tests.case_example import example
from tests.case_many import many, wanted_number

LINKED = re.compile(r'<a(?: class="[^"]*")? href="([^"]+)">([\d,]+)</a>')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example's case with a confirmed candidate and two names that are one organisation."""
    place = tmp_path_factory.mktemp("numbers") / "yanghu"
    shutil.copytree(example(tmp_path_factory).folder, place)
    case = Case.open(place)
    with case.reading() as connection:
        candidate = found(connection, FindingFilter("candidate"), limit=1).found[0].finding.id
        parties = Parties(connection, place)
        drafters = [
            one for one in parties.organisations() if any(held.role == "drafter" for held in one.roles)
        ]
    first, second = drafters[0].name, drafters[1].name
    give(case, [candidate], "confirmed", "", "M. Oduya", now())
    decide(case, NameDecision(first, second, "accepted", "", "M. Oduya", now()), parties.groups)
    case.close()
    return place


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    yield entered(folder)


def entered(folder: Path) -> TestClient:
    desk = Desk(folder, frozenset({"localhost"}))
    made = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
    assert made.get(f"/enter?token={desk.token.value}").status_code == 303
    return made


def numbers(client: TestClient) -> list[tuple[str, str]]:
    """Return the numbers of the screen that are links, each with its address."""
    main = client.get("/").text.partition("<main")[2].partition("</main>")[0]
    return [(unescape(address), number) for address, number in LINKED.findall(main)]


def counted(client: TestClient, address: str) -> str:
    """Return how many rows a list says it has."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:500]
    heading = re.search(r"<h1>([\d,]+) ", answer.text)
    assert heading, address
    return heading[1]


def test_every_number_that_is_a_link_leads_to_as_many(client: TestClient) -> None:
    linked = numbers(client)
    assert len(linked) > 60
    assert {address: counted(client, address) for address, _ in linked} == dict(linked)
    addresses = " ".join(address for address, _ in linked)
    for list_ in ("/documents ", "/documents?kind=", "/documents?cites=", "/findings?concept=", "/findings?kind=",
                  "/findings?standing=confirmed&grade=all", "/findings?purpose=", "/findings?grade=candidate",
                  "/parties?role=drafter", "/wanted "):  # fmt: skip
        assert list_ in addresses, list_


def test_a_concept_is_counted_apart_from_those_below_it(client: TestClient) -> None:
    held = dict(numbers(client))
    own = held["/findings?concept=origin.ethnicity&below=no"]
    assert int(counted(client, "/findings?concept=origin.ethnicity")) == int(own) + int(
        held["/findings?concept=origin.ethnicity.registered"]
    )
    page = client.get("/findings?concept=origin.ethnicity&below=no").text
    assert "without concepts below" in page and 'name="below" value="no"' in page


def test_what_is_counted_as_citing_is_listed(client: TestClient) -> None:
    page = client.get("/documents?cites=XX/T+9400.2").text
    assert "citing XX/T 9400.2" in page and "<h1>2 documents" in page
    assert "<h1>0 documents" in client.get("/documents?cites=XX/T+9400").text


def test_very_many_documents_are_counted_as_they_are_listed(tmp_path: Path) -> None:
    case = many(tmp_path / "case")
    client = entered(case.folder)
    linked = [
        one for one in numbers(client) if one[0].startswith(("/documents", "/parties", "/wanted"))
    ]  # fmt: skip
    assert len(linked) > 20
    assert {address: counted(client, address) for address, _ in linked} == dict(linked)
    assert int(counted(client, f"/documents?cites={wanted_number(0)}").replace(",", "")) > 900
    case.close()


def test_a_linked_number_stands_in_a_sentence_that_is_escaped() -> None:
    one, many_ = Linked(1, "/a?b=c&d=<e>"), Linked(1_234, "/f")
    made = said("en", "<i>{n} documents</i>", n=one)
    assert made == '&lt;i&gt;<a href="/a?b=c&amp;d=&lt;e&gt;">1</a> documents&lt;/i&gt;'
    assert said("en", "{n} documents", n=one).endswith("</a> document")
    assert said("en", "{n} documents", n=many_) == '<a href="/f">1,234</a> documents'
    assert said("zh-Hans", "{n} documents", n=many_) == '<a href="/f">1,234</a> 份文件'
    assert (
        said("en", "{n} of {all} documents", n=many_, all="<b>")
        == '<a href="/f">1,234</a> of &lt;b&gt; documents'
    )
