"""Draw chains in columns, from the requiring document to the element: few crossings, nothing over anything else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from counterspec.publish.graph.order import ordered
from counterspec.publish.graph.values import Curve, Drawing, Line, Measures, Net, Tag, Tile
from counterspec.publish.graph.words import wrapped

_GAP, _LANE = 10, 12
"""Room below a tile, and the height of a lane in which lines pass a column."""
_BESIDE, _TAG_LINES = 5, 3
"""The room between a tag and the column on its right, and how many lines of words it has."""
_BULGE = 56
_LOWERED = 120
"""How far a short column is moved down at the most: its head stays where people look first."""
LABELS = ("Named in the documents", "Begins in", "Standard, edition", "Data element or clause")
"""What stands above the columns; those of parties and of standards are there where there are any."""
Lanes = dict[str, tuple[float, float]]


def labels_of(net: Net) -> list[str]:
    """Return what stands above the columns of a net."""
    if not net.nodes:
        return []
    parties, first, standard, element = LABELS
    named = [parties] * any(node.kind == "party" for node in net.nodes.values())
    return [*named, first, *[standard] * (net.columns - len(named) - 2), element]


# -- places ----------------------------------------------------------------------------------------


def placed(drawing: Drawing, count: int) -> None:
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
    width = drawing.measures.width
    for line, stops in zip(drawing.lines, stations, strict=True):
        line.curves = (
            _loop(line) if line.start.column == line.end.column else _curves(line, stops, lanes, width)
        )
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
    size = drawing.measures
    tallest, lanes = max(heights, default=0), {}
    for number, column in enumerate(columns):
        x, y = size.left(number), size.top + min(_LOWERED, (tallest - heights[number]) / 2)
        for key in column:
            tile = by_key.get(key)
            if tile is None:
                lanes[key] = (float(x), y + _LANE / 2 - _GAP / 2)
                y += _LANE
            else:
                tile.x, tile.y = float(x), y
                y += tile.height + _GAP
    drawing.width = size.left(max(0, len(columns) - 1)) + size.width * bool(columns) + size.side
    drawing.height = size.top + tallest + size.side
    drawing.tiles.sort(key=lambda tile: (tile.column, tile.y))
    return lanes


def _curves(line: Line, stops: Sequence[str], lanes: Lanes, width: int) -> tuple[Curve, ...]:
    left, right = (line.end, line.start) if line.against else (line.start, line.end)
    x, y = left.x + width, left.y + left.height / 2
    made: list[Curve] = []
    for stop in stops[1:-1]:
        lane, level = lanes[stop]
        made += [_bent(x, y, lane, level), _bent(lane, level, lane + width, level)]
        x, y = lane + width, level
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
    """Write beside lines what is said of them, in the gap before the column on their right, one below the other."""
    size = drawing.measures
    gaps: defaultdict[int, list[tuple[Line, Tag]]] = defaultdict(list)
    for line in drawing.lines:
        if not line.said:
            continue
        right = max(line.start, line.end, key=lambda tile: tile.column)
        curve = line.curves[0 if line.against else -1]
        words = wrapped(line.said, size.cells, _TAG_LINES)
        tag = Tag(words, right.x - size.tag - _BESIDE, (curve[1] + curve[7]) / 2, size.tag, line.weak)
        if _led(line, size):
            tag.x, tag.y = line.start.x + size.width + size.leading, curve[1]
        tag.y -= tag.height / 2
        line.tag = tag
        gaps[right.column].append((line, tag))
    for tagged in gaps.values():
        free = float(size.top)
        for line, tag in sorted(tagged, key=lambda one: (one[1].y, one[0].curves[-1][7])):
            tag.y = max(tag.y, free)
            free = tag.y + tag.height + 4
            if _led(line, size):
                line.curves = _through(line, tag)
        drawing.height = max(drawing.height, free)


def _led(line: Line, size: Measures) -> bool:
    """Return whether a line passes through its tag, which may stand lower than the line would."""
    return bool(size.leading) and not line.against


def _through(line: Line, tag: Tag) -> tuple[Curve, ...]:
    first, level = line.curves[0], tag.y + tag.height / 2
    right = tag.x + tag.width
    return (
        _bent(first[0], first[1], tag.x, level),
        _bent(tag.x, level, right, level),
        _bent(right, level, first[6], first[7]),
        *line.curves[1:],
    )
