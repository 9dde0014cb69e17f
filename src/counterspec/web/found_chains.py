"""The chains of a case that were asked for last, kept until something about them changes: making them takes long."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock

from sqlalchemy import Connection

from counterspec.casework.chains import Asked, Chains
from counterspec.link.saying import Saying
from counterspec.model import Chain
from counterspec.publish.graph.net import element_of
from counterspec.store import log
from counterspec.store.links import made_of
from counterspec.store.verdicts import judged

MOST = 5_000
"""Chains looked at for one drawing; the page says so where there are more. The table goes through all of them."""
_HELD = 4


@dataclass
class Found:
    """The first chains of some that were asked for, in order; `more` where others follow.

    `elements` are the names of findings that were looked up for them.
    """

    chains: list[Chain]
    more: bool
    _elements: dict[str, tuple[str, str]] = field(default_factory=dict)

    def element(self, connection: Connection, finding_id: str) -> tuple[str, str]:
        """Return what calls a finding, its identifier, else its words, and how it binds."""
        known = self._elements.get(finding_id)
        if known is None:
            known = self._elements[finding_id] = element_of(judged(connection, finding_id).finding)
        return known


class KeptChains:
    """Gives the chains of a case. One request makes them anew, others wait for it.

    They rest on the links between documents, which stay as they were while documents are being added, and
    on what people decided, which shows at once.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: tuple[str, int] | None = None
        self._found: OrderedDict[tuple[Asked, str], Found] = OrderedDict()

    def of(self, connection: Connection, asked: Asked, say: Saying, language: str) -> Found:
        """Return the chains that pass, as this connection sees the case, told in a language."""
        with self._lock:
            state = made_of(connection), log.last_of(connection)
            if state != self._state:
                self._found.clear()
                self._state = state
            key = asked, language
            if key not in self._found:
                made = iter(Chains(connection, asked, say))
                self._found[key] = Found(list(islice(made, MOST)), next(made, None) is not None)
            self._found.move_to_end(key)
            while len(self._found) > _HELD:
                self._found.popitem(last=False)
            return self._found[key]
