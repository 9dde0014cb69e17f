"""Check a pack on any machine: every byte by its digest, every quote by reading its source again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from counterspec._version import __version__
from counterspec.model import Entry
from counterspec.pipeline import Setup
from counterspec.publish.pack import signing
from counterspec.publish.pack.agreeing import (
    ANNOTATIONS,
    DOCUMENTS,
    annotation_faults,
    by_hand_faults,
    document_faults,
)
from counterspec.publish.pack.bag import STAMPS, TAGS, opened
from counterspec.publish.pack.checked import Checked, Fault, rows_of
from counterspec.publish.pack.digests import digest_faults, frame_fault
from counterspec.publish.pack.rereading import reread
from counterspec.store.log import canonical, digest

_START = "0" * 64


def check(
    data: bytes, name: str, setup: Callable[[], Setup], jobs: int = 1, *, cache: bool = True, quotes: bool = True,
    key: bytes | None = None,
) -> Checked:  # fmt: skip
    """Check a pack; nothing of it is written anywhere.

    Without `quotes` no source is read again. `key` is the public key, PEM, that must have signed it; without one
    any key may, and `Checked.key` says which did.

    Raises:
        UnreadableError: no pack at all.
    """
    made = Checked()
    members = opened(data, name)
    files = members.files
    made.files = len(files)
    made.stamps = tuple(sorted(path for path, stamp in files.items() if path.startswith(STAMPS) and stamp))
    payload = {
        path.removeprefix("data/"): content for path, content in files.items() if path.startswith("data/")
    }
    rows = rows_of(payload.get("findings.jsonl", b""), "data/findings.jsonl", made)
    wrong = digest_faults(members, rows)
    made.faults += wrong
    _signature(files, made, key)
    made.faults += by_hand_faults(_log(payload.get("log.jsonl", b""), made), rows)
    made.title = _said(files.get("bag-info.txt", b""), "External-Description")
    made.faults += annotation_faults(payload.get(ANNOTATIONS, b""), rows)
    documents = rows_of(payload.get("documents.jsonl", b""), DOCUMENTS, made)
    if not wrong:
        made.faults += document_faults(payload, documents, rows)
    crops = _said(files.get("bag-info.txt", b""), "Bag-Software-Agent") == f"Counterspec {__version__}"
    reread(payload, rows, documents, setup, jobs if quotes else 0, made, cache=cache, crops=crops)
    if not made.faults:
        made.faults += frame_fault(data, name, members, rows)
    return made


def _said(info: bytes, key: str) -> str:
    """Return what a bag says of itself."""
    lines = info.decode("utf-8", "replace").splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith(f"{key}: ")), "")


def _signature(files: Mapping[str, bytes], made: Checked, wanted: bytes | None) -> None:
    signature, key = files.get(signing.SIGNATURE), files.get(signing.KEY)
    if signature is None and key is None:
        if wanted is not None:
            made.faults.append(Fault(signing.SIGNATURE, "is missing: the pack is not signed"))
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
    if wanted is not None and made.key != signing.fingerprint(wanted):
        made.faults.append(Fault(signing.KEY, "is another key than the one asked for"))
    if held is False:
        made.faults.append(Fault(signing.SIGNATURE, "does not hold for this bag and this key"))


def _log(data: bytes, made: Checked) -> list[Entry]:
    """Check the chain of the log's entries; return those notes that it holds."""
    prev, notes = _START, []
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
            break
        if row["kind"] == "note" and isinstance(row["body"], dict):
            notes.append(Entry(made.entries, *parts, prev, row["hash"]))
        prev = row["hash"]
    return notes
