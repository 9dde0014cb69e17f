"""Find the counterpart of each element: by name below the same owner, then by what else tells it.

Every step pairs only what has exactly one counterpart, so that the same pairs come out whichever edition
is named first. No step compares every element with every other.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable

from counterspec.link.editions.folds import looks_of, loose_name, words_of
from counterspec.link.editions.items import Item, Items
from counterspec.link.editions.keys import Key, Terms, alone, numbered, only, sign, telling_number
from counterspec.link.editions.likely import ENOUGH, evidence_of_rename, values_of

_MOST_IN_GAP = 12
_MOST_HOLDERS = 32
"""A name that more containers hold than these tells none of them."""
_SHORT_NAME = 4


class Alignment:
    """The pairs of two editions' elements, by index: `ahead` from the first, `back` from the second."""

    def __init__(self, before: Items, after: Items, terms: Terms) -> None:
        self.before, self.after, self.terms = before, after, terms
        self.ahead: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self._owners: list[tuple[int | None, int | None]] = []
        self._descend(None, None)
        self._moved()
        for step in (self._renamed_surely, self._renamed_likely):
            # What is paired on the way adds owners at the end of the list, and these are looked at, too.
            for pair in self._owners:
                step(*pair)
        if not terms.words:
            self._by_number()
        self._owners_of_pairs()
        self._lists_of_users()

    def _pair(self, one: Item, other: Item) -> None:
        self.ahead[one.index] = other.index
        self.back[other.index] = one.index

    def _pair_all(self, pairs: list[tuple[Item, Item]]) -> None:
        """Pair, and then what those pairs hold."""
        for one, other in pairs:
            self._pair(one, other)
        for one, other in pairs:
            if self.before.of(one.index) and self.after.of(other.index):
                self._descend(one.index, other.index)

    def _left(self, items: Iterable[Item], side: dict[int, int]) -> list[Item]:
        return [item for item in items if item.index not in side]

    # -- by name -----------------------------------------------------------------------------------

    def _descend(self, one: int | None, other: int | None) -> None:
        """Pair what two owners hold, and what those hold, and so on."""
        waiting: deque[tuple[int | None, int | None]] = deque([(one, other)])
        while waiting:
            pair = waiting.popleft()
            self._owners.append(pair)
            left, right = self.before.of(pair[0]), self.after.of(pair[1])
            self._by_name(left, right)
            self._containers(left, right)
            waiting.extend(
                (item.index, self.ahead[item.index]) for item in left
                if item.index in self.ahead and self.before.of(item.index)
            )  # fmt: skip

    def _by_name(self, left: list[Item], right: list[Item]) -> None:
        groups: dict[Hashable, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
        for item in self._left(left, self.ahead):
            groups[item.key][0].append(item)
        for item in self._left(right, self.back):
            groups[item.key][1].append(item)
        for ones, others in groups.values():
            if ones and others:
                self._group(ones, others)

    def _group(self, ones: list[Item], others: list[Item]) -> None:
        """Pair items of one name: those that say the same first, the others in order."""
        if len(ones) > 1 or len(others) > 1:
            alike: dict[Hashable, deque[Item]] = defaultdict(deque)
            for item in others:
                alike[sign(item)].append(item)
            for item in ones:
                if alike[sign(item)]:
                    self._pair(item, alike[sign(item)].popleft())
            ones, others = self._left(ones, self.ahead), self._left(others, self.back)
        for one, other in zip(ones, others, strict=False):
            self._pair(one, other)

    # -- containers --------------------------------------------------------------------------------

    def _containers(self, left: list[Item], right: list[Item]) -> None:
        """Pair records and lists that have another name by what they hold."""
        ones = self._held(self._left(left, self.ahead), self.before)
        others = self._held(self._left(right, self.back), self.after)
        if not ones or not others:
            return
        where: dict[Hashable, list[int]] = defaultdict(list)
        for index, held in others.items():
            for key in held:
                where[key].append(index)
        holders = Counter(key for held in ones.values() for key in held)
        common = {k for k, found in where.items() if max(len(found), holders[k]) > _MOST_HOLDERS}
        scores: dict[tuple[int, int], float] = {}
        for index, held in ones.items():
            shared = Counter(i for key in held - common for i in where.get(key, ()))
            for other, count in shared.items():
                score = self._container_score(index, other, count, len(held), len(others[other]))
                if score:
                    scores[index, other] = score
        for pair in self._best(scores):
            self._pair(*pair)

    def _held(self, items: Iterable[Item], side: Items) -> dict[int, set[Hashable]]:
        made: dict[int, set[Hashable]] = {}
        for item in items:
            if item.thing == "list":
                made[item.index] = {("value", value) for value in values_of(item)}
            else:
                made[item.index] = {child.key for child in side.of(item.index)}
        return {index: held for index, held in made.items() if held}

    def _container_score(self, one: int, other: int, shared: int, size: int, against: int) -> float:
        left, right = self.before.by_index[one], self.after.by_index[other]
        if left.thing != right.thing:
            return 0.0
        enough = shared * 2 >= min(size, against) and shared * 3 >= max(size, against) and shared > 1
        # One shared name of a small record is no proof; a name that is nearly the same beside it is.
        alike = loose_name(left.name) == loose_name(right.name) or bool(
            left.label and left.label == right.label
        )
        return shared / max(size, against) if enough or alike or shared == size == against else 0.0

    def _best(self, scores: dict[tuple[int, int], float]) -> list[tuple[Item, Item]]:
        """Return the pairs by score, none of them twice; of equals, those that stand at the same place."""
        order = sorted(
            scores.items(), key=lambda entry: (-entry[1], sum(entry[0]), abs(entry[0][0] - entry[0][1]))
        )
        taken: tuple[set[int], set[int]] = (set(), set())
        pairs = []
        for (one, other), _ in order:
            if one not in taken[0] and other not in taken[1]:
                taken[0].add(one)
                taken[1].add(other)
                pairs.append((self.before.by_index[one], self.after.by_index[other]))
        return pairs

    # -- moved -------------------------------------------------------------------------------------

    def _moved(self) -> None:
        """Pair what has its name alone in both editions and belongs to another owner now."""
        left, right = alone(self.before), alone(self.after)
        moved = [
            (one, right[key]) for key, one in left.items()
            if key in right and one.index not in self.ahead and right[key].index not in self.back
            and self._may_move(one, right[key])
        ]  # fmt: skip
        self._pair_all(moved)

    def _may_move(self, one: Item, other: Item) -> bool:
        if one.thing not in ("field", "list", "record") or (
            len(one.name) < _SHORT_NAME and one.name.isascii()
        ):
            return False
        if self.terms.words and one.label and other.label:
            return one.label == other.label or self.terms.texts
        left, right = one.declaration.type_name, other.declaration.type_name
        return self.terms.texts or not self.terms.types or words_of(left or "") == words_of(right or "")

    # -- renamed -----------------------------------------------------------------------------------

    def _renamed_surely(self, one: int | None, other: int | None) -> None:
        """Pair by what tells an element without its name: its letters, its label, its number."""
        keys: list[Key] = [lambda item: (item.key[0], loose_name(item.name))]
        if self.terms.pictures:
            keys.append(lambda item: (item.key[0], looks_of(item.name)))
        if self.terms.words:
            keys.append(lambda item: (item.key[0], item.label) if item.label else None)
        keys.append(telling_number)
        for key in keys:
            left, right = self.before.of(one), self.after.of(other)
            if not self._left(left, self.ahead) or not self._left(right, self.back):
                return
            # What several have tells none of them, also where the others have their counterparts.
            self._pair_all([
                (item, counterpart) for item, counterpart in only(left, right, key)
                if item.index not in self.ahead and counterpart.index not in self.back
            ])  # fmt: skip

    def _renamed_likely(self, one: int | None, other: int | None) -> None:
        """Pair what stands between the same neighbours and shares enough."""
        kin = {item.index for item in self.after.of(other)}
        shared = {item.index for item in self.before.of(one) if self.ahead.get(item.index) in kin}
        left = self._gaps(self.before.of(one), self.ahead, lambda index: index, shared)
        right = self._gaps(self.after.of(other), self.back, lambda index: self.back[index], shared)
        for gap, ones in left.items():
            others = right.get(gap, [])
            if not others or max(len(ones), len(others)) > _MOST_IN_GAP:
                continue
            alone = len(ones) == len(others) == 1 and None not in gap
            scores = {
                (item.index, counterpart.index): score
                for item in ones for counterpart in others
                if (score := evidence_of_rename(item, counterpart, words=self.terms.words, alone=alone)) >= ENOUGH
            }  # fmt: skip
            self._pair_all(self._best(scores))

    @staticmethod
    def _gaps(
        items: list[Item], side: dict[int, int], known: Callable[[int], int], shared: set[int]
    ) -> dict[tuple[int | None, int | None], list[Item]]:
        """Return the fields without a counterpart by the paired ones before and behind them."""
        fields = [item for item in items if item.thing == "field"]
        made: dict[tuple[int | None, int | None], list[Item]] = {}
        above, waiting = None, list[Item]()
        for item in fields:
            if item.index not in side:
                waiting.append(item)
                continue
            here = known(item.index)
            if here not in shared:
                continue  # moved here or away: no neighbour that both have
            if waiting:
                made[above, here] = waiting
            above, waiting = here, []
        if waiting:
            made[above, None] = waiting
        return made

    # -- lists and numbers ---------------------------------------------------------------------------

    def _by_number(self) -> None:
        """Pair elements of two language versions by their printed numbers, where most have the same."""
        left, right = numbered(self.before), numbered(self.after)
        shared = left.keys() & right.keys()
        if 2 * len(shared) < max(len(left), len(right)):
            return
        for number in sorted(shared):
            one, other = left[number], right[number]
            if one.index not in self.ahead and other.index not in self.back:
                self._pair(one, other)

    def _owners_of_pairs(self) -> None:
        """Pair the owners that most of their paired elements have, innermost first."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for one, other in self.ahead.items():
            left, right = self.before.by_index[one].owner, self.after.by_index[other].owner
            if left is not None and right is not None and left not in self.ahead and right not in self.back:
                votes[left][right] += 1
        against: Counter[int] = Counter()
        for found in votes.values():
            against.update(found)
        scores = {
            (left, right): float(count)
            for left, found in votes.items() for right, count in found.items()
            if 2 * count > max(sum(found.values()), against[right])
            and self.before.by_index[left].thing == self.after.by_index[right].thing
        }  # fmt: skip
        for pair in self._best(scores):
            self._pair(*pair)

    def _lists_of_users(self) -> None:
        """Pair the lists that paired fields take their values from."""
        for one, other in list(self.ahead.items()):
            left = self._list(self.before, self.before.by_index[one].holder)
            right = self._list(self.after, self.after.by_index[other].holder)
            if left and right and left.index not in self.ahead and right.index not in self.back:
                self._pair(left, right)

    @staticmethod
    def _list(side: Items, holder: int | None) -> Item | None:
        """Return the list that stands on its own at a place, None where none does."""
        found = None if holder is None else side.by_index.get(holder)
        return found if found is not None and found.thing == "list" else None
