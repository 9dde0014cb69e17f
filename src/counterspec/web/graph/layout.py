"""Place the documents and elements of chains in columns, from the requiring document to the element."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rich.cells import cell_len, set_cell_size

from counterspec.model import Card, Chain, CitationForm

WIDTH, ACROSS, TOP = 236, 132, 34
_HEIGHTS = {"document": 56, "element": 40, "nothing": 40, "rest": 40}
_GAPS = {"document": 18, "element": 9, "nothing": 9, "rest": 9}
"""Sizes of nodes and the room between them, in the drawing's own units."""
MOST = 24
"""Nodes a column shows; the rest stand for themselves as one that says how many there are."""


@dataclass(slots=True)
class Node:
    """A document, an element, or the rest of a column. `key` names it in links; `x` and `y` are its top left."""

    key: str
    kind: Literal["document", "element", "nothing", "rest"]
    column: int
    title: str
    below: str = ""
    side: str = ""
    tier: str | None = None
    chains: int = 0
    x: float = 0.0
    y: float = 0.0
    on: bool = False

    @property
    def height(self) -> int:
        """How high the node is drawn."""
        return _HEIGHTS[self.kind]

    @property
    def room(self) -> int:
        """Its height with the room below it."""
        return self.height + _GAPS[self.kind]


@dataclass(slots=True)
class Edge:
    """A link between two nodes; `chain` is one that goes over it, `bond` how it binds in a few words."""

    start: Node
    end: Node
    form: CitationForm | None
    bond: str
    chain: str
    chains: int = 1
    on: bool = False
    weak: bool = False


@dataclass(slots=True)
class Graph:
    """Placed nodes and their edges; `width` and `height` of the whole."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """How nodes are called: a document by its card, a finding by its element or words."""

    card: Callable[[str], Card | None]
    buyers: Callable[[str], Sequence[str]]
    element: Callable[[str], tuple[str, str]]
    """A finding's identifier and how it binds."""


