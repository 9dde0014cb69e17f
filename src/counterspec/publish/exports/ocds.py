"""Tenders and notices in the shape of the Open Contracting Data Standard, with the documents they bind bidders to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from counterspec.model import Card, Chain
from counterspec.publish.content import NOT_SHOWN, Content, key_of, web_address
from counterspec.publish.exports import Export

Json = dict[str, object]
_KINDS = ("tender", "notice", "contract")
_ROLES = {
    "buyer": "buyer",
    "agent": "procuringEntity",
    "bidder": "tenderer",
    "winner": "supplier",
    "supplier": "supplier",
}
_TAGS = {"tender": "tender", "notice": "award", "contract": "contract"}
_DEMANDED = ("strict", "partial")
"""Forms of citation by which a document is a specification of the tender; any other is only cited there."""


def write(content: Content) -> Iterator[str]:
    """Yield a release package; no release has an ocid, which only the publisher of a process can give."""
    parties: defaultdict[str, dict[str, Json]] = defaultdict(dict)
    for party, who in content.named():
        role = _ROLES.get(party.role)
        if role is not None:
            told = parties[party.sha256].setdefault(
                who.key, {"id": key_of("party", who.key), "name": who.name, "roles": []}
            )
            roles = told["roles"]
            if isinstance(roles, list) and role not in roles:
                roles.append(role)
    chains: defaultdict[str, list[Chain]] = defaultdict(list)
    for chain in content.chains():
        chains[chain.requiring].append(chain)
    cards = {card.sha256: card for card in content.documents()}
    head = {
        "version": "1.1", "publishedDate": content.at, "publisher": {"name": f"Counterspec, case {content.name}"},
        "description": f"Links only, read from the documents; releases have no ocid. {NOT_SHOWN}",
    }  # fmt: skip
    yield _json(head)[:-1] + ', "releases": [\n'
    between = ""
    for card in cards.values():
        if card.kind in _KINDS:
            yield between + _json(_release(content, card, parties[card.sha256], chains[card.sha256], cards))
            between = ",\n"
    yield "\n]}\n"


def _release(
    content: Content, card: Card, parties: dict[str, Json], chains: list[Chain], cards: dict[str, Card]
) -> Json:
    kind = (
        "tenderNotice"
        if card.kind == "tender"
        else "awardNotice"
        if card.kind == "notice"
        else "contractSigned"
    )
    documents = [_document(content, card, kind)]
    through: dict[str, bool] = {}
    for chain in chains:
        for sha256 in chain.through:
            through[sha256] = through.get(sha256, False) or chain.form in _DEMANDED
    documents += [
        _document(content, cards[one], "technicalSpecifications" if demanded else "x_cited")
        for one, demanded in through.items()
        if one in cards
    ]
    people = [parties[key] for key in sorted(parties)]
    tender: Json = {
        "id": card.number or card.sha256,
        "title": card.title or card.called,
        "documents": documents,
    }
    made: Json = {
        "id": key_of("document", card.sha256), "tag": [_TAGS[card.kind]], "initiationType": "tender", "tender": tender,
    }  # fmt: skip
    if card.issued and len(card.issued) == len("2031-04-17"):
        made["date"] = f"{card.issued}T00:00:00Z"
    if people:
        made["parties"] = people
    for one in people:
        if "buyer" in _listed(one):
            made["buyer"] = {"id": one["id"], "name": one["name"]}
            break
    winners = [{"id": one["id"], "name": one["name"]} for one in people if "supplier" in _listed(one)]
    if winners and card.kind == "notice":
        made["awards"] = [{"id": key_of("award", card.sha256), "suppliers": winners}]
    if chains:
        tender["counterspec"] = [
            {
                "statement": chain.statement,
                "notShown": chain.not_shown,
                "bond": chain.bond,
                "finding": chain.finding,
            }
            for chain in chains
        ]
    return made


def _listed(party: Json) -> list[object]:
    roles = party["roles"]
    return roles if isinstance(roles, list) else []


def _document(content: Content, card: Card, kind: str) -> Json:
    made: Json = {
        "id": key_of("document", card.sha256), "documentType": kind, "title": card.called, "sha256": card.sha256,
    }  # fmt: skip
    url = web_address(content.origin(card))
    if url:
        made["url"] = url
    if card.media_type:
        made["format"] = card.media_type
    return made


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


ENTRY = Export(
    "ocds", "Open Contracting Data Standard", ".json",
    "tenders and award notices with buyer and parties, linked to the documents they bind bidders to, as releases "
    "without an ocid", write,
)  # fmt: skip
