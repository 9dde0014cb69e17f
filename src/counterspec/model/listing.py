"""Supplier lists as dated data: what a list is, its actions, and the names each action put on it."""

from __future__ import annotations

from dataclasses import dataclass

from counterspec.model.law import Grade


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name on a list, written as our data give it.

    `also` are further forms of it the list itself prints. `as_given` is the whole entry of the notes
    the data were made from, where that says more than the name. `removed` is the date it was taken
    off, None where no removal is known here.
    """

    name: str
    grade: Grade
    also: tuple[str, ...] = ()
    as_given: str | None = None
    removed: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Affiliates:
    """What a list's rules say of companies that listed ones own; nothing is matched by it.

    `today` is what is known of the rule now, in words; dates are ISO.
    """

    rule: str
    effective: str | None = None
    suspended_from: str | None = None
    suspended_until: str | None = None
    until: str = ""
    today: str = ""
    grade: Grade = "M"


@dataclass(frozen=True, slots=True)
class ListAction:
    """One act of the list's keeper: names put on the list on one ground.

    Two grounds on one day are two actions. `published` and `effective` are ISO dates, None where
    our data do not say. `ground` is as published, or our own summary where `ground_is_summary`;
    empty where our data do not state it. `incomplete` says which names of the action are not here.
    From `suspended_from` on nobody can tell from these data alone whether it holds.
    """

    citation: str
    grade: Grade
    names: tuple[ListedName, ...]
    published: str | None = None
    effective: str | None = None
    document: str | None = None
    ground: str = ""
    ground_is_summary: bool = False
    url: str = ""
    note: str = ""
    incomplete: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    suspended_from: str | None = None
    suspended_until: str | None = None

    @property
    def since(self) -> str | None:
        """The date from which the names are listed: when effective, else when published."""
        return self.effective or self.published


@dataclass(frozen=True, slots=True)
class SupplierList:
    """A list of names that some body keeps, with what it is and what it is not.

    `as_of` is when these data were made. `incomplete` says what of the list is not here; empty only
    where the data hold the whole list as of that date.
    """

    id: str
    title: str
    citation: str
    url: str
    effect: str
    grade: Grade
    as_of: str
    is_: str
    is_not: tuple[str, ...]
    actions: tuple[ListAction, ...]
    incomplete: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    affiliates: Affiliates | None = None
    keeper: str = ""

    @property
    def complete(self) -> bool:
        """Whether "no match" may be said without saying what is missing."""
        return not self.incomplete and not any(action.incomplete for action in self.actions)
