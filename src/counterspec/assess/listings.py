"""Names of parties on dated lists: only exact names, and names a person accepted as one organisation's.

Exact means: of one spelling (`link.parties.spelled`). Aside are left width and compatibility forms,
case, spaces that write nothing, the kinds of dashes and brackets, quotation marks, full stops, commas and middle dots;
no legal form, no place, no word is. A listing is an act of the body that keeps the list.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from counterspec.link.parties import spelled
from counterspec.model import ListAction, ListedName, ListMatch, SupplierList

Match = Literal["exact", "accepted"]
AN_ACT = (
    "A listing is an act of the body that keeps the list. It is not a finding about any document here, "
    "and says nothing of a branch, parent or subsidiary."
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One name of one action of one list."""

    list: SupplierList
    action: ListAction
    name: ListedName


@dataclass(frozen=True, slots=True)
class Dated:
    """A document that names a party, and its date in ISO form (a month or year alone stays one).

    `written` are the spellings of the party's names in it, empty where they are not known.
    """

    sha256: str | None
    date: str | None
    written: frozenset[str] = frozenset()


class Index:
    """Supplier lists by the spelling of the names on them."""

    def __init__(self, lists: Iterable[SupplierList]) -> None:
        self.lists = tuple(lists)
        self._by_spelling: dict[str, list[Listed]] = defaultdict(list)
        for one in self.lists:
            for action in one.actions:
                for name in action.names:
                    for key in dict.fromkeys(map(spelled, (name.name, *name.also))):
                        self._by_spelling[key].append(Listed(one, action, name))

    def of(self, name: str) -> list[Listed]:
        """Return where a name stands on lists, in order of list and action."""
        return self._by_spelling.get(spelled(name), [])


def listings(
    party: str, names: Mapping[str, Match], documents: Iterable[Dated], today: str, index: Index
) -> Iterator[ListMatch]:
    """Yield a match for every name, action and document; for no document where none is given.

    `names` are those of one organisation: "exact" where a document of the case names the party so,
    "accepted" where a person accepted the name as another of the same organisation. Of a document the
    match is exact only where that document has the listed name.
    """
    dated = tuple(documents) or (Dated(None, None),)
    for name in sorted(names):
        for listed in index.of(name):
            now, why = on_date(today, listed)
            for document in dated:
                then, why_then = on_date(document.date, listed)
                match = names[name]
                if document.written and spelled(name) not in document.written:
                    match = "accepted"
                yield _match(party, name, match, listed, document, then, now, today, (why_then, why))


def _match(
    party: str, name: str, match: Match, listed: Listed, document: Dated, then: bool | None,
    now: bool | None, today: str, whys: tuple[str, str],
) -> ListMatch:  # fmt: skip
    action = listed.action
    return ListMatch(
        party=party, name=name, list_id=listed.list.id, list_title=listed.list.title,
        action=action.citation, listed_name=listed.name.as_given or listed.name.name, match=match,
        effective=action.since or "", published=action.published, ground=action.ground,
        ground_is_summary=action.ground_is_summary, grade=listed.name.grade,
        listed_on_document_date=then, listed_today=now, is_and_is_not=wording(listed.list),
        url=action.url or listed.list.url, document=document.sha256, document_date=document.date,
        today=today, as_of=listed.list.as_of,
        notes=tuple(_noted(whys)), traps=(*action.traps, *listed.list.traps),
    )  # fmt: skip


def _noted(whys: tuple[str, str]) -> Iterator[str]:
    if whys[0] == whys[1] and whys[0]:
        yield whys[0]
        return
    for which, why in zip(("on the document's date", "today"), whys, strict=True):
        if why:
            yield f"{which}: {why}"


def on_date(day: str | None, listed: Listed) -> tuple[bool | None, str]:
    """Return whether a name was listed on a day, None where the data cannot tell, and what must be said of it."""
    action, name = listed.action, listed.name
    if name.grade == "M":
        return None, "the data are from memory: nobody opened the text of this action"
    since = action.since
    if since is None:
        return None, "the data do not say from when it was listed"
    span = _days(day)
    if span is None:
        return None, "the date is not known"
    first, last = span
    if last < since:
        return False, ""
    if first < since:
        return None, f"{day} is not told apart from {since}, the day it was listed"
    if name.removed and first >= name.removed:
        return False, f"taken off on {name.removed}"
    if name.removed and last >= name.removed:
        return None, f"{day} is not told apart from {name.removed}, the day it was taken off"
    if action.suspended_from and last >= action.suspended_from:
        until = f" to {action.suspended_until}" if action.suspended_until else ""
        return None, f"suspended from {action.suspended_from}{until}: to be checked before anything is said"
    if last > listed.list.as_of:
        return True, f"as of {listed.list.as_of}, when these data were made; no removal is known here"
    return True, ""


def _days(day: str | None) -> tuple[str, str] | None:
    """Return the first and last day of a date, a month or a year."""
    if not day or len(day) not in (4, 7, 10):
        return None
    if len(day) == 10:
        return day, day
    if len(day) == 4:
        return f"{day}-01-01", f"{day}-12-31"
    try:
        end = calendar.monthrange(int(day[:4]), int(day[5:]))[1]
    except (ValueError, calendar.IllegalMonthError):
        return None
    return f"{day}-01", f"{day}-{end}"


def wording(one: SupplierList) -> str:
    """Return what a list is and is not, in one paragraph."""
    said = [one.is_]
    if one.is_not:
        said.append(f"It is not {_either(one.is_not)}.")
    return " ".join([*said, AN_ACT])


def _either(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " or " + parts[-1]


def not_here(lists: Iterable[SupplierList]) -> tuple[str, ...]:
    """Return what of the lists is not in the data: what must be said wherever "no match" is."""
    made = []
    for one in lists:
        if not one.complete:
            missing = [f"{action.citation}: {text}" for action in one.actions for text in action.incomplete]
            made.append(
                f"{one.id} is not complete here. {' '.join(_sentence(t) for t in (*one.incomplete, *missing))}"
            )
    return tuple(made)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."
