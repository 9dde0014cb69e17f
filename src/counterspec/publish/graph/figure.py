"""The figure of a report: the chains that end in its exhibits, as many as can be read on one page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterspec.link.wanted import STRONGEST
from counterspec.model import Chain, CitationForm
from counterspec.publish.graph.layout import labels_of, placed
from counterspec.publish.graph.net import Named, net_of, weakest_of
from counterspec.publish.graph.values import Drawing, Line, Measures, Net, Node, Tile
from counterspec.publish.graph.words import fitted, wrapped

MOST, CITATIONS = 10, 14
"""Boxes of a column and lines between documents: with more of them a page of paper would not hold the figure."""
_MEASURES = Measures(width=150, gaps=(134, 60), top=30, side=8, tag=66, cells=11, leading=20)
"""Three columns at their own size fill the width of A4 between its margins.

Tags stand where lines begin, for many end at one standard.
"""
_NAME, _MARKED_NAME, _SAID = 18, 15, 19
"""Cells of a line in a box: of a name, of one beside the mark of a tier, and of what is said in smaller letters."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Chains as a report draws them: `shown` of `count`.

    `mixed` is set where passages of different forms lead the same way: the line is then that of the form that
    binds least.
    """

    drawing: Drawing
    shown: int
    count: int
    mixed: bool


def figure_of(chains: Sequence[tuple[Chain, int]], named: Named) -> Figure | None:
    """Return the figure of chains, each given with the number of its exhibit; None where there are none.

    The first chain of every exhibit goes before the second of any.
    """
    if not chains:
        return None
    whole = net_of([chain for chain, _ in chains], named)
    taken = _taken(chains, whole)
    net = net_of([chain for chain, _ in taken], named)
    # A document stands where all chains put it, also where those that cite it are not drawn.
    net.nodes = {key: whole.nodes[key] for key in net.nodes}
    mixed = _bind(net)
    tiles = _tiles(net, _numbers(net, taken))
    drawing = Drawing([*tiles.values()], _lines(net, tiles), labels_of(net), _MEASURES, nodes=len(tiles))
    placed(drawing, net.columns)
    return Figure(drawing, len(taken), len(chains), mixed)


def _taken(chains: Sequence[tuple[Chain, int]], whole: Net) -> list[tuple[Chain, int]]:
    """Return the chains whose boxes find room, in the order in which they are given."""
    turns: Counter[int] = Counter()
    order = []
    for place, (_, number) in enumerate(chains):
        turns[number] += 1
        order.append((turns[number], number, place))
    ways = {chain.id: path for chain, path in whole.paths}
    boxes: set[str] = set()
    lines: set[tuple[str, str]] = set()
    held: Counter[int] = Counter()
    taken = set()
    for _, _, place in sorted(order):
        *documents, element = ways[chains[place][0].id]
        new = {*documents, element} - boxes
        cited = lines.union(pairwise(documents))
        more = Counter(whole.nodes[key].column for key in new)
        if len(cited) <= CITATIONS and all(held[column] + count <= MOST for column, count in more.items()):
            boxes, lines = boxes | new, cited
            held += more
            taken.add(place)
    return [one for place, one in enumerate(chains) if place in taken]


def _numbers(net: Net, taken: Sequence[tuple[Chain, int]]) -> dict[str, list[int]]:
    """Return the numbers of the exhibits that each element stands for: two passages may define one field."""
    ends = {chain.id: path[-1] for chain, path in net.paths}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for chain, number in taken:
        found[ends[chain.id]].add(number)
    return {key: sorted(numbers) for key, numbers in found.items()}


def _bind(net: Net) -> bool:
    """Give every edge the form that binds least, and the bonds of the chains it is the weakest of.

    Returns whether any edge is of several forms.
    """
    forms: defaultdict[tuple[str, str], set[CitationForm]] = defaultdict(set)
    bonds: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for chain, path in net.paths:
        for place, pair in enumerate(pairwise(path)):
            form = chain.steps[place].form if place < len(chain.through) else None
            if form is not None:
                forms[pair].add(form)
            bond = chain.steps[chain.weakest].bond
            # The whole is told otherwise where even the weakest link is a requirement: nothing is to be marked then.
            if place == weakest_of(chain) and chain.bond == bond:
                bonds[pair][bond] = None
    for pair, edge in net.edges.items():
        edge.form = max(forms[pair], key=STRONGEST.index, default=None)
        edge.weak, edge.bond = pair in bonds, "; ".join(bonds.get(pair, ()))
    return any(len(some) > 1 for some in forms.values())


def _tiles(net: Net, numbers: Mapping[str, Sequence[int]]) -> dict[str, Tile]:
    nodes = sorted(net.nodes.values(), key=lambda node: (-net.weights[node.key], node.title, node.key))
    # What is weakest at an element stands in its box: the gap before it is full of lines.
    weak = {edge.end: edge.bond for edge in net.edges.values() if edge.weak}
    words = {node.key: _words(node, numbers, weak.get(node.key, "")) for node in nodes}
    return {
        node.key: Tile(node.key, node.kind, node.column, (node.key,), node, words=words[node.key])
        for node in nodes
    }


def _words(node: Node, numbers: Mapping[str, Sequence[int]], weak: str) -> tuple[tuple[str, str], ...]:
    if node.kind != "element":
        below = wrapped(node.below, _SAID, 2) if node.below else ()
        return (*(("m", line) for line in wrapped(node.title, _NAME, 2)), *(("s", line) for line in below))
    exhibits = numbers[node.key]
    shown = f"Exhibit{'s' * (len(exhibits) > 1)} {', '.join(map(str, exhibits))}"
    return (
        *(("m", line) for line in wrapped(node.title, _MARKED_NAME, 2)),
        ("s", fitted(node.below, _SAID)),
        *(("s", line) for line in wrapped(shown, _SAID, 2)),
        *([("weak", fitted(weak, _SAID))] if weak else ()),
    )


def _lines(net: Net, tiles: Mapping[str, Tile]) -> list[Line]:
    return [
        Line(
            tiles[edge.start], tiles[edge.end], edge, edge.chains, weak=edge.weak,
            said="" if net.nodes[edge.end].kind == "element" else edge.bond,
        )
        for edge in net.edges.values()
    ]  # fmt: skip
