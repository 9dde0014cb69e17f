"""Draw chains in columns, from the requiring document to the element: few crossings, nothing over anything else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rich.cells import cell_len, set_cell_size

from counterspec.model import Chain
from counterspec.web.graph.net import Named, around, light, net_of
from counterspec.web.graph.order import ordered
from counterspec.web.graph.shown import Wanted, column_of, groups_of, lines_of, tile_of
from counterspec.web.graph.values import (
    ACROSS,
    MOST,
    SIDE,
    TOP,
    WIDTH,
    Curve,
    Drawing,
    Line,
    Net,
    Tag,
    Tile,
)

_GAP, _LANE = 10, 12
"""Room below a tile, and the height of a lane in which lines pass a column."""
_TAG, _CELLS, _TAG_LINES = ACROSS - 10, 16, 3
"""How wide a tag is, and how many cells and lines of words it has."""
_BULGE = 56
_LOWERED = 120
"""How far a short column is moved down at the most: its head stays where people look first."""
LABELS = ("Named in the documents", "Requires", "Standard, edition", "Data element or clause")
"""What stands above the columns; those of parties and of standards are there where there are any."""
Lanes = dict[str, tuple[float, float]]


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
        tiles, lines_of(net, tiles), _labels(net), nodes=len(net.nodes), chosen=chosen, chains=tuple(shown)
    )
    made.parts, made.at = tuple(c.parts for c in columns), tuple(c.at for c in columns)
    made.focus = tile_of(focus, [whole.nodes[key] for key in focused]) if focused else None
    _place(made, len(columns))
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


def _labels(net: Net) -> list[str]:
    if not net.nodes:
        return []
    parties, requires, standard, element = LABELS
    named = [parties] * any(node.kind == "party" for node in net.nodes.values())
    return [*named, requires, *[standard] * (net.columns - len(named) - 2), element]


# -- places ----------------------------------------------------------------------------------------


def _place(drawing: Drawing, count: int) -> None:
    """Give tiles their places, and lines their curves: between columns they bend, past a column they are level."""
    by_key = {tile.key: tile for tile in drawing.tiles}
    columns: list[list[str]] = [[] for _ in range(count)]
    for tile in drawing.tiles:
        columns[tile.column].append(tile.key)
    pairs: dict[tuple[str, str], None] = {}
    stations = []
    for line in drawing.lines:
        stops = _stops(line)
        stations.append(stops)
        for place, stop in enumerate(stops[1:-1], min(line.start.column, line.end.column) + 1):
            if stop not in columns[place]:
                columns[place].insert(len(columns[place]) // 2, stop)
        pairs |= dict.fromkeys(pairwise(stops))
    fixed = frozenset(tile.key for tile in drawing.tiles if tile.kind in ("before", "rest"))
    lanes = _stacked(ordered(columns, pairs, fixed), by_key, drawing)
    for line, stops in zip(drawing.lines, stations, strict=True):
        line.curves = _loop(line) if line.start.column == line.end.column else _curves(line, stops, lanes)
    _tag(drawing)


def _stops(line: Line) -> list[str]:
    """Return what a line passes from left to right: its tiles, and between them a lane of each column.

    Lines from one tile share their lanes.
    """
    left, right = (line.end, line.start) if line.against else (line.start, line.end)
    if left.column == right.column:
        return [left.key]
    way = "back" if line.against else "lane"
    return [
        left.key,
        *(f"{way}:{place}:{left.key}" for place in range(left.column + 1, right.column)),
        right.key,
    ]


def _stacked(columns: list[list[str]], by_key: Mapping[str, Tile], drawing: Drawing) -> Lanes:
    """Stack every column towards its middle; return the left end and height of each lane."""
    heights = [
        sum(by_key[key].height + _GAP if key in by_key else _LANE for key in column) for column in columns
    ]
    tallest, lanes = max(heights, default=0), {}
    for number, column in enumerate(columns):
        x, y = SIDE + number * (WIDTH + ACROSS), TOP + min(_LOWERED, (tallest - heights[number]) / 2)
        for key in column:
            tile = by_key.get(key)
            if tile is None:
                lanes[key] = (float(x), y + _LANE / 2 - _GAP / 2)
                y += _LANE
            else:
                tile.x, tile.y = float(x), y
                y += tile.height + _GAP
    drawing.width = 2 * SIDE + len(columns) * WIDTH + max(0, len(columns) - 1) * ACROSS
    drawing.height = TOP + tallest + SIDE
    drawing.tiles.sort(key=lambda tile: (tile.column, tile.y))
    return lanes


def _curves(line: Line, stops: Sequence[str], lanes: Lanes) -> tuple[Curve, ...]:
    left, right = (line.end, line.start) if line.against else (line.start, line.end)
    x, y = left.x + WIDTH, left.y + left.height / 2
    made: list[Curve] = []
    for stop in stops[1:-1]:
        lane, level = lanes[stop]
        made += [_bent(x, y, lane, level), _bent(lane, level, lane + WIDTH, level)]
        x, y = lane + WIDTH, level
    made.append(_bent(x, y, right.x, right.y + right.height / 2))
    return tuple(_turned(curve) for curve in reversed(made)) if line.against else tuple(made)


def _bent(x0: float, y0: float, x1: float, y1: float) -> Curve:
    middle = (x0 + x1) / 2
    return (x0, y0, middle, y0, middle, y1, x1, y1)


def _turned(curve: Curve) -> Curve:
    x0, y0, a, b, c, d, x1, y1 = curve
    return (x1, y1, c, d, a, b, x0, y0)


def _loop(line: Line) -> tuple[Curve, ...]:
    """Return the way from a tile to another of its column, left of both."""
    x, y0, y1 = line.start.x, line.start.y + line.start.height - 9, line.end.y + line.end.height - 9
    return ((x, y0, x - _BULGE, y0, x - _BULGE, y1, x, y1),)


def _tag(drawing: Drawing) -> None:
    """Say beside lit lines how they bind, in the gap before the column on their right, one below the other."""
    gaps: defaultdict[int, list[Tag]] = defaultdict(list)
    for line in drawing.lines:
        if not line.on or not line.edge.bond:
            continue
        right = max(line.start, line.end, key=lambda tile: tile.column)
        curve = line.curves[0 if line.against else -1]
        words = wrapped(line.edge.bond, _CELLS, _TAG_LINES)
        tag = Tag(words, right.x - ACROSS + (ACROSS - _TAG) / 2, 0.0, _TAG, line.weak)
        tag.y = (curve[1] + curve[7]) / 2 - tag.height / 2
        line.tag = tag
        gaps[right.column].append(tag)
    for tags in gaps.values():
        free = float(TOP)
        for tag in sorted(tags, key=lambda one: one.y):
            tag.y = max(tag.y, free)
            free = tag.y + tag.height + 4
        drawing.height = max(drawing.height, free)


# -- words -----------------------------------------------------------------------------------------


def fitted(text: str, cells: int) -> str:
    """Return a text cut to so many cells, of which an ideograph fills two."""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"


def wrapped(text: str, cells: int, most: int) -> tuple[str, ...]:
    """Return a text in lines of so many cells; what does not fit into the last of `most` is cut."""
    lines: list[str] = [""]
    for word in _pieces(text, cells):
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= cells:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [fitted(" ".join(lines[most - 1 :]), cells)]
    return tuple(lines)


def _pieces(text: str, cells: int) -> Iterable[str]:
    for word in text.split():
        left = word
        while cell_len(left) > cells:
            cut = len(set_cell_size(left, cells).rstrip())
            yield left[:cut]
            left = left[cut:]
        yield left
