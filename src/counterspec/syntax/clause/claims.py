"""The claims of a patent: each with its number, and whether it rests on another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from counterspec.model import Clause, Document, Span
from counterspec.syntax.clause.sentence import Sentence
from counterspec.syntax.clause.tradition import Tradition

_BEGIN = re.compile(
    r"\s*(\d{1,3})\s*[.．、)]\s*(?=\S)|\s*(?:claim|权利要求)\s*(\d{1,3})\s*[.:：]", re.IGNORECASE
)
_RESTS = re.compile(
    r"(?:根据|如|按照|按|依据|采用)?权利要求\s*\d+(?:\s*(?:[-~至或、到和]\s*(?:权利要求)?\s*\d+)+)?(?:中?(?:任[一意](?:项|所述)?|所述))?|"
    r"\b(?:of|in|to|according to|as claimed in|as recited in|as defined in|as set forth in|by|"
    r"under) (?:any (?:one )?of )?(?:the )?(?:preceding )?claims?(?: \d+)?|"
    r"(?:nach|gemäß)(?: einem der)? (?:Ansprüche|Anspruch)\s*\d*|"
    r"selon (?:l'une (?:quelconque )?des )?revendications?\s*\d*|"
    r"según (?:la|una de las) reivindicaci(?:ón|ones)\s*\d*|по (?:пункту|п\.)\s*\d+|請求項\s*\d+|제\s*\d+\s*항",
    re.IGNORECASE,
)
_FIRST = 200
_MOST = 500


def claims_of(document: Document, tradition: Tradition, sentences: Sequence[Sentence]) -> Iterator[Clause]:
    """Yield the claims in order; `words` of a dependent claim are those that name the claim it rests on."""
    starts: list[tuple[int, int]] = []
    last = 0
    for sentence in sentences:
        if tradition.structure.at(sentence.span.start).kind != "claims":
            continue
        last = sentence.span.end
        begun = _BEGIN.match(sentence.text)
        number = int(begun.group(1) or begun.group(2)) if begun else 0
        # Claims are counted on from 1; other numbers at the head of a line are none.
        if number == len(starts) + 1 and number <= _MOST:
            starts.append((sentence.span.start, number))
    for index, (start, number) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else last
        text = document.text[start:end].rstrip()
        rests = _RESTS.search(text[:_FIRST])
        yield Clause(
            span=Span(start, start + len(text)),
            strength=None,
            words=Span(start + rests.start(), start + rests.end()) if rests else None,
            tradition="patent claim",
            section=str(number),
            inherited=rests is not None,
        )
