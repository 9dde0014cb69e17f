"""Report: choose what is published, look at it, take it along in the forms others read."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated, Any

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import Response

from counterspec.errors import CounterspecError, LimitError
from counterspec.safe.limits import MAX_FILE_BYTES
from counterspec.store.counting import total
from counterspec.store.find import found
from counterspec.store.finding_filter import CONFIRMED, FindingFilter
from counterspec.web.audit import note
from counterspec.web.commands import sentences
from counterspec.web.guard import Reader, TheDesk
from counterspec.web.publishing import FORMS, checked, published
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()
_LISTED = 200
_PAGE_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
"""The report holds its own style and pictures, and no script: nothing in it can run."""


@router.get("/report")
def report(request: Request, desk: TheDesk, session: Reader) -> Response:
    """Show what a report would hold."""
    with desk.reading() as connection:
        shown = found(connection, CONFIRMED, limit=_LISTED).found
        confirmed, every = total(connection, CONFIRMED), total(connection, FindingFilter())
    return page(
        request, session, "report.html", shown=shown, confirmed=confirmed, every=every, making=desk.making.of(session)
    )  # fmt: skip


@router.get("/report/making")
def making(request: Request, desk: TheDesk, session: Reader) -> Response:
    """Say what files are being made, nothing once they are there or failed."""
    return page(request, session, "parts/making.html", making=desk.making.of(session))


@router.get("/report/opening")
def opening(request: Request, session: Reader) -> Response:
    """Say that a report is being made, in the tab it opens in; static/workbench.js goes on to it from there."""
    return page(request, session, "opening.html", address=f"/report/made.html?{request.url.query}")


@router.get("/report/made.{form}")
def made(
    desk: TheDesk, session: Reader, form: str, title: str = "", lead: str = "", by: str = "", findings: str = "",
    everything: bool = False, no_sources: bool = False,
) -> Response:  # fmt: skip
    """Return the report in a form; as a page it opens in the browser, everything else is a file."""
    options = [f"--title={title[:300]}", f"--lead={lead[:1000]}", f"--by={by[:300]}"]
    options += [f"--finding={one}" for one in findings.split(",")[:_LISTED] if one]
    options += ["--all"] if everything else []
    options += ["--no-sources"] if form == "zip" and no_sources else []
    name = "pack" if form == "zip" else "report"
    # A report that opens in a tab has that tab to say so.
    with nullcontext() if form == "html" else desk.making.during(session, name):
        data = published(desk.folder, form, options)
    note(desk, session.name, "published", form)
    headers = {"Content-Security-Policy": _PAGE_POLICY}
    if form != "html":
        # The pack has the name by which every page, report and help says how it is checked.
        file = "pack.zip" if form == "zip" else f"counterspec-report.{form}"
        headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return Response(data, media_type=FORMS[form], headers=headers)


@router.post("/report/check")
def check(request: Request, session: Reader, pack: Annotated[UploadFile, File()]) -> Response:
    """Say whether a pack holds; nothing of it is kept."""
    data = pack.file.read(MAX_FILE_BYTES + 1)
    counts: dict[str, Any] = {}
    faults: list[dict[str, Any]] = []
    problem = ""
    try:
        if len(data) > MAX_FILE_BYTES:
            raise LimitError("the pack is too large to be checked here", hint="counterspec verify pack.zip")
        counts, faults = checked(data)
    except CounterspecError as error:
        problem = sentences(str(error), error.hint)
    name = pack.filename or ""
    return page(
        request, session, "parts/checked.html", name=name, counts=counts, faults=faults[:_LISTED],
        more=max(0, len(faults) - _LISTED), problem=problem,
    )  # fmt: skip


ENTRY = Screen("report", router, "Report", "/report", 90, "t")
