"""Add documents: drop files and folders, watch them being read, see problems as they come."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response

from counterspec.casework.versions import judging_version, reading_version
from counterspec.errors import CounterspecError, LimitError, UsageError
from counterspec.store.status import problems, status
from counterspec.web.access.sessions import Session
from counterspec.web.adding import Adder, Came
from counterspec.web.audit import note
from counterspec.web.desk import Desk
from counterspec.web.guard import Owner, Reader, TheDesk
from counterspec.web.paging import Part
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_PROBLEMS = 200


@router.get("/add")
def add(request: Request, desk: TheDesk, session: Reader, skip: int = 0) -> Response:
    """Show where documents come in."""
    return page(request, session, "add.html", problem="", **_now(request, desk, skip))


@router.get("/add/progress")
def progress(request: Request, desk: TheDesk, session: Reader, skip: int = 0) -> Response:
    """Return how far the reading is; asked for while it runs."""
    return _part(request, desk, session, skip)


def _part(request: Request, desk: Desk, session: Session, skip: int = 0, problem: str = "") -> Response:
    """Return how far the reading is, with the foot of the page, which says what was read."""
    now = _now(request, desk, skip)
    return page(request, session, "parts/progress.html", refreshed=True, problem=problem, **now)


def _now(request: Request, desk: Desk, skip: int) -> dict[str, Any]:
    """Return how far the reading is, and the problems behind `skip` others."""
    # Asked before the case is: what was waiting at the end of a run is told as it was then.
    running = desk.adder.running
    with desk.reading() as connection:
        held = status(connection, (reading_version(), judging_version()))
        part = Part(request, skip, _PROBLEMS, held.problems, "problems")
        told = list(problems(connection, skip=part.skip, limit=_PROBLEMS))
    if not running and not held.waiting:
        desk.adder.clear()
    seconds = time.monotonic() - desk.adder.began if running else 0.0
    return {
        "held": held,
        "told": told,
        "part": part,
        "running": running,
        "failure": desk.adder.failure,
        "left": not running and bool(desk.adder.unread()),
        "seconds": seconds,
        "recent": desk.adder.told(),
        "came": desk.adder.came,
    }


@router.post("/add/files")
def files(
    request: Request, desk: TheDesk, session: Owner, files: Annotated[list[UploadFile], File()],
    paths: Annotated[tuple[str, ...], Form()] = (), captures: Annotated[UploadFile | None, File()] = None,
) -> Response:  # fmt: skip
    """Keep the files that were dropped, with what a list of captures says of them, and read them."""
    batch = desk.adder.batch()
    try:
        desk.adder.came = came = _came(desk.adder, batch, files, paths, captures)
    except CounterspecError as error:
        desk.adder.drop(batch)
        return _part(request, desk, session, problem=f"{error}. {error.hint}".strip())
    if came.kept:
        note(desk, session.name, "added files", str(came.kept))
        desk.adder.start(batch)
    else:
        desk.adder.drop(batch)
    return _part(request, desk, session)


def _came(
    adder: Adder, batch: Path, files: list[UploadFile], paths: tuple[str, ...], captures: UploadFile | None
) -> Came:
    """Keep what came in, and return what is to be said of it.

    Raises:
        UsageError: no file can be kept, or the list of captures cannot be read.
    """
    kept, left_out, packs = 0, [], []
    for number, file in enumerate(files):
        name = paths[number] if number < len(paths) and paths[number] else file.filename or ""
        try:
            if adder.keep(batch, name, file.file):
                kept += 1
            else:
                packs.append(name)
        except LimitError as error:
            left_out.append(str(error))
    if len(left_out) == len(files):
        raise UsageError("; ".join(left_out) or "no file came with this", hint="Choose files, or drop them.")
    found = None
    if captures is not None and kept:
        found = adder.listed(batch, captures.filename or "list", captures.file)
    return Came(kept, found, tuple(left_out), tuple(packs))


@router.post("/add/pause")
def pause(request: Request, desk: TheDesk, session: Owner, skip: int = 0) -> Response:
    """Stop after what is being read."""
    desk.adder.pause()
    return _part(request, desk, session, skip)


@router.post("/add/go-on")
def go_on(request: Request, desk: TheDesk, session: Owner, skip: int = 0) -> Response:
    """Read what waits, and what came in before the workbench was stopped."""
    desk.adder.go_on()
    return _part(request, desk, session, skip)


ENTRY = Screen("add", router, "Add", "/add", 80, "a")
