"""Check a pack on any machine: every byte by its digest, every quote by reading its source again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from counterspec.casework.proving import Mismatch, mismatch
from counterspec.engine.messages import Begin, Done, Failed
from counterspec.engine.pool import run_supervised
from counterspec.errors import StoreError
from counterspec.model import Evidence, LineIndex, Source, Wishes
from counterspec.pipeline import Setup, read
from counterspec.publish.pack import signing
from counterspec.publish.pack.bag import MANIFEST, TAGS, listed, opened, zipped
from counterspec.store.codec import value_of
from counterspec.store.log import canonical, digest

_PLAIN = frozenset({"bagit.txt", "bag-info.txt", MANIFEST, TAGS})
_STAMPS = "timestamps/"
"""Time-stamps are put beside the bag after it was made: nothing names them, and they are not counted against it."""
_START = "0" * 64


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a pack that does not hold: the file, and the exhibit, page and quote it bears on, where it does."""

    file: str
    reason: str
    exhibit: str = ""
    page: int | None = None
    line: int | None = None
    quote: str = ""
    found: str | None = None


@dataclass(slots=True)
class Checked:
    """What came of a pack: counts of what holds, and every fault.

    `quotes` counts exhibits, `held` those whose quote was read again from the bytes; `unshared` are exhibits whose
    source is not in the pack. `signature` is "none", "holds", "broken" or "unchecked", by `key`.
    """

    files: int = 0
    quotes: int = 0
    held: int = 0
    unshared: int = 0
    entries: int = 0
    signature: str = "none"
    key: str = ""
    title: str = ""
    stamps: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Claim:
    """An exhibit's evidence with the source it stands in."""

    exhibit: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Job:
    path: str
    name: str
    data: bytes
    sha256: str
    wishes: Wishes
    claims: tuple[_Claim, ...]


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
    rows = _rows(payload.get("findings.jsonl", b""), "data/findings.jsonl", made)
    _digests(files, rows, made)
    _signature(files, made)
    _log(payload.get("log.jsonl", b""), made)
    made.title = _title(files.get("bag-info.txt", b""))
    _quotes(payload, rows, setup, jobs, made, cache=cache)
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
    for row in _rows(data, "data/log.jsonl", made):
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


def _rows(data: bytes, file: str, made: Checked) -> list[dict[str, Any]]:
    found = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            found.append(row)
        else:
            made.faults.append(Fault(file, f"line {number} is no JSON object", line=number))
    return found


# -- quotes ------------------------------------------------------------------------------------


class _Read:
    """What a worker does: reads one source again and holds every quote against it."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def __call__(
        self, job: _Job, skip: int
    ) -> Iterator[Begin | Done[list[tuple[str, Mismatch | None]] | str]]:
        if skip:
            return
        yield Begin(job.path)
        work = read(Source(job.name, job.data, job.sha256, job.sha256, job.wishes), self._setup)
        if work.document is None:
            yield Done(
                "; ".join(problem.reason for problem in work.problems) or work.skipped or "nothing was read"
            )
            return
        lines = LineIndex.of(work.document.text)
        yield Done(
            [
                (claim.exhibit, mismatch(work.document, lines, job.name, claim.exhibit, claim.evidence))
                for claim in job.claims
            ]
        )


def _quotes(
    payload: Mapping[str, bytes], rows: list[dict[str, Any]], setup: Callable[[], Setup], jobs: int, made: Checked,
    *, cache: bool,
) -> None:  # fmt: skip
    documents = {
        row.get("sha256"): row
        for row in _rows(payload.get("documents.jsonl", b""), "data/documents.jsonl", made)
    }
    wanted: dict[str, list[_Claim]] = {}
    for row in rows:
        made.quotes += 1
        source, exhibit = str(row.get("source", "")), str(row.get("exhibit", ""))
        try:
            evidence = value_of(json.dumps(row.get("evidence")), Evidence)
        except StoreError:
            made.faults.append(Fault("data/findings.jsonl", "the evidence has another shape", exhibit))
            continue
        if row.get("quote") != evidence.quote or row.get("page") != evidence.page:
            made.faults.append(
                Fault("data/findings.jsonl", "says its quote twice, and differently", exhibit, evidence.page)
            )
        if source in payload:
            wanted.setdefault(source, []).append(_Claim(exhibit, evidence))
        else:
            made.unshared += 1
    todo = [
        _job(path, payload[path], claims, documents, cache=cache) for path, claims in sorted(wanted.items())
    ]
    if not todo:
        return
    ready = setup()
    ready.warm()
    for index, outcome in run_supervised(
        _Read(ready), todo, min(jobs, len(todo)), named=lambda job: job.path
    ):
        if isinstance(outcome, Done):
            _take(todo[index], outcome.result, made)
        elif isinstance(outcome, Failed):
            _take(todo[index], outcome.cause, made)
    made.faults.sort(key=lambda fault: (fault.file, fault.exhibit, fault.reason))


def _job(
    path: str, data: bytes, claims: list[_Claim], documents: Mapping[Any, dict[str, Any]], *, cache: bool
) -> _Job:
    row = documents.get(claims[0].evidence.sha256, {})
    try:
        asked = value_of(json.dumps(row.get("wishes") or {}), Wishes)
    except StoreError:
        asked = Wishes(whole=True)
    wishes = Wishes(None, asked.recognition, asked.engine, asked.dpi, cache, asked.whole)
    name = str(row.get("name") or path.rpartition("/")[2])
    return _Job(path, name, data, hashlib.sha256(data).hexdigest(), wishes, tuple(claims))


def _take(job: _Job, result: list[tuple[str, Mismatch | None]] | str, made: Checked) -> None:
    file = f"data/{job.path}"
    if isinstance(result, str):
        for claim in job.claims:
            e = claim.evidence
            reason = f"could not be read again: {result}"
            made.faults.append(Fault(file, reason, claim.exhibit, e.page, e.line, e.quote))
        return
    for exhibit, wrong in result:
        if wrong is None:
            made.held += 1
        else:
            made.faults.append(
                Fault(file, wrong.reason, exhibit, wrong.page, wrong.line, wrong.quote or "", wrong.found)
            )
