"""What the operations of the API share: how they fail, what lets them in, and their commonest parameters."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Security
from fastapi.security import APIKeyCookie

from counterspec.web import shapes as s
from counterspec.web.access.sessions import COOKIE

_FAILURES: dict[int | str, dict[str, Any]] = {
    400: {"model": s.Failure, "description": "The request says something impossible."},
    401: {"model": s.Failure, "description": "No session: open the printed address, or log in."},
    403: {"model": s.Failure, "description": "The session may not do this, or its token is missing."},
    404: {"model": s.Failure, "description": "The case has no such thing."},
    421: {"model": s.Failure, "description": "This host name is not served."},
    422: {"model": s.Failure, "description": "A parameter is of another type than it should be."},
    503: {"model": s.Failure, "description": "The case cannot be read or written now."},
}
_COOKIE = APIKeyCookie(name=COOKIE, auto_error=False, description="The cookie of the workbench's session.")

Limit = Annotated[int, Query(ge=1, le=200, description="How many at the most.")]
Skip = Annotated[int, Query(ge=0, le=1_000_000, description="How many to leave out first.")]
Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
FindingId = Annotated[str, Path(pattern="^f-[0-9a-f]{6,64}$")]
Token = Annotated[str, Header(alias="x-csrf-token", description="The session's token.")]


def api_router() -> APIRouter:
    """Return a router for operations below /api."""
    return APIRouter(prefix="/api", responses=_FAILURES, dependencies=[Security(_COOKIE)], tags=["case"])
