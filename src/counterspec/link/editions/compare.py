"""Hold two editions against each other: what was added, removed and changed, each with both proofs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from counterspec.link.editions.align import Alignment
from counterspec.link.editions.attributes import Attributes, Difference, owner_of
from counterspec.link.editions.clauses import ClausePair, Spoken, differing_clauses
from counterspec.link.editions.doubts import doubt
from counterspec.link.editions.edition import Edition, called
from counterspec.link.editions.items import Item, Items
from counterspec.link.editions.lists import Differing
from counterspec.link.editions.sides import Sides
from counterspec.link.editions.terms import later_of, notes_of, terms_of
from counterspec.link.editions.wording import Wording, capital, quoted
from counterspec.model import Absence, Change, ChangeKind, Comparison, Detail, Side, ValueChange

_FORCE = {
    "R+": "requires", "R-": "forbids", "C+": "recommends", "C-": "advises against", "P": "permits",
    "P0": "does not require", "K": "states as a capability", "D": "states", "X": "refers to",
}  # fmt: skip
_ORDER = {
    "added": 0, "removed": 0, "renamed": 1, "moved": 2, "obligation": 3, "list-widened": 4, "list-narrowed": 4,
    "list-changed": 4, "code-list-ref": 5, "condition": 6, "type": 7, "length": 8, "cardinality": 9, "label": 10,
    "comment": 11, "clause": 12,
}  # fmt: skip


def compare(before: Edition, after: Edition, labels: Mapping[str, str] | None = None) -> Comparison:
    """Return what differs between two documents; `labels` are what sentences call the concepts.

    The first is `before`, whichever is the earlier by its own words.
    """
    return _Comparing(before, after, labels or {}).made()


class _Comparing:
    def __init__(self, before: Edition, after: Edition, labels: Mapping[str, str]) -> None:
        self.editions = (before, after)
        self.items = (Items(before), Items(after))
        self.terms, self.notes = terms_of(*self.items)
        self.alignment = Alignment(*self.items, self.terms)
        self.attributes = Attributes(self.alignment)
        self.sides = (Sides(self.items[0]), Sides(self.items[1]))
        self.called = called(before, after)
        tables = (bool(before.document.tables), bool(after.document.tables))
        self.wording = Wording(self.called, labels, is_table=tables, later=later_of(before, after))

        self._told: set[tuple[int, int | None]] = set()
        self._printed: list[set[tuple[str, frozenset[tuple[str, str]]]] | None] = [None, None]

    def made(self) -> Comparison:
        placed: list[tuple[tuple[int, int, int], Change]] = []
        same = 0
        # Fields first: what is told with the field that uses a list is not told again of the list.
        for one in sorted(self.items[0], key=lambda item: item.thing == "list"):
            other = self._counterpart(one)
            if other is None:
                if self._counts(one) and not self._repeats(one, 0):
                    placed.append((self._place(one), self._only(one, 0)))
                continue
            if not (self._counts(one) or self._counts(other)):
                continue
            found = self.attributes.of(one, other)
            if found.details:
                if any(kind.startswith("list-") or kind == "code-list-ref" for kind in found.kinds):
                    self._told |= {(0, one.holder), (1, other.holder)}
                placed.append(((other.index, 0, 0), self._changed(one, other, found)))
            else:
                same += one.thing in ("field", "list")
        for other in self.items[1]:
            if other.index not in self.alignment.back and self._counts(other) and not self._repeats(other, 1):
                placed.append(((other.index, 0, 0), self._only(other, 1)))
        changes = [change for _, change in sorted(placed, key=lambda entry: entry[0])]
        if self.terms.words:
            changes += [self._clause(pair) for pair in differing_clauses(*self.items)]
        before, after = (edition.document.sha256 for edition in self.editions)
        notes = (
            *self.notes,
            *notes_of(self.editions, self.called, self.attributes.alike, self.attributes.unsaid),
        )
        return Comparison(before, after, tuple(changes), same, notes, self.called)

    def _counterpart(self, one: Item) -> Item | None:
        index = self.alignment.ahead.get(one.index)
        return None if index is None else self.items[1].by_index[index]

    def _counts(self, item: Item) -> bool:
        """Whether a difference in it is told: what is only suggested to be a field counts with a concept."""
        if item.thing in ("condition", "function"):
            return bool(item.concepts)
        if item.thing == "record":
            return self.terms.types and not (self.terms.texts and not item.concepts)
        if item.thing == "list" and not item.values:
            return bool(item.concepts)
        return not item.declaration.loose or bool(item.concepts)

    def _repeats(self, item: Item, which: int) -> bool:
        """Whether a list is told with the one field that uses it, or a document for people prints it once more."""
        if item.thing != "list":
            return False
        users = self.items[which].users.get(item.index, ())
        paired = self.alignment.back if which else self.alignment.ahead
        if len(users) == 1 and (users[0] not in paired or (which, item.index) in self._told):
            return True
        if not self.items[which].edition.is_text:
            return False
        printed = self._printed[which]
        if printed is None:
            printed = self._printed[which] = {
                _content(one) for one in self.items[which] if one.index in paired
            }
        if _content(item) in printed:
            return True
        printed.add(_content(item))
        return False

    def _place(self, one: Item) -> tuple[int, int, int]:
        """Return where something that is gone would stand in the later edition."""
        above, _ = self.sides[0].neighbours(one, self.alignment.ahead)
        if above is not None:
            return self.alignment.ahead[above.index], 1, one.index
        owner = self.alignment.ahead.get(one.owner) if one.owner is not None else None
        return (owner if owner is not None else -1), 1, one.index

    # -- changes -----------------------------------------------------------------------------------

    def _only(self, item: Item, which: int) -> Change:
        kind: ChangeKind = "added" if which else "removed"
        side = self.sides[which].of(item)
        gap = self._gap(item, which)
        says, unknown = self.wording.only(item, which, gap)
        values = tuple(self._value(d, item, item) for d in _all(item, which))
        return Change(
            kinds=(kind,),
            subject=item.identifier,
            before=None if which else side,
            after=side if which else None,
            statement=says,
            not_shown=unknown,
            thing=item.thing,
            owner=owner_of(item, self.items[which]),
            concepts=tuple(sorted(item.concepts)),
            unsure=self._unread(1 - which),
            values=values,
            gap=gap,
        )

    def _gap(self, item: Item, which: int) -> Absence:
        """Return where the other edition has no such thing."""
        paired = self.alignment.back if which else self.alignment.ahead
        there = self.items[1 - which].by_index
        near = self.sides[which].neighbours(item, paired)
        owner = paired.get(item.owner) if item.owner is not None else None
        above, below = (None if one is None else there[paired[one.index]] for one in near)
        above, below = (one if one is not None and one.owner == owner else None for one in (above, below))
        return self.sides[1 - which].absence(owner, above, below)

    def _unread(self, which: int) -> str | None:
        """Return why an edition may have what was not found in it: pages that were not read."""
        lost = sorted({p.page for p in self.editions[which].problems if p.page is not None and p.lost})
        if not lost:
            return None
        pages = ", ".join(map(str, lost[:8])) + (" …" if len(lost) > 8 else "")
        return f"page{'' if len(lost) == 1 else 's'} {pages} of {self.called[which]} could not be read"

    def _changed(self, one: Item, other: Item, found: Difference) -> Change:
        sides = (self.sides[0].of(one, found.notes[0]), self.sides[1].of(other, found.notes[1]))
        details = sorted(found.details, key=lambda detail: _ORDER[detail.kind])
        says, unknown = self.wording.changed((one, other), sides, details, found.values)
        quotes = (one.declaration.obligation_quote or "", other.declaration.obligation_quote or "")
        return Change(
            kinds=tuple(dict.fromkeys(detail.kind for detail in details)),
            subject=other.identifier,
            before=sides[0],
            after=sides[1],
            statement=says,
            not_shown=unknown,
            thing=one.thing,
            was=one.identifier if one.identifier != other.identifier else None,
            owner=owner_of(other, self.items[1]),
            concepts=tuple(sorted(one.concepts | other.concepts)),
            unsure=doubt(sides, details, found.values, quotes=quotes),
            details=tuple(details),
            values=tuple(self._value(value, one, other) for value in found.values),
        )

    def _value(self, value: Differing, one: Item, other: Item) -> ValueChange:
        before, after = value.before, value.after
        return ValueChange(
            value.kind,
            before.shown if before else None,
            after.shown if after else None,
            self.sides[0].value(before.index, one) if before else None,
            self.sides[1].value(after.index, other) if after else None,
        )

    # -- clauses -----------------------------------------------------------------------------------

    def _clause(self, pair: ClausePair) -> Change:
        said = [self._clause_side(spoken, which) for which, spoken in enumerate((pair.before, pair.after))]
        which = 0 if pair.after is None else 1
        spoken = pair.after or pair.before
        assert spoken is not None
        if pair.before is None or pair.after is None:
            side = said[which]
            assert side is not None
            statement = f"{self._says(spoken, side, which)}; {self.called[1 - which]} has no such clause."
            details: tuple[Detail, ...] = ()
            kinds: tuple[ChangeKind, ...] = ("added" if which else "removed", "clause")
            unknown, unsure = self.wording.unknown(which), self._unread(1 - which)
        else:
            assert said[0] is not None and said[1] is not None
            statement = (
                f"{self._says(pair.before, said[0], 0)}; {self._says(pair.after, said[1], 1, both=True)}."
            )
            forces = pair.before.clause.strength, pair.after.clause.strength
            texts = said[0].evidence.quote, said[1].evidence.quote
            details = (Detail("clause", *forces),) if forces[0] != forces[1] else (Detail("clause", *texts),)
            kinds, unknown = ("clause",), self.wording.unknown()
            unsure = None if forces[0] != forces[1] else doubt([said[0], said[1]], details, ())
        return Change(
            kinds=kinds,
            subject=spoken.clause.section or said[which].evidence.quote[:40],  # type: ignore[union-attr]
            before=said[0],
            after=said[1],
            statement=statement,
            not_shown=unknown,
            thing="clause",
            concepts=tuple(sorted(pair.concepts)),
            unsure=unsure,
            details=details,
        )

    def _clause_side(self, spoken: Spoken | None, which: int) -> Side | None:
        if spoken is None:
            return None
        clause = spoken.clause
        evidence = self.sides[which].evidence(clause.span)
        says = f"clause {_FORCE[clause.strength]}" if clause.strength in _FORCE else "clause"
        return Side(f"{clause.mark} {says}" if clause.mark else says, evidence, clause.section)

    def _says(self, spoken: Spoken, side: Side, which: int, *, both: bool = False) -> str:
        verb = _FORCE.get(spoken.clause.strength or "", "says")
        place = f", {side.place}," if side.place else ""
        name = self.called[which] if which and both else capital(self.called[which])
        return f"{name}{place} {verb}: {quoted(side.evidence.quote)}"


def _content(item: Item) -> tuple[str, frozenset[tuple[str, str]]]:
    return item.name, frozenset((value.code, value.label) for value in item.values)


def _all(item: Item, which: int) -> Iterator[Differing]:
    """Yield the values of a list that only one edition has."""
    for value in item.values:
        yield Differing("added", None, value) if which else Differing("removed", value, None)
