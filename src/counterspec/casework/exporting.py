"""Everything a case holds as JSON objects, in an order that depends on nothing but what they say."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict

from sqlalchemy import Connection

from counterspec.findings.as_json import line_of, problem_of
from counterspec.store import log
from counterspec.store.codec import json_of
from counterspec.store.documents import (
    cards,
    citations_of,
    links_of,
    namings_of,
    origins_of,
    parties_of,
    problems_of,
    said_of,
)
from counterspec.store.verdicts import judged_of

Json = dict[str, object]


def exported(connection: Connection, kinds: tuple[str, ...] = ()) -> Iterator[Json]:
    """Yield objects whose first key, `type`, says what they are; of all kinds, or of those named."""
    for kind, lines in KINDS.items():
        if not kinds or kind in kinds:
            for line in lines(connection):
                yield {"type": kind, **line}


def _plain(value: object) -> Json:
    made: Json = json.loads(json_of(value))
    return made


def _documents(connection: Connection) -> Iterator[Json]:
    for card in cards(connection):
        said = [{"label": one.label, "value": one.value} for one in said_of(connection, card.sha256)]
        origins = [_plain(origin) for origin in origins_of(connection, card.sha256)]
        yield {**_plain(card), "origins": origins, "said": said}


def _parties(connection: Connection) -> Iterator[Json]:
    for party in parties_of(connection):
        yield _plain(party)


def _namings(connection: Connection) -> Iterator[Json]:
    for naming in namings_of(connection):
        yield _plain(naming)


def _citations(connection: Connection) -> Iterator[Json]:
    links: defaultdict[tuple[str, int], list[Json]] = defaultdict(list)
    for link in links_of(connection):
        links[link.citing, link.seq].append({"cited": link.cited, "how": link.how, "note": link.note})
    for citation in citations_of(connection):
        yield {**_plain(citation), "links": links[citation.sha256, citation.seq]}


def _findings(connection: Connection) -> Iterator[Json]:
    for card in cards(connection):
        for one in judged_of(connection, card.sha256):
            yield {**line_of(one.finding), "fingerprint": one.fingerprint, "standing": one.standing}


def _problems(connection: Connection) -> Iterator[Json]:
    for problem in problems_of(connection):
        yield problem_of(problem)


def _log(connection: Connection) -> Iterator[Json]:
    for entry in log.entries(connection):
        yield {**asdict(entry), "body": json.loads(entry.body)}


KINDS: dict[str, Callable[[Connection], Iterator[Json]]] = {
    "document": _documents,
    "party": _parties,
    "naming": _namings,
    "citation": _citations,
    "finding": _findings,
    "problem": _problems,
    "entry": _log,
}
"""What is exported, in this order."""
