"""SQL: definitions, lookup rows and queries of any dialect."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.schema_document import decoded, schema_document
from counterspec.syntax.sql.reader import read_sql

_SUFFIXES = (
    ".sql",
    ".ddl",
    ".hql",
    ".pgsql",
    ".psql",
    ".mysql",
    ".tsql",
    ".plsql",
    ".pls",
    ".pks",
    ".pkb",
    ".prc",
    ".vw",
    ".bqsql",
)
_STATEMENT = re.compile(
    r"^[ \t]*(?:CREATE\s+(?:OR\s+\w+\s+)?(?:\w+\s+){0,3}?"
    r"(?:TABLE|VIEW|TYPE|INDEX|FUNCTION|PROCEDURE|DATABASE)\b"
    r"|ALTER\s+TABLE\b|INSERT\s+(?:\w+\s+)?INTO\b|COMMENT\s+ON\b|SELECT\b|WITH\b|DROP\s+TABLE\b"
    r"|UPDATE\s+\S+\s+SET\b|DELETE\s+FROM\b|EXEC\b|COPY\s)",
    re.IGNORECASE | re.MULTILINE,
)
_BEGINNING = re.compile(
    r"(?:\s++|--[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+"
    r"(?:CREATE\s+(?:\w+\s+){0,4}?TABLE|INSERT\s+INTO|DROP\s+TABLE|ALTER\s+TABLE"
    r"|SET\s+(?:NAMES|FOREIGN_KEY_CHECKS|statement_timeout|ANSI_NULLS))\s",
    re.IGNORECASE,
)


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    if head.suffix in _SUFFIXES:
        return 85 if _STATEMENT.search(head.text) else 39
    return 45 if _BEGINNING.match(head.text) else 0


def _read(source: Source, text: Text | None) -> Document:
    whole = decoded(source, text)
    return schema_document(source, whole, ENTRY.id, ENTRY.media_type, read_sql(whole.text))


ENTRY = Format(
    id="sql",
    title="SQL",
    kind="schema",
    media_type="application/sql",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Tables, columns, types, allowed values and their comments; rows of lookup tables; columns that "
    "indexes, views and queries give out, filter or sort by; parameters of procedures.",
    eager=True,
)
