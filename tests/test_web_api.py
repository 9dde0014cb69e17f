"""The API: every operation of its OpenAPI document answers as it says, to whatever is asked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from counterspec.store import Case
from counterspec.web.access.accounts import Accounts
from counterspec.web.app import create_app
from counterspec.web.desk import Desk
from tests.conftest import ROOT
from tests.pack_making import HOSTILE, findings, small_case
from tests.web_serving import digests

READS = ("case", "documents", "findings", "chains", "wanted", "parties", "log", "session")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return small_case(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def desk(case: Case) -> Desk:
    return Desk(case.folder, frozenset({"localhost", "testserver"}))


@pytest.fixture(scope="module")
def app(desk: Desk) -> FastAPI:
    return create_app(desk)


@pytest.fixture(scope="module")
def client(desk: Desk, app: FastAPI) -> TestClient:
    made = TestClient(app, base_url="http://localhost", follow_redirects=False)
    assert made.get(f"/enter?token={desk.token.value}").status_code == 303
    return made


def asked(client: TestClient, path: str, status: int = 200, **query: Any) -> Any:
    answer = client.get(f"/api/{path}", params=query)
    assert answer.status_code == status, answer.text
    return answer.json()


# -- what it says ------------------------------------------------------------------------------


def test_case(client: TestClient) -> None:
    made = asked(client, "case")
    assert made["status"]["documents"] == made["status"]["read"] == 3
    assert made["status"]["reviewed"] == {"confirmed": 6}


def test_documents(client: TestClient) -> None:
    made = asked(client, "documents")
    assert [one["card"]["name"] for one in made["documents"]] == ["=visitor.xsd", "standard.md", "tender.pdf"]
    assert (made["total"], made["next"]) == (3, None)
    first = asked(client, "documents", limit=2)
    assert first["next"] == 2
    assert len(asked(client, "documents", limit=2, skip=2)["documents"]) == 1
    [tender] = asked(client, "documents", kind="tender")["documents"]
    whole = asked(client, f"documents/{tender['card']['sha256']}")
    assert {(one["role"], one["name"]) for one in whole["parties"]} >= {
        ("buyer", "Yanghu Public Video Centre")
    }
    assert whole["citations"]


def test_no_path_of_the_machine(client: TestClient, case: Case) -> None:
    folder = str(case.folder.parent)
    for path in READS:
        assert folder not in json.dumps(asked(client, path)), path


def test_findings(client: TestClient, case: Case) -> None:
    every = asked(client, "findings")
    assert every["total"] == len(every["findings"]) == 6
    got, after = [], None
    for _ in range(9):
        part = asked(client, "findings", limit=2, **({"after": after} if after else {}))
        got += [one["finding"]["id"] for one in part["findings"]]
        after = part["after"]
        if after is None:
            break
    assert got == [one["finding"]["id"] for one in every["findings"]] == findings(case)
    skin = asked(client, "findings", q="skin colour")["findings"]
    assert [one["finding"]["evidence"]["quote"] for one in skin] == ["skin colour"]
    assert asked(client, "findings", tier=["B", "C"])["total"] == 0
    assert asked(client, "findings", standing="rejected")["total"] == 0
    whole = asked(client, f"findings/{got[0]}")
    assert whole["standing"] == "confirmed"
    assert whole["verdicts"][0]["reviewer"] == "M. Oduya"
    assert whole["translations"][0]["text"].endswith(HOSTILE)


def test_statements_stand_with_the_finding(client: TestClient) -> None:
    skin = asked(client, "findings", q="skin colour")["findings"][0]
    whole = asked(client, f"findings/{skin['finding']['id']}")
    assert [one["party"] for one in whole["statements"]] == ["Yanghu Public Video Centre"]


def test_chains_wanted_parties_search_log(client: TestClient) -> None:
    chains = asked(client, "chains", tier="A", empty="no")
    assert chains["chains"] and chains["next"] is None
    assert all(one["steps"] for one in chains["chains"])
    assert {one["canonical"] for one in asked(client, "wanted")["wanted"]}
    parties = asked(client, "parties", name="yanghu public")["parties"]
    assert [one["name"] for one in parties] == ["Yanghu Public Video Centre"]
    hits = asked(client, "search", q="skin colour")
    assert any(hit["card"]["name"] == "tender.pdf" and hit["page"] == 2 for hit in hits["hits"])
    part = asked(client, "log", limit=5)
    assert [one["seq"] for one in part["entries"]] == [1, 2, 3, 4, 5]
    assert asked(client, "log", after=part["after"])["entries"][0]["prev"] == part["entries"][-1]["hash"]


# -- what it refuses ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", READS)
def test_nobody_without_a_session(app: FastAPI, path: str) -> None:
    answer = TestClient(app, base_url="http://localhost").get(f"/api/{path}")
    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "hint"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("documents/" + "0" * 64, 404), ("documents/x", 422), ("findings/f-000000000000", 404), ("findings/x", 422),
        ("findings?after=x", 400), ("findings?limit=0", 422), ("search", 422), ("search?q=%22", 400), ("none", 404),
    ],
)  # fmt: skip
def test_failures_say_why(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/{path}")
    assert (answer.status_code, set(answer.json())) == (status, {"error", "hint"}), answer.text


def test_verdict(tmp_path: Path) -> None:
    own = Desk(small_case(tmp_path).folder, frozenset({"localhost"}))
    client = TestClient(create_app(own), base_url="http://localhost", follow_redirects=False)
    client.get(f"/enter?token={own.token.value}")
    one = findings(own.case)[-1]
    path, said = f"/api/findings/{one}/verdict", {"decision": "unsure", "reason": "look again"}
    assert client.post(path, json=said).status_code == 403
    assert client.post(path, json=said, headers={"x-csrf-token": "guess"}).status_code == 403
    token = {"x-csrf-token": asked(client, "session")["token"]}
    assert client.post(path, json={"decision": "perhaps"}, headers=token).status_code == 422
    missing = client.post("/api/findings/f-000000000000/verdict", json=said, headers=token)
    assert missing.status_code == 404
    assert asked(client, "log", after=8)["entries"] == []
    made = client.post(path, json=said, headers=token)
    assert (made.status_code, made.json()) == (200, {"finding": one, "standing": "disputed"})
    [last] = asked(client, "log", after=8)["entries"]
    assert (last["kind"], last["by"], last["body"]["decision"]) == ("verdict", "owner", "unsure")


def test_a_finding_is_added_by_hand_and_taken_back(tmp_path: Path) -> None:
    own = Desk(small_case(tmp_path).folder, frozenset({"localhost"}))
    client = TestClient(create_app(own), base_url="http://localhost", follow_redirects=False)
    client.get(f"/enter?token={own.token.value}")
    token = {"x-csrf-token": asked(client, "session")["token"]}
    [document] = (one for one in digests(own.folder).items() if one[0] == "standard.md")
    path = f"/api/documents/{document[1]}/findings"
    said = {"start": 2, "end": 17, "concept": "origin.caste", "act": "L0", "why": "it names it"}
    assert client.post(path, json=said).status_code == 403
    assert client.post(path, json={**said, "act": "L9"}, headers=token).status_code == 422
    assert client.post(path, json={**said, "concept": "none"}, headers=token).status_code == 400
    assert client.post(f"/api/documents/{'0' * 64}/findings", json=said, headers=token).status_code == 404
    made = client.post(path, json=said, headers=token)
    assert made.status_code == 200, made.text
    finding = made.json()["finding"]
    assert (finding["evidence"]["quote"], finding["rule"]) == ("QX/T 7301-2031", None)
    assert finding["added"]["by"] == "owner"
    assert client.post(path, json=said, headers=token).status_code == 400
    listed = asked(client, "findings", rule="")
    assert (listed["total"], listed["findings"][0]["finding"]["id"]) == (1, finding["id"])
    back = f"/api/findings/{finding['id']}/take-back"
    assert client.post(back).status_code == 403
    assert client.post(back, headers=token).json() == {"finding": finding["id"]}
    assert client.post(back, headers=token).status_code == 400
    assert asked(client, "findings", rule="")["total"] == 0


def test_a_reader_decides_nothing(case: Case, tmp_path_factory: pytest.TempPathFactory) -> None:
    accounts = Accounts(tmp_path_factory.mktemp("accounts") / "people.json")
    accounts.put("ben", "reader", "four random words do")
    shared = Desk(case.folder, frozenset({"localhost"}), accounts)
    session = shared.sessions.begin("ben", "reader")
    made = TestClient(create_app(shared), base_url="http://localhost", cookies={"counterspec": session.id})
    path = f"/api/findings/{findings(case)[0]}/verdict"
    answer = made.post(path, json={"decision": "rejected"}, headers={"x-csrf-token": session.csrf})
    assert answer.status_code == 403


# -- its description ---------------------------------------------------------------------------


def test_the_description_is_whole(client: TestClient) -> None:
    told = client.get("/api/openapi.json").json()
    assert {path.split("/")[2] for path in told["paths"]} == {*READS, "search"}
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], path
            assert operation["security"] == [{"APIKeyCookie": []}]
            body = operation["responses"]["200"]["content"]["application/json"]["schema"]
            assert "$ref" in body, (path, method)
            for status in ("400", "401", "403", "404", "422"):
                content = operation["responses"][status]["content"]["application/json"]
                assert content["schema"]["$ref"].endswith("/Failure")


def test_every_operation_is_documented(client: TestClient) -> None:
    told = client.get("/api/openapi.json").json()["paths"]
    every = {f"`{method.upper()} {path}`" for path, operations in told.items() for method in operations}
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert every == set(re.findall(r"^\| (`\w+ /api/[^`]+`) \|", text, re.MULTILINE))
    asked_for = told["/api/findings"]["get"]["parameters"]
    assert [one["name"] for one in asked_for if f"`{one['name']}`" not in text] == []


def test_answers_are_as_described(app: FastAPI, client: TestClient, desk: Desk) -> None:
    """Whatever is asked, also what makes no sense: the status is one that is named, the body of its shape."""
    schemathesis = pytest.importorskip("schemathesis")
    # It takes a cookie for an invented one unless it made it itself; test_nobody_without_a_session asks instead.
    # And a query of no words, or a cursor of no list, is refused though its type is right.
    checks = pytest.importorskip("schemathesis.specs.openapi.checks")
    left = [checks.ignored_auth, checks.positive_data_acceptance]
    described = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    cookie = client.cookies["counterspec"]
    session = desk.sessions.of(cookie)
    assert session is not None
    seen: dict[str, set[int]] = {}

    def holds(asked: Any) -> None:
        asked.headers = {**(asked.headers or {}), "x-csrf-token": session.csrf}
        asked.cookies = {"counterspec": cookie}
        answer = asked.call()
        asked.validate_response(answer, excluded_checks=left)
        seen.setdefault(asked.operation.label, set()).add(answer.status_code)

    for found in described.get_all_operations():
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
            strategy = found.ok().as_strategy(generation_mode=mode)
            settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))(
                given(strategy)(holds)
            )()
    assert len(seen) == len(READS) + 7
    assert sum(200 in codes for codes in seen.values()) >= len(READS)
