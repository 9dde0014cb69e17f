"""What a legal rule makes of a finding, and what a list says of a party: elements, never a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterspec.model.finding import Evidence

Grade = Literal["P", "S", "M"]
"""How a rule was verified: P primary text seen, S secondary source seen, M from memory, not checked."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An element of a rule: `text` in our own words; shown with its evidence and why, else why not."""

    text: str
    why: str
    evidence: Evidence | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class OnDate:
    """Whether a rule is in force on a date. `which` names the date; `date` is None where none is stated.

    `applies` is the date from which the document itself says that it is in force, which is no date of use.
    """

    which: Literal["document", "applies", "use", "today"]
    date: str | None
    state: Literal["in force", "not yet", "no longer", "unknown"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A finding held against one rule: elements shown, elements not shown, exceptions nobody examined.

    `territory` is what links the document to the rule's territory (from the document or a person's
    statement), None where nothing does: the rule is then a benchmark only. Nothing here says that
    anything is lawful or not, and nothing is added up. `cite` is the article's short name. `needs` is "any"
    where each element is enough by itself. `link` is what would show the link to the territory, empty where
    there is none to be shown. `checks` are what must be checked before one relies on the
    rule. A `screen` sorts findings out before any rule is held against them.
    """

    finding: str
    rule: str
    version: int
    title: str
    article: str
    effect: str
    grade: Grade
    shown: tuple[Shown, ...]
    not_shown: tuple[Shown, ...]
    exceptions: tuple[str, ...]
    dates: tuple[OnDate, ...]
    territory: str | None
    traps: tuple[str, ...]
    summary: str
    url: str
    statement: str
    cite: str = ""
    regime: str = ""
    cases: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    needs: Literal["all", "any"] = "all"
    link: str = ""
    screen: bool = False


@dataclass(frozen=True, slots=True)
class ListMatch:
    """A party's name on a dated list; `match` is "exact" or "accepted" (an alias a person accepted).

    `action` is the citation of the act that listed it and `effective` the date from which, empty
    where the data do not say. `listed_on_document_date` and `listed_today` are None where the data
    cannot tell, and `notes` say why, each for one of the two. `ground` is as published, our own
    words where `ground_is_summary`, empty where the data do not state it.
    """

    party: str
    name: str
    list_id: str
    action: str
    listed_name: str
    match: Literal["exact", "accepted"]
    effective: str
    ground: str
    grade: Grade
    listed_on_document_date: bool | None
    listed_today: bool | None
    is_and_is_not: str
    url: str
    document: str | None = None
    list_title: str = ""
    published: str | None = None
    document_date: str | None = None
    today: str = ""
    as_of: str = ""
    ground_is_summary: bool = False
    notes: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
