"""Take over what people decided in another copy of a case: entries of its log, each checked by its hash."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, get_args

from sqlalchemy import Connection

from counterspec.casework.verdicts import settle_all
from counterspec.errors import UnreadableError
from counterspec.store import log
from counterspec.store.case import Case

_LONGEST_LINE = 1 << 22
_KINDS = frozenset(get_args(log.Kind))


def take(case: Case, lines: Iterable[str], name: str, at: str) -> Counter[str]:
    """Write the entries of an exported log behind our own; return how many of each kind were new.

    Lines of other types are passed over. An entry that is in the log already is not written again.

    Raises:
        UnreadableError: names the line that is no entry, or whose hash does not hold. Nothing is written then.
    """
    taken: Counter[str] = Counter()
    with case.changing() as connection:
        known = _known(connection)
        for number, line in enumerate(lines, 1):
            entry = _entry(line, f"{name}, line {number}")
            if entry is None or entry["hash"] in known:
                continue
            body = dict(entry["body"])
            origin = body.get("imported") or {"hash": entry["hash"], "at": entry["at"]}
            if origin["hash"] in known:
                continue
            known.update((entry["hash"], origin["hash"]))
            log.append(connection, entry["kind"], entry["by"], {**body, "imported": origin}, at)
            taken[entry["kind"]] += 1
        if taken["verdict"] or taken["note"]:
            settle_all(connection)
    return taken


def _known(connection: Connection) -> set[str]:
    known = set()
    for entry in log.entries(connection):
        known.add(entry.hash)
        if '"imported"' in entry.body:
            known.add(str(json.loads(entry.body)["imported"]["hash"]))
    return known


def _entry(line: str, place: str) -> dict[str, Any] | None:
    if not line.strip():
        return None
    if len(line) > _LONGEST_LINE:
        raise UnreadableError(f"{place}: longer than {_LONGEST_LINE} characters")
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{place}: no JSON: {error}", hint=_FROM) from error
    if not isinstance(said, dict) or "type" not in said:
        raise UnreadableError(f"{place}: no object with a type", hint=_FROM)
    if said["type"] != "entry":
        return None
    texts = ("kind", "at", "by", "prev", "hash")
    whole = all(isinstance(said.get(key), str) for key in texts) and isinstance(said.get("seq"), int)
    if not whole or not isinstance(said.get("body"), dict) or said["kind"] not in _KINDS:
        raise UnreadableError(f"{place}: no entry of a log", hint=_FROM)
    body = log.canonical(said["body"])
    if log.digest(said["seq"], said["kind"], said["at"], said["by"], body, said["prev"]) != said["hash"]:
        raise UnreadableError(
            f"{place}: the entry was changed after it was written (its hash does not hold)", hint=_FROM
        )
    return said


_FROM = "Give a file that counterspec case export DIR --only entry wrote."
