"""A document removed in the workbench: told before, told after, in the log; and every screen without it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web_serving import Desk, barriers, digests, firmest, logged, photograph, require, seated

require()

from fastapi.testclient import TestClient  # noqa: E402 (after the module may have been skipped)

from counterspec.casework.statements import record  # noqa: E402
from counterspec.model import Statement  # noqa: E402
from counterspec.store import Case  # noqa: E402
from counterspec.store.blobs import blob_path  # noqa: E402
from counterspec.web.access.accounts import Accounts  # noqa: E402
from counterspec.web.access.sessions import Role  # noqa: E402
from counterspec.web.app import create_app  # noqa: E402
from counterspec.web.desk import Desk as Workbench  # noqa: E402
from tests.case_of_files import change  # noqa: E402
from tests.pack_making import findings, small_case  # noqa: E402

REASON = "sent by <b>mistake</b>"
SCREENS = (
    "/", "/findings", "/findings?standing=confirmed", "/documents", "/chains", "/chains?view=table", "/compare",
    "/parties", "/wanted", "/law", "/add", "/report", "/search?q=民族", "/parties/里嘉视觉科技有限公司",
    "/report/made.html?everything=1", "/report/made.csv?everything=1",
)  # fmt: skip


@pytest.fixture
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with seated(tmp_path_factory, browser, "removing") as one:
        yield one


def ask(page: Any) -> Any:
    """Open the dialog of the document that is shown."""
    page.get_by_role("button", name="Remove from the case …").click()
    dialog = page.get_by_role("dialog", name="Remove this document from the case?")
    dialog.wait_for()
    return dialog


def press(dialog: Any) -> None:
    dialog.get_by_role("button", name="Remove", exact=True).click()


def test_a_document_is_removed(desk: Desk) -> None:
    folder = desk.served.folder
    held, found = digests(folder), firmest(folder)
    sha256 = held["XX_T_9400.3-2031.pdf"]
    own = [one for one in found if one.sha256 == sha256]
    assert own
    before = len(logged(folder))
    with desk.page() as (page, _):
        page.goto(f"/documents/{sha256}?page=3")
        dialog = ask(page)
        assert "XX_T_9400.3-2031.pdf" in dialog.inner_text()
        assert f"{len(own)} findings" in dialog.inner_text()
        photograph(page, "remove")
        assert barriers(page) == []
        dialog.get_by_role("button", name="Cancel").click()
        dialog.wait_for(state="hidden")
        ask(page)
        dialog.get_by_label("Reason").fill(REASON)
        press(dialog)
        page.wait_for_url(f"**/documents?removed={sha256}")
        told = page.locator(".note.gone")
        assert f"was removed from the case with {len(own)} findings, by owner on" in told.inner_text()
        assert "XX_T_9400.3-2031.pdf" in told.inner_text() and f"Reason: {REASON}" in told.inner_text()
        photograph(page, "removed")
        assert barriers(page) == []
        assert page.locator(f'a[href="/documents/{sha256}"]').count() == 0
        [(by, body)] = logged(folder)[before:]
        assert (by, body["sha256"], body["findings"], body["reason"]) == ("owner", sha256, len(own), REASON)
        assert sha256 not in digests(folder).values() and not blob_path(folder, sha256).exists()
        assert len(firmest(folder)) == len(found) - len(own)
        for path in SCREENS:
            assert page.request.get(path).status == 200, path
        for other in digests(folder).values():
            assert page.request.get(f"/documents/{other}").status == 200
        answer = page.request.get(f"/documents/{sha256}")
        assert answer.status == 400 and "no such document in this case" in answer.text()
        page.goto("/chains")
        page.locator(".graph svg .n").first.wait_for()


def test_while_something_else_is_done_the_dialog_says_so(desk: Desk) -> None:
    folder = desk.served.folder
    sha256 = digests(folder)["lj_person.h"]
    with desk.page() as (page, _):
        page.goto(f"/documents/{sha256}")
        dialog = ask(page)
        with Case.open(folder) as case, case.working("adding documents"):
            press(dialog)
            problem = dialog.locator(".note.warn")
            problem.wait_for()
            assert "another process is working on this case: “adding documents”" in problem.inner_text()
            assert "Wait until it is done" in problem.inner_text()
            photograph(page, "remove-busy")
        assert sha256 in digests(folder).values()
        press(dialog)
        page.wait_for_url(f"**/documents?removed={sha256}")
    assert sha256 not in digests(folder).values()


# -- who may, and what else is told --------------------------------------------------------------


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return small_case(tmp_path)


def client_of(case: Case, role: Role) -> tuple[TestClient, dict[str, str], Workbench]:
    """Return somebody's browser at a workbench with accounts, and the token of the session."""
    accounts = Accounts(case.folder.parent / "people.json")
    accounts.put("Ana", role, "four random words do")
    desk = Workbench(case.folder, frozenset({"localhost"}), accounts)
    session = desk.sessions.begin("Ana", role)
    made = TestClient(create_app(desk), base_url="http://localhost", cookies={"counterspec": session.id})
    return made, {"x-csrf-token": session.csrf}, desk


