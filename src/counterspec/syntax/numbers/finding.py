"""Find the numbers of standards, laws and patents in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterspec.model import Span
from counterspec.registry import discover
from counterspec.syntax.numbers.folding import fold
from counterspec.syntax.numbers.repairs import Change, repaired
from counterspec.syntax.numbers.series import others
from counterspec.syntax.numbers.spread import runs
from counterspec.syntax.numbers.value import Family, Form, Grammar, Number

_FAMILIES = discover("counterspec.syntax.numbers.families", Family, third_party=False)
_GRAMMARS = tuple(grammar for family in _FAMILIES.values() for grammar in family.grammars)
_LITERALS = sorted(
    {anchor for grammar in _GRAMMARS for anchor in grammar.anchors}, key=lambda a: (-len(a), a)
)
_ANCHOR = re.compile("|".join(map(re.escape, _LITERALS)))
_BY_ANCHOR = {
    literal: tuple(g for g in _GRAMMARS if any(literal.startswith(anchor) for anchor in g.anchors))
    for literal in _LITERALS
}
_SEARCHED = tuple(grammar for grammar in _GRAMMARS if not grammar.anchors)

_NEAR = 40
_STANDARDS = re.compile(
    r"标准|規格|標準|规范|规程|符合|规定|执行|依据|按照|满足|遵循|表準|표준|규격|준수|準拠|適合"
    r"|参照|参考|standard|specification|with reference to|guided by|compl[iy]|conform|accord(?:ance|ing)"
    r"|requirements? of|certif|norm|gemäß|entspr|nach\s*$"
    r"|selon|según|segundo|secondo|cumpl|atend|стандарт|соответств|согласно|ГОСТ|مواصفة|معيار|uygun",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"符合|执行|依据|按照|满足|遵循|标准|规范|规则|认证|compl[iy]|conform|accordance|according|certif|standard",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(r"\s?(?:的)?(?:标准|规则|规范|认证|certif|standard)", re.IGNORECASE)
_OWNED = re.compile(r"(?:©|\(c\)|copyright)[\s©]{0,3}(?:ISO/)?$", re.IGNORECASE)
_OWNER = 16
_YEAR_LIKE = re.compile(r"^[^/]*(?:/IEC)?(?: [A-Z]+)? (?:19[5-9]\d|20[0-4]\d)$")
_SURE = frozenset({"RFC", "GB"})
_PROJECT = re.compile(
    r"(?:编\s*号|项目号|标\s*号|文号|批号|型\s*号|合同|tender\s*(?:no|number)|project|contract|ref(?:erence)?\b|model|"
    r"serial)[^。\n]{0,16}$",
    re.IGNORECASE,
)


def find(text: str, *, recognised: bool = False) -> tuple[Number, ...]:
    """Return the numbers in a text, in order; two never overlap but for the parts that a range states.

    `recognised` says that the text was read from an image: likelier readings are tried, and what
    they changed is marked. Numbers of laws and plans are among them; `kind` tells.
    """
    folded = fold(text)
    changes: dict[int, Change] = {}
    if recognised:
        folded, changes = repaired(folded)
    found = [*_spread(folded), *_anchored(folded), *_searched(folded)]
    found.sort(key=lambda number: (number.span.start, -number.span.end))
    return tuple(_finished(found, text, changes))


def _spread(folded: str) -> Iterator[Number]:
    for squeezed, places in runs(folded):
        for number in _anchored(squeezed):
            first, last = places[number.span.start], places[number.span.end - 1]
            letters = folded[first : first + 3 : 2] == squeezed[number.span.start :][:2]
            # Figures apart behind a whole prefix are a list of numbers, unless a year closes them.
            if number.span.start == 0 and (letters or number.edition):
                yield replace(number, span=Span(first, last + 1))


def _anchored(folded: str) -> Iterator[Number]:
    position = 0
    while anchor := _ANCHOR.search(folded, position):
        position = anchor.end()
        number = _best(folded, anchor.start(), _BY_ANCHOR[anchor.group()])
        if number is not None:
            yield number
            position = number.span.end
            for other in others(folded, number):
                yield other
                position = other.span.end


def _best(folded: str, start: int, grammars: Sequence[Grammar]) -> Number | None:
    """Return the longest number that begins at a place."""
    best: Number | None = None
    for grammar in grammars:
        match = grammar.pattern.match(folded, start)
        form = grammar.read(match) if match else None
        if match is None or form is None or _OWNED.search(folded, max(0, start - _OWNER), start):
            continue
        number = _number(folded, match, form)
        if best is None or _rank(number) > _rank(best):
            best = number
    return best


def _rank(number: Number) -> tuple[int, bool, int]:
    # Of two that read as far, the one counts that says more of the body: "TS EN" before "TS".
    return number.span.end, not number.loose, len(number.body)


def _number(folded: str, match: re.Match[str], form: Form) -> Number:
    end = match.end() if form.end is None else form.end
    while folded[end - 1] in " \n":
        end -= 1
    span = Span(match.start(), end)
    loose = (form.loose and not _supported(folded, span, form)) or _a_year(form)
    return Number(
        span, "", form.canonical, form.edition, form.body, form.kind, form.part, loose, form.draft
    )  # fmt: skip


def _a_year(form: Form) -> bool:
    """Return whether a number may be a year: "ISO 2018" names who published something, and when."""
    return form.edition is None and form.body not in _SURE and _YEAR_LIKE.search(form.canonical) is not None


def _supported(folded: str, span: Span, form: Form) -> bool:
    """Return whether a word near a number shows that it is one of a standard."""
    before, after = folded[max(0, span.start - _NEAR) : span.start], folded[span.end : span.end + _NEAR]
    if form.kind == "certification rule":
        kept = _KEPT.search(before) or _CERTIFIED.match(after)
        return kept is not None and _PROJECT.search(before) is None
    return _STANDARDS.search(before) is not None or _STANDARDS.search(after) is not None


def _searched(folded: str) -> Iterator[Number]:
    for grammar in _SEARCHED:
        if any(sign in folded for sign in grammar.signs):
            for match in grammar.pattern.finditer(folded):
                form = grammar.read(match)
                if form is not None:
                    yield _number(folded, match, form)


def _finished(found: Sequence[Number], text: str, changes: dict[int, Change]) -> Iterator[Number]:
    end = 0
    previous: Number | None = None
    for number in found:
        start, stop = number.span
        shared = (
            previous is not None and previous.span == number.span and previous.canonical != number.canonical
        )
        if start < end and not shared:
            continue
        end, previous = stop, number
        marks = {changes[place] for place in range(start, stop) if place in changes} if changes else set()
        mark: Change | None = "letters" if "letters" in marks else "spacing" if marks else None
        yield replace(number, raw=text[start:stop], repaired=mark)
