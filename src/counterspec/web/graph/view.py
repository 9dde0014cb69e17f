"""The drawing of the screen of chains: narrowed to a node, one chain lit, long columns in parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from counterspec.model import Chain
from counterspec.publish.graph.layout import labels_of, placed
from counterspec.publish.graph.net import Named, net_of, tell, weakest_of
from counterspec.publish.graph.values import Drawing, Net
from counterspec.web.graph.shown import MOST, Wanted, column_of, groups_of, lines_of, tile_of


def drawn(
    chains: Sequence[Chain],
    named: Named,
    *,
    chain: str = "",
    focus: str = "",
    parts: Mapping[int, int] | None = None,
) -> Drawing:
    """Return the drawing of chains, the same for the same chains in any order.

    `chain` is the id of the one to light, the first that stands in view where there is none of it. `focus`
    is the key of a node or group: then what lies on a chain through it is all that is drawn.
    """
    whole = net_of(chains, named)
    groups = groups_of(whole)
    focused = groups.get(focus) or ((focus,) if focus in whole.nodes else ())
    shown = around(whole, focused) if focused else list(chains)
    net = net_of(shown, named) if focused else whole
    chosen = next((one for one in shown if one.id == chain), None) or _in_view(net)
    on = light(net, chosen) if chosen else frozenset()
    wanted = Wanted(on, focus if focus in groups else "", parts)
    columns = [column_of(net, number, groups, wanted) for number in range(net.columns)]
    tiles = [tile for column in columns for tile in column.tiles]
    made = Drawing(
        tiles, lines_of(net, tiles), labels_of(net), nodes=len(net.nodes), chosen=chosen, chains=tuple(shown)
    )
    made.parts, made.at = tuple(c.parts for c in columns), tuple(c.at for c in columns)
    made.focus = tile_of(focus, [whole.nodes[key] for key in focused]) if focused else None
    placed(made, len(columns))
    return made


def _in_view(net: Net) -> Chain | None:
    """Return the first chain whose nodes stand in the first part of their columns, as far as there is one."""
    later: set[str] = set()
    for column in range(net.columns):
        nodes = [node for node in net.nodes.values() if node.column == column]
        nodes.sort(key=lambda node: (-net.weights[node.key], node.title, node.key))
        later |= {node.key for node in nodes[MOST:]}
    paths = enumerate(net.paths)
    best = min(paths, key=lambda one: (sum(key in later for key in one[1][1]), one[0]), default=None)
    return best[1][0] if best else None


def around(net: Net, keys: Iterable[str]) -> list[Chain]:
    """Return the chains that go over one of some nodes, or over a document that one of some parties is named in."""
    wanted = set(keys)
    wanted |= {end for start, end in net.edges if start in wanted and net.nodes[start].kind == "party"}
    return [chain for chain, path in net.paths if not wanted.isdisjoint(path)]


def light(net: Net, chosen: Chain) -> frozenset[str]:
    """Mark the edges a chain goes over, and its weakest; return the keys of its nodes."""
    path = next(path for chain, path in net.paths if chain.id == chosen.id)
    for place, pair in enumerate(pairwise(path)):
        edge = net.edges[pair]
        tell(edge, chosen, place)
        edge.on, edge.weak = True, place == weakest_of(chosen)
    return frozenset(path)