def placed(chains: Iterable[Chain], chosen: Chain | None, named: Named) -> Graph:
    """Return the graph of the chains, the same for the same chains in any order."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], Edge] = {}
    known = sorted(chains, key=lambda chain: (chain.requiring, chain.through, chain.finding or "", chain.id))
    depth = _depths(known)
    last = max(depth.values(), default=0) + 1
    for chain in known:
        _add(chain, nodes, edges, depth, last, named)
    if chosen is not None:
        _light(chosen, nodes, edges)
    graph = Graph(columns=last + 1)
    kept = _columns(nodes, edges, graph)
    graph.edges = [edge for edge in edges.values() if edge.start.key in kept and edge.end.key in kept]
    return graph


def _depths(chains: Iterable[Chain]) -> dict[str, int]:
    """Return the column of every document: as far right as a chain has it."""
    depth: dict[str, int] = {}
    for chain in chains:
        for place, sha256 in enumerate((chain.requiring, *chain.through)):
            depth[sha256] = max(depth.get(sha256, 0), place)
    return depth


def _add(
    chain: Chain,
    nodes: dict[str, Node],
    edges: dict[tuple[str, str], Edge],
    depth: dict[str, int],
    last: int,
    named: Named,
) -> None:
    way = (chain.requiring, *chain.through)
    for sha256 in way:
        node = nodes.get(sha256)
        if node is None:
            nodes[sha256] = node = _document(sha256, depth[sha256], named)
        node.chains += 1
    end = _end(chain, nodes, last, named)
    end.chains += 1
    citations = [step for step in chain.steps if step.kind == "citation"]
    for place, (one, other) in enumerate(zip(way, (*way[1:], end.key), strict=True)):
        step = citations[place] if place < len(citations) else chain.steps[-1] if chain.finding else None
        cites = place < len(citations)
        edge = edges.get((one, other))
        if edge is None:
            bond = step.bond if step else ""
            edges[one, other] = Edge(
                nodes[one], nodes[other], step.form if step and cites else None, bond, chain.id
            )
        else:
            edge.chains += 1


def _document(sha256: str, column: int, named: Named) -> Node:
    card = named.card(sha256)
    if card is None:
        return Node(sha256, "document", column, sha256[:12])
    buyers = named.buyers(sha256)
    below = ", ".join(filter(None, (buyers[0] if buyers else card.title if card.number else "", card.issued)))
    return Node(sha256, "document", column, card.number or card.title or card.name, below or card.name)


def _end(chain: Chain, nodes: dict[str, Node], last: int, named: Named) -> Node:
    owner = chain.through[-1] if chain.through else chain.requiring
    if chain.finding is None:
        key = f"nothing:{owner}"
        return nodes.setdefault(key, Node(key, "nothing", last, "", tier="N"))
    name, bond = named.element(chain.finding)
    key = f"element:{owner}:{chain.concept}:{name}"
    return nodes.setdefault(key, Node(key, "element", last, name, chain.concept or "", bond, chain.tier))


def _light(chosen: Chain, nodes: dict[str, Node], edges: dict[tuple[str, str], Edge]) -> None:
    """Mark what the chosen chain goes over, and its weakest edge."""
    way = (chosen.requiring, *chosen.through)
    citations = sum(step.kind == "citation" for step in chosen.steps)
    over = [edge for edge in edges.values() if edge.start.key in way]
    for place, sha256 in enumerate(way):
        nodes[sha256].on = True
        following = way[place + 1] if place + 1 < len(way) else None
        for edge in over:
            if edge.start.key != sha256:
                continue
            ends = edge.end.key == following or (following is None and edge.chain == chosen.id)
            if ends:
                edge.on = edge.end.on = True
                edge.weak = min(place, citations) == min(chosen.weakest, citations)


def _columns(nodes: dict[str, Node], edges: dict[tuple[str, str], Edge], graph: Graph) -> set[str]:
    """Place the nodes column by column, each near what it is linked to; return the keys of those shown."""
    by_column: defaultdict[int, list[Node]] = defaultdict(list)
    for node in nodes.values():
        by_column[node.column].append(node)
    shown: set[str] = set()
    height = 0.0
    for column in range(graph.columns):
        ranked = sorted(by_column[column], key=lambda node: (not node.on, -node.chains, node.title, node.key))
        kept = ranked if len(ranked) <= MOST else ranked[: MOST - 1]
        kept = _near(kept, edges, shown, nodes)
        if len(kept) < len(ranked):
            kept.append(Node(f"rest:{column}", "rest", column, str(len(ranked) - len(kept))))
        y = float(TOP)
        for node in kept:
            node.x, node.y = 16 + column * (WIDTH + ACROSS), y
            y += node.room
        shown.update(node.key for node in kept)
        graph.nodes += kept
        height = max(height, y)
    _centred(graph, height)
    graph.width, graph.height = 32 + graph.columns * WIDTH + (graph.columns - 1) * ACROSS, height + 8
    return shown


def _near(
    kept: list[Node], edges: dict[tuple[str, str], Edge], shown: set[str], nodes: dict[str, Node]
) -> list[Node]:
    """Order a column by the mean height of what leads to it; the first column by rank."""
    above: defaultdict[str, list[float]] = defaultdict(list)
    for start, end in edges:
        if start in shown:
            above[end].append(nodes[start].y)
    mean = {key: sum(places) / len(places) for key, places in above.items()}
    return sorted(kept, key=lambda node: (mean.get(node.key, 0.0), -node.chains, node.title, node.key))


def _centred(graph: Graph, height: float) -> None:
    """Move short columns to the middle of the drawing."""
    by_column: defaultdict[int, list[Node]] = defaultdict(list)
    for node in graph.nodes:
        by_column[node.column].append(node)
    for column in by_column.values():
        free = (height - TOP - sum(node.room for node in column)) / 2
        for node in column:
            node.y += max(0.0, free)


def fitted(text: str, cells: int) -> str:
    """Return a text cut to so many cells, of which an ideograph fills two."""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"
