"""Glosses and translations beside quotes in the workbench, and a machine asked only where the settings name one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from fastapi.testclient import TestClient

from counterspec.casework.machine import Endpoint
from counterspec.store import Case
from counterspec.web.access.accounts import Accounts
from counterspec.web.app import create_app
from counterspec.web.desk import Desk
from tests.chat_server import chat, chatting, says
from tests.test_case_translations import first, folder

__all__ = ["folder"]


@pytest.fixture
def desk(folder: Path) -> Desk:
    return Desk(folder, frozenset({"localhost"}))


@pytest.fixture
def finding(folder: Path) -> Iterator[str]:
    case = Case.open(folder)
    yield first(case)[0]
    case.close()


def entered(desk: Desk) -> TestClient:
    client = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
    assert client.get(f"/enter?token={desk.token.value}").status_code == 303
    session = desk.sessions.of(client.cookies.get("counterspec"))
    assert session is not None
    client.headers["x-csrf-token"] = session.csrf
    return client


def test_a_translation_stands_beside_the_quote(desk: Desk, finding: str) -> None:
    client = entered(desk)
    sent = {"language": "fr", "text": "<b>ethnie</b>"}
    said = client.post(f"/findings/{finding}/translation", data=sent)
    assert "Translation (fr) by owner, " in said.text
    assert "“&lt;b&gt;ethnie&lt;/b&gt;”" in said.text
    listed = client.get("/findings").text
    assert "Translation (fr) by owner, " in listed
    assert 'data-by="Glosses from the vocabulary"' in listed
    assert "民族: <u>ethnicity</u>" in listed
    assert 'class="machine">“&lt;b' not in listed


def test_what_cannot_be_kept_is_said_beside_the_form(desk: Desk, finding: str) -> None:
    said = entered(desk).post(
        f"/findings/{finding}/translation", data={"language": "no language", "text": "x<y"}
    )
    assert said.status_code == 200
    assert "no language: no language" in said.text
    assert "x&lt;y</textarea>" in said.text


def test_no_machine_is_offered_or_asked_without_settings(desk: Desk, finding: str) -> None:
    client = entered(desk)
    with Case.open(desk.folder).reading() as connection:
        from counterspec.store.verdicts import judged

        place = judged(connection, finding).finding.evidence.sha256
    assert 'name="machine"' not in client.get(f"/documents/{place}?finding={finding}").text
    said = client.post(f"/findings/{finding}/translation", data={"language": "it", "machine": "true"})
    assert "the settings name no machine" in said.text


def test_what_a_machine_makes_is_marked(desk: Desk, finding: str) -> None:
    with chatting(says(chat("<script>x</script>"))) as (url, asked):
        desk.translation = Endpoint(url, "small-1")
        client = entered(desk)
        page = client.get("/findings").text
        assert not asked
        said = client.post(
            f"/findings/{finding}/translation", data={"language": "pt", "machine": "true"}
        ).text
    assert len(asked) == 1
    assert "Machine-made translation (pt) by small-1, " in said
    assert '<span lang="pt" class="machine">“&lt;script&gt;' in said
    assert 'name="machine"' in said
    assert "nothing left this machine" in page


def test_the_foot_says_where_words_may_go(desk: Desk) -> None:
    desk.translation = Endpoint("https://translate.example/v1", "m", remote=True)
    page = entered(desk).get("/findings").text
    assert "nothing left this machine" not in page
    assert "quotes go to translate.example where a person asks for a machine translation" in page


def test_readers_write_neither_translations_nor_findings(folder: Path, finding: str, tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "people.json")
    accounts.put("ben", "reader", "four random words do")
    desk = Desk(folder, frozenset({"localhost"}), accounts)
    client = TestClient(create_app(desk), base_url="http://localhost", follow_redirects=False)
    client.post("/enter", data={"name": "ben", "password": "four random words do"})
    session = desk.sessions.of(client.cookies.get("counterspec"))
    assert session is not None
    client.headers["x-csrf-token"] = session.csrf
    page = client.get("/findings")
    assert page.status_code == 200
    asked = (
        (f"/findings/{finding}/translation", {"language": "en", "text": "x"}),
        (f"/documents/{'0' * 64}/by-hand", {"start": 0, "end": 1, "concept": "x", "act": "L0", "why": "x"}),
        (f"/findings/{finding}/take-back", {}),
    )
    assert [client.post(path, data=data).status_code for path, data in asked] == [403, 403, 403]
