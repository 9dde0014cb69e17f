"""Translations of quotes: a person's, kept with name and date; a machine's where the settings name one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from counterspec.casework.clock import now
from counterspec.casework.translations import translate, translate_by_machine
from counterspec.errors import CounterspecError, UsageError
from counterspec.store.verdicts import judged
from counterspec.web.audit import note
from counterspec.web.desk import Desk
from counterspec.web.guard import Reviewer, TheDesk
from counterspec.web.render import language_of, page
from counterspec.web.review import reviewed
from counterspec.web.screens import Screen

router = APIRouter()


@router.post("/findings/{finding}/translation")
def translation(
    request: Request, desk: TheDesk, session: Reviewer, finding: str, language: Annotated[str, Form()],
    text: Annotated[str, Form()] = "", machine: Annotated[bool, Form()] = False,
) -> Response:  # fmt: skip
    """Keep a translation of what a finding quotes and return what its words mean now, or what was wrong."""
    problem = ""
    try:
        by = _kept(desk, finding, language.strip(), text, session.name, machine=machine)
        note(desk, session.name, f"translation by {by}", finding)
    except CounterspecError as error:
        problem = f"{error}. {error.hint or ''}".strip()
    with desk.reading() as connection:
        review = reviewed(connection, judged(connection, finding).finding, desk.setup, language_of(request))
    given = {"language": language[:40], "text": text[:5_000]} if problem else {}
    return page(request, session, "parts/meaning.html", review=review, problem=problem, given=given)


def _kept(desk: Desk, finding: str, language: str, text: str, name: str, *, machine: bool) -> str:
    if not machine:
        return translate(desk.case, finding, language, text, name, now()).by
    if desk.translation is None:
        raise UsageError("the settings name no machine that translates")
    return translate_by_machine(desk.case, finding, language, desk.translation, now()).by


ENTRY = Screen("translate", router)
