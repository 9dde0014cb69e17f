"""Add documents: drop files and folders, watch them being read, see problems as they come."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response
from sqlalchemy import Connection

from counterspec.casework.lists import address, moment
from counterspec.casework.steps import Said
from counterspec.casework.versions import judging_version, reading_version
from counterspec.errors import CounterspecError, LimitError, UsageError
from counterspec.store.counting import total
from counterspec.store.finding_filter import FindingFilter
from counterspec.store.listing import listed_of
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
_UNDECIDED = FindingFilter(standings=("none",))


@router.get("/add")
def add(request: Request, desk: TheDesk, session: Reader, skip: int = 0) -> Response:
    """Show where documents come in."""
    return page(request, session, "add.html", **_now(request, desk, session, skip))


@router.get("/add/progress")
def progress(request: Request, desk: TheDesk, session: Reader, skip: int = 0) -> Response:
    """Return how far the reading is; asked for while it runs."""
    return _part(request, desk, session, skip)


def _part(request: Request, desk: Desk, session: Session, skip: int = 0) -> Response:
    """Return how far the reading is, with the foot of the page, which says what was read."""
    return page(request, session, "parts/progress.html", refreshed=True, **_now(request, desk, session, skip))


def _now(request: Request, desk: Desk, session: Session, skip: int) -> dict[str, Any]:
    """Return how far the reading is, and the problems behind `skip` others."""
    # Asked before the case is: what was waiting at the end of a run is told as it was then.
    running = desk.adder.running
    with desk.reading() as connection:
        held = status(connection, (reading_version(), judging_version()))
        part = Part(request, skip, _PROBLEMS, held.problems, "problems")
        told = list(problems(connection, skip=part.skip, limit=_PROBLEMS))
        recent = desk.adder.told()
        found = _found(connection, recent)
        done = not running and not held.waiting and session.may("reviewer")
        undecided = total(connection, _UNDECIDED) if done else 0
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
        "recent": recent,
        "found": found,
        "undecided": undecided,
        "came": desk.adder.came,
    }


def _found(connection: Connection, recent: list[dict[str, Any]]) -> dict[str, int]:
    """Return how many findings documents have that were read; one that was removed since is not there."""
    sha256s = [one["sha256"] for one in recent if one.get("sha256")]
    return {one.card.sha256: one.findings for one in listed_of(connection, sha256s)}


@router.post("/add/files")
def files(
    request: Request, desk: TheDesk, session: Owner, files: Annotated[list[UploadFile], File()],
    paths: Annotated[tuple[str, ...], Form()] = (), captures: Annotated[UploadFile | None, File()] = None,
    source_url: Annotated[str, Form()] = "", fetched_at: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Keep the files that were dropped, with what is said of where they come from, and read them."""
    batch = desk.adder.batch()
    try:
        said = _said(source_url.strip(), fetched_at.strip())
        came = _came(desk.adder, batch, files, paths, said, captures)
    except CounterspecError as error:
        came = Came(problem=f"{error}. {error.hint}".strip())
    # Kept, and not told to this page alone: files that were dropped elsewhere lead to another.
    desk.adder.came = came
    if came.kept:
        note(desk, session.name, "added files", str(came.kept))
        desk.adder.start(batch)
    else:
        desk.adder.drop(batch)
    return _part(request, desk, session)


def _said(url: str, fetched: str) -> Said:
    """Return what somebody says of all files that come in together, checked as `case add` does.

    Raises:
        UsageError: no address, or no time.
    """
    return Said(
        address(url, "Where the files come from") if url else None,
        moment(fetched, "When they were fetched") if fetched else None,
    )


def _came(
    adder: Adder, batch: Path, files: list[UploadFile], paths: tuple[str, ...], said: Said,
    captures: UploadFile | None,
) -> Came:  # fmt: skip
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
        found = adder.listed(batch, captures.filename or "list", captures.file, said)
    elif kept and said != Said():
        adder.say(batch, said)
    return Came(kept, said, found, tuple(left_out), tuple(packs))


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
