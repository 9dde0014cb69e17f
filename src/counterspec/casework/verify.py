"""Re-read every evidence of a case from the bytes of its sources, and hold the case against itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from counterspec.casework.ordering import in_order
from counterspec.casework.proving import Mismatch, mismatch
from counterspec.casework.verdicts import log_faults
from counterspec.casework.versions import reading_version
from counterspec.engine.pool import Begin, Done, End, Failed, run_supervised
from counterspec.errors import CounterspecError, EvidenceError, StoreError
from counterspec.model import Document, LineIndex, Page, Source
from counterspec.pipeline import Setup, read
from counterspec.store.blobs import blob, blobs
from counterspec.store.case import Case
from counterspec.store.checks import faults, row_faults
from counterspec.store.codec import unpacked, whole, words_bytes
from counterspec.store.documents import proofs, reading_of
from counterspec.store.facets import faults_of_facets
from counterspec.store.held import Held, KeptPage, held, held_in_order, kept_pages
from counterspec.store.log import check as check_log
from counterspec.store.log import entries
from counterspec.store.search_index import faults as index_faults


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one document: `held` of its `quotes` stand where the case says.

    `recognised` counts pages whose text comes from their pictures. `unable` says why it could not be
    read again, None where it could; `notes` are what to know about how it was.
    """

    name: str
    sha256: str
    quotes: int = 0
    held: int = 0
    recognised: int = 0
    mismatches: tuple[Mismatch, ...] = ()
    notes: tuple[str, ...] = ()
    unable: str | None = None


class Steps:
    """What a worker does with a document: reads it again and compares; without `setup` only the kept text is used."""

    def __init__(self, case: Case, setup: Setup | None, cache: bool) -> None:
        self._case = case
        self._setup = setup
        self._cache = cache

    def __call__(self, job: Held, skip: int) -> Iterator[Begin | Done[Checked]]:
        if skip:
            return
        yield Begin(job.name)
        try:
            with self._case.reading() as connection:
                result = self._checked(connection, job)
        except (StoreError, EvidenceError) as error:
            found = Mismatch("rows", str(error), job.name, job.sha256)
            result = Checked(job.name, job.sha256, mismatches=(found,))
        yield Done(result, last=True)

    def _checked(self, connection: Connection, job: Held) -> Checked:
        wrong = [
            Mismatch("rows", fault, job.name, job.sha256) for fault in row_faults(connection, job.sha256)
        ]
        quotes = list(proofs(connection, job.sha256))
        checked = Checked(job.name, job.sha256, quotes=len(quotes))
        try:
            data = blob(self._case.folder, job.sha256)
        except (StoreError, EvidenceError) as error:
            return replace(checked, mismatches=(*wrong, Mismatch("source", str(error), job.name, job.sha256)))
        kept = reading_of(connection, job.sha256, words=self._setup is None)
        if kept is None:
            return replace(checked, mismatches=tuple(wrong))
        document = kept[0]
        notes: tuple[str, ...] = ()
        if self._setup is not None:
            again = self._again(job, data, document)
            if isinstance(again, str):
                return replace(checked, mismatches=tuple(wrong), unable=again)
            notes = _notes(job, document, again)
            document = again
        differing = list(_differing(connection, job, document))
        if not differing and whole(document.text) != whole(kept[0].text):
            reason = "the kept reading is another than the document's"
            differing = [Mismatch("reading", reason, job.name, job.sha256)]
        if notes and differing:
            # Another version, or another engine, may read otherwise; what is proven is held against it below.
            notes = (*notes, f"{len(differing)} of its pages read otherwise than kept")
            differing = []
        lines = LineIndex.of(document.text)
        lost = [
            found
            for what, evidence in quotes
            if (found := mismatch(document, lines, job.name, what, evidence)) is not None
        ]
        return replace(
            checked,
            held=len(quotes) - len(lost),
            recognised=sum(page.recognition is not None for page in document.pages),
            mismatches=(*wrong, *differing, *lost),
            notes=notes,
        )

    def _again(self, job: Held, data: bytes, kept: Document) -> Document | str:
        """Read a document as it was asked to be read then, by the engines that recognised it; else say why not."""
        assert self._setup is not None
        own = dict(job.wishes.by_page)
        engine = next(
            (page.recognition.engine for page in kept.pages if page.recognition and page.number not in own),
            None,
        )
        wishes = replace(
            job.wishes, engine=engine or job.wishes.engine, cache=job.wishes.cache and self._cache
        )
        try:
            work = read(Source(job.name, data, job.sha256, job.sha256, wishes), self._setup)
        except CounterspecError as error:
            return str(error)
        if work.document is None:
            reasons = [problem.reason for problem in work.problems] or [work.skipped or "nothing was read"]
            return "; ".join(reasons)
        now = {page.number: page for page in work.document.pages}
        for page in kept.pages:
            again = now.get(page.number)
            if page.recognition and again and not again.recognition:
                return (
                    f"page {page.number} was recognised by {page.recognition.engine}, which cannot run here"
                )
        return work.document


