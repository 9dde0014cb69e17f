"""The nodes and edges of chains."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterspec.model import Card, Chain, Finding, PartyAt
from counterspec.publish.graph.values import Edge, Net, Node


@dataclass(frozen=True, slots=True)
class Named:
    """How nodes are called: a document by its card, a finding by its element or words.

    `element` returns a finding's identifier and how it binds; `parties` the organisations of a document
    that are to be drawn.
    """

    card: Callable[[str], Card | None]
    buyers: Callable[[str], Sequence[str]]
    element: Callable[[str], tuple[str, str]]
    parties: Callable[[str], Sequence[PartyAt]]


def element_of(finding: Finding) -> tuple[str, str]:
    """Return what a finding is called, by its identifier, else its words, and how it binds."""
    if finding.element is not None:
        return finding.element.identifier, finding.element.obligation or ""
    return finding.evidence.quote[:40], finding.act


def key_of(kind: str, *parts: str) -> str:
    """Return a short name of a node that is the same in every drawing."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
    return f"{kind}-{digest.hexdigest()[:12]}"


def document_key(sha256: str) -> str:
    """Return the key of a document."""
    return f"d-{sha256[:16]}"


def net_of(chains: Iterable[Chain], named: Named) -> Net:
    """Return the net of chains, the same for the same chains in any order."""
    known = sorted(chains, key=lambda chain: (chain.requiring, chain.through, chain.finding or "", chain.id))
    net = Net()
    parties = {
        sha256: named.parties(sha256)
        for sha256 in dict.fromkeys(sha256 for chain in known for sha256 in _way(chain))
    }
    first = 1 if any(parties.values()) else 0
    cited = {sha256 for chain in known for sha256 in chain.through}
    for chain in known:
        _add(chain, net, cited, first, named)
    for sha256, held in parties.items():
        _add_parties(net, sha256, held)
    return net


def _way(chain: Chain) -> tuple[str, ...]:
    return (chain.requiring, *chain.through)


def _add(chain: Chain, net: Net, cited: set[str], first: int, named: Named) -> None:
    # All that is cited stands in one column, however far down a chain: the drawing stays as wide as a screen.
    nodes = [_document(net, sha256, first + (sha256 in cited), named) for sha256 in _way(chain)]
    nodes.append(_end(net, chain, first + 1 + bool(cited), named))
    keys = tuple(node.key for node in nodes)
    net.paths.append((chain, keys))
    for key in keys:
        net.weights[key] = net.weights.get(key, 0) + 1
    for place, pair in enumerate(pairwise(keys)):
        edge = net.edges.get(pair)
        if edge is not None:
            edge.chains += 1
            continue
        net.edges[pair] = edge = Edge(*pair, None, "")
        tell(edge, chain, place)


def tell(edge: Edge, chain: Chain, place: int) -> None:
    """Let an edge say what one chain shows of it; `place` is the edge's place on the way, from 0."""
    cites = place < len(chain.through)
    # The last edge is proved by what was found; where nothing was, by the citation that leads there.
    step = place if cites else len(chain.steps) - 1
    says = chain.steps[step] if cites or chain.finding else None
    edge.chain, edge.step = chain.id, step
    edge.form, edge.bond = says.form if says and cites else None, says.bond if says else ""


def weakest_of(chain: Chain) -> int:
    """Return the place of the edge of a chain that binds least, from 0."""
    return min(chain.weakest, len(chain.through))


def _document(net: Net, sha256: str, column: int, named: Named) -> Node:
    key = document_key(sha256)
    if key not in net.nodes:
        net.nodes[key] = _called(key, sha256, column, named)
    return net.nodes[key]


def _called(key: str, sha256: str, column: int, named: Named) -> Node:
    card = named.card(sha256)
    if card is None:
        return Node(key, "document", column, sha256[:12], about=sha256)
    buyers = named.buyers(sha256)
    title = card.title if card.number else ""
    # The date first: what is too long is cut at its end.
    below = ", ".join(filter(None, (card.issued, buyers[0] if buyers else title))) or card.name
    return Node(key, "document", column, card.called, below, about=sha256)


def _end(net: Net, chain: Chain, last: int, named: Named) -> Node:
    owner = _way(chain)[-1]
    if chain.finding is None:
        key = key_of("n", owner)
        return net.nodes.setdefault(key, Node(key, "nothing", last, "", tier="N", about=owner))
    name, bond = named.element(chain.finding)
    concept = chain.concept or ""
    key = key_of("e", owner, concept, name)
    return net.nodes.setdefault(key, Node(key, "element", last, name, concept, bond, chain.tier, owner))


def _add_parties(net: Net, sha256: str, held: Sequence[PartyAt]) -> None:
    document = document_key(sha256)
    for party in held:
        # One organisation in two roles is two nodes: roles are never merged.
        key = key_of("p", party.role, party.normal)
        net.nodes.setdefault(key, Node(key, "party", 0, party.normal, party.role, about=party.role))
        if (key, document) not in net.edges:
            net.edges[key, document] = Edge(key, document, None, party.role, place=party.evidence)
            net.weights[key] = net.weights.get(key, 0) + 1
