"""Read an SQL text statement by statement."""

from __future__ import annotations

import re

from counterspec.model import Note
from counterspec.safe.limits import MAX_PARSE_CHARS
from counterspec.syntax.comments import CommentBook
from counterspec.syntax.schema_document import Found
from counterspec.syntax.sql import queries, remarks, routines, rows, tables
from counterspec.syntax.sql.catalogue import Catalogue
from counterspec.syntax.sql.mask import Masked, mask, with_line_feeds
from counterspec.syntax.sql.statements import statements
from counterspec.syntax.sql.thin import thin
from counterspec.syntax.sql.words import PATH, closing, last_name

_DEAD = re.compile(
    r"[,\s]*[\w\"`\[\].]{1,64}\s+(?i:n?varchar2?|n?char|character|text|int(?:eger)?|bigint|smallint|tinyint|number"
    r"|numeric|decimal|date|datetime2?|timestamp|bool(?:ean)?|bit|float|double|uuid|serial|enum|blob|clob|json)\b"
    r"\s*(?:\(\s*\d|\(\s*'|,\s*$|(?i:NOT\s+NULL|NULL|DEFAULT)\b)"
    r"|(?:CREATE|ALTER|DROP|INSERT|CONSTRAINT|FOREIGN KEY|PRIMARY KEY|GO)\b"
    r"|Name: .{1,200}; Type: |(?:Table|View) structure for |Dumping data for |Records of |Data for "
    r"|Object:\s+\w+ \["
)
_VIEW = re.compile(
    rf"CREATE\s+(?:[\w=@`'%.~]+\s+){{0,8}}?VIEW\s+(?:IF\s+NOT\s+EXISTS\s+)?({PATH})\s*+", re.IGNORECASE
)
_SELECT = re.compile(r"\b(?:SELECT|WITH)\b", re.IGNORECASE)
_CHANGES = re.compile(r"(?:UPDATE|DELETE)\s", re.IGNORECASE)
_SKIPPED = re.compile(
    r"(?:GRANT|REVOKE|DROP|SET|USE|PRINT|LOCK|UNLOCK|TRUNCATE|COMMIT|BEGIN\s*$|START|ANALYZE|VACUUM|PRAGMA|DELIMITER"
    r"|ALTER\s+(?:SEQUENCE|DATABASE|ROLE|USER|SCHEMA|FUNCTION|VIEW)|CREATE\s+(?:DATABASE|SCHEMA|SEQUENCE|EXTENSION|ROLE"
    r"|USER|LOGIN))\b",
    re.IGNORECASE,
)
_CODE_BODY = re.compile(
    r"\bLANGUAGE\s+'?(?:plpython\w*|plv8|pl?perl\w*|plr|c|internal|javascript)\b", re.IGNORECASE
)
_ROUTINE_HEAD = re.compile(r"(?:CREATE|ALTER|DO)\b", re.IGNORECASE)


def read_sql(text: str) -> Found:
    """Return what the statements of `text` declare; unknown statements are passed over."""
    thinned, blanked = thin(with_line_feeds(text))
    if len(text) - blanked > MAX_PARSE_CHARS:
        text, thinned = text[:MAX_PARSE_CHARS], thinned[:MAX_PARSE_CHARS]
    masked = mask(thinned)
    reader = _Reader(text, masked)
    reader.run()
    catalogue = reader.catalogue
    faults = [(stray, "syntax", "a quote or comment is never closed") for stray in masked.strays[:1]]
    full = catalogue.full_rows()
    if full is not None or blanked:
        faults.append(
            (full or 0, "rows", "further rows of long tables were taken for data, not for lists of values")
        )
    return Found(catalogue.drafts, reader.preamble, tuple(faults + catalogue.faults[:100]), parsed=len(text))


