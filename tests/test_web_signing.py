"""The name decisions are signed with where there are no accounts: given at the start or in the browser, and kept."""

from __future__ import annotations

from pathlib import Path
from socket import socket
from urllib.parse import quote

import pytest
from click.testing import CliRunner

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")

from fastapi.testclient import TestClient

from counterspec.cli.main import cli
from counterspec.errors import UsageError
from counterspec.web.access.signing import COOKIE, checked
from counterspec.web.desk import Desk
from tests.test_web_access import PASSWORD, browser, csrf, desk, entered, folder, shared

__all__ = ["desk", "folder", "shared"]
LOCAL = frozenset({"localhost"})
UNSIGNED = "until you give a name"


def signs(client: TestClient) -> str:
    """Return what decisions of a browser are signed with."""
    return str(client.get("/api/session").json()["name"])


def named(desk: Desk, client: TestClient, name: str) -> TestClient:
    answer = client.post("/name", data={"name": name}, headers=csrf(desk, client))
    assert answer.headers["hx-trigger-after-swap"] == "named", answer.text
    return client


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("M. Oduya", "M. Oduya"), ("  M.   Oduya ", "M. Oduya"), ("李\u3000明", "李 明"),
        ("Ana; x=1, é", "Ana; x=1, é"),
        ("\u0645\u06cc\u200c\u0646", "\u0645\u06cc\u200c\u0646"), ("x" * 100, "x" * 100), ("owner", "owner"),
    ],
)  # fmt: skip
def test_a_name_is_kept_as_it_is_written(desk: Desk, given: str, kept: str) -> None:
    client = named(desk, entered(desk), given)
    assert signs(client) == kept
    again = Desk(desk.folder, LOCAL)
    client = browser(again)
    client.cookies.set(COOKIE, quote(kept))
    client.get(f"/enter?token={again.token.value}")
    assert signs(client) == kept


@pytest.mark.parametrize(
    "given",
    ["", "   ", "\u200d", "x" * 101, "a\nb", "a\tb", "a\x00", "a\x1b[1m", "a\u202eb", "a\u2028b", "\ud800",
     "machine: X"],
)  # fmt: skip
def test_what_is_no_name_is_refused(given: str) -> None:
    with pytest.raises(UsageError):
        checked(given)


@pytest.mark.parametrize("given", ["", "a\nb", "x" * 101, "Machine: qwen"])
def test_a_refused_name_changes_nothing(desk: Desk, given: str) -> None:
    client = named(desk, entered(desk), "Ana")
    answer = client.post("/name", data={"name": given}, headers=csrf(desk, client))
    assert "note warn" in answer.text and "set-cookie" not in answer.headers
    assert signs(client) == "Ana"


@pytest.mark.parametrize("kept", ["", "a%0Ab", "x" * 101, "%FF%FE%00", "machine%3A%20X"])
def test_a_cookie_that_holds_no_name_is_none(desk: Desk, kept: str) -> None:
    client = browser(desk)
    client.cookies.set(COOKIE, kept)
    client.get(f"/enter?token={desk.token.value}")
    assert signs(client) == "owner"


@pytest.mark.parametrize("secure", [False, True])
def test_the_cookie_is_kept_from_scripts_and_other_pages_for_a_year(folder: Path, secure: bool) -> None:
    desk = Desk(folder, LOCAL, secure=secure)
    client = browser(desk)
    client.base_url = client.base_url.copy_with(scheme="https")
    client.get(f"/enter?token={desk.token.value}")
    answer = client.post("/name", data={"name": "Ana"}, headers=csrf(desk, client))
    said = set(answer.headers["set-cookie"].lower().split("; "))
    assert {f"{COOKIE}=ana", "httponly", "samesite=strict", "path=/", "max-age=31536000"} <= said
    assert ("secure" in said) == secure


