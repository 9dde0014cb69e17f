"""Who may open the workbench: the one-time token, accounts, foreign pages, foreign hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from fastapi.testclient import TestClient

from counterspec.cli.main import cli
from counterspec.errors import ConfigError, UsageError
from counterspec.store import Case
from counterspec.web.access.accounts import Accounts
from counterspec.web.access.attempts import Attempts
from counterspec.web.access.sessions import OnceToken, Sessions
from counterspec.web.app import create_app
from counterspec.web.desk import Desk

PASSWORD = "four random words do"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Case.new(tmp_path / "case").close()
    return tmp_path / "case"


def browser(desk: Desk, host: str = "localhost") -> TestClient:
    return TestClient(create_app(desk), base_url=f"http://{host}", follow_redirects=False)


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    yield Desk(folder, frozenset({"localhost"}))


@pytest.fixture
def shared(folder: Path, tmp_path: Path) -> Desk:
    accounts = Accounts(tmp_path / "people.json")
    accounts.put("ana", "owner", PASSWORD)
    accounts.put("ben", "reader", PASSWORD)
    return Desk(folder, frozenset({"localhost"}), accounts)


def entered(desk: Desk) -> TestClient:
    client = browser(desk)
    assert client.get(f"/enter?token={desk.token.value}").status_code == 303
    return client


def csrf(desk: Desk, client: TestClient) -> dict[str, str]:
    session = desk.sessions.of(client.cookies.get("counterspec"))
    assert session is not None
    return {"x-csrf-token": session.csrf}


def test_nobody_comes_in_without_the_token(desk: Desk) -> None:
    client = browser(desk)
    assert client.get("/").status_code == 401
    assert client.get("/enter?token=guess").status_code == 401
    assert client.get("/enter").status_code == 401


def test_the_token_opens_once(desk: Desk) -> None:
    token = desk.token.value
    client = browser(desk)
    assert client.get(f"/enter?token={token}").status_code == 303
    assert client.get("/").status_code == 200
    assert browser(desk).get(f"/enter?token={token}").status_code == 401


def test_the_cookie_is_kept_from_scripts_and_other_pages(desk: Desk) -> None:
    cookie = browser(desk).get(f"/enter?token={desk.token.value}").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1", ""])
def test_another_host_name_is_refused(desk: Desk, host: str) -> None:
    client = entered(desk)
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/static/workbench.js", "/nothing", "/enter"])
def test_every_answer_forbids_what_is_not_ours(desk: Desk, path: str) -> None:
    headers = entered(desk).get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "headers",
    [{}, {"x-csrf-token": "guess"}, {"x-csrf-token": ""}],
)
def test_a_change_needs_the_sessions_own_token(desk: Desk, headers: dict[str, str]) -> None:
    client = entered(desk)
    assert client.post("/leave", headers=headers).status_code == 403
    assert client.get("/").status_code == 200
    assert client.post("/leave", headers=csrf(desk, client)).status_code == 204
    assert client.get("/").status_code == 401


def test_a_change_from_another_page_is_refused(desk: Desk) -> None:
    client = entered(desk)
    answer = client.post("/leave", headers={**csrf(desk, client), "origin": "https://evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("back", "leads"),
    [("/findings?tier=A", "/findings?tier=A"), ("https://evil.example", "/"), ("//evil.example", "/"), ("/\\evil", "/"),
     ("/a\r\nSet-Cookie: x", "/")],
)  # fmt: skip
def test_a_language_leads_back_to_our_own_pages_alone(desk: Desk, back: str, leads: str) -> None:
    answer = entered(desk).get("/language/zh-Hans", params={"from": back})
    assert answer.headers["location"] == leads


def test_the_interface_speaks_the_language_asked_for(desk: Desk) -> None:
    client = entered(desk)
    assert 'lang="en"' in client.get("/").text
    assert 'lang="zh-Hans"' in client.get("/", headers={"accept-language": "zh-CN,zh;q=0.9"}).text
    client.get("/language/zh-Hans")
    assert "跳到正文" in client.get("/").text


def test_accounts_log_in_by_name_and_password(shared: Desk) -> None:
    client = browser(shared)
    assert client.get("/").status_code == 401
    assert client.get("/enter").status_code == 200
    assert client.post("/enter", data={"name": "ana", "password": "wrong"}).status_code == 401
    assert client.post("/enter", data={"name": "nobody", "password": PASSWORD}).status_code == 401
    assert client.post("/enter", data={"name": "ana", "password": PASSWORD}).status_code == 303
    assert client.get("/").status_code == 200


def test_a_reader_changes_nothing(shared: Desk) -> None:
    client = browser(shared)
    client.post("/enter", data={"name": "ben", "password": PASSWORD})
    answer = client.post(
        "/findings/f-1/verdict", data={"decision": "confirmed"}, headers=csrf(shared, client)
    )
    assert answer.status_code == 403


def test_guessing_is_slowed_down_and_written_down(shared: Desk) -> None:
    client = browser(shared)
    for _ in range(5):
        assert client.post("/enter", data={"name": "ana", "password": "wrong"}).status_code == 401
    assert client.post("/enter", data={"name": "ana", "password": PASSWORD}).status_code == 429
    assert shared.accounts is not None
    assert shared.accounts.audit.read_text("utf-8").count("login failed") == 5


def test_attempts_are_forgotten_after_a_while() -> None:
    now = [0.0]
    attempts = Attempts(most=2, seconds=10, clock=lambda: now[0])
    attempts.failed("a", "b")
    attempts.failed("a")
    assert not attempts.open("a") and attempts.open("b")
    now[0] = 11
    assert attempts.open("a")


def test_sessions_end_when_nobody_comes_back() -> None:
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    session = sessions.begin("ana", "owner")
    assert sessions.of(session.id) is session
    now[0] = 13 * 3600.0
    assert sessions.of(session.id) is None
    assert sessions.of("") is None


def test_a_token_is_taken_once() -> None:
    token = OnceToken()
    assert not token.take("x")
    assert token.value is not None and token.take(token.value)
    assert not token.take("")


def test_accounts_are_kept_from_others(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    runner = CliRunner()
    made = runner.invoke(cli, ["users", str(path), "ana", "--password-stdin"], input=PASSWORD + "\n")
    assert made.exit_code == 0, made.output
    assert path.stat().st_mode & 0o077 == 0
    assert PASSWORD not in path.read_text("utf-8")
    assert "reviewer  ana" in runner.invoke(cli, ["users", str(path)]).output
    assert Accounts(path).check("ana", PASSWORD) is not None
    with pytest.raises(UsageError):
        Accounts(path).put("ben", "owner", "short")


@pytest.mark.parametrize("broken", ["{", "[" * 50_000 + "]" * 50_000, "[1]"], ids=["cut", "deep", "number"])
def test_a_broken_file_of_accounts_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "people.json").write_text(broken, "utf-8")
    with pytest.raises(ConfigError, match=r"people\.json"):
        Accounts(tmp_path / "people.json")


@pytest.mark.parametrize(
    "options",
    [["--host", "0.0.0.0"], ["--host", "192.0.2.1", "--users", "people.json"]],
)
def test_a_public_address_needs_accounts_and_tls(folder: Path, tmp_path: Path, options: list[str]) -> None:
    result = CliRunner().invoke(cli, ["serve", str(folder), *options])
    assert isinstance(result.exception, UsageError)
