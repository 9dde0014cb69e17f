"""Forewords and covers in other languages: prepared by, developed by, erarbeitet von, РАЗРАБОТАН …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from counterspec.model import Document, Role, Said
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.front import Line, front_of
from counterspec.syntax.organisations import is_organisation
from counterspec.syntax.parties.found import Found, named
from counterspec.syntax.plain import Plain, has_cjk, tidy

_COMMITTEE = r"(?:joint )?(?:technical |sub)?committee"
_SENTENCES: tuple[tuple[Role, str], ...] = (
    ("proposer", r"(?:was|were|has been) (?:proposed|submitted) by (?:the )?(?P<name>[A-Z][^.;\n]{2,120})"),
    ("issuer", r"(?:was|has been) (?:issued|promulgated|"
    r"approved and published) by (?:the )?(?P<name>[A-Z][^.;\n]{2,120})"),
    ("drafter",
     r"(?:was|has been|were|is) (?:prepared|developed|drafted|"
     r"written|elaborated|produced|formulated) (?:jointly )?by "
     rf"(?:the )?(?P<name>(?:{_COMMITTEE}|[A-Z])[^.;\n]{{2,160}})"),
    ("drafter", r"a [ée]t[ée] (?:[ée]labor[ée]e?|pr[ée]par[ée]e?|"
    r"r[ée]dig[ée]e?) par (?:le |la |l.)?(?P<name>[^.;\n]{3,160})"),
    ("drafter", r"(?:wurde|ist) (?:vom|von (?:der|dem)?|durch (?:den|die|das)|"
    r"im) (?P<name>[^.;\n]{3,160}?) (?:erarbeitet|erstellt|ausgearbeitet)"),
    ("drafter", r"(?:ha sido|fue) (?:elaborad[ao]|preparad[ao]|"
    r"desarrollad[ao]) por (?:el |la )?(?P<name>[^.;\n]{3,160})"),
    ("drafter", r"foi (?:elaborad[ao]|preparad[ao]|desenvolvid[ao]) (?:pel[ao]|"
    r"no|na|por) (?P<name>[^.;\n]{3,160})"),
    ("drafter", r"[èe] stat[ao] (?:elaborat[ao]|redatt[ao]|"
    r"preparat[ao]) (?:dal(?:la)?|da) (?P<name>[^.;\n]{3,160})"),
    ("drafter", r"(?:РАЗРАБОТАНА?|ПОДГОТОВЛЕНА?)\s(?P<name>[^\n]{3,240})"),
    ("proposer", r"(?:ВНЕСЕНА?|ПРЕДСТАВЛЕНА?)\s(?P<name>[^\n]{3,200})"),
    ("issuer", r"(?:УТВЕРЖД[ЕЁ]НА?)(?: И ВВЕД[ЕЁ]НА?)?(?: В ДЕЙСТВИЕ)?\s(?:[Пп]риказом|"
    r"ПРИКАЗОМ|постановлением)\s(?P<name>[^\n]{3,160}?)(?=\s(?:от|№|N)\s|\n|$)"),
    ("custodian", r"the secretariat of which is held by (?P<name>[^.,;\n]{2,60})|"
    r"dont le secr[ée]tariat est (?:tenu|"
    r"assur[ée]) par (?P<name2>[^.,;\n]{2,60})|"
    r"dessen Sekretariat (?:von|vom) (?P<name3>[^.,;\n]{2,60}?) gehalten"),
    ("publisher", r"(?:[ée]dit[ée]e? et diffus[ée]e? par|published by|herausgegeben von|"
    r"editado por|publicado por) (?:the |l.|la |le )?(?P<name>[^.,;:\n]{3,90})"),
)  # fmt: skip
_LABELS: tuple[tuple[Role, str], ...] = (
    ("drafter", r"prepared by|developed by|written by|drafted by|authored by|elaborad[oa] por|desarrollad[oa] por|"
    r"[ée]labor[ée] par|r[ée]dig[ée] par|erstellt von|"
    r"erarbeitet von|разработчик|разработано|原案作成(?:団体|者)?|작성기관"),
    ("issuer", r"issued by|approved by|issuing (?:authority|body|agency)|promulgated by|herausgeber|[ée]mis par|"
    r"[ée]metteur|emitido por|expedido por|utgivare|издатель|утверждено|発行(?:者|所)|제정기관|발행처"),
    ("publisher", r"published by|publisher|[ée]diteur|verlag|editor(?:ial)?|издательство"),
    ("custodian", r"maintained by|custodian|owner|maintenance agency|"
    r"responsible body|secretariat|secr[ée]tariat|sekretariat"),
    ("proposer", r"submitted by|proposed by|propos[ée] par|vorgelegt von|propuesto por"),
    ("supplier", r"manufacturer|hersteller|fabricant|fabricante|производитель|製造元|제조사"),
)  # fmt: skip
_LABEL = re.compile(
    "|".join(f"(?P<{role}{place}>{words})" for place, (role, words) in enumerate(_LABELS)), re.IGNORECASE
)
_ACRONYM = re.compile(r"^[A-Z][A-Za-z]{1,9}(?:/[A-Z]{1,4} ?\d{1,4}){0,3}$")
_CUT = re.compile(
    r",\s(?:and|in (?:cooperation|collaboration|accordance)|under|which|the secretariat|"
    r"pel[oa]|dont|dessen|cuya|cujo|on behalf|based on|at the request|from the|with)\b.*$|"
    r"\s\((?:the )?secretariat.*$|\s(?:in (?:cooperation|collaboration)|on behalf of|en collaboration|"
    r"in Zusammenarbeit|на основе|"
    r"(?:и |совместно с )?авторским коллективом|в составе|от \d|"
    r"and (?:approved|adopted|was|is|has)).*$|\s[-–]\s.*$|\s(?:19|20)\d\d$",
    re.IGNORECASE | re.DOTALL,
)
_JAPANESE = re.compile(r"から[,、]?\s?(?:産業|工業)標準(?:の)?(?:原案|案)")
_DRAFTED = re.compile(
    r"(?:drafted|prepared|developed|"
    r"written) (?:jointly )?by(?: the following organi[sz]ations)?:\s?(?P<names>[^\n]{4,1500})",
    re.IGNORECASE,
)
_SMALL = re.compile(r"comit|comis|commis|grup|groupe", re.IGNORECASE)
_FORMAL = frozenset({"standard", "draft", "amendment", "law", "manual", "data card"})
_PAGES = 14


def western_roles(document: Document) -> Iterator[Found]:
    """Yield the organisations named in roles in any language but Chinese, in reading order."""
    if document_kind(document).kind not in _FORMAL:
        return
    front = front_of(document)
    found = [*_labelled(document, front.cover), *_stated(document, front.plain)]
    found.sort(key=lambda one: one.said.span.start)
    yield from found


def _stated(document: Document, front: Plain) -> Iterator[Found]:
    for match in islice(_JAPANESE.finditer(front.text), 6):
        start = max(front.text.rfind("\n", 0, match.start()), front.text.rfind("。", 0, match.start())) + 1
        yield from _listed(document, front, "proposer", start, front.text[start : match.start()])
    for match in islice(_DRAFTED.finditer(front.text), 6):
        position = match.start("names")
        for piece in re.split(r"(;)", match.group("names")):
            name = piece.strip(" .")
            if len(name) > 2 and is_organisation(name):
                start = position + piece.index(name)
                yield named(document, front, "drafter", start, start + len(name))
            position += len(piece)
    for role, words in _SENTENCES:
        for count, match in enumerate(_compiled(words).finditer(front.text)):
            if count > 6:
                break
            group = next(name for name, value in match.groupdict().items() if value)
            start, end = match.span(group)
            cut = _CUT.search(front.text[start:end])
            end = start + cut.start() if cut else end
            name = front.text[start:end].strip(" ,.\n")
            known = is_organisation(name) or (role in ("custodian", "publisher") and _ACRONYM.match(name))
            if known and len(name) <= 220 and (not name[0].islower() or _SMALL.match(name)):
                begin = start + front.text[start:end].index(name)
                yield named(document, front, role, begin, begin + len(name))


def _listed(document: Document, front: Plain, role: Role, start: int, text: str) -> Iterator[Found]:
    """Yield the names of a Japanese sentence: after its legal ground, joined by 及び."""
    position = text.rfind("に基づき") + len("に基づき") if "に基づき" in text else 0
    for piece in re.finditer(r"(?P<name>[^,、]+?)(?:及び|並びに|[,、]|$)", text[position:]):
        name = piece.group("name").strip()
        if is_organisation(name) or re.search(r"協会|会\(|研究所|機構|連盟", name):
            begin = start + position + piece.start() + piece.group().index(name)
            yield named(document, front, role, begin, begin + len(name))


_CACHE: dict[str, re.Pattern[str]] = {}


def _compiled(words: str) -> re.Pattern[str]:
    if words not in _CACHE:
        flags = re.NOFLAG if "РАЗРАБОТ" in words or "ВНЕСЕН" in words or "УТВЕРЖД" in words else re.IGNORECASE
        _CACHE[words] = re.compile(words, flags)
    return _CACHE[words]


def _labelled(document: Document, lines: tuple[Line, ...]) -> Iterator[Found]:
    """Yield the names beside or below labels such as "Prepared by:"; below, as long as lines are names."""
    for place, line in enumerate(lines):
        label, colon, rest = line.text.partition(":")
        match = _LABEL.fullmatch(label.strip()) if len(label) <= 40 else None
        if match is None or not match.lastgroup or not (colon or not rest):
            continue
        role = cast(Role, match.lastgroup.rstrip("0123456789"))
        name = rest.strip()
        if name and is_organisation(name) and len(name) <= 120:
            whole = Plain(document.text, (line.span,))
            start = line.text.index(name)
            yield named(document, whole, role, start, start + len(name))
            continue
        for below in lines[place + 1 : place + 8] if not name else ():
            if not _name_line(below.text):
                break
            yield Found(role, _said(document, below))


def _said(document: Document, line: Line) -> Said:
    return Said(tidy(document.text[line.span.start : line.span.end]), line.span)


def _name_line(text: str) -> bool:
    return (
        3 <= len(text) <= 110
        and ":" not in text
        and not text.endswith(".")
        and is_organisation(text)
        and not has_cjk(text)
    )
