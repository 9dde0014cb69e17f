"""The drawing of chains: nothing lies over anything else, everything can be reached, focus shows what it says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from counterspec.model import Chain, PartyAt
from counterspec.publish.graph.net import Named, document_key, net_of
from counterspec.publish.graph.order import crossings, ordered
from counterspec.publish.graph.values import WIDE, Drawing, Tile
from counterspec.publish.graph.words import wrapped
from counterspec.web.graph.shown import MOST
from counterspec.web.graph.view import drawn
from tests.chains_drawn import cases, chain_of, digest, named, proof, untangled


@settings(max_examples=60, deadline=None)
@given(cases())
def test_nothing_lies_over_anything_else(case: tuple[list[Chain], Named]) -> None:
    untangled(drawn(*case))


@settings(max_examples=40, deadline=None)
@given(cases())
def test_a_line_begins_and_ends_at_its_tiles(case: tuple[list[Chain], Named]) -> None:
    for line in drawn(*case).lines:
        first, last = line.curves[0][:2], line.curves[-1][6:]
        assert first[0] in (line.start.x, line.start.x + WIDE.width)
        assert line.start.y <= first[1] <= line.start.y + line.start.height
        assert last[0] in (line.end.x, line.end.x + WIDE.width)
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


@pytest.mark.parametrize("lit", [0, 1])
def test_a_lit_line_says_what_its_own_chain_shows(lit: int) -> None:
    strict, other = chain_of("t", ("s",), "f"), chain_of("t", ("s",), "g")
    by_choice = replace(other.steps[0], bond="citation by choice", form="choice")
    chains = [strict, replace(other, steps=(by_choice, other.steps[1]))]
    [line] = [
        line for line in drawn(chains, named(), chain=chains[lit].id).lines if line.end.kind == "document"
    ]
    assert line.on and line.edge.chain == chains[lit].id
    shown = (("strict, requirement", "strict"), ("citation by choice", "choice"))
    assert (line.said, line.stroke) == shown[lit]


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
        "Begins in",
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
    assert line.tag is not None and line.tag.width < WIDE.gaps[0] and len(line.tag.lines) > 1
    assert isinstance(line.start, Tile) and line.start.x + WIDE.width < line.tag.x
