"""What a foreword says the document replaces or amends."""

from __future__ import annotations

import re

from counterspec.model import Bibliography, Document, Said
from counterspec.syntax.front import front_of
from counterspec.syntax.own_numbers import numbers_in

_REPLACES = re.compile(
    r"本(?:标准|部分|文件|规范|规程|指南|技术文件)(?:[^。\n]{0,24}?)(?P<part>部分)?代替(?:了)?(?P<zh>[^。\n]{2,260})|"
    r"(?:this|the present|\bit)\b[^.\n]{0,80}?"
    r"(?:supersedes|replaces|cancels and replaces)(?P<en>(?:[^.;\n]|\.(?=\S)){3,240})|"
    r"^(?:supersedes|replaces|superseding):?\s(?P<en2>[^\n;]{3,160})|"
    r"(?:ersatz für|ersetzt)(?P<de>[^\n;]{3,200})|"
    r"(?:remplace|annule et remplace)(?P<fr>(?:[^.;\n]|\.(?=\S)){3,200})|"
    r"(?:взамен|заменяет)(?P<ru>(?:[^.;\n]|\.(?=\S)){3,160})|"
    r"(?:anula y )?sustituye a(?P<es>(?:[^.;\n]|\.(?=\S)){3,200})|"
    r"(?:cancela e )?substitui(?P<pt>(?:[^.;\n]|\.(?=\S)){3,200})|"
    r"sostituisce(?P<it>(?:[^.;\n]|\.(?=\S)){3,200})|"
    r"これによって[,,、]?(?P<ja>[^。\n]{3,160}?)は(?:改正|廃止)",
    re.IGNORECASE | re.MULTILINE,
)
_COMPARED = re.compile(r"(?:,|,|。|;)?\s?(?:与|本次修订|和?.{0,12}相比|compared)")
_SAYS_HOW = re.compile(
    r"partial(?:ly)? (?:replaces|supersedes)|teilweise|partiellement|en partie|частично|parcialmente",
    re.IGNORECASE,
)


def replaced(document: Document, own: Said | None) -> tuple[tuple[Said, ...], Said | None]:
    """Return the numbers that the foreword says are replaced, and whether only in part."""
    front = front_of(document).plain
    for match in _REPLACES.finditer(front.text):
        name = next((name for name, value in match.groupdict().items() if value and name != "part"), None)
        if name is None:
            continue
        start, stop = match.span(name)
        compared = _COMPARED.search(front.text, start + 4, stop)
        stop = compared.start() if compared else stop
        found = tuple(
            Said(number.value, front.span(start + number.start, start + number.end))
            for number in numbers_in(front.text[start:stop], recognised=True)
            if own is None or number.value != own.value
        )
        if found:
            part = match.span("part") if match.group("part") else None
            how = _SAYS_HOW.search(front.text, match.start(), stop)
            place = part or (how.span() if how else None)
            return found, Said("partial", front.span(*place)) if place else None
    return (), None


def amended(document: Document, found: Bibliography) -> tuple[Said, ...]:
    """Return the numbers in the titles of an amendment: what it amends."""
    front = front_of(document)
    for line in front.cover[:16]:
        for number in numbers_in(line.text, recognised=True):
            if "/" in number.value and re.search(r"/(?:AMD|COR|A\d|AC)", number.value, re.IGNORECASE):
                base = re.split(r"\s?/\s?(?:AMD|Amd|COR|Cor|A\d|AC)", number.value)[0]
                return (Said(base, line.span),)
            return (Said(number.value, line.span),)
    del found
    return ()
