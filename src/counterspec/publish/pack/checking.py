"""Check a pack on any machine: every byte by its digest, every quote by reading its source again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from counterspec.pipeline import Setup
from counterspec.publish.pack import signing
from counterspec.publish.pack.bag import MANIFEST, TAGS, listed, opened, zipped
from counterspec.publish.pack.checked import Checked, Fault, rows_of
from counterspec.publish.pack.rereading import reread
from counterspec.store.log import canonical, digest

_PLAIN = frozenset({"bagit.txt", "bag-info.txt", MANIFEST, TAGS})
_STAMPS = "timestamps/"
"""Time-stamps are put beside the bag after it was made: nothing names them, and they are not counted against it."""
_START = "0" * 64


def check(
    data: bytes, name: str, setup: Callable[[], Setup], jobs: int = 1, *, cache: bool = True
) -> Checked:
    """Check a pack; nothing of it is written anywhere.

    Raises:
        UnreadableError: no pack at all.
    """
    made = Checked()
    files: dict[str, bytes] = {}
    for path, content in opened(data, name):
        if isinstance(content, str):
            made.faults.append(Fault(path, content))
        else:
            files[path] = content
    made.files = len(files)
    made.stamps = tuple(sorted(path for path in files if path.startswith(_STAMPS)))
    payload = {
        path.removeprefix("data/"): content for path, content in files.items() if path.startswith("data/")
    }
    rows = rows_of(payload.get("findings.jsonl", b""), "data/findings.jsonl", made)
    _digests(files, rows, made)
    _signature(files, made)
    _log(payload.get("log.jsonl", b""), made)
    made.title = _title(files.get("bag-info.txt", b""))
    reread(payload, rows, setup, jobs, made, cache=cache)
    if not made.faults and zipped(files) != data:
        made.faults.append(
            Fault(name, "the ZIP itself was changed: its contents hold, bytes around them differ")
        )
    return made


def _title(info: bytes) -> str:
    lines = info.decode("utf-8", "replace").splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("External-Description: ")), "")


# -- digests -----------------------------------------------------------------------------------


def _digests(files: Mapping[str, bytes], rows: list[dict[str, Any]], made: Checked) -> None:
    """Hold every file against the manifests; a fault is named with the exhibits it bears on."""
    for wanted in sorted(_PLAIN - set(files)):
        made.faults.append(Fault(wanted, "is missing: no bag without it"))
    tags, payload = listed(files.get(TAGS, b"")), listed(files.get(MANIFEST, b""))
    known = {**payload, **tags}
    for path in sorted(known):
        if path not in files:
            made.faults += _about(path, "is missing", rows)
        elif hashlib.sha256(files[path]).hexdigest() != known[path]:
            made.faults += _about(
                path, "was changed: its bytes have another digest than the manifest says", rows
            )
    beside = {TAGS, signing.SIGNATURE, signing.KEY}
    for path in sorted(set(files) - set(known) - beside):
        if not path.startswith(_STAMPS):
            made.faults += _about(path, "is in no manifest", rows)


def _about(path: str, reason: str, rows: list[dict[str, Any]]) -> list[Fault]:
    """Return a fault of a file for every exhibit that rests on it, one alone where none does."""
    inner = path.removeprefix("data/")
    resting = [row for row in rows if inner in (row.get("source"), row.get("crop"))]
    return [
        Fault(
            path,
            reason,
            str(row.get("exhibit", "")),
            row.get("page"),
            row.get("line"),
            str(row.get("quote", "")),
        )
        for row in resting
    ] or [Fault(path, reason)]


def _signature(files: Mapping[str, bytes], made: Checked) -> None:
    signature, key = files.get(signing.SIGNATURE), files.get(signing.KEY)
    if signature is None and key is None:
        return
    if signature is None or key is None:
        made.signature = "broken"
        made.faults.append(
            Fault(signing.SIGNATURE if key else signing.KEY, "is missing: the signature cannot be checked")
        )
        return
    made.key = signing.fingerprint(key)
    held = signing.holds(files.get(TAGS, b""), signature, key)
    made.signature = {True: "holds", False: "broken", None: "unchecked"}[held]
    if held is False:
        made.faults.append(Fault(signing.SIGNATURE, "does not hold for this bag and this key"))


def _log(data: bytes, made: Checked) -> None:
    """Check the chain of the log's entries."""
    prev = _START
    for row in rows_of(data, "data/log.jsonl", made):
        made.entries += 1
        try:
            parts = row["kind"], row["at"], row["by"], canonical(row["body"])
            right = digest(made.entries, *parts, prev) == row["hash"] and row["seq"] == made.entries
        except (KeyError, TypeError, ValueError):
            right = False
        if not right:
            made.faults.append(
                Fault("data/log.jsonl", f"the chain of the log does not hold at entry {made.entries}")
            )
            return
        prev = row["hash"]
