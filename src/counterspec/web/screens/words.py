"""Words: what the marks and words of the workbench mean."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from counterspec.terminal.glossary import GLOSSARY
from counterspec.web.guard import Reader
from counterspec.web.render import page
from counterspec.web.screens import Screen

router = APIRouter()


@router.get("/words")
def words(request: Request, session: Reader) -> Response:
    """Show the glossary; every mark has a place that a link can lead to."""
    return page(request, session, "words.html", sections=GLOSSARY)


ENTRY = Screen("words", router)
