"""What happens to a source: STAGES, typed functions in a tuple, each declaring what it reads and writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from counterspec.errors import InputError, LimitError, UnreadableError
from counterspec.extract import Extractor, Fact
from counterspec.findings.build import build
from counterspec.findings.facts import Facts
from counterspec.findings.inline import without_remarks
from counterspec.formats import Format, Head
from counterspec.model import (
    Bibliography,
    Citation,
    Clause,
    Declaration,
    Document,
    Finding,
    Party,
    Problem,
    RuleRef,
    Source,
)
from counterspec.registry import discover
from counterspec.rules import Rule
from counterspec.safe import limits
from counterspec.safe.kinds import office_kind
from counterspec.safe.text import Text, decode, head_text
from counterspec.syntax.code_lists import linked
from counterspec.vocab.cache import compiled
from counterspec.vocab.classify import Classifier, Reading
from counterspec.vocab.matcher import Matcher
from counterspec.vocab.obligation import refine
from counterspec.vocab.prefilter import Prefilter

F = TypeVar("F", bound=Fact)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_HEAD = 16 * 1024
"""Bytes, and code points, that a reader sees before it claims a source."""


class Setup:
    """The compiled vocabulary and the entries of every room; made once per process."""

    def __init__(self, vocabulary_files: Iterable[Path] = ()) -> None:
        vocabulary = compiled(vocabulary_files)
        self.concepts = vocabulary.concepts
        self.matcher = Matcher(vocabulary.lexicon)
        self.classifier = Classifier(self.matcher, self.concepts.values())
        self.prefilter = Prefilter(
            self.matcher, vocabulary.lexicon, [c.id for c in self.concepts.values() if c.tier in "EN"]
        )

    def warm(self) -> None:
        """Load every entry and compile the automaton now, not at first use."""
        _ = self.formats, self.extractors, self.rules
        self.matcher.text("")
        self.prefilter.warm()

    @cached_property
    def formats(self) -> tuple[Format, ...]:
        return tuple(discover("counterspec.formats", Format).values())

    @cached_property
    def extractors(self) -> tuple[Extractor, ...]:
        return tuple(discover("counterspec.extract", Extractor).values())

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(discover("counterspec.rules", Rule).values())


@dataclass(frozen=True, slots=True)
class Work:
    """What the stages know of one source; each stage adds its own fields."""

    source: Source
    document: Document | None = None
    declarations: tuple[Declaration, ...] = ()
    readings: tuple[Reading, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: `reads` and `writes` name fields of Work."""

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Work, Setup], Work]


# -- read --------------------------------------------------------------------------------------


def _read(work: Work, setup: Setup) -> Work:
    source = work.source
    if not source.data:
        return _lost(work, "empty", "the file is empty")
    text = head_text(source.data)
    name = source.path.rpartition("/")[2].lower()
    suffix = "." + name.rpartition(".")[2] if "." in name else ""
    shown = None if text is None else text[:_HEAD]
    chosen = choose(setup.formats, Head(name, suffix, source.data[:_HEAD], shown, office_kind(source.data)))
    if chosen is None:
        reason = "binary, not a document" if text is None else "no reader knows this kind of text"
        return replace(work, skipped=reason)
    try:
        document = _document(source, chosen, setup)
    except (UnreadableError, LimitError) as error:
        return _lost(work, error.code, str(error), error.hint)
    except RecursionError:
        return _lost(work, "too-deep", "the nesting is deeper than this reader follows")
    return replace(work, document=document, problems=(*work.problems, *document.problems))


def choose(formats: Iterable[Format], head: Head) -> Format | None:
    """Return the reader with the highest claim, None where none claims the source."""
    best: tuple[int, str] = (0, "")
    chosen = None
    for entry in formats:
        if entry.binary == (head.text is None) or entry.binary:
            claim = entry.claim(head)
            if claim > best[0]:
                best, chosen = (claim, entry.id), entry
    return chosen


