"""Read two documents, or take them from a case, and hold them against each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterspec.casework.pairing import Given, Pair
from counterspec.engine.messages import Begin, Done, End, Failed
from counterspec.engine.pool import run_supervised
from counterspec.link.editions import Edition, compare
from counterspec.model import Comparison, LineIndex, Problem, Source, Wishes
from counterspec.pipeline import Setup, Work, run


@dataclass(frozen=True, slots=True)
class Known:
    """What is told of one of two compared documents. `confidence` is the mean of its recognised pages."""

    path: str
    sha256: str
    format: str = ""
    kind: str = ""
    title: str | None = None
    number: str | None = None
    edition: str | None = None
    issued: str | None = None
    in_force: str | None = None
    pages: int = 0
    pages_recognised: int = 0
    confidence: float | None = None
    lines: int = 0
    elements: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of two files that belong together.

    `comparison` is None where they are the same bytes, one is alone, or one was not read: `state` says
    which ("compared", "identical", "added", "removed", "skipped", "lost"). `by` is what paired them.
    """

    name: str
    state: str
    before: Known | None = None
    after: Known | None = None
    comparison: Comparison | None = None
    problems: tuple[Problem, ...] = ()
    by: str = "path"


class Steps:
    """What a worker does with two files: reads both, compares them, returns what differs.

    Jobs are places in `pairs`, which workers have from their start: what lay in an archive is long, and a
    pipe that is full both ways stands still.
    """

    def __init__(self, setup: Setup, wishes: Wishes, pairs: Sequence[Pair]) -> None:
        self._setup = setup
        self._wishes = wishes
        self._pairs = pairs

    def __call__(self, place: int, skip: int) -> Iterator[Begin | Done[Compared]]:
        if skip:
            return
        yield Begin(self._pairs[place].name)
        yield Done(self._compared(self._pairs[place]), last=True)

    def _compared(self, pair: Pair) -> Compared:
        assert pair.before is not None and pair.after is not None
        works, problems = [], []
        datas = [pair.before.bytes(), pair.after.bytes()]
        if isinstance(datas[0], bytes) and datas[0] == datas[1]:
            return _identical(pair, datas[0])
        for given, data in zip((pair.before, pair.after), datas, strict=True):
            if isinstance(data, Problem):
                problems.append(data)
                continue
            works.append(self._read(given, data))
        if problems:
            return Compared(pair.name, "lost", problems=tuple(problems), by=pair.by)
        lost = [work for work in works if work.document is None]
        found = tuple(problem for work in works for problem in work.problems)
        if lost:
            state = "skipped" if all(work.skipped for work in lost) else "lost"
            reasons = tuple(
                Problem(work.source.path, "skipped", work.skipped, lost=False)
                for work in lost
                if work.skipped
            )
            return Compared(pair.name, state, problems=(*found, *reasons), by=pair.by)
        editions = [edition_of(work) for work in works]
        labels = {concept.id: concept.label for concept in self._setup.concepts.values()}
        return compared(pair.name, editions[0], editions[1], labels, pair.by)

    def _read(self, given: Given, data: bytes) -> Work:
        digest = hashlib.sha256(data).hexdigest()
        return run(Source(given.path, data, digest, given.rel, self._wishes), self._setup)


def _identical(pair: Pair, data: bytes) -> Compared:
    digest = hashlib.sha256(data).hexdigest()
    assert pair.before is not None and pair.after is not None
    before, after = Known(pair.before.path, digest), Known(pair.after.path, digest)
    return Compared(pair.name, "identical", before, after, by=pair.by)


def edition_of(work: Work) -> Edition:
    """Return what was read and judged as an edition to compare."""
    assert work.document is not None
    return Edition(work.document, work.declarations, work.findings, work.problems, work.source.path)


def compared(
    name: str, before: Edition, after: Edition, labels: Mapping[str, str], by: str = "path"
) -> Compared:
    """Hold two editions against each other and say what is known of both."""
    found = compare(before, after, labels)
    problems = (*before.problems, *after.problems)
    return Compared(name, "compared", known_of(before), known_of(after), found, problems, by)


def known_of(edition: Edition) -> Known:
    """Return what is told of one of two compared documents."""
    document = edition.document
    said = document.bibliography
    recognised = [page.recognition.confidence for page in document.pages if page.recognition is not None]
    return Known(
        path=edition.name or document.path,
        sha256=document.sha256,
        format=document.format,
        kind=said.kind if said else document.kind,
        title=document.title,
        number=edition.number,
        edition=edition.edition,
        issued=said.issued.value if said and said.issued else document.date,
        in_force=said.in_force.value if said and said.in_force else None,
        pages=len(document.pages),
        pages_recognised=len(recognised),
        confidence=sum(recognised) / len(recognised) if recognised else None,
        lines=len(LineIndex.of(document.text).starts),
        elements=sum(d.kind in ("field", "parameter", "enum") for d in edition.declarations),
    )


@dataclass(slots=True)
class Comparing:
    """Compares pairs of files in workers; iterate over it for the results, in the order of the pairs."""

    pairs: Sequence[Pair]
    setup: Setup
    wishes: Wishes
    jobs: int = 1
    seconds: float = 120.0

    def __iter__(self) -> Iterator[Compared]:
        whole = [pair for pair in self.pairs if pair.before is not None and pair.after is not None]
        places = [number for number, pair in enumerate(self.pairs) if pair.before and pair.after]
        held: dict[int, Compared] = {}
        ended: set[int] = set()
        following = 0
        for index, outcome in self._outcomes(whole):
            if isinstance(outcome, Done):
                held[places[index]] = outcome.result
                ended.add(places[index])
            elif isinstance(outcome, Failed):
                problem = Problem(outcome.name, outcome.code, outcome.cause)
                held[places[index]] = Compared(whole[index].name, "lost", problems=(problem,))
            else:
                ended.add(places[index])
            while following < len(self.pairs) and (following in ended or _alone(self.pairs[following])):
                yield self._result(following, held)
                following += 1
        while following < len(self.pairs):
            yield self._result(following, held)
            following += 1

    def _outcomes(self, pairs: Sequence[Pair]) -> Iterator[tuple[int, Done[Compared] | Failed | End]]:
        if not pairs:
            return iter(())
        self.setup.warm()
        steps = Steps(self.setup, self.wishes, pairs)
        jobs = min(self.jobs, len(pairs))
        return run_supervised(
            steps, range(len(pairs)), jobs, self.seconds, named=lambda place: pairs[place].name
        )

    def _result(self, place: int, held: dict[int, Compared]) -> Compared:
        pair = self.pairs[place]
        if pair.before is None or pair.after is None:
            given = pair.before or pair.after
            known = Known(given.path if given else "", "")
            return Compared(pair.name, "added" if pair.before is None else "removed",
                            known if pair.before else None, known if pair.after else None)  # fmt: skip
        return held.pop(place, Compared(pair.name, "lost"))


def _alone(pair: Pair) -> bool:
    return pair.before is None or pair.after is None
