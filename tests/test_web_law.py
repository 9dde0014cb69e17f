"""The screen "Law": whole sentences, rules that a text names lead to where they are shown, dates are what they are."""

from __future__ import annotations

import re
from html import unescape

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from fastapi.testclient import TestClient

from counterspec.web.desk import Desk
from counterspec.web.screens.law import naming
from tests.case_example import example
from tests.test_web_lists import entered

ACT = "EU-AIA-5-1-g"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return entered(Desk(example(tmp_path_factory).folder, frozenset({"localhost"})))


def said(client: TestClient, path: str, language: str = "en") -> str:
    """Return what a page says, in one line, without its marks."""
    text = client.get(path, headers={"Accept-Language": language}).text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def searched(client: TestClient) -> str:
    """Return the address of a rule held against a clause that has people searched by ethnicity."""
    page = client.get("/findings?concept=origin.ethnicity&act=L5&kind=standard").text
    finding = re.search(r"f-[0-9a-f]{12}", page)
    assert finding is not None
    return f"/law?finding={finding.group(0)}&rule="


def test_a_benchmark_is_told_in_sentences(client: TestClient) -> None:
    page = said(client, searched(client) + ACT)
    assert (
        "Used as a benchmark only. Not shown is that it is placed on the market, put into service or used in the "
        "Union. This page lists elements; it says nothing about lawfulness."
    ) in page
    assert "Used as a benchmark only. This page lists elements" in said(
        client, searched(client) + "COE-108-6"
    )
    assert "仅作参照。" in said(client, searched(client) + ACT, "zh-Hans")


def test_what_is_shown_is_what_the_document_provides_for(client: TestClient) -> None:
    page = said(client, searched(client) + ACT)
    assert "The passage is about people one by one, not about figures on many together" in page
    assert "single people are sorted" not in page
    assert "matches some textual elements of EU AI Act, art. 5(1)(g), and not others." in page
    assert not re.search(r"matches \d+ of", page)


def test_the_day_a_standard_comes_into_force_is_no_date_of_use(client: TestClient) -> None:
    page = said(client, searched(client) + ACT)
    assert re.search(r"In force, by its own words 20\d\d-\d\d-\d\d in force since 2025-02-02", page)
    assert re.search(r"Stated use date none stated Today", page)


def test_rules_that_a_text_names_lead_to_where_they_are_shown(client: TestClient) -> None:
    address = searched(client)
    page = client.get(address + ACT).text
    assert re.search(
        r'Annex III\(1\)\(b\) \(rule <a href="/law\?finding=f-\w+&amp;rule=EU-AIA-AnnexIII-1b">', page
    )
    assert "EU Charter, art. 21 (rule EU-CHARTER-21)" in page  # off: it is not shown here
    off = client.get(address + ACT + "&unverified=1").text
    assert re.search(r'rule=EU-CHARTER-21&amp;unverified=1">EU-CHARTER-21</a>\)', off)
    assert naming("<b> (rule A-1)", {"A-1": "/law?a=1&b=2"}) == (
        '&lt;b&gt; (rule <a href="/law?a=1&amp;b=2">A-1</a>)'
    )


def test_a_screen_rests_on_no_law(client: TestClient) -> None:
    page = client.get("/findings?act=LX").text
    finding = re.search(r"f-[0-9a-f]{12}", page)
    assert finding is not None
    told = said(client, f"/law?finding={finding.group(0)}&rule=X-FORBID")
    assert "A screen of this program; it rests on no law." in told
    assert "from memory" not in told and "a hit" not in told
