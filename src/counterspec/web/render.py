"""Pages from templates: everything a template may use, in one place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from counterspec._version import __version__
from counterspec.publish import marks
from counterspec.registry import discover
from counterspec.store.overview import Coverage, coverage
from counterspec.terminal.glossary import means
from counterspec.terminal.look import ACTS, TIERS
from counterspec.web.access.gate import CSRF_HEADER
from counterspec.web.access.sessions import Session
from counterspec.web.desk import Desk
from counterspec.web.screens import Screen
from counterspec.web.sentences import assessment_of, change_of, claim_of, label_of, place_of, summary_of
from counterspec.web.words import LANGUAGES, Linked, chosen, said

STATIC = Path(__file__).parent / "static"
SHARED = Path(marks.__file__).parent / "style"
"""Sheets and fonts that the workbench and the report share."""


@cache
def templates() -> Environment:
    """Return the templates; everything a document says is escaped."""
    made = Environment(
        loader=PackageLoader("counterspec.web"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        icon=marks.icon, rung=marks.rung, meter=marks.meter, passage=marks.passage,
        tier_mark=marks.tier_mark, tier_shape=marks.tier_shape,
        acts={act: words.partition(" ")[2] for act, words in ACTS.items()}, tiers=TIERS, means=means,
        version=__version__,
    )  # fmt: skip
    made.globals["linked"] = Linked
    made.filters["number"] = lambda value: f"{value:,}"
    return made


def language_of(request: Request) -> str:
    """Return the language a page is shown in."""
    return chosen(request.cookies.get("lang"), request.headers.get("accept-language"))


def page(
    request: Request, session: Session | None, template: str, status: int = 200, **values: Any
) -> HTMLResponse:
    """Return a page, or for htmx the part of one that the template's block `part` is."""
    desk: Desk = request.app.state.desk
    language = language_of(request)

    def word(english: str, /, **more: object) -> str:
        return said(language, english, **more)

    screens = sorted(
        (one for one in discover("counterspec.web.screens", Screen, third_party=False).values() if one.label),
        key=lambda one: one.order,
    )
    values |= {
        "_": word, "summary": lambda finding: summary_of(finding, desk.setup, language),
        "concept_called": lambda concept: label_of(concept, desk.setup, language),
        "change_of": lambda change, cards: change_of(change, cards, desk.setup, language),
        "assessment_of": lambda one, held: assessment_of(one, held, language),
        "claim_of": lambda claim: claim_of(claim, language), "place_of": lambda text: place_of(text, language),
        "request": request, "session": session, "csrf_header": CSRF_HEADER, "desk": desk,
        "language": language, "languages": LANGUAGES, "theme": request.cookies.get("theme", ""), "screens": screens,
        "path": request.url.path, "coverage": _coverage(desk) if session else None,
    }  # fmt: skip
    return HTMLResponse(templates().get_template(template).render(values), status)


def _coverage(desk: Desk) -> Coverage:
    with desk.reading() as connection:
        return coverage(connection)
