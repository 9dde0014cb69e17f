"""What routes ask for: the desk, and a session that may do what is asked."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from counterspec.web.access.sessions import Session
from counterspec.web.desk import Desk


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _reader(request: Request) -> Session:
    return _desk(request).gate.session(request, "reader")


def _reviewer(request: Request) -> Session:
    return _desk(request).gate.session(request, "reviewer")


def _owner(request: Request) -> Session:
    return _desk(request).gate.session(request, "owner")


TheDesk = Annotated[Desk, Depends(_desk)]
Reader = Annotated[Session, Depends(_reader)]
Reviewer = Annotated[Session, Depends(_reviewer)]
Owner = Annotated[Session, Depends(_owner)]
"""A route that takes one of the last three is refused to anybody with a lower role, or with none."""
