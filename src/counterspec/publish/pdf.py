"""The report as PDF, laid out by WeasyPrint; nothing is fetched while it is."""

from __future__ import annotations

import logging

from counterspec.errors import UsageError
from counterspec.publish.report import Report, html

_INSTALL = "pip install 'counterspec[pdf]'; it needs Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0)."


def pdf(report: Report) -> bytes:
    """Return the report as PDF; the same report gives the same bytes.

    Raises:
        UsageError: the layout program is not installed, with how to install it.
    """
    from PIL import ImageFile

    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise UsageError(f"PDF needs WeasyPrint: {error}", hint=_INSTALL) from error
    # WeasyPrint lets the whole process take pictures that are cut short for whole; who checks a pack must not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    page = weasyprint.HTML(
        string=html(report, sheets=("pdf",), within="pdf_drawing"),
        base_url=None,
        url_fetcher=URLFetcher(allowed_protocols=("data",)),
    )
    made: bytes = page.write_pdf(pdf_identifier=report.last_hash[:32].encode() or b"0" * 32)
    return made