def test_until_a_name_is_given_pages_say_what_signs(desk: Desk) -> None:
    client = entered(desk)
    assert signs(client) == "owner"
    assert "<span>Your name</span>" in client.get("/").text
    assert 'name="by" maxlength="300" value=""' in client.get("/report").text
    named(desk, client, "<b>Ana")
    assert "<span>&lt;b&gt;Ana</span>" in client.get("/").text
    assert 'name="by" maxlength="300" value="&lt;b&gt;Ana"' in client.get("/report").text


def test_the_name_of_the_start_goes_before_a_remembered_one(folder: Path) -> None:
    desk = Desk(folder, LOCAL, by="Ben")
    client = browser(desk)
    client.cookies.set(COOKIE, "Ana")
    client.get(f"/enter?token={desk.token.value}")
    assert signs(client) == "Ben"
    assert signs(named(desk, client, "Cai")) == "Cai"


def test_a_name_needs_the_sessions_own_token(desk: Desk) -> None:
    client = entered(desk)
    assert client.post("/name", data={"name": "Ana"}).status_code == 403
    assert browser(desk).post("/name", data={"name": "Ana"}).status_code == 401
    assert signs(client) == "owner"


def test_with_accounts_the_name_is_the_accounts(shared: Desk) -> None:
    client = browser(shared)
    client.cookies.set(COOKIE, "Cai")
    client.post("/enter", data={"name": "ana", "password": PASSWORD})
    assert signs(client) == "ana"
    answer = client.post("/name", data={"name": "Cai"}, headers=csrf(shared, client))
    assert answer.status_code == 403 and COOKIE not in answer.headers.get("set-cookie", "")
    assert signs(client) == "ana"
    page = client.get("/").text
    assert "data-name" not in page and "name-dialog" not in page and UNSIGNED not in page


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """Return the desks that `serve` would have served."""
    made: list[Desk] = []

    class Server:
        def __init__(self, config: object) -> None: ...

        def run(self, sockets: list[socket]) -> None:
            for one in sockets:
                one.close()

    def app(desk: Desk) -> object:
        made.append(desk)
        return lambda scope, receive, send: None

    monkeypatch.setattr("uvicorn.Server", Server)
    monkeypatch.setattr("counterspec.web.app.create_app", app)
    monkeypatch.delenv("COUNTERSPEC_REVIEWER", raising=False)
    return made


@pytest.mark.parametrize(
    ("options", "env", "by"),
    [([], {}, ""), (["--by", "M.  Oduya"], {}, "M. Oduya"), ([], {"COUNTERSPEC_REVIEWER": "Ana"}, "Ana"),
     (["--by", "Ben"], {"COUNTERSPEC_REVIEWER": "Ana"}, "Ben")],
)  # fmt: skip
def test_serve_takes_a_name(
    folder: Path, served: list[Desk], options: list[str], env: dict[str, str], by: str
) -> None:
    result = CliRunner().invoke(cli, ["serve", str(folder), "--port", "0", *options], env=env)
    assert result.exit_code == 0, result.exception
    assert [desk.by for desk in served] == [by]


def test_serve_refuses_what_is_no_name(folder: Path, served: list[Desk]) -> None:
    result = CliRunner().invoke(cli, ["serve", str(folder), "--port", "0", "--by", "a\nb"])
    assert isinstance(result.exception, UsageError) and not served


def test_serve_with_accounts_takes_no_name_and_overlooks_the_environments(
    folder: Path, served: list[Desk], shared: Desk, tmp_path: Path
) -> None:
    options = ["serve", str(folder), "--port", "0", "--users", str(tmp_path / "people.json")]
    result = CliRunner().invoke(cli, [*options, "--by", "Ana"])
    assert isinstance(result.exception, UsageError) and not served
    assert CliRunner().invoke(cli, options, env={"COUNTERSPEC_REVIEWER": "Ana"}).exit_code == 0
    assert [desk.by for desk in served] == [""]
