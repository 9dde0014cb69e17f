"""The report: chosen findings as exhibits, chains, statements, method, coverage; one page that needs nothing else."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from sqlalchemy import Connection

from counterspec._version import __version__
from counterspec.casework.chains import Asked, Chains
from counterspec.casework.clock import now
from counterspec.casework.linking import link
from counterspec.casework.versions import judging_version, reading_version
from counterspec.errors import UsageError
from counterspec.link.numbers import shown as number_shown
from counterspec.model import Card, Chain, Statement
from counterspec.pipeline import Setup
from counterspec.publish.exhibits import Exhibit, exhibits
from counterspec.publish.graph.figure import Figure, figure_of
from counterspec.publish.graph.net import Named, element_of
from counterspec.publish.marks import icon, meter, passage, rung, tier_mark, tier_shape
from counterspec.store import log
from counterspec.store.case import Case
from counterspec.store.counting import total
from counterspec.store.documents import cards
from counterspec.store.find import found
from counterspec.store.finding_filter import CONFIRMED, FindingFilter
from counterspec.store.links import parties_named
from counterspec.store.status import Status, Told, problems, status
from counterspec.store.wanted import count_wanted, wanted_rows
from counterspec.terminal.glossary import Section, means, used
from counterspec.terminal.look import ACTS, ROLES

_MOST = 200
"""Exhibits of one report; a longer one is a table (CSV, XLSX)."""
_CHAINS = 2_000
"""Chains of one report; it says where more of them end in its exhibits."""
_NAMED = 8
"""Wanted documents that are named."""
_PROBLEMS = 200
_SHEETS = ("tokens", "frame", "parts", "chains", "report", "print")
_FONTS = (
    ("Source Serif 4", "source-serif-4-latin-wght-normal.woff2"),
    ("Source Sans 3", "source-sans-3-latin-wght-normal.woff2"),
    ("Source Code Pro", "source-code-pro-latin-wght-normal.woff2"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a report: findings by id in this order, else all that stand at `standing` and pass the filter."""

    title: str = ""
    lead: str = ""
    by: str = ""
    findings: tuple[str, ...] = ()
    filter: FindingFilter = CONFIRMED
    chains: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says.

    `chains` are those that end in an exhibit, each with that exhibit's number, and `further` is set where more do
    than a report holds; `figure` draws them. `unreviewed` counts findings of the case that nobody judged and that are
    not shown, `wanted` documents that are cited and not in the case, `most_wanted` names those cited most.
    """

    title: str
    lead: str
    by: str
    at: str
    case: str
    exhibits: tuple[Exhibit, ...]
    chains: tuple[tuple[Chain, int], ...]
    further: bool
    figure: Figure | None
    cards: dict[str, Card]
    statements: tuple[Statement, ...]
    held: Status
    problems: tuple[Told, ...]
    reviewed: dict[str, int]
    unreviewed: int
    wanted: int
    most_wanted: tuple[str, ...]
    reading: str
    judging: str
    last_hash: str


def report_of(case: Case, setup: Setup, wanted: Wanted, jobs: int = 1) -> Report:
    """Gather a report.

    Raises:
        UsageError: nothing is chosen, or more than a report holds.
    """
    link(case)
    with case.reading() as connection:
        chosen = list(wanted.findings) or _chosen(connection, wanted.filter)
    if not chosen:
        raise UsageError(
            "no finding is chosen for the report",
            hint="Confirm findings (counterspec case verdict), or name them: --finding ID, --all.",
        )
    if len(chosen) > _MOST:
        raise UsageError(
            f"{len(chosen)} findings; a report holds {_MOST}", hint="Filter, or write a table: -o x.csv."
        )
    shown = exhibits(case, setup, chosen, jobs)
    with case.reading() as connection:
        ending = _chains(connection, shown) if wanted.chains else iter(())
        chains = tuple(islice(ending, _CHAINS))
        further = next(ending, None) is not None
        named = {sha256 for chain, _ in chains for sha256 in (chain.requiring, *chain.through)}
        named |= {one.card.sha256 for one in shown}
        known = {card.sha256: card for card in cards(connection, sorted(named))}
        entries = list(log.entries(connection))
        return Report(
            title=wanted.title or _title(shown),
            lead=wanted.lead,
            by=wanted.by,
            at=now(),
            case=case.folder.resolve().name,
            exhibits=tuple(shown),
            chains=chains,
            further=further,
            figure=figure_of(chains, _named(connection, known, shown)),
            cards=known,
            statements=tuple({s.id: s for one in shown for s in one.statements}.values()),
            held=status(connection, (reading_version(), judging_version())),
            problems=tuple(islice(problems(connection, lost=True), _PROBLEMS)),
            unreviewed=_unreviewed(connection, shown),
            wanted=count_wanted(connection),
            most_wanted=tuple(
                number_shown(one.canonical, one.edition) for one in wanted_rows(connection, limit=_NAMED)
            ),
            reviewed={one.standing: sum(o.standing == one.standing for o in shown) for one in shown},
            reading=reading_version(),
            judging=judging_version(),
            last_hash=entries[-1].hash if entries else "",
        )


def _chosen(connection: Any, wanted: FindingFilter) -> list[str]:
    return [one.finding.id for one in found(connection, wanted, limit=_MOST + 1).found]


def _unreviewed(connection: Connection, shown: Sequence[Exhibit]) -> int:
    open_here = sum(one.standing == "none" and one.finding.grade == "finding" for one in shown)
    return total(connection, FindingFilter(standings=("none",))) - open_here


def _title(shown: Sequence[Exhibit]) -> str:
    """Return a title that says no more than the first exhibit does."""
    first = shown[0]
    summary = first.finding.summary.rstrip(".")
    return f"{first.card.called}: {summary[0].lower()}{summary[1:]}{_more(shown)}"


def _more(shown: Sequence[Exhibit]) -> str:
    """Return how many exhibits follow the first, and of how many documents where they are of others."""
    first, *others = shown
    of = {one.card.sha256 for one in others}
    if of <= {first.card.sha256}:
        return f", and {len(others)} more" if others else ""
    return f", and {len(others)} more from {'another document' if len(of) == 1 else f'{len(of)} documents'}"


def _chains(connection: Any, shown: Sequence[Exhibit]) -> Iterator[tuple[Chain, int]]:
    """Yield the chains that end in an exhibit, with its number."""
    numbers = {one.finding.id: one.number for one in shown}
    tiers = tuple(sorted({one.finding.tier for one in shown}))
    for chain in Chains(connection, Asked(tiers=tiers, empty="no")):
        if chain.finding in numbers:
            yield chain, numbers[chain.finding]


def _named(connection: Any, known: dict[str, Card], shown: Sequence[Exhibit]) -> Named:
    findings = {one.finding.id: one.finding for one in shown}
    return Named(
        card=known.get,
        buyers=lambda sha256: parties_named(connection, sha256, "buyer"),
        element=lambda finding: element_of(findings[finding]),
        parties=lambda _: (),
    )


# -- the page ----------------------------------------------------------------------------------


def html(report: Report, sheets: tuple[str, ...] = _SHEETS, within: str = "") -> str:
    """Return the report as one HTML page; pictures, fonts and style are inside it.

    `within` names the style sheet that goes into drawings, for a layout program that looks no further.
    """
    return _templates().get_template("report.html").render(
        r=report, style=Markup(_style(sheets)), within=Markup(_sheet(within) if within else ""),  # noqa: S704
        acts=ACTS, roles=ROLES, icon=icon, rung=rung, meter=meter, passage=passage, tier_mark=tier_mark,
        tier_shape=tier_shape, version=__version__, picture=_picture, card=report.cards.get,
        words=_words(report), means=means,
    )  # fmt: skip


def _words(report: Report) -> tuple[Section, ...]:
    """Return the glossary of the marks and words that stand in the report."""
    findings = [one.finding for one in report.exhibits]
    figure = report.figure
    return used(
        {
            "tier": {tile.first.tier for tile in figure.drawing.tiles if tile.first.tier} if figure else (),
            "act": {finding.act for finding in findings},
            "strength": {finding.strength for finding in findings if finding.strength},
            "standing": {"not reviewed" if name == "none" else name for name in report.reviewed},
            "word": {
                *("chain" for _ in report.chains[:1]),
                *(finding.grade for finding in findings),
                "finding",
            },
        }
    )


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("counterspec.publish"), autoescape=select_autoescape(default=True),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["number"] = lambda value: f"{value:,}"
    return made


@cache
def _style(sheets: tuple[str, ...]) -> str:
    """Return the style sheets with the fonts inside them."""
    made = "".join(map(_sheet, sheets))
    made = "\n".join(line for line in made.split("\n") if not line.startswith("@font-face"))
    faces = []
    for family, name in _FONTS:
        data = base64.b64encode(_style_room().joinpath("fonts", name).read_bytes()).decode("ascii")
        faces.append(
            f'@font-face {{ font-family: "{family}"; font-weight: 200 900; '
            f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
        )
    return "".join(faces) + made


def _sheet(name: str) -> str:
    return _style_room().joinpath(f"{name}.css").read_text("utf-8")


def _style_room() -> Traversable:
    return files("counterspec.publish").joinpath("style")


def _picture(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")
