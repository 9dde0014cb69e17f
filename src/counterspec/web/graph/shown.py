"""Which tiles stand for the nodes of a net: nodes that lead to the same in one, and long columns in parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counterspec.publish.graph.net import key_of
from counterspec.publish.graph.values import Line, Net, Node, Tile

MOST = 20
"""Tiles of a column that are shown at once; the rest are on the column's further parts."""
_FEWEST = 3
"""Nodes that make a group."""


def groups_of(net: Net) -> dict[str, tuple[str, ...]]:
    """Return the nodes of one kind and tier that are linked to the very same nodes, by a key for them."""
    linked: defaultdict[str, list[str]] = defaultdict(list)
    for start, end in net.edges:
        linked[start].append(f">{end}")
        linked[end].append(f"<{start}")
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for node in net.nodes.values():
        alike[key_of("g", node.kind, node.tier or "", *sorted(linked[node.key]))].append(node.key)
    return {key: tuple(sorted(held)) for key, held in alike.items() if len(held) >= _FEWEST}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a drawing: the chosen nodes `on`, the group that is opened, and the parts of columns."""

    on: frozenset[str] = frozenset()
    opened: str = ""
    parts: Mapping[int, int] | None = None


@dataclass(slots=True)
class Column:
    """The tiles of a column that are shown; `hidden` are the nodes that the tiles for the rest stand for."""

    tiles: list[Tile]
    parts: int
    at: int


def column_of(net: Net, column: int, groups: Mapping[str, tuple[str, ...]], wanted: Wanted) -> Column:
    """Return the shown part of one column, the tiles with most chains first."""
    nodes = [node for node in net.nodes.values() if node.column == column]
    tiles = _tiles(net, nodes, groups, wanted)
    parts = -(-len(tiles) // MOST)
    if parts <= 1:
        return Column(tiles, max(parts, 1), 0)
    lit = next((place // MOST for place, tile in enumerate(tiles) if tile.on), 0)
    at = min(max((wanted.parts or {}).get(column, lit), 0), parts - 1)
    before, shown, rest = tiles[: at * MOST], tiles[at * MOST : (at + 1) * MOST], tiles[(at + 1) * MOST :]
    made = [
        *_standing_for(before, "before", column, at - 1),
        *shown,
        *_standing_for(rest, "rest", column, at + 1),
    ]
    return Column(made, parts, at)


def _tiles(net: Net, nodes: list[Node], groups: Mapping[str, tuple[str, ...]], wanted: Wanted) -> list[Tile]:
    inside: dict[str, str] = {}
    if len(nodes) > MOST:
        here = {node.key for node in nodes} - wanted.on
        for key, held in groups.items():
            present = [one for one in held if one in here]
            if key != wanted.opened and len(present) >= _FEWEST:
                inside |= dict.fromkeys(present, key)
    together: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        together[inside.get(node.key, node.key)].append(node)
    made = [tile_of(key, held, wanted.on) for key, held in together.items()]
    weights = {tile.key: max(net.weights[key] for key in tile.keys) for tile in made}
    return sorted(made, key=lambda tile: (-weights[tile.key], tile.first.title, tile.key))


def tile_of(key: str, nodes: Iterable[Node], on: frozenset[str] = frozenset()) -> Tile:
    """Return the tile of one node, or of a group."""
    held = sorted(nodes, key=lambda node: (node.title, node.key))
    kind = held[0].kind if key == held[0].key else "group"
    keys = tuple(node.key for node in held)
    few = tuple(dict.fromkeys(node.title for node in held))[:_FEWEST]
    return Tile(key, kind, held[0].column, keys, held[0], few, on=not on.isdisjoint(keys))


def _standing_for(tiles: list[Tile], kind: str, column: int, part: int) -> list[Tile]:
    if not tiles:
        return []
    keys = tuple(key for tile in tiles for key in tile.keys)
    made = Tile(
        f"{kind}-{column}", "before" if kind == "before" else "rest", column, keys, tiles[0].first, part=part
    )
    return [made]


def lines_of(net: Net, tiles: Iterable[Tile]) -> list[Line]:
    """Return what joins the tiles, each pair once; a lit edge speaks for all beside it."""
    standing = {key: tile for tile in tiles for key in tile.keys}
    made: dict[tuple[str, str], Line] = {}
    for edge in net.edges.values():
        start, end = standing[edge.start], standing[edge.end]
        line = made.get((start.key, end.key))
        if line is None:
            made[start.key, end.key] = Line(start, end, edge, edge.chains, edge.on, edge.weak)
            continue
        line.chains += edge.chains
        if edge.on and not line.on:
            line.edge, line.on, line.weak = edge, True, edge.weak
    for line in made.values():
        line.said = line.edge.bond if line.on else ""
    return list(made.values())
