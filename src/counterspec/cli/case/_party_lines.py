"""Organisations and their pages as JSON objects, keys in a fixed order, absent values null."""

from __future__ import annotations

import json
from collections.abc import Iterator

from counterspec.casework.parties import Decided, Organisation, Parties
from counterspec.casework.party_page import Page
from counterspec.store.codec import json_of

Json = dict[str, object]


def organisation_line(one: Organisation, parties: Parties) -> Json:
    """Return an organisation in brief."""
    decided = parties.decided(one)
    return {
        "type": "organisation",
        "name": one.name,
        "documents": one.documents,
        "names": [
            {"name": held.name, "spelling": held.key, "documents": len(held.sources)} for held in one.names
        ],
        "other_names": list(one.others),
        "roles": [
            {
                "role": role.role, "documents": role.documents, "first": role.first, "last": role.last,
                "undated": role.undated,
            }
            for role in one.roles
        ],
        "proposals": {
            state: sum(d.state == state for d in decided) for state in ("open", "accepted", "apart")
        },
        "lists": [
            {"list": listed.list.id, "action": listed.action.citation, "name": name, "match": match}
            for name, match, listed in parties.listed(one)
        ],
        "statements": [said.id for said in parties.statements(one)],
    }  # fmt: skip


def proposal_line(one: Decided, parties: Parties) -> Json:
    """Return a proposal with its grounds and what became of it."""
    decision = one.decision
    return {
        "type": "proposal",
        "id": one.id,
        "a": parties.written(one.proposal.a),
        "b": parties.written(one.proposal.b),
        "state": one.state,
        "grounds": [_plain(ground) for ground in one.proposal.grounds],
        "decision": _plain(decision) if decision else None,
    }


def page_lines(page: Page, parties: Parties) -> Iterator[Json]:
    """Yield everything about one organisation, a line each."""
    yield organisation_line(page.organisation, parties)
    for claim in page.claims:
        yield {
            "type": "claim",
            "statement": claim.statement,
            "not_shown": claim.not_shown,
            "role": claim.place.party.role,
            "name": claim.place.party.name,
            "nth": claim.nth,
            "of": claim.of,
            "document": {
                "sha256": claim.place.document, "name": claim.place.name, "number": claim.place.number,
                "title": claim.place.title, "date": claim.place.date, "copy_of": claim.place.copy_of,
            },
            "evidence": _plain(claim.place.party.evidence),
        }  # fmt: skip
    for decided in page.proposals:
        yield proposal_line(decided, parties)
    for contradiction in page.contradictions:
        yield {
            "type": "contradiction",
            "accepted": _plain(contradiction.accepted),
            "apart": _plain(contradiction.apart),
        }
    for said in page.statements:
        yield {"type": "statement", **_plain(said)}
    for match in page.matches:
        yield {"type": "listing", **_plain(match)}
    yield {"type": "lists", "not_here": list(page.not_here)}


def _plain(value: object) -> Json:
    made: Json = json.loads(json_of(value))
    return made
