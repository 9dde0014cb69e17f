"""Take sources out of a case: everything of them goes, the log says so and keeps what people decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from counterspec.casework.clock import now
from counterspec.casework.placing import place
from counterspec.casework.verdicts import settle
from counterspec.errors import UsageError
from counterspec.safe.limits import MAX_FILE_BYTES
from counterspec.safe.names import printable
from counterspec.store import log
from counterspec.store.blobs import drop_blob
from counterspec.store.by_hand import any_by_hand, documents_numbered
from counterspec.store.case import Case
from counterspec.store.documents import drop
from counterspec.store.held import held
from counterspec.store.listing import Listed, listed_of, sources_meant

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Removal:
    """What the log says of a document that was taken out of the case; `findings` is how many went with it."""

    name: str
    findings: int
    by: str
    at: str
    reason: str


def meant(case: Case, words: Sequence[str]) -> list[Listed]:
    """Return the documents that digests, paths and folders mean, in order of name, each once.

    Raises:
        UsageError: one of them means nothing in this case.
    """
    with case.reading() as connection:
        digests: set[str] = set()
        for what in words:
            found = sources_meant(connection, printable(what)) or _same_bytes(connection, Path(what))
            if not found:
                raise UsageError(
                    f"{printable(what)}: no source of this case is called so",
                    hint=f"counterspec case documents {case.folder} lists them; a SHA-256 is longer than 5 letters.",
                )
            digests.update(found)
        whole = sorted(digests)
        parts = (whole[start : start + _AT_ONCE] for start in range(0, len(whole), _AT_ONCE))
        meant = [one for part in parts for one in listed_of(connection, part)]
    return sorted(meant, key=lambda one: (one.card.name, one.card.sha256))


def removed(case: Case, documents: Iterable[Listed], by: str, reason: str) -> Iterator[Listed]:
    """Return an iterator that removes documents, one transaction each, and yields each when it is gone.

    Raises:
        UsageError: no name of who removes them.
        StoreError: another process works on the case.
    """
    if not by.strip():
        raise UsageError("a removal needs a name", hint="--by NAME, or set COUNTERSPEC_REVIEWER.")
    return _removed(case, documents, by.strip(), reason)


def _removed(case: Case, documents: Iterable[Listed], by: str, reason: str) -> Iterator[Listed]:
    with case.working("remove"):
        for one in documents:
            card = one.card
            with case.changing() as connection:
                if held(connection, card.sha256) is not None:
                    drop(connection, card.sha256)
                    _place_again(connection, card.number)
                    log.append(connection, "removal", by, _entry(one, reason), now())
            # Only now: a source without a row is swept up, a row without its source would be a loss.
            with case.reading() as connection:
                stays = named_by_statement(connection, card.sha256)
            if not stays:
                drop_blob(case.folder, card.sha256)
            yield one


def last_removal(connection: Connection, sha256: str) -> Removal | None:
    """Return what the log says of a document that was removed, the last time where it was several."""
    found = None
    for entry in log.entries(connection, "removal"):
        if f'"{sha256}"' not in entry.body:
            continue
        body = json.loads(entry.body)
        if body["sha256"] == sha256:
            found = Removal(body["name"], body["findings"], entry.by, entry.at, body["reason"])
    return found


def _place_again(connection: Connection, number: str | None) -> None:
    """Let what people added to a document stand in another one of its number, where the case has one."""
    for sha256 in documents_numbered(connection, number) if number and any_by_hand(connection) else ():
        place(connection, sha256)
        settle(connection, sha256)


def _entry(one: Listed, reason: str) -> dict[str, object]:
    card = one.card
    return {
        "sha256": card.sha256, "name": card.name, "size": card.size, "number": card.number or "",
        "title": card.title or "", "findings": one.findings, "reason": reason,
        "from": [origin.url or origin.path for origin in one.origins],
    }  # fmt: skip


def named_by_statement(connection: Connection, sha256: str) -> bool:
    """Whether an answer of a party names these bytes: they stay where the document goes."""
    return any(f'"{sha256}"' in entry.body for entry in log.entries(connection, "statement"))


def _same_bytes(connection: Connection, path: Path) -> list[str]:
    """Return the digest of a file that lies there, where the case holds the same bytes."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_FILE_BYTES:
            return []
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return []
    return [sha256] if held(connection, sha256) is not None else []