class _Reader:
    def __init__(self, text: str, masked: Masked) -> None:
        self._text = text
        self._plain = masked.plain
        self._masked = masked
        book = CommentBook(text, masked.comments, _DEAD)
        first = book.first()
        self.preamble: tuple[Note, ...] = () if first is None else (first,)
        self.catalogue = Catalogue(text, masked, book)
        self._inside: str | None = None
        self._bodies = iter(masked.bodies)
        self._body = next(self._bodies, None)
        self._copies = iter(masked.copies)
        self._copy = next(self._copies, None)

    def run(self) -> None:
        """Read every statement, the bodies of routines after their heads."""
        for start, end in statements(self._plain):
            if self.catalogue.drafts.full():
                break
            while self._copy is not None and self._copy.head < start:
                self._copied()
            self._statement(start, end)
            self._read_bodies(start, end)
        while self._copy is not None:
            self._copied()
        self.catalogue.tie()

    def _copied(self) -> None:
        if self._copy is not None:
            rows.copy(self.catalogue, self._copy)
        self._copy = next(self._copies, None)

    def _read_bodies(self, start: int, end: int) -> None:
        while self._body is not None and self._body[0] < end:
            begin, stop = self._body
            self._body = next(self._bodies, None)
            if (
                begin < start
                or not _ROUTINE_HEAD.match(self._plain, start)
                or _CODE_BODY.search(self._plain, start, end)
            ):
                continue
            self._body_of(begin, stop)

    def _body_of(self, begin: int, stop: int) -> None:
        """Read the statements between dollar signs for their queries."""
        catalogue = self.catalogue
        outer, catalogue.plain = catalogue.plain, self._opened()
        for start, end in statements(catalogue.plain, begin, stop):
            self._query(start, end, outputs=False)
        catalogue.plain = outer

    def _opened(self) -> str:
        """Return the masked text with what stands between dollar signs masked as a text of its own."""
        if self._inside is None:
            parts: list[str] = []
            done = 0
            for begin, stop in self._masked.bodies:
                width = self._text.index("$", begin + 1) + 1 - begin
                parts.append(self._plain[done:begin])
                parts.append(" " * width)
                parts.append(mask(self.catalogue.lines[begin + width : stop - width]).plain)
                parts.append(" " * width)
                done = stop
            self._inside = "".join(parts) + self._plain[done:]
        return self._inside

    def _statement(self, start: int, end: int) -> None:
        initial = self._plain[start].upper()
        if initial == "C" and self._create(start, end):
            return
        if initial in "AD" and self._alter(start, end):
            return
        if initial in "IRM" and self._insert(start, end):
            return
        if remarks.PROPERTY.search(self._plain, start, min(end, start + 4_000)):
            remarks.extended_property(self.catalogue, start, end)
        elif not _SKIPPED.match(self._plain, start, end):
            self._query(start, end)

    def _create(self, start: int, end: int) -> bool:
        catalogue, plain = self.catalogue, self._plain
        if match := remarks.COMMENT_ON.match(plain, start, end):
            remarks.comment_on(catalogue, match, end)
        elif match := tables.TABLE.match(plain, start, end):
            rest = tables.create_table(catalogue, match, end)
            if _SELECT.search(plain, rest, end):
                queries.read_query(catalogue, catalogue.find_record(self._name(match)), rest, end)
        elif match := routines.ROUTINE.match(plain, start, end):
            self._query(routines.create_routine(catalogue, match, end), end, outputs=False)
        elif match := _VIEW.match(plain, start, end):
            self._view(match, end)
        elif match := tables.INDEX.match(plain, start, end):
            tables.create_index(catalogue, match, end)
        elif match := tables.TYPE.match(plain, start, end):
            tables.create_type(catalogue, match, end)
        elif match := tables.DOMAIN.match(plain, start, end):
            tables.create_domain(catalogue, match, end)
        else:
            return False
        return True

    def _name(self, match: re.Match[str]) -> str:
        return last_name(self._text, self._plain, *match.span(1)).text

    def _alter(self, start: int, end: int) -> bool:
        if match := tables.ALTER.match(self._plain, start, end):
            tables.alter_table(self.catalogue, match, end)
        elif match := tables.ALTER_TYPE.match(self._plain, start, end):
            tables.alter_type(self.catalogue, match, end)
        elif match := tables.TABLE.match(self._plain, start, end):
            tables.create_table(self.catalogue, match, end)
        elif match := routines.ROUTINE.match(self._plain, start, end):
            self._query(routines.create_routine(self.catalogue, match, end), end, outputs=False)
        else:
            return False
        return True

    def _insert(self, start: int, end: int) -> bool:
        if rows.INSERT_ALL.match(self._plain, start, end):
            rows.insert_all(self.catalogue, start, end)
        elif match := rows.INSERT.match(self._plain, start, end):
            rows.insert(self.catalogue, match, end)
            self._query(match.end(), end, outputs=False)
        else:
            return False
        return True

    def _view(self, match: re.Match[str], end: int) -> None:
        catalogue = self.catalogue
        word = last_name(self._text, self._plain, *match.span(1))
        record = catalogue.record(word, (match.start(), end))
        record.note(catalogue.book.above(match.start()))
        start, named = match.end(), []
        if self._plain.startswith("(", start) and not _SELECT.match(self._plain, start + 1, end):
            close = closing(self._plain, start, end)
            named = queries.named_columns(catalogue, record, start + 1, close)
            start = min(close + 1, end)
        queries.read_query(catalogue, record, start, end, named=named)

    def _query(self, start: int, end: int, *, outputs: bool = True) -> None:
        """Read the first query in a statement of any kind, and the conditions of changes."""
        plain = self.catalogue.plain
        changes = _CHANGES.match(plain, start, end)
        found = changes or _SELECT.search(plain, start, end)
        if found is not None:
            queries.read_query(self.catalogue, None, found.start(), end, outputs=outputs and changes is None)
