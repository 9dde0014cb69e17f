"""The workbench as an ASGI application."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from counterspec._version import __version__
from counterspec.errors import CounterspecError
from counterspec.registry import discover
from counterspec.web.access.headers import Headers
from counterspec.web.desk import Desk
from counterspec.web.render import SHARED, STATIC, page
from counterspec.web.screens import Screen


def create_app(desk: Desk) -> FastAPI:
    """Return the application for one case."""
    app = FastAPI(
        title="Counterspec",
        version=__version__,
        summary="A case: documents, findings with evidence, chains, parties, decisions.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.desk = desk

    @app.middleware("http")
    async def _host(request: Request, go_on: object) -> Response:
        try:
            desk.gate.host(request)
        except CounterspecError as error:
            return JSONResponse({"error": str(error), "hint": error.hint}, error.http_status)
        answer: Response = await go_on(request)  # type: ignore[operator]
        return answer

    @app.exception_handler(CounterspecError)
    def _failed(request: Request, error: CounterspecError) -> Response:
        return failure(request, error)

    @app.exception_handler(RequestValidationError)
    async def _misread(request: Request, error: RequestValidationError) -> Response:
        if not request.url.path.startswith("/api/"):
            return await request_validation_exception_handler(request, error)
        said = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()[:5])
        return JSONResponse({"error": said[:500], "hint": "/api/openapi.json says what is asked for."}, 422)

    @app.exception_handler(HTTPException)
    async def _unrouted(request: Request, error: HTTPException) -> Response:
        if not request.url.path.startswith("/api/"):
            return await http_exception_handler(request, error)
        return JSONResponse({"error": str(error.detail), "hint": ""}, error.status_code, error.headers)

    app.mount("/static/shared", StaticFiles(directory=SHARED), name="shared")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for screen in discover("counterspec.web.screens", Screen, third_party=False).values():
        app.include_router(screen.router, include_in_schema=screen.id.startswith("api"))
    app.add_middleware(Headers)
    return app


def failure(request: Request, error: CounterspecError) -> Response:
    """Return what a person or program is told of a failure."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": str(error), "hint": error.hint}, error.http_status)
    session = request.app.state.desk.sessions.of(request.cookies.get("counterspec"))
    answer: HTMLResponse = page(request, session, "failure.html", error.http_status, error=error)
    return answer
