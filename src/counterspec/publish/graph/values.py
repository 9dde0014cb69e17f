"""What a drawing of chains is made of: nodes and edges as the case has them, tiles and lines as they are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from counterspec.model import Chain, CitationForm, Evidence

NodeKind = Literal["party", "document", "element", "nothing"]
TileKind = Literal["party", "document", "element", "nothing", "group", "before", "rest"]


@dataclass(frozen=True, slots=True)
class Measures:
    """How wide tiles are, the room between columns, above them and beside them, in the drawing's own units.

    `gaps` are the rooms right of the columns, the last of them for all that follow. A tag is `tag` wide, and a line
    of it has `cells` cells of words; it stands `leading` right of the tile that its line leaves, at 0 in the middle
    of the line.
    """

    width: int = 220
    gaps: tuple[int, ...] = (120,)
    top: int = 34
    side: int = 16
    tag: int = 110
    cells: int = 16
    leading: int = 0

    def left(self, column: int) -> int:
        """Return the left end of a column."""
        before = (self.gaps[min(place, len(self.gaps) - 1)] for place in range(column))
        return self.side + column * self.width + sum(before)


WIDE = Measures()
"""The measures of a screen."""


@dataclass(frozen=True, slots=True)
class Node:
    """A party in one role, a document, an element, or that a document holds none.

    `key` names it in addresses. `below` is a second line: a buyer or title and date, a concept; `side` how
    a field binds. `about` is the SHA-256 of its document, for a party its role.
    """

    key: str
    kind: NodeKind
    column: int
    title: str
    below: str = ""
    side: str = ""
    tier: str | None = None
    about: str = ""


@dataclass(slots=True)
class Edge:
    """A passage that links two nodes; `bond` says in a few words how it binds.

    `chain` is a chain that goes over it and `step` its step, from 0; of a party's naming `place` is the proof
    and `chain` empty.
    """

    start: str
    end: str
    form: CitationForm | None
    bond: str
    chain: str = ""
    step: int = 0
    place: Evidence | None = None
    chains: int = 1
    on: bool = False
    weak: bool = False


@dataclass(slots=True)
class Net:
    """The nodes and edges of chains; `paths` are the keys each chain goes over, `weights` how many go over a node."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)
    paths: list[tuple[Chain, tuple[str, ...]]] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> int:
        """How many columns its nodes stand in."""
        return max((node.column for node in self.nodes.values()), default=-1) + 1


@dataclass(slots=True)
class Tile:
    """A box of the drawing: one node, a group of nodes that lead to the same, or the rest of a column.

    `keys` are the nodes it stands for, `first` one of them, `few` the titles of the first. `part` is the part
    of the column that a tile for the rest leads to, from 0. `words` are its lines where nothing cuts them
    as they are shown: each with the voice it has, `m` for a name, `s` for what is said of it,
    `weak` for how it binds where nothing on a chain binds less. `x` and `y` are its top left.
    """

    key: str
    kind: TileKind
    column: int
    keys: tuple[str, ...]
    first: Node
    few: tuple[str, ...] = ()
    part: int = 0
    words: tuple[tuple[str, str], ...] = ()
    on: bool = False
    x: float = 0.0
    y: float = 0.0

    @property
    def height(self) -> int:
        """How high it is drawn."""
        if self.words:
            return 13 + 15 * len(self.words)
        return 36 if self.kind in ("element", "nothing", "before", "rest") else 44


Curve = tuple[float, float, float, float, float, float, float, float]
"""A cubic curve: start, two handles, end."""


@dataclass(slots=True)
class Tag:
    """Words beside a line, wrapped to fit between two columns; `x` and `y` are its top left."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    weak: bool

    @property
    def height(self) -> int:
        """How high it is drawn."""
        return 8 + 14 * len(self.lines)


_STROKES: dict[CitationForm, str] = {
    "strict": "strict", "partial": "partial", "choice": "choice",
    "normative_list": "list", "bibliography": "list", "mention": "list",
}  # fmt: skip


@dataclass(slots=True)
class Line:
    """An edge as it is drawn, or several that join the same two tiles; `edge` is one of them.

    `said` is what its tag says, empty where it has none.
    """

    start: Tile
    end: Tile
    edge: Edge
    chains: int
    on: bool = False
    weak: bool = False
    said: str = ""
    curves: tuple[Curve, ...] = ()
    tag: Tag | None = None

    @property
    def against(self) -> bool:
        """Whether it leads to the left or within a column, so that an arrow has to say so."""
        return self.end.column <= self.start.column

    @property
    def stroke(self) -> str:
        """The name of its stroke in the style, empty for a passage that is no citation."""
        return _STROKES[self.edge.form] if self.edge.form else ""

    @property
    def path(self) -> str:
        """Its path as SVG has it."""
        first = self.curves[0]
        return f"M{first[0]:.1f} {first[1]:.1f}" + "".join(
            "C" + " ".join(f"{number:.1f}" for number in curve[2:]) for curve in self.curves
        )

    @property
    def arrow(self) -> str:
        """The points of an arrow at its end: from the left within a column, else from the right."""
        *_, x, y = self.curves[-1]
        back = x - 8 if self.end.column == self.start.column else x + 8
        return f"{x:.1f},{y:.1f} {back:.1f},{y - 4:.1f} {back:.1f},{y + 4:.1f}"


@dataclass(slots=True)
class Drawing:
    """Placed tiles and lines with the size of the whole.

    `parts` counts the parts of each column and `at` says which is shown. `nodes` counts what it stands for,
    `focus` is what it was narrowed to, with all it stands for in the whole.
    """

    tiles: list[Tile]
    lines: list[Line]
    labels: list[str]
    measures: Measures = WIDE
    width: float = 0.0
    height: float = 0.0
    nodes: int = 0
    parts: tuple[int, ...] = ()
    at: tuple[int, ...] = ()
    focus: Tile | None = None
    chosen: Chain | None = None
    chains: tuple[Chain, ...] = ()
