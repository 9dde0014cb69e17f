"""Chains of invented documents as values, and what is held of every drawing of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import combinations

from hypothesis import strategies as st

from counterspec.model import Card, Chain, Evidence, PartyAt, Role, Span, Step
from counterspec.publish.graph.net import Named
from counterspec.publish.graph.values import Curve, Drawing

ROLES: tuple[Role, ...] = ("buyer", "drafter", "supplier")


def digest(name: str) -> str:
    return name.encode().hex().ljust(64, "0")


def proof(sha256: str) -> Evidence:
    return Evidence(sha256, Span(0, 1), "x", "", "")


def chain_of(
    requiring: str, through: Sequence[str], finding: str | None, bond: str = "strict, requirement"
) -> Chain:
    way = [digest(requiring), *map(digest, through)]
    steps = [Step("citation", sha256, bond, proof(sha256), form="strict") for sha256 in way[:-1]]
    if finding:
        steps.append(Step("finding", way[-1], "field optional", proof(way[-1])))
    return Chain(
        "c-" + "-".join((requiring, *through, finding or "none")), way[0], tuple(way[1:]), tuple(steps),
        max(len(steps) - 1, 0), bond, "", "", finding, "origin.ethnicity" if finding else None,
        "ACD"[len(finding) % 3] if finding else None,
    )  # fmt: skip


def named(parties: int = 0) -> Named:
    """Return how nodes are called; so many parties are named in each document, some of them in many."""

    def held(sha256: str) -> list[PartyAt]:
        chance = random.Random(sha256)
        count = chance.randint(0, parties)
        return [
            PartyAt(
                sha256, n, chance.choice(ROLES), "", f"party {chance.randint(0, 40)}", None, proof(sha256)
            )
            for n in range(count)
        ]

    return Named(
        card=lambda sha256: Card(sha256, bytes.fromhex(sha256).rstrip(b"\0").decode(), "read"),
        buyers=lambda _: (),
        element=lambda finding: (finding, "optional"),
        parties=held,
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Chain], Named]:
    """Return chains of a few tenders, or of so many that columns are grouped and parted; standards cite each other."""
    chance = random.Random(draw(st.integers(0, 1 << 32)))
    tenders, standards, fields = draw(st.integers(1, 70)), draw(st.integers(1, 50)), draw(st.integers(1, 9))
    chains = {}
    for nth in range(draw(st.integers(1, 160))):
        through = chance.sample(range(standards), min(standards, chance.choice((0, 1, 1, 1, 2, 3))))
        owner = f"s{through[-1]}" if through else f"t{nth % tenders}"
        cites = nth > 0 and chance.random() < 0.2
        first = f"s{chance.randrange(standards)}" if cites else f"t{nth % tenders}"
        way = [f"s{one}" for one in through]
        if first in way:
            continue
        finding = None if chance.random() < 0.2 and way else f"{owner}-f{chance.randrange(fields)}"
        bond = chance.choice(
            ("strict, ★ requirement", "partial (第4章 数据项和编码以及人员对象), a duty set elsewhere", "")
        )
        one = chain_of(first, way, finding, bond)
        chains[one.id] = one
    return list(chains.values()), named(draw(st.sampled_from((0, 0, 2))))


def points(curve: Curve) -> Iterable[tuple[float, float]]:
    x0, y0, x1, y1, x2, y2, x3, y3 = curve
    for nth in range(1, 12):
        t = nth / 12
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


Area = tuple[float, float, float, float]


def areas(drawing: Drawing) -> list[Area]:
    return [(tile.x, tile.y, tile.x + drawing.measures.width, tile.y + tile.height) for tile in drawing.tiles]


def apart(a: Area, b: Area) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def untangled(drawing: Drawing) -> None:
    """Hold that no tile or tag lies over another, no line over a tile, and nothing outside."""
    boxes = areas(drawing)
    tags = [
        (line.tag.x, line.tag.y, line.tag.x + line.tag.width, line.tag.y + line.tag.height)
        for line in drawing.lines
        if line.tag
    ]
    for one, other in combinations([*boxes, *tags], 2):
        assert apart(one, other), (one, other)
    for x0, y0, x1, y1 in [*boxes, *tags]:
        assert x0 >= 0 and y0 >= 0 and x1 <= drawing.width and y1 <= drawing.height
    for line in drawing.lines:
        for curve in line.curves:
            for x, y in points(curve):
                assert 0 <= x <= drawing.width and 0 <= y <= drawing.height
                assert not any(a < x < c and b < y < d for a, b, c, d in boxes), line.edge
