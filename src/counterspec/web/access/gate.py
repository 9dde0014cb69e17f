"""The gate every request passes: right host, a session, and for changes the session's own token."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from fastapi import Request

from counterspec.errors import CounterspecError
from counterspec.web.access.sessions import COOKIE, Role, Session, Sessions

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_HEADER = "x-csrf-token"


class RefusedError(CounterspecError):
    """A request that may not pass."""

    def __init__(self, message: str, status: int, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.http_status = status


class Gate:
    """Knows the hosts the workbench answers for and the sessions it has."""

    def __init__(self, sessions: Sessions, hosts: frozenset[str]) -> None:
        self._sessions = sessions
        self._hosts = hosts

    def host(self, request: Request) -> None:
        """Refuse a request under a name that is not ours: a page elsewhere could have led the browser here.

        Raises:
            RefusedError: another host name.
        """
        name = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        if name not in self._hosts:
            raise RefusedError(
                "this address is not served here", 421, hint="Open the address that was printed."
            )

    def session(self, request: Request, role: Role = "reader") -> Session:
        """Return the session of a request.

        Raises:
            RefusedError: no session, too low a role, or a change without the session's token.
        """
        session = self._sessions.of(request.cookies.get(COOKIE))
        if session is None:
            raise RefusedError(
                "nobody is logged in here", 401, hint="Open the address that was printed at the start."
            )
        if request.method not in _SAFE:
            self._own(request, session)
        if not session.may(role):
            raise RefusedError(f"a {session.role} may not do this", 403, hint=f"A {role} may.")
        return session

    def _own(self, request: Request, session: Session) -> None:
        origin = request.headers.get("origin")
        if origin is not None and (urlsplit(origin).hostname or "") not in self._hosts:
            raise RefusedError("the request came from another page", 403)
        given = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(given, session.csrf):
            raise RefusedError("the page is from an older session", 403, hint="Load the page again.")
