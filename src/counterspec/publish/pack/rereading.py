"""Read the sources of a pack again and hold every exhibit's quote against them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from counterspec.casework.proving import Mismatch, mismatch
from counterspec.engine.messages import Begin, Done, Failed
from counterspec.engine.pool import run_supervised
from counterspec.errors import CounterspecError, StoreError
from counterspec.model import Evidence, LineIndex, Source, Wishes
from counterspec.pipeline import Setup, read
from counterspec.publish.pack.checked import Checked, Fault
from counterspec.publish.pack.likeness import unlike
from counterspec.store.codec import value_of


@dataclass(frozen=True, slots=True)
class _Claim:
    """An exhibit's evidence with its crop, None where it has none."""

    exhibit: str
    evidence: Evidence
    crop: bytes | None = None
    crop_path: str = ""


@dataclass(frozen=True, slots=True)
class _Job:
    path: str
    name: str
    data: bytes
    sha256: str
    wishes: Wishes
    claims: tuple[_Claim, ...]


_Crop = Literal["none", "same", "other", "undrawn"]


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim with what is wrong with its quote, and what its crop shows; `why` its page could not be drawn."""

    claim: _Claim
    wrong: Mismatch | None
    crop: _Crop = "none"
    why: str = ""


class _Read:
    """What a worker does: reads one source again and holds every quote against it."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def __call__(self, job: _Job, skip: int) -> Iterator[Begin | Done[list[_Held] | str]]:
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
        source, format_id = Source(job.name, job.data, job.sha256), work.document.format
        held = []
        for claim in job.claims:
            wrong = mismatch(work.document, lines, job.name, claim.exhibit, claim.evidence)
            held.append(_Held(claim, wrong, *_crop(claim, source, format_id)))
        yield Done(held)


def _crop(claim: _Claim, source: Source, format_id: str) -> tuple[_Crop, str]:
    if claim.crop is None:
        return "none", ""
    try:
        return "other" if unlike(claim.crop, source, format_id, claim.evidence) else "same", ""
    except CounterspecError as error:
        return "undrawn", str(error)


def reread(
    payload: Mapping[str, bytes], rows: list[dict[str, Any]], documents: list[dict[str, Any]],
    setup: Callable[[], Setup], jobs: int, made: Checked, *, cache: bool, crops: bool,
) -> None:  # fmt: skip
    """Read every source again that is there and hold its exhibits against it; with no jobs, only count them."""
    cards = {row.get("path"): row for row in documents if isinstance(row.get("path"), str)}
    wanted: dict[str, list[_Claim]] = {}
    for row in rows:
        made.quotes += 1
        source, exhibit = str(row.get("source", "")), str(row.get("exhibit", ""))
        crop = str(row.get("crop", ""))
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
            wanted.setdefault(source, []).append(
                _Claim(exhibit, evidence, payload.get(crop) if crops else None, crop)
            )
        else:
            made.unshared += 1
    todo = [_job(path, payload[path], claims, cards, cache=cache) for path, claims in sorted(wanted.items())]
    if not todo or not jobs:
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
    row = documents.get(path, {})
    try:
        asked = value_of(json.dumps(row.get("wishes") or {}), Wishes)
    except StoreError:
        asked = Wishes(whole=True)
    wishes = replace(asked, pages=None, cache=cache)
    name = str(row.get("name") or path.rpartition("/")[2])
    return _Job(path, name, data, hashlib.sha256(data).hexdigest(), wishes, tuple(claims))


def _take(job: _Job, result: list[_Held] | str, made: Checked) -> None:
    file = f"data/{job.path}"
    if isinstance(result, str):
        for claim in job.claims:
            e = claim.evidence
            reason = f"could not be read again: {result}"
            made.faults.append(Fault(file, reason, claim.exhibit, e.page, e.line, e.quote))
        return
    for held in result:
        claim, wrong, e = held.claim, held.wrong, held.claim.evidence
        if wrong is not None:
            place = wrong.page, wrong.line, wrong.quote or ""
            made.faults.append(Fault(file, wrong.reason, claim.exhibit, *place, wrong.found))
            continue
        made.held += 1
        made.drawn += held.crop == "same"
        if held.crop == "undrawn":
            made.undrawn.append(f"data/{claim.crop_path}: {held.why}")
        elif held.crop == "other":
            reason = "shows something else than the page has there"
            made.faults.append(
                Fault(f"data/{claim.crop_path}", reason, claim.exhibit, e.page, e.line, e.quote)
            )
