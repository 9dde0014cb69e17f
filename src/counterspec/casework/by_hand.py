"""Add findings by hand: a person chooses words of a document, says what they record, and why; the log keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from counterspec.casework.by_hand_log import TAKEN_BACK, Said, entry_of, read
from counterspec.casework.fingerprints import passage_of
from counterspec.casework.placing import LONGEST, alike, document_of, place
from counterspec.casework.verdicts import settle
from counterspec.errors import UsageError
from counterspec.findings.evidence import evidence_at
from counterspec.model import ByHand, Document, Finding, LineIndex, Span
from counterspec.store import log
from counterspec.store.by_hand import by_hand_of, drop_by_hand, holder, put_by_hand
from counterspec.store.case import Case
from counterspec.store.documents import findings_of
from counterspec.store.verdicts import judged
from counterspec.terminal.look import ACTS
from counterspec.vocab.loader import Concept

_SHOWN = 8
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Saying:
    """What a person takes words to say: the concept and act they show, and why."""

    concept: str
    act: str
    why: str


def add(
    case: Case, sha256: str, span: Span, saying: Saying, concepts: Mapping[str, Concept], by: str, at: str
) -> Finding:
    """Add a finding on words of a document, blanks at their edges left out; return it as it stands among the others.

    Raises:
        UsageError: no such document or place, no words there or too many, no such concept or act, no reason
            or no name; or a finding says the same already.
    """
    concept = _checked(saying, concepts, by)
    with case.changing() as connection:
        document = document_of(connection, sha256)
        if document is None:
            raise UsageError("the document was not read", hint="counterspec case documents DIR lists them.")
        span = _words(document, span)
        _refuse_twice(connection, sha256, span, saying)
        said = _said(document, span, saying, concept)
        entry = log.append(connection, "note", by.strip(), entry_of(said), at)
        one = read(entry)
        assert one is not None  # everything that it says was checked
        put_by_hand(connection, entry.seq, one)
        place(connection, sha256)
        settle(connection, sha256)
        return judged(connection, one.id).finding


def _checked(saying: Saying, concepts: Mapping[str, Concept], by: str) -> Concept:
    concept = concepts.get(saying.concept)
    if concept is None:
        raise UsageError(
            f"{saying.concept}: no concept of the vocabulary", hint="counterspec concepts lists them."
        )
    if saying.act not in ACTS:
        raise UsageError(f"{saying.act}: no act", hint=f"One of {', '.join(ACTS)}.")
    if not saying.why.strip() or len(saying.why.strip()) > LONGEST:
        raise UsageError(f"say why, in at most {LONGEST:,} characters")
    if not by.strip():
        raise UsageError(
            "a finding added by hand carries a name", hint="--by NAME, or set COUNTERSPEC_REVIEWER."
        )
    return concept


def _words(document: Document, span: Span) -> Span:
    """Return the place without blanks at its edges."""
    start, end = span
    if not 0 <= start < end <= len(document.text) or end - start > LONGEST:
        raise UsageError(f"a finding stands on 1 to {LONGEST:,} characters of a document")
    quote = document.text[start:end]
    start += len(quote) - len(quote.lstrip())
    if not quote.strip():
        raise UsageError("no words stand there")
    return Span(start, start + len(quote.strip()))


def _refuse_twice(connection: Connection, sha256: str, span: Span, saying: Saying) -> None:
    for other in findings_of(connection, sha256):
        same = (other.evidence.span, other.concept, other.act) == (span, saying.concept, saying.act)
        if same and other.grade == "finding":
            raise UsageError(
                f"{other.id} says so already", hint="Confirm it: a verdict carries your name, too."
            )


def _said(document: Document, span: Span, saying: Saying, concept: Concept) -> Said:
    evidence = evidence_at(document, LineIndex.of(document.text), span, None)
    same = alike(document.text, span)
    return Said(
        document.sha256, document.number, span.start, span.end, evidence.quote, passage_of(document.text, span),
        same.index(span), len(same), evidence.page, evidence.boxes, concept.id, concept.label, concept.tier,
        saying.act, saying.why.strip(),
    )  # fmt: skip


def take_back(case: Case, finding: str, by: str, at: str) -> ByHand:
    """Take back one's own finding by its id, or the beginning of it; the log keeps both.

    Raises:
        UsageError: no such finding, or another person's.
    """
    with case.changing() as connection:
        found = [one for one in by_hand_of(connection) if finding and one.id.startswith(finding)]
        if len(found) != 1:
            raise UsageError(
                f"{finding}: {'several findings' if found else 'no finding'} added by hand begin so",
                hint="counterspec case by-hand DIR lists them.",
            )
        [one] = found
        if one.by != by.strip():
            raise UsageError(f"{one.by} added this finding", hint="Only who added it can take it back.")
        log.append(connection, "note", one.by, {"made": TAKEN_BACK, "entry": one.entry}, at)
        held = holder(connection, one) or one.sha256
        drop_by_hand(connection, one)
        place(connection, held)
        settle(connection, held)
    return one


def nowhere(connection: Connection, sha256: str | None = None) -> list[ByHand]:
    """Return findings by hand whose words stand nowhere: their document is gone, or reads otherwise now."""
    return [one for one in by_hand_of(connection, sha256) if holder(connection, one) is None]


def place_of(document: Document, words: str, number: int | None = None) -> Span:
    """Return where words stand in a document, blanks and line ends aside; `number` is the page, else the line.

    Raises:
        UsageError: they stand nowhere there, or at several places.
    """
    parts = [re.escape(part) for part in _SPACES.split(words.strip()) if part]
    if not parts:
        raise UsageError("no words are given")
    lines = LineIndex.of(document.text)
    found = [Span(*match.span()) for match in re.finditer(r"\s+".join(parts), document.text)]
    here = [span for span in found if number is None or _number(document, lines, span) == number]
    if len(here) == 1:
        return here[0]
    what = "page" if document.pages else "line"
    if not here:
        raise UsageError(
            f"“{words}”: these words do not stand there", hint="They are sought letter by letter."
        )
    where = ", ".join(str(_number(document, lines, span)) for span in here[:_SHOWN])
    raise UsageError(
        f"“{words}”: these words stand at {len(here)} places ({what} {where}{' …' if len(here) > _SHOWN else ''})",
        hint=f"Give more of the words around them, or the {what} with --at.",
    )


def _number(document: Document, lines: LineIndex, span: Span) -> int:
    page = document.page_at(span.start)
    return page.number if page else lines.line(span.start)