def _document(source: Source, chosen: Format, setup: Setup) -> Document:
    if chosen.binary:
        return chosen.read(source, None)
    if len(source.data) > limits.MAX_TEXT_BYTES:
        raise LimitError(
            f"{source.path}: text of {len(source.data)} bytes, more than {limits.MAX_TEXT_BYTES}"
        )
    text = decode(source.data, source.path)
    eager = chosen.eager if isinstance(chosen.eager, bool) else source.path.lower().endswith(chosen.eager)
    wishes = source.wishes
    whole = wishes.thorough or (wishes.whole and chosen.kind == "text")
    if not eager and not whole and not setup.prefilter.may_speak(_unescaped(text.text)):
        return _matched_only(source, chosen, text)
    document = chosen.read(source, text)
    # A reader may have passed the decoder's problems on already.
    missing = tuple(problem for problem in text.problems if problem not in document.problems)
    return replace(document, problems=(*missing, *document.problems)) if missing else document


def _unescaped(text: str) -> str:
    r"""Return the text with \uXXXX escapes read, for looking only: offsets are not kept."""
    if "\\u" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)


def _matched_only(source: Source, chosen: Format, text: Text) -> Document:
    return Document(
        path=source.path,
        sha256=source.sha256,
        format=chosen.id,
        media_type=chosen.media_type,
        kind=chosen.kind,
        text=text.text,
        encoding=text.encoding,
        problems=text.problems,
        matched_only=True,
    )


def _lost(work: Work, code: str, reason: str, remedy: str = "") -> Work:
    problem = Problem(work.source.path, code, reason.removeprefix(f"{work.source.path}: "), remedy)
    return replace(work, problems=(*work.problems, problem))


# -- extract -----------------------------------------------------------------------------------


def _extract(work: Work, setup: Setup) -> Work:
    document = work.document
    if document is None or document.matched_only:
        return work
    facts: list[Fact] = list(document.declarations)
    for extractor in setup.extractors:
        facts += extractor.extract(replace(document, declarations=_of(Declaration, facts)))
    bibliography = next(iter(_of(Bibliography, facts)), None)
    document = replace(
        _titled(document, bibliography),
        bibliography=bibliography,
        parties=_of(Party, facts),
        citations=_of(Citation, facts),
        clauses=_of(Clause, facts),
    )
    declarations = linked(document, without_remarks(_of(Declaration, facts)))
    return replace(work, document=document, declarations=declarations)


def _of(kind: type[F], facts: Iterable[Fact]) -> tuple[F, ...]:
    return tuple(fact for fact in facts if isinstance(fact, kind))


def _titled(document: Document, said: Bibliography | None) -> Document:
    """Return the document named as it names itself; a file's metadata speaks only where it does not."""
    if said is None:
        return document
    title = said.titles[0][1].value if said.titles else document.title
    number = said.number.value if said.number else document.number
    date = said.issued.value if said.issued else document.date
    return replace(document, title=title, number=number, date=date)


# -- classify ----------------------------------------------------------------------------------


def _classify(work: Work, setup: Setup) -> Work:
    if work.document is None or not work.declarations:
        return work
    return replace(work, readings=setup.classifier.read(work.declarations, work.document.preamble))


# -- judge -------------------------------------------------------------------------------------


def _judge(work: Work, setup: Setup) -> Work:
    document = work.document
    if document is None or document.matched_only:
        return work
    told = refine(work.declarations, document.preamble, {reading.index for reading in work.readings})
    facts = Facts(document, told, work.readings, setup.matcher, setup.concepts)
    drafts = ((RuleRef(rule.id, rule.version), draft) for rule in setup.rules for draft in rule.apply(facts))
    return replace(work, findings=build(work.source, facts, drafts))


STAGES: tuple[Stage, ...] = (
    Stage("read", ("source",), ("document", "problems", "skipped"), _read),
    Stage("extract", ("document",), ("document", "declarations"), _extract),
    Stage("classify", ("document", "declarations"), ("readings",), _classify),
    Stage("judge", ("source", "document", "declarations", "readings"), ("findings",), _judge),
)


def run(source: Source, setup: Setup) -> Work:
    """Take one source through every stage; foreseen failures become problems."""
    return finished(read(source, setup), setup)


def read(source: Source, setup: Setup) -> Work:
    """Take one source through the first stage: what it says, as read, before anything is made of it."""
    return _through(STAGES[:1], Work(source), setup)


def finished(work: Work, setup: Setup) -> Work:
    """Take what was read through the other stages; the same reading gives the same findings."""
    return _through(STAGES[1:], work, setup)


def _through(stages: Iterable[Stage], work: Work, setup: Setup) -> Work:
    for stage in stages:
        try:
            work = stage.run(work, setup)
        except InputError as error:
            return _lost(work, "failed", f"{stage.name}: {error}", error.hint)
    return work
