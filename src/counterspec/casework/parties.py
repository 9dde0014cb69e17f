"""The organisations of a case: names joined as people decided, their roles, proposals and list matches.

Persons never appear: a name that is no organisation's is left out, whatever reading made of it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from counterspec.assess.listings import Index, Listed
from counterspec.casework.aliases import accepted, aliases_of
from counterspec.casework.naming import decisions
from counterspec.casework.party_names import NameHeld, NamesRead, RoleHeld, read_names
from counterspec.casework.statements import statements
from counterspec.errors import UsageError
from counterspec.link.parties import Groups, form_of, pair_of, spelled
from counterspec.model import NameDecision, Proposal, Role, Statement, SupplierList
from counterspec.syntax.plain import normal

State = Literal["open", "accepted", "apart"]
_RANKS = {"former": 0, "bilingual": 0, "short": 0, "alias-file": 0, "misreading": 2, "part": 3}
LISTS = "lists"
"""The folder in a case whose YAML files are the user's own supplier lists."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A proposal with what became of it; `decision` is the one that says so, None where it is open or follows."""

    proposal: Proposal
    state: State
    decision: NameDecision | None

    @property
    def id(self) -> str:
        """A short name for the pair, the same in every copy of the case."""
        pair = f"{self.proposal.a}\0{self.proposal.b}"
        return "n-" + hashlib.sha256(pair.encode("utf-8", "surrogatepass")).hexdigest()[:10]

    @property
    def rank(self) -> int:
        """What documents and files say comes first, then what names alone suggest, a shared stem last."""
        return min(_RANKS.get(ground.kind, 1) for ground in self.proposal.grounds)


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation as far as people decided; `names` are those documents use, the most used first.

    `others` are accepted names no document names a party by.
    """

    key: str
    name: str
    names: tuple[NameHeld, ...]
    others: tuple[str, ...]
    roles: tuple[RoleHeld, ...]
    documents: int

    @property
    def keys(self) -> frozenset[str]:
        """Every spelling of it."""
        return frozenset({*(one.key for one in self.names), *map(spelled, self.others)})


class Parties:
    """Everything about the organisations of a case at one state of it.

    `read` is what was read of names before, where that still holds: only decisions are looked at anew then.
    """

    def __init__(
        self,
        connection: Connection,
        folder: Path,
        lists: Iterable[SupplierList] = (),
        aliases: Iterable[Path] = (),
        read: NamesRead | None = None,
    ) -> None:
        self.read = read or read_names(connection, aliases_of(folder, aliases))
        self.names = self.read.names
        self.aliases = self.read.aliases
        self.index = Index(lists)
        self.log = tuple(decisions(connection))
        self.groups = Groups([*_not_overruled(accepted(self.aliases), self.log), *self.log])
        self._written = dict(self.read.written)
        for one in self.log:
            for name in (one.a, one.b):
                self._written.setdefault(spelled(name), name)
        self.proposals = tuple(sorted(map(self._decided, self.read.proposals), key=lambda one: one.rank))
        self._by_head: dict[str, list[Decided]] = defaultdict(list)
        for decided in self.proposals:
            pair = (decided.proposal.a, decided.proposal.b)
            for head in dict.fromkeys(map(self.groups.head, pair)):
                self._by_head[head].append(decided)
        self._answers: dict[str, list[tuple[int, Statement]]] = defaultdict(list)
        for number, said in enumerate(statements(connection)):
            for key in _answering(said):
                self._answers[key].append((number, said))

    def organisations(self) -> list[Organisation]:
        """Return the organisations that documents name, those named in most documents first."""
        heads = dict.fromkeys(self.groups.head(key) for key in self.names)
        made = [self._organisation(head) for head in heads]
        return sorted(made, key=lambda one: (-one.documents, one.key))

    def written(self, key: str) -> str:
        """Return a spelling as it is written."""
        return self._written.get(key, key)

    def decided(self, one: Organisation) -> list[Decided]:
        """Return the proposals that concern an organisation: open ones first, in order of the names."""
        order = {"open": 0, "apart": 1, "accepted": 2}
        return sorted(
            self._by_head.get(one.key, ()),
            key=lambda d: (order[d.state], d.rank, d.proposal.a, d.proposal.b),
        )

    def listed(self, one: Organisation) -> list[tuple[str, Literal["exact", "accepted"], Listed]]:
        """Return where names of an organisation stand on lists: those documents use, then accepted ones."""
        made: list[tuple[str, Literal["exact", "accepted"], Listed]] = []
        for held in one.names:
            made += [(held.name, "exact", listed) for listed in self.index.of(held.name)]
        for other in one.others:
            made += [(other, "accepted", listed) for listed in self.index.of(other)]
        return made

    def statements(self, one: Organisation) -> list[Statement]:
        """Return what an organisation answered, under any of its names, in the order it was recorded."""
        found = dict(pair for key in one.keys for pair in self._answers.get(key, ()))
        return [found[number] for number in sorted(found)]

    def find(self, name: str) -> Organisation:
        """Return the organisation of a name, or of the only name that contains it.

        Raises:
            UsageError: no organisation, or several; names some of them.
        """
        key = spelled(normal(name))
        if key in self.groups.members(key) and self._known(key):
            return self._organisation(self.groups.head(key))
        heads = sorted({self.groups.head(known) for known in self.names if key and key in known})
        if len(heads) == 1:
            return self._organisation(heads[0])
        hint = "counterspec case parties DIR lists them."
        if heads:
            some = "; ".join(self._organisation(head).name for head in heads[:5])
            more = f" and {len(heads) - 5:,} more" if len(heads) > 5 else ""
            raise UsageError(f"{name}: several organisations are named so: {some}{more}", hint=hint)
        raise UsageError(f"{name}: no party of this case has this name", hint=hint)

    def known_name(self, name: str) -> str:
        """Return a name as the case writes it.

        Raises:
            UsageError: neither a document nor an alias file names it.
        """
        key = spelled(normal(name))
        if key not in self._written:
            raise UsageError(
                f"{name}: no document of this case and no alias file has this name",
                hint="counterspec case parties DIR lists the names. Give the whole name, in quotes.",
            )
        return self._written[key]

    def proposal(self, wanted: str) -> Proposal:
        """Return the proposal of an id.

        Raises:
            UsageError: there is none.
        """
        for one in self.proposals:
            if one.id == wanted:
                return one.proposal
        raise UsageError(
            f"{wanted}: no such proposal", hint="counterspec case names DIR --state all lists them."
        )

    def _known(self, key: str) -> bool:
        return any(member in self.names for member in self.groups.members(key))

    def _decided(self, one: Proposal) -> Decided:
        state = self.groups.state(one)
        decision = self.groups.last.get(pair_of(one.a, one.b)) or self.groups.against(one.a, one.b)
        return Decided(one, state, decision)

    def _organisation(self, head: str) -> Organisation:
        members = self.groups.members(head)
        held = sorted((self.names[key] for key in members if key in self.names), key=_most_used)
        roles: dict[Role, RoleHeld] = {}
        for name in held:
            for role, one in name.roles.items():
                whole = roles.setdefault(role, RoleHeld(role))
                for source, date in one.dates.items():
                    whole.add(source, date)
        return Organisation(
            head,
            held[0].name if held else self.written(head),
            tuple(held),
            tuple(sorted(self.written(key) for key in members if key not in self.names)),
            tuple(sorted(roles.values(), key=lambda one: (-one.documents, one.role))),
            len(set().union(*(one.sources for one in held))),
        )


def _most_used(held: NameHeld) -> tuple[int, bool, int, str]:
    return -len(held.sources), not form_of(held.name).legal, -len(held.key), held.key


def _answering(said: Statement) -> set[str]:
    concerns = (what.removeprefix("party:") for what in said.concerns if what.startswith("party:"))
    return {spelled(said.party), *map(spelled, concerns)}


def _not_overruled(listed: Iterable[NameDecision], log: Iterable[NameDecision]) -> Iterator[NameDecision]:
    """Yield what alias files accept; what a person said of two names in the log, withdrawal too, counts above it."""
    said = {pair_of(one.a, one.b) for one in log}
    for one in listed:
        if pair_of(one.a, one.b) not in said:
            yield one
