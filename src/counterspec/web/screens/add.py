"""Add documents: drop files and folders, watch them being read, see problems as they come."""

from __future__ import annotations

import time
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response

from counterspec.casework.versions import judging_version, reading_version
from counterspec.errors import UsageError
from counterspec.store.status import problems, status
from counterspec.web.access.sessions import Session
from counterspec.web.audit import note
from counterspec.web.desk import Desk
from counterspec.web.guard import Owner, Reader, TheDesk
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_PROBLEMS = 200


@router.get("/add")
def add(request: Request, desk: TheDesk, session: Reader) -> Response:
    """Show where documents come in."""
    return page(request, session, "add.html", **_now(desk))


@router.get("/add/progress")
def progress(request: Request, desk: TheDesk, session: Reader) -> Response:
    """Return how far the reading is; asked for while it runs."""
    return _part(request, desk, session)


def _part(request: Request, desk: Desk, session: Session) -> Response:
    """Return how far the reading is, with the foot of the page, which says what was read."""
    return page(request, session, "parts/progress.html", refreshed=True, **_now(desk))


def _now(desk: Desk) -> dict[str, Any]:
    with desk.reading() as connection:
        held = status(connection, (reading_version(), judging_version()))
        told = list(islice(problems(connection), _PROBLEMS))
    if not desk.adder.running and not held.waiting:
        desk.adder.clear()
    seconds = time.monotonic() - desk.adder.began if desk.adder.running else 0.0
    return {
        "held": held,
        "told": told,
        "running": desk.adder.running,
        "seconds": seconds,
        "recent": desk.adder.told(),
    }


@router.post("/add/files")
def files(
    request: Request, desk: TheDesk, session: Owner, files: Annotated[list[UploadFile], File()],
    paths: Annotated[tuple[str, ...], Form()] = (),
) -> Response:  # fmt: skip
    """Keep the files that were dropped and read them."""
    if not files:
        raise UsageError("no file came with this", hint="Choose files, or drop them.")
    batch = desk.adder.batch()
    for number, file in enumerate(files):
        name = paths[number] if number < len(paths) and paths[number] else file.filename or ""
        desk.adder.keep(batch, name, file.file)
    note(desk, session.name, "added files", str(len(files)))
    desk.adder.start(batch)
    return _part(request, desk, session)


@router.post("/add/pause")
def pause(request: Request, desk: TheDesk, session: Owner) -> Response:
    """Stop after what is being read."""
    desk.adder.pause()
    return _part(request, desk, session)


@router.post("/add/go-on")
def go_on(request: Request, desk: TheDesk, session: Owner) -> Response:
    """Read what waits, and what came in before the workbench was stopped."""
    desk.adder.start(*desk.adder.unread())
    return _part(request, desk, session)


ENTRY = Screen("add", router, "Add", "/add", 80, "a")
