"""Scan paths: walk, read in workers, and give the results back in the order of the walk."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from counterspec.engine.pool import Begin, Done, End, Failed, run_inline, run_supervised
from counterspec.findings.excerpts import excerpts_of
from counterspec.findings.inline import justify
from counterspec.model import FileResult, LineIndex, Problem, Source, Wishes
from counterspec.pipeline import Setup, Work, run
from counterspec.safe import pulse
from counterspec.safe.archives import Member, archive_kind, members
from counterspec.safe.walk import Found, Options, Skipped, read, walk

_INLINE_FILES = 8
_INLINE_BYTES = 256 * 1024
"""Up to this much text is read in the process itself: starting workers would take longer."""

_SHARD_BYTES = 256 * 1024
_BINARY_SUFFIXES = (
    ".pdf",
    ".docx",
    ".xlsx",
    ".xls",
    ".ods",
    ".odt",
    ".doc",
    ".png",
    ".jpg",
    ".jpeg",
    ".tif",
    ".tiff",
    ".bmp",
    ".gif",
    ".webp",
)


@dataclass(frozen=True, slots=True)
class _Job:
    """One file, or every `shards`-th member of an archive from `shard` on."""

    found: Found
    order: int
    shard: int = 0
    shards: int = 1


class Steps:
    """What a worker does with a job; made before the workers fork, so that they share the vocabulary."""

    def __init__(self, setup: Setup, wishes: Wishes) -> None:
        self._setup = setup
        self._wishes = wishes

    def __call__(self, job: _Job, skip: int) -> Iterator[Begin | Done[tuple[int, FileResult]]]:
        data = read(job.found)
        if isinstance(data, Problem):
            yield Done((0, FileResult(job.found.path, job.found.rel, "lost", problems=(data,))), last=True)
        elif archive_kind(job.found.path, data) is None:
            if not skip:
                yield Begin(job.found.path)
                yield Done((0, self._result(job.found.path, job.found.rel, data)), last=True)
        else:
            yield from self._archive(job, data, skip)

    def _archive(self, job: _Job, data: bytes, skip: int) -> Iterator[Begin | Done[tuple[int, FileResult]]]:
        prefix, begun = len(job.found.path), 0
        for number, item in enumerate(members(job.found.path, data)):
            if isinstance(item, Problem):
                # What stood before a document that stopped the last worker was told by that one.
                if job.shard == 0 and begun >= skip:
                    yield Done(
                        (
                            number,
                            FileResult(
                                item.file, job.found.rel + item.file[prefix:], "lost", problems=(item,)
                            ),
                        )
                    )
                continue
            if number % job.shards != job.shard:
                continue
            begun += 1
            if begun <= skip:
                pulse.beat()
            else:
                yield Begin(item.path)
                yield Done((number, self._member(item, job.found.rel + item.path[prefix:])))

    def _member(self, member: Member, rel: str) -> FileResult:
        return self._result(member.path, rel, member.data)

    def _result(self, path: str, rel: str, data: bytes) -> FileResult:
        source = Source(path, data, hashlib.sha256(data).hexdigest(), rel, self._wishes)
        try:
            work = run(source, self._setup)
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception as error:  # a fault of ours must cost one file, and be seen
            problem = Problem(
                path, "internal", f"{type(error).__name__}: {error}", "Please report this with the file."
            )
            return FileResult(path, rel, "lost", len(data), sha256=source.sha256, problems=(problem,))
        return _file_result(work, rel)


def _file_result(work: Work, rel: str) -> FileResult:
    source, document = work.source, work.document
    if document is None:
        return FileResult(
            file=source.path,
            rel=rel,
            status="skipped" if work.skipped else "lost",
            size=len(source.data),
            reason=work.skipped,
            sha256=source.sha256,
            problems=work.problems,
        )
    index = LineIndex.of(document.text)
    findings, stale = justify(document, work.findings, index)
    unread = {problem.page for problem in work.problems if problem.page is not None and problem.lost}
    return FileResult(
        file=source.path,
        rel=rel,
        status="read",
        size=len(source.data),
        sha256=source.sha256,
        format=document.format,
        kind=document.bibliography.kind if document.bibliography else document.kind,
        media_type=document.media_type,
        title=document.title,
        lines=len(index.starts),
        pages=len(document.pages),
        pages_read=len(document.pages) - len(unread),
        pages_recognised=sum(page.recognition is not None for page in document.pages),
        findings=findings,
        problems=work.problems,
        excerpts=tuple((f.id, excerpts_of(document, f, index)) for f in findings),
        stale=stale,
    )


@dataclass(slots=True)
class Progress:
    """Counts while a scan runs; `total` is known when the walk is over."""

    total: int = 0
    done: int = 0
    bytes: int = 0


@dataclass(slots=True)
class Scan:
    """One scan of paths; iterate over it for the results, in the order of the walk."""

    paths: Sequence[str | os.PathLike[str]]
    setup: Setup
    jobs: int = 1
    options: Options = field(default_factory=Options)
    seconds: float = 60.0
    progress: Progress = field(default_factory=Progress)
    wishes: Wishes = field(default_factory=Wishes)

    def __iter__(self) -> Iterator[FileResult]:
        walked = list(walk(self.paths, self.options))
        found = [(order, item) for order, item in enumerate(walked) if isinstance(item, Found)]
        self.progress.total = len(found)
        jobs = [job for order, item in found for job in self._jobs(item, order)]
        yield from _in_order(walked, jobs, self._outcomes(jobs), self.progress)

    def _jobs(self, found: Found, order: int) -> Iterator[_Job]:
        is_archive = found.size > _SHARD_BYTES and archive_kind(found.path, b"") is not None
        shards = self.jobs if is_archive else 1
        for shard in range(shards):
            yield _Job(found, order, shard, shards)

    def _outcomes(
        self, jobs: Sequence[_Job]
    ) -> Iterator[tuple[int, Done[tuple[int, FileResult]] | Failed | End]]:
        steps = Steps(self.setup, self.wishes)
        if self._small(jobs):
            return run_inline(steps, jobs)
        # Load what every worker needs before they fork.
        self.setup.warm()
        # A worker without a job would take its part of the cores from the others.
        return run_supervised(
            steps,
            jobs,
            min(self.jobs, len(jobs)),
            self.seconds,
            named=lambda job: job.found.path,
            weight=lambda job: job.found.size,
        )

    @staticmethod
    def _small(jobs: Sequence[_Job]) -> bool:
        """Whether the sources are few, short, and of kinds whose readers cannot take a process down."""
        return (
            len(jobs) <= _INLINE_FILES
            and sum(job.found.size for job in jobs) <= _INLINE_BYTES
            and not any(
                job.found.path.lower().endswith(_BINARY_SUFFIXES) or archive_kind(job.found.path, b"")
                for job in jobs
            )
        )


def _in_order(
    walked: Sequence[Found | Skipped | Problem],
    jobs: Sequence[_Job],
    outcomes: Iterable[tuple[int, Done[tuple[int, FileResult]] | Failed | End]],
    progress: Progress,
) -> Iterator[FileResult]:
    """Give back every walked item's results in the walk's order, as soon as all before it are there."""
    waiting: dict[int, int] = defaultdict(int)
    for job in jobs:
        waiting[job.order] += 1
    held: dict[int, list[tuple[int, FileResult]]] = defaultdict(list)
    next_order = 0
    for index, outcome in outcomes:
        job = jobs[index]
        if isinstance(outcome, Done):
            held[job.order].append(outcome.result)
        elif isinstance(outcome, Failed):
            held[job.order].append((len(held[job.order]), _failed(job, outcome)))
        else:
            waiting[job.order] -= 1
            if not waiting[job.order]:
                progress.done += 1
                progress.bytes += job.found.size
        while next_order < len(walked) and not waiting.get(next_order):
            yield from _ready(walked[next_order], held.pop(next_order, []))
            next_order += 1
    for order in range(next_order, len(walked)):
        yield from _ready(walked[order], held.pop(order, []))


def _ready(item: Found | Skipped | Problem, results: list[tuple[int, FileResult]]) -> Iterator[FileResult]:
    if isinstance(item, Skipped):
        yield FileResult(item.path, item.path, "skipped", reason=item.reason)
    elif isinstance(item, Problem):
        yield FileResult(item.file, item.file, "lost", problems=(item,))
    else:
        for _, result in sorted(results, key=lambda pair: (pair[0], pair[1].file)):
            yield result


def _failed(job: _Job, failed: Failed) -> FileResult:
    remedy = "Raise --timeout, or read the file alone." if failed.code == "time-limit" else ""
    problem = Problem(failed.name, failed.code, failed.cause, remedy)
    rel = job.found.rel + failed.name[len(job.found.path) :]
    return FileResult(failed.name, rel, "lost", job.found.size, problems=(problem,))
