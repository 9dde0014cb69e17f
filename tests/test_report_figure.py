"""The figure of a report: it draws its chains and nothing else, marks what binds least, and fits a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings

from counterspec.model import Chain, CitationForm
from counterspec.publish.graph.figure import CITATIONS, MOST, Figure, figure_of
from counterspec.publish.graph.net import Named, net_of
from tests.chains_drawn import cases, chain_of, named, untangled

Numbered = list[tuple[Chain, int]]


def numbered(chains: list[Chain]) -> Numbered:
    """Return the chains that end in a finding, each with the number of its exhibit."""
    numbers: dict[str, int] = {}
    return [(chain, numbers.setdefault(chain.finding, len(numbers) + 1)) for chain in chains if chain.finding]


def figure(chains: Numbered, names: Named | None = None) -> Figure:
    made = figure_of(chains, names or named())
    assert made is not None
    return made


def weakened(chain: Chain, step: int, bond: str, form: CitationForm | None = None) -> Chain:
    """Return a chain that binds as one of its steps does."""
    steps = list(chain.steps)
    steps[step] = replace(steps[step], bond=bond, form=form)
    return replace(chain, steps=tuple(steps), weakest=step, bond=bond)


def marks(made: Figure) -> dict[str, str]:
    """Return what is marked as weakest: lines by where they begin, elements by their names."""
    lines = {line.start.first.title: " ".join(line.tag.lines) for line in made.drawing.lines if line.tag}
    tiles = made.drawing.tiles
    return lines | {t.first.title: words for t in tiles for voice, words in t.words if voice == "weak"}


@settings(max_examples=60)
@given(cases())
def test_it_draws_its_chains_and_nothing_else(case: tuple[list[Chain], Named]) -> None:
    chains = numbered(case[0])
    made = figure_of(chains, named())
    if made is None:
        assert not chains
        return
    boxes = {tile.key for tile in made.drawing.tiles}
    whole = net_of([chain for chain, _ in chains], named())
    ways = [path for _, path in whole.paths]
    lines = [(line.start.key, line.end.key) for line in made.drawing.lines]
    drawn = [path for path in ways if set(lines).issuperset(pairwise(path))]
    assert (made.shown, made.count) == (len(drawn), len(chains))
    assert boxes == {key for path in drawn for key in path}
    assert sorted(lines) == sorted({pair for path in drawn for pair in pairwise(path)})
    columns = Counter(tile.column for tile in made.drawing.tiles)
    cited = {pair for pair in lines if whole.nodes[pair[1]].kind == "document"}
    assert max(columns.values()) <= MOST and len(cited) <= CITATIONS
    for path in ways:
        # Nothing is left out but for want of room.
        more = columns + Counter(whole.nodes[key].column for key in set(path) - boxes)
        fits = max(more.values()) <= MOST and len(cited.union(pairwise(path[:-1]))) <= CITATIONS
        assert fits == (path in drawn)
    untangled(made.drawing)


@settings(max_examples=30)
@given(cases())
def test_every_element_names_its_exhibits(case: tuple[list[Chain], Named]) -> None:
    chains = numbered(case[0])
    made = figure_of(chains, named())
    for tile in made.drawing.tiles if made else ():
        said = [words for voice, words in tile.words if voice == "s" and words.startswith("Exhibit")]
        if tile.kind == "element":
            assert said == [f"Exhibit {n}" for n in {n for c, n in chains if c.finding == tile.first.title}]
        else:
            assert not said


def test_two_passages_of_one_field_are_two_exhibits() -> None:
    one, other = chain_of("t", ("s",), "f"), replace(chain_of("t", ("s",), "f"), id="c-other")
    [element] = [t for t in figure([(one, 3), (other, 7)]).drawing.tiles if t.kind == "element"]
    assert ("s", "Exhibits 3, 7") in element.words


def test_what_binds_least_is_marked_where_it_is() -> None:
    whole = replace(chain_of("t", ("s",), "f"), bond="none weaker than a requirement")
    listed = weakened(chain_of("u", ("s",), "f"), 0, "listed among references", "normative_list")
    optional = weakened(chain_of("t", ("s",), "g"), 1, "field optional")
    assert marks(figure([(whole, 1)])) == {}
    assert marks(figure([(whole, 1), (listed, 1), (optional, 2)])) == {
        "u": "listed among references", "g": "field optional",
    }  # fmt: skip


def test_a_line_is_drawn_as_the_passage_that_binds_least() -> None:
    strict = chain_of("t", ("s",), "f")
    choice = weakened(chain_of("t", ("s",), "g"), 0, "citation by choice", "choice")

    def strokes(chains: Numbered) -> list[str]:
        return [line.stroke for line in figure(chains).drawing.lines if line.end.kind == "document"]

    assert strokes([(strict, 1)]) == ["strict"] and not figure([(strict, 1)]).mixed
    for chains in ([(strict, 1), (choice, 2)], [(choice, 2), (strict, 1)]):
        assert strokes(chains) == ["choice"] and figure(chains).mixed


def test_no_exhibit_pushes_another_out() -> None:
    many = [(chain_of(f"t{nth}", ("s",), "f"), 1) for nth in range(3 * MOST)]
    made = figure([*many, (chain_of("u", ("s",), "g"), 2)])
    titles = {tile.first.title for tile in made.drawing.tiles}
    assert {"f", "g", "u"} <= titles
    assert (made.shown, made.count) == (MOST, 3 * MOST + 1)


def test_without_chains_there_is_no_figure() -> None:
    assert figure_of([], named()) is None


@settings(max_examples=30)
@given(cases())
def test_a_line_passes_through_its_own_tag(case: tuple[list[Chain], Named]) -> None:
    made = figure_of(numbered(case[0]), named())
    for line in made.drawing.lines if made else ():
        ends = [(curve[6], curve[7]) for curve in line.curves]
        assert [curve[:2] for curve in line.curves[1:]] == ends[:-1]
        assert ends[-1][1] == line.end.y + line.end.height / 2 or line.start.column == line.end.column
        if line.tag and not line.against:
            level = line.tag.y + line.tag.height / 2
            assert {(line.tag.x, level), (line.tag.x + line.tag.width, level)} <= set(ends)
