"""Tables of revisions: the version and date in the newest row."""

from __future__ import annotations

import re

from counterspec.model import Document, Said, Span, Table
from counterspec.syntax.dates import first_date
from counterspec.syntax.plain import plain

_VERSION_HEAD = re.compile(
    r"版本|version|revision|rev\.?$|версия|versión|versão|バージョン|버전|issue|edition", re.IGNORECASE
)
_DATE_HEAD = re.compile(r"日期|时间|date|datum|fecha|data|дата|年月|날짜|일자", re.IGNORECASE)
_VERSION = re.compile(r"[Vv]?\d{1,3}(?:\.\d{1,4}){0,3}[a-zA-Z]?$|第.{1,3}版$")
_TABLES = 4
_ROWS = 60


def latest_revision(document: Document) -> tuple[Said | None, Said | None]:
    """Return version and date of the newest revision in one of the first tables."""
    for table in document.tables[:_TABLES]:
        columns = _columns(document, table)
        if columns is not None:
            return _newest(document, table, *columns)
    return None, None


def _columns(document: Document, table: Table) -> tuple[int, int] | None:
    if len(table.rows) < 2 or len(table.rows[0]) > 8:
        return None
    heads = [plain(_cell(document, span)) for span in table.rows[0]]
    version = next((i for i, head in enumerate(heads) if len(head) < 20 and _VERSION_HEAD.search(head)), None)
    date = next((i for i, head in enumerate(heads) if len(head) < 20 and _DATE_HEAD.search(head)), None)
    return None if version is None or date is None or version == date else (version, date)


def _newest(document: Document, table: Table, version: int, date: int) -> tuple[Said | None, Said | None]:
    best: tuple[str, Said | None, Said] | None = None
    for row in table.rows[1:_ROWS]:
        if len(row) <= max(version, date):
            continue
        day = first_date(plain(_cell(document, row[date])))
        if day is None:
            continue
        name = plain(_cell(document, row[version]))
        said = Said(name, row[version]) if _VERSION.match(name) else None
        if best is None or day.iso > best[0]:
            best = (day.iso, said, Said(day.iso, row[date]))
    return (best[1], best[2]) if best else (None, None)


def _cell(document: Document, span: Span) -> str:
    return document.text[span.start : min(span.end, span.start + 80)]
