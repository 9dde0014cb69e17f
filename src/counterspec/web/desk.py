"""What every page of the workbench works on: the open case, the compiled vocabulary, and how it was started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection

from counterspec.casework.linking import link_to_read
from counterspec.casework.machine import Machine
from counterspec.pipeline import Setup
from counterspec.regimes import Regimes
from counterspec.regimes.loader import load
from counterspec.store import Case
from counterspec.web.access.accounts import Accounts
from counterspec.web.access.attempts import Attempts
from counterspec.web.access.gate import Gate
from counterspec.web.access.sessions import OnceToken, Sessions
from counterspec.web.adding import Adder
from counterspec.web.found_chains import KeptChains
from counterspec.web.making import Making
from counterspec.web.organisations import KeptParties
from counterspec.web.pictures import Pictures
from counterspec.web.rereading import Rereader
from counterspec.web.viewing.opened import Shelf

_PATIENCE = 2.0
"""Seconds a request waits for another that links the documents."""


@dataclass
class Desk:
    """One running workbench. `accounts` is None where a one-time token opens it and one person owns it.

    `by` is the name such a person gave at the start, "" for none. `translation` is the machine that may
    translate quotes where a person asks, None for none.
    """

    folder: Path
    hosts: frozenset[str]
    accounts: Accounts | None = None
    secure: bool = False
    by: str = ""
    translation: Machine | None = None
    sessions: Sessions = field(default_factory=Sessions)
    token: OnceToken = field(default_factory=OnceToken)
    attempts: Attempts = field(default_factory=Attempts)
    making: Making = field(default_factory=Making)
    _linking: Lock = field(default_factory=Lock)

    @cached_property
    def case(self) -> Case:
        """The open case."""
        return Case.open(self.folder)

    @cached_property
    def setup(self) -> Setup:
        """The compiled vocabulary, loaded at first use."""
        return Setup()

    @cached_property
    def regimes(self) -> Regimes:
        """The legal rules that ship."""
        return load(self.setup.concepts)

    @cached_property
    def gate(self) -> Gate:
        """What every request passes."""
        return Gate(self.sessions, self.hosts)

    @cached_property
    def parties(self) -> KeptParties:
        """The organisations of the case."""
        return KeptParties(self.case)

    @cached_property
    def chains(self) -> KeptChains:
        """The chains asked for last."""
        return KeptChains()

    @cached_property
    def shelf(self) -> Shelf:
        """The documents looked at last."""
        return Shelf()

    @cached_property
    def pictures(self) -> Pictures:
        """Draws pages."""
        return Pictures(self.folder)

    @cached_property
    def adder(self) -> Adder:
        """Reads what comes in."""
        return Adder(self.folder)

    @cached_property
    def rereader(self) -> Rereader:
        """Reads pages again with other engines."""
        return Rereader(self.folder)

    @property
    def name(self) -> str:
        """What the case is called: its folder's name."""
        return self.folder.resolve().name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for one request; it sees one state of the case."""
        with self.case.reading() as connection:
            yield connection

    def linked(self) -> bool:
        """Bring the links between documents up to date where that can be done now; return whether they are.

        One request does it, others wait a moment and then show the links as they were.
        """
        if not self._linking.acquire(timeout=_PATIENCE):
            return False
        try:
            return link_to_read(self.case)
        finally:
            self._linking.release()