def _notes(job: Held, kept: Document, again: Document) -> tuple[str, ...]:
    """Say what was another when the document was first read."""
    notes = []
    if job.reading_version != reading_version():
        notes.append("first read by another version of Counterspec (case rescan --read brings it up to date)")
    for then, now in zip(kept.pages, again.pages, strict=False):
        if then.recognition and now.recognition and then.recognition.version != now.recognition.version:
            versions = f"{then.recognition.version} then, {now.recognition.version} now"
            notes.append(f"recognised by another version of {then.recognition.engine} ({versions})")
            break
    return tuple(notes)


def _differing(connection: Connection, job: Held, document: Document) -> Iterator[Mismatch]:
    """Yield each kept page, or stretch of lines, that is not what the document says."""
    end = 0
    pages = 0
    for page in kept_pages(connection, job.sha256):
        pages += 1
        end = page.start + len(page.text)
        if page.number is None:
            now = document.text[page.start : end]
        elif page.seq < len(document.pages):
            own = document.pages[page.seq]
            now = document.text[own.span.start : own.span.end]
        else:
            continue
        if now != page.text and whole(now) != whole(page.text):
            at = next((i for i, (a, b) in enumerate(zip(now, page.text, strict=False)) if a != b), len(now))
            yield Mismatch(
                "reading", "the kept text is another than the document's", job.name, job.sha256,
                page=page.number, line=page.line, quote=page.text[at : at + 40], found=now[at : at + 40],
            )  # fmt: skip
        elif page.number is not None and not _same_places(page, document.pages[page.seq]):
            reason = "the kept places of its words are others than the document's"
            yield Mismatch("reading", reason, job.name, job.sha256, page=page.number)
    if document.pages and pages != len(document.pages):
        reason = f"the document has {len(document.pages):,} pages, and {pages:,} are kept"
        yield Mismatch("reading", reason, job.name, job.sha256)
    elif not document.pages and end != len(document.text):
        reason = f"the document has {len(document.text):,} characters, and {end:,} are kept"
        yield Mismatch("reading", reason, job.name, job.sha256)


def _same_places(kept: KeptPage, page: Page) -> bool:
    if kept.start != page.span.start:
        # A page before this one reads otherwise and is named; the words here count from elsewhere.
        return True
    words = words_bytes(page)
    return (unpacked(kept.words) if kept.words else b"") == (unpacked(words) if words else b"")


@dataclass(slots=True)
class Verifying:
    """One verification: `whole` first, then iterate over it for the documents in order of their names.

    `fast` looks at digests and at the kept text alone; `cache` lets recognised pages come from the
    user's cache. `total`, `done` and `quotes` are for showing how far it is.
    """

    case: Case
    setup: Setup | None
    cache: bool = True
    jobs: int = 1
    seconds: float = 60.0
    total: int = 0
    done: int = 0
    quotes: int = 0
    entries: int = field(default=0, init=False)

    def whole(self) -> Iterator[Mismatch]:
        """Yield what is wrong with the case as a whole: database, search index, log, sources without a document."""
        with self.case.reading() as connection:
            for check in (faults, index_faults, faults_of_facets):
                for fault in check(connection):
                    yield Mismatch("database", fault)
            try:
                self.entries = check_log(connection)
            except StoreError as error:
                yield Mismatch("log", str(error))
        if self.case.writable:
            with self.case.changing() as connection:
                try:
                    for fault in log_faults(connection):
                        yield Mismatch("log", fault)
                except StoreError as error:
                    yield Mismatch("log", str(error))

    def strangers(self) -> list[str]:
        """Return the digests of kept sources that nothing refers to: left by a run that was stopped."""
        with self.case.reading() as connection:
            said = "\n".join(entry.body for entry in entries(connection, "statement"))
            return [
                sha256
                for sha256 in blobs(self.case.folder)
                if sha256 not in said and held(connection, sha256) is None
            ]

    def __iter__(self) -> Iterator[Checked]:
        if self.setup is not None:
            self.setup.warm()
        yield from in_order(self._results())

    def _results(self) -> Iterator[tuple[int, Checked]]:
        jobs: dict[int, Held] = {}
        outcomes = run_supervised(
            Steps(self.case, self.setup, self.cache), self._jobs(jobs), self.jobs, self.seconds,
            named=lambda job: job.name,
        )  # fmt: skip
        for index, outcome in outcomes:
            if isinstance(outcome, End) or (isinstance(outcome, Failed) and outcome.again):
                continue
            job = jobs.pop(index)
            result = (
                outcome.result
                if isinstance(outcome, Done)
                else Checked(job.name, job.sha256, unable=f"{outcome.code}: {outcome.cause}")
            )
            self.done += 1
            self.quotes += result.quotes
            yield index, result

    def _jobs(self, jobs: dict[int, Held]) -> Iterator[Held]:
        for number, job in enumerate(held_in_order(self.case)):
            jobs[number] = job
            yield job
