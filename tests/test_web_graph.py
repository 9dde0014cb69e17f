"""The drawing of chains: nothing lies over anything else, everything can be reached, focus shows what it says."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from counterspec.model import Card, Chain, Evidence, PartyAt, Role, Span, Step
from counterspec.web.graph.layout import drawn, wrapped
from counterspec.web.graph.net import Named, document_key, net_of
from counterspec.web.graph.order import crossings, ordered
from counterspec.web.graph.values import ACROSS, MOST, WIDTH, Curve, Drawing, Tile

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
    return [(tile.x, tile.y, tile.x + WIDTH, tile.y + tile.height) for tile in drawing.tiles]


def apart(a: Area, b: Area) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@settings(max_examples=60, deadline=None)
@given(cases())
def test_nothing_lies_over_anything_else(case: tuple[list[Chain], Named]) -> None:
    drawing = drawn(*case)
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


@settings(max_examples=40, deadline=None)
@given(cases())
def test_a_line_begins_and_ends_at_its_tiles(case: tuple[list[Chain], Named]) -> None:
    for line in drawn(*case).lines:
        first, last = line.curves[0][:2], line.curves[-1][6:]
        assert first[0] in (line.start.x, line.start.x + WIDTH)
        assert line.start.y <= first[1] <= line.start.y + line.start.height
        assert last[0] in (line.end.x, line.end.x + WIDTH)
        assert line.end.y <= last[1] <= line.end.y + line.end.height
        for one, other in pairwise(line.curves):
            assert one[6:] == other[:2]


@settings(max_examples=40, deadline=None)
@given(cases())
def test_every_node_and_edge_is_stood_for_once(case: tuple[list[Chain], Named]) -> None:
    net, drawing = net_of(*case), drawn(*case)
    stood = [key for tile in drawing.tiles for key in tile.keys]
    assert sorted(stood) == sorted(net.nodes)
    at = {key: tile.key for tile in drawing.tiles for key in tile.keys}
    assert {(line.start.key, line.end.key) for line in drawing.lines} == {
        (at[a], at[b]) for a, b in net.edges
    }
    assert sum(line.chains for line in drawing.lines) == sum(edge.chains for edge in net.edges.values())


@settings(max_examples=30, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_chains_does_not_matter(case: tuple[list[Chain], Named], chance: random.Random) -> None:
    chains, names = case
    mixed = list(chains)
    chance.shuffle(mixed)
    chosen = chains[0].id

    def told(drawing: Drawing) -> object:
        tiles = [(tile.key, tile.x, tile.y, tile.on, tile.keys) for tile in drawing.tiles]
        return tiles, sorted((line.path, line.on, line.weak, line.chains) for line in drawing.lines)

    assert told(drawn(chains, names, chain=chosen)) == told(drawn(mixed, names, chain=chosen))


@settings(max_examples=40, deadline=None)
@given(cases(), st.data())
def test_focus_shows_what_lies_on_a_chain_through_it_and_nothing_else(
    case: tuple[list[Chain], Named], data: st.DataObject
) -> None:
    chains, names = case
    wanted = data.draw(st.sampled_from(chains))
    place = data.draw(st.sampled_from((wanted.requiring, *wanted.through)))
    beside = [one for one in chains if place in (one.requiring, *one.through)]
    drawing = drawn(chains, names, focus=document_key(place))
    assert {one.id for one in drawing.chains} == {one.id for one in beside}
    shown = {key for tile in drawing.tiles for key in tile.keys}
    assert shown == set(net_of(beside, names).nodes)
    assert drawing.focus is not None and drawing.focus.first.about == place


def big(tenders: int = 120, standards: int = 60, fields: int = 40) -> list[Chain]:
    """Return chains over more nodes of every kind than a column shows, most of them alike."""
    return [
        chain_of(f"t{nth}", (f"s{nth % standards}",), f"s{nth % standards}-f{field}" if field else None)
        for nth, field in product(range(tenders), range(fields))
        if field or nth % 7 == 0
    ]


@pytest.mark.slow
@pytest.mark.parametrize("parties", [0, 3])
def test_every_node_is_reached_through_groups_and_parts(parties: int) -> None:
    chains, names = big(60, 30, 30), named(parties)
    everything = set(net_of(chains, names).nodes)
    seen: set[str] = set()
    views: list[tuple[str, tuple[tuple[int, int], ...]]] = [("", ())]
    known = set(views)
    while views and seen != everything:
        focus, parts = views.pop(0)
        drawing = drawn(chains, names, focus=focus, parts=dict(parts))
        ahead = []
        for tile in drawing.tiles:
            if tile.kind in ("before", "rest"):
                ahead.append((focus, ((tile.column, tile.part),)))
            elif tile.kind == "group":
                ahead.append((tile.key, ()))
            else:
                seen.update(tile.keys)
        for view in ahead:
            if view not in known:
                known.add(view)
                views.append(view)
    assert seen == everything


def test_a_group_that_is_opened_shows_its_own_nodes() -> None:
    chains, names = big(), named()
    group = next(
        tile for tile in drawn(chains, names).tiles if tile.kind == "group" and tile.first.kind == "element"
    )
    opened = drawn(chains, names, focus=group.key)
    shown = [tile for tile in opened.tiles if tile.column == group.column]
    assert {tile.kind for tile in shown} <= {"element", "before", "rest"}
    assert opened.focus is not None and set(opened.focus.keys) >= set(group.keys)


def test_a_drawing_is_as_large_for_ten_times_the_nodes() -> None:
    few, many = drawn(big(60, 30, 12), named(3)), drawn(big(600, 300, 12), named(3))
    assert many.nodes > 8 * few.nodes
    for drawing in (few, many):
        for column in range(len(drawing.parts)):
            assert sum(tile.column == column for tile in drawing.tiles) <= MOST + 2
        pairs = len({(line.start.key, line.end.key) for line in drawing.lines})
        assert pairs == len(drawing.lines) <= (len(drawing.parts) * (MOST + 2)) ** 2 / 2


def test_a_part_of_a_column_follows_the_chosen_chain() -> None:
    chains, names = big(60, 60, 12), named()
    last = max(chains, key=lambda one: one.id)
    drawing = drawn(chains, names, chain=last.id)
    lit = [tile for tile in drawing.tiles if tile.on]
    assert all(tile.kind not in ("before", "rest", "group") for tile in lit)
    assert len(lit) == 2 + len(last.through)
    assert sum(line.weak for line in drawing.lines) == 1


def test_roles_are_never_merged() -> None:
    held = [
        PartyAt(digest("t"), seq, role, "A", "A", None, proof(digest("t")))
        for seq, role in enumerate(("buyer", "supplier", "buyer"))
    ]  # fmt: skip
    names = named()
    names = Named(
        names.card, names.buyers, names.element, lambda sha256: held if sha256 == digest("t") else []
    )
    drawing = drawn([chain_of("t", ("s",), "f")], names)
    parties = [tile for tile in drawing.tiles if tile.kind == "party"]
    assert [(tile.first.title, tile.first.below) for tile in parties] == [("A", "buyer"), ("A", "supplier")]
    assert drawing.labels == [
        "Named in the documents",
        "Requires",
        "Standard, edition",
        "Data element or clause",
    ]


@given(
    st.lists(st.lists(st.integers(0, 9), max_size=6, unique=True), min_size=2, max_size=4),
    st.randoms(use_true_random=False),
)
def test_crossings_are_counted_and_never_become_more(sizes: list[list[int]], chance: random.Random) -> None:
    columns = [[f"{place}-{one}" for one in column] for place, column in enumerate(sizes)]
    pairs = [pair for a, b in pairwise(columns) for pair in product(a, b) if chance.random() < 0.4]
    to_right: dict[str, list[str]] = {}
    for left, right in pairs:
        to_right.setdefault(left, []).append(right)

    def counted(made: Sequence[Sequence[str]]) -> int:
        at = {key: place for column in made for place, key in enumerate(column)}
        return sum(
            (at[a] - at[c]) * (at[b] - at[d]) < 0 for (a, b), (c, d) in combinations(pairs, 2) if a[0] == c[0]
        )

    made = ordered(columns, pairs)
    assert [sorted(column) for column in made] == [sorted(column) for column in columns]
    assert crossings(columns, to_right) == counted(columns)
    assert crossings(made, to_right) == counted(made) <= counted(columns)


@given(st.text("ab, 民族（）", max_size=60), st.integers(4, 20), st.integers(1, 3))
def test_words_are_wrapped_to_the_room_they_have(text: str, cells: int, most: int) -> None:
    lines = wrapped(text, cells, most)
    assert len(lines) <= most and all(cell_len(line) <= cells for line in lines)
    whole = "".join(text.split())
    said = "".join("".join(lines).split())
    assert said == whole or (said.endswith("…") and whole.startswith(said[:-1]))


def test_tags_fit_between_columns() -> None:
    one = chain_of("t", ("s",), "f", "partial (第4章 数据项和编码规则以及附录), requirement, part not stated")
    line = next(line for line in drawn([one], named()).lines if line.tag and "partial" in line.edge.bond)
    assert line.tag is not None and line.tag.width < ACROSS and len(line.tag.lines) > 1
    assert isinstance(line.start, Tile) and line.start.x + WIDTH < line.tag.x
