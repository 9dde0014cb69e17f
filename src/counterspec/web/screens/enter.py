"""Come in and go out: the one-time token, or name and password; the name one signs with, language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from counterspec.errors import UsageError
from counterspec.web.access.gate import RefusedError
from counterspec.web.access.sessions import COOKIE, Session
from counterspec.web.access.signing import YEAR, checked, remember, remembered
from counterspec.web.audit import note
from counterspec.web.desk import Desk
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen
from counterspec.web.words import LANGUAGES

router = APIRouter()


def _entered(desk: Desk, session: Session) -> Response:
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, session.id, httponly=True, samesite="strict", secure=desk.secure, path="/")
    return answer


@router.get("/enter")
def enter(request: Request, desk: TheDesk, token: str = "") -> Response:
    """Open the workbench with the token that was printed at the start; it works once."""
    if desk.accounts is not None:
        return page(request, None, "login.html", failed=False)
    if not desk.token.take(token):
        raise RefusedError(
            "this address has been used, or is another start's", 401, hint="Start counterspec serve again."
        )
    # What was said at this start goes before what the browser remembers of another.
    return _entered(desk, desk.sessions.begin(desk.by or remembered(request.cookies), "owner"))


@router.post("/enter")
def log_in(
    request: Request, desk: TheDesk, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
) -> Response:
    """Open the workbench with an account."""
    if desk.accounts is None:
        raise RefusedError("there are no accounts here", 404)
    address = request.client.host if request.client else ""
    keys = (f"name:{name[:100]}", f"address:{address}")
    if not desk.attempts.open(*keys):
        raise RefusedError("too many attempts", 429, hint="Wait five minutes.")
    account = desk.accounts.check(name, password)
    if account is None:
        desk.attempts.failed(*keys)
        note(desk, name[:100], "login failed", address)
        return page(request, None, "login.html", 401, failed=True)
    desk.attempts.passed(*keys)
    note(desk, account.name, "login", address)
    return _entered(desk, desk.sessions.begin(account.name, account.role))


@router.post("/leave")
def leave(desk: TheDesk, session: Reader) -> Response:
    """End the session."""
    desk.sessions.end(session)
    note(desk, session.name, "logout", "")
    answer = Response(status_code=204, headers={"HX-Redirect": "/enter"})
    answer.delete_cookie(COOKIE)
    return answer


@router.post("/name")
def sign(request: Request, desk: TheDesk, session: Reader, name: Annotated[str, Form()] = "") -> Response:
    """Sign with a name from now on; what was signed before keeps the name it has."""
    if desk.accounts is not None:
        raise RefusedError("the name is the account's", 403)
    try:
        session.given = checked(name)
    except UsageError as error:
        return page(request, session, "parts/problem.html", problem=f"{error}. {error.hint or ''}".strip())
    answer = page(request, session, "parts/who.html")
    answer.headers.update({"HX-Retarget": "#who", "HX-Reswap": "outerHTML", "HX-Trigger-After-Swap": "named"})
    remember(answer, session.given, secure=desk.secure)
    return answer


@router.get("/language/{tag}")
def language(tag: str, request: Request) -> Response:
    """Show the interface in another language."""
    answer = RedirectResponse(_back(request), 303)
    if tag in LANGUAGES:
        answer.set_cookie("lang", tag, max_age=YEAR, samesite="strict", path="/")
    return answer


def _back(request: Request) -> str:
    """Return the page of ours a request came from: its path alone, never another place."""
    back = request.query_params.get("from", "/")
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() else "/"


ENTRY = Screen("enter", router)
