"""Open a PDF, mended where it is damaged."""

from __future__ import annotations

from typing import Any

from pypdfium2 import PdfDocument, PdfiumError

from counterspec.errors import UnreadableError
from counterspec.syntax.pdf.repair import mended

_MENDED = "the file is damaged: its table of objects was made anew; pages and parts of them may be missing"


def open_pdf(data: bytes, path: str) -> tuple[Any, str]:
    """Return the open file, and what had to be done to open it, "" where nothing had.

    Raises:
        UnreadableError: it is locked, empty, has no pages, or nothing of it can be read.
    """
    try:
        pdf = _opened(data, path)
        if len(pdf):
            return pdf, ""
        pdf.close()
        reason = "has no pages"
    except PdfiumError as error:
        reason = f"is damaged beyond reading: {error}" if data else f"is empty: {error}"
    for rebuild in (False, True):
        pdf = _mended(data, path, rebuild_pages=rebuild)
        if pdf is not None:
            return pdf, _MENDED
    raise UnreadableError(f"{path}: the PDF {reason}", hint="Fetch it again.")


def _opened(data: bytes, path: str) -> Any:
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if "password" not in str(error).lower():
            raise
        raise UnreadableError(
            f"{path}: the PDF asks for a password", hint="Save a copy without the password.", code="encrypted"
        ) from error


def _mended(data: bytes, path: str, *, rebuild_pages: bool) -> Any:
    """Return a damaged file, open, with its own pages or with all that are found; None where that fails."""
    whole = mended(data, rebuild_pages=rebuild_pages)
    if whole is None:
        return None
    try:
        pdf = _opened(whole, path)
    except PdfiumError:
        return None
    if len(pdf):
        return pdf
    pdf.close()
    return None
