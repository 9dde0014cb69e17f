"""Sessions: who is at the other end, kept in memory, so that a restart asks again."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["reader", "reviewer", "owner"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "owner")
COOKIE = "counterspec"
UNNAMED = "owner"
"""What is signed with where nobody has given a name."""
_IDLE_SECONDS = 12 * 3600.0
_MOST = 1_000


@dataclass(slots=True)
class Session:
    """One browser. `csrf` must come back with everything that changes something.

    `given` is the name somebody gave, "" while there is none.
    """

    id: str
    given: str
    role: Role
    csrf: str
    seen: float

    @property
    def name(self) -> str:
        """What everything is signed with."""
        return self.given or UNNAMED

    def may(self, role: Role) -> bool:
        """Whether this role, or a higher one, is held."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(slots=True)
class Sessions:
    """The sessions of one running workbench; `clock` counts seconds."""

    clock: Callable[[], float] = time.monotonic
    _kept: dict[str, Session] = field(default_factory=dict)

    def begin(self, name: str, role: Role) -> Session:
        """Start a session, with no name where that is ""; the oldest give way when there are too many."""
        self._forget()
        session = Session(secrets.token_urlsafe(32), name, role, secrets.token_urlsafe(32), self.clock())
        self._kept[session.id] = session
        return session

    def of(self, cookie: str | None) -> Session | None:
        """Return the session a cookie names, None where there is none or it has been idle too long."""
        session = self._kept.get(cookie or "")
        if session is None or self.clock() - session.seen > _IDLE_SECONDS:
            return None
        session.seen = self.clock()
        return session

    def end(self, session: Session) -> None:
        """Forget a session."""
        self._kept.pop(session.id, None)

    def _forget(self) -> None:
        old = [key for key, one in self._kept.items() if self.clock() - one.seen > _IDLE_SECONDS]
        by_age = sorted(self._kept, key=lambda key: self._kept[key].seen)
        for key in {*old, *by_age[: max(0, len(self._kept) - _MOST + 1)]}:
            del self._kept[key]


class OnceToken:
    """The token that opens a workbench without accounts: it works once, and is compared in constant time."""

    def __init__(self) -> None:
        self.value: str | None = secrets.token_urlsafe(24)

    def take(self, given: str) -> bool:
        """Return whether this is the token; it is none afterwards."""
        right = self.value is not None and hmac.compare_digest(self.value, given)
        if right:
            self.value = None
        return right
