"""Which documents of a case are asked for: by what they are, say, cite themselves as, and by who is named in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, literal, or_, select, true

from counterspec.errors import UsageError
from counterspec.store import schema

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DIGEST = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What to keep; what is empty keeps all, several values of one kind keep any of them.

    `party` is a part of an organisation's name. `since` and `until` are ISO dates, or a year or month,
    of the day a document was issued. `concepts` (with those below), `acts` and `tiers` keep documents with
    a finding that has all three. `places` are jurisdictions. `cites` is the number, with its edition where one
    is stated, of a wanted document: those are kept that it is counted as cited by. `documents` are the beginning
    of a digest, a name or the end of its path, or a number.
    """

    kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    party: str | None = None
    roles: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    places: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    cites: str = ""

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What the rows of `schema.documents` must meet.

        Raises:
            UsageError: a date that is none.
        """
        d = schema.documents.c
        made: list[ColumnElement[bool]] = []
        if self.kinds:
            made.append(d.kind.in_(self.kinds))
        if self.formats:
            made.append(d.format.in_(self.formats))
        if self.places:
            made.append(d.jurisdiction.in_(self.places))
        if self.since:
            since = as_date("since", self.since)
            made.append(
                or_(d.issued >= since, func.substr(literal(since), 1, func.length(d.issued)) == d.issued)
            )
        if self.until:
            made.append(d.issued <= as_date("until", self.until) + "~")
        if self.documents:
            made.append(or_(*map(_named, self.documents)))
        if self.cites:
            made.append(_counted_as_citing(self.cites))
        if self.party or self.roles:
            made.append(_has_party(self.party, self.roles))
        if self.concepts or self.acts or self.tiers:
            made.append(_has_finding(self))
        return made


def concept_within(column: Any, concepts: tuple[str, ...]) -> ColumnElement[bool]:
    """Whether a column holds one of the concepts or one below it."""
    return or_(*(or_(column == c, and_(column > f"{c}.", column < f"{c}/")) for c in concepts))


def as_date(name: str, text: str) -> str:
    """Return a date as it was given, a year or a month too.

    Raises:
        UsageError: it is none.
    """
    if not _DATE.fullmatch(text):
        raise UsageError(
            f"--{name} {text}: no date", hint="A year, a month or a day: 2031, 2031-04, 2031-04-17."
        )
    return text


def _named(given: str) -> ColumnElement[bool]:
    d = schema.documents.c
    ways = [
        d.name == given,
        d.name.endswith(f"/{given}", autoescape=True),
        d.number == given,
        d.canonical == given,
    ]
    if _DIGEST.fullmatch(given):
        ways.append(and_(d.sha256 >= given, d.sha256 < given + "g"))
    return or_(*ways)


def _counted_as_citing(number: str) -> ColumnElement[bool]:
    w = schema.wanted.c
    citing = func.json_each(w.citing_json).table_valued("value")
    written = case((func.coalesce(w.edition, "") == "", w.canonical), else_=w.canonical + "-" + w.edition)
    query = select(citing.c.value).select_from(schema.wanted.join(citing, true())).where(written == number)
    return schema.documents.c.sha256.in_(query)


def _has_party(name: str | None, roles: tuple[str, ...]) -> ColumnElement[bool]:
    p = schema.parties.c
    query = select(1).where(p.sha256 == schema.documents.c.sha256)
    if name:
        query = query.where(p.normal.icontains(unicodedata.normalize("NFKC", name).strip(), autoescape=True))
    if roles:
        query = query.where(p.role.in_(roles))
    return exists(query)


def _has_finding(wanted: DocumentFilter) -> ColumnElement[bool]:
    f = schema.findings.c
    query = select(1).where(f.sha256 == schema.documents.c.sha256).where(f.grade == "finding")
    if wanted.concepts:
        query = query.where(concept_within(f.concept, wanted.concepts))
    if wanted.acts:
        query = query.where(f.act.in_(wanted.acts))
    if wanted.tiers:
        query = query.where(f.tier.in_(wanted.tiers))
    return exists(query)


def values_of(connection: Connection, name: str) -> list[str]:
    """Return the kinds, places or concepts that documents and findings of the case have."""
    column = {
        "kind": schema.documents.c.kind,
        "place": schema.documents.c.jurisdiction,
        "concept": schema.facets.c.concept,
    }[name]
    return [row[0] for row in connection.execute(select(column).distinct().order_by(column)) if row[0]]