@pytest.mark.parametrize("role", ["reader", "reviewer"])
def test_only_an_owner_removes(case: Case, role: Role) -> None:
    client, token, _ = client_of(case, role)
    sha256 = digests(case.folder)["standard.md"]
    assert "remove-dialog" not in client.get(f"/documents/{sha256}").text
    for path in (f"/documents/{sha256}/remove", f"/api/documents/{sha256}/remove"):
        assert client.post(path, json={}, headers=token).status_code == 403
    assert sha256 in digests(case.folder).values()


def test_an_owner_removes_once_with_a_token(case: Case) -> None:
    client, token, desk = client_of(case, "owner")
    sha256 = digests(case.folder)["standard.md"]
    path = f"/documents/{sha256}/remove"
    assert client.post(path, data={"reason": "x"}).status_code == 403
    answer = client.post(path, data={"reason": " twice "}, headers=token)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, f"/documents?removed={sha256}")
    again = client.post(path, headers=token)
    assert "no document of this case has this SHA-256" in again.text
    [(by, body)] = logged(case.folder, "removal")
    assert (by, body["reason"]) == ("Ana", "twice")
    assert desk.accounts is not None
    [line] = desk.accounts.audit.read_text("utf-8").splitlines()
    said = json.loads(line)
    assert (said["by"], said["what"], said["about"]) == ("Ana", "removed a document", sha256)


def test_a_program_removes(case: Case) -> None:
    client, token, _ = client_of(case, "owner")
    sha256, before = digests(case.folder)["standard.md"], len(findings(case))
    path = f"/api/documents/{sha256}/remove"
    assert client.post(path, json={"reason": "x"}).status_code == 403
    assert client.post(f"/api/documents/{'0' * 64}/remove", json={}, headers=token).status_code == 404
    with case.working("rescan"):
        busy = client.post(path, json={}, headers=token)
    assert busy.status_code == 503 and "another process is working on this case" in busy.json()["error"]
    made = client.post(path, json={"reason": "by mistake"}, headers=token)
    assert made.status_code == 200, made.text
    assert made.json() == {"sha256": sha256, "name": "standard.md", "findings": before - len(findings(case))}
    assert client.get(f"/api/documents/{sha256}").status_code == 404
    assert logged(case.folder, "removal")[0][1]["reason"] == "by mistake"


def test_the_dialog_tells_of_copies_and_of_answers_that_name_the_file(case: Case) -> None:
    held = digests(case.folder)
    client, _, _ = client_of(case, "owner")
    path = f"/documents/{held['tender.pdf']}"
    page = client.get(path).text
    assert "copies of it" not in page and "a recorded answer names" not in page
    change(case.folder, f"UPDATE documents SET copy_of = '{held['tender.pdf']}' WHERE name = 'standard.md'")
    answer = Statement(
        "", "Yanghu Public Video Centre", "We print.", "2031-09-01", "Its press office", "", held["tender.pdf"], ()
    )  # fmt: skip
    record(case, answer, "Ana", "2032-05-06T07:08:09Z")
    page = client.get(path).text
    assert "1 copy of it, then a document of its own" in page
    assert "the file kept in the case, which a recorded answer names" in page


def test_a_digest_that_was_not_removed_tells_nothing(case: Case) -> None:
    client, _, _ = client_of(case, "reader")
    for given in ("0" * 64, "sha256", digests(case.folder)["tender.pdf"], '"'):
        page = client.get("/documents", params={"removed": given})
        assert page.status_code == 200 and 'class="note gone"' not in page.text
