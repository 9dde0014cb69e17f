"""Places that give an organisation a second name: in another language, an earlier one, a short one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from counterspec.model import Document, NamingKind, Span
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.front import Line, front_of
from counterspec.syntax.organisations import is_organisation, words
from counterspec.syntax.organisations.beside import IS_EAST, Place, beginning_at, ending_at
from counterspec.syntax.plain import Plain

_MOST_PLACES = 400
_MOST = 200
_AROUND = 200
_TRIGGER = re.compile(
    r"\([原旧舊]|（[原旧舊]|曾用名|原名|原称|旧称|旧名|旧社名|前身|更名|改名|名称变更|变更名称|简\s?称|下称|以下|이하|舊稱|更名為|簡稱|"
    r"formerly|previously|f/k/a|renamed|changed its name|hereinafter|hereafter|vormals|ehemals|früher|umbenannt|"
    r"im folgenden|nachfolgend|nachstehend|anciennement|renommée?|ci-après|anteriormente|antes denominad|antigu[ao]|"
    r"en adelante|en lo sucesivo|doravante|di seguito|ранее|прежнее|бывш|переименован|далее"
)
"""For text in lower case: that is three times as fast as to ignore the case.

Every alternative begins with a letter of its own, never with a class: only then are all other letters skipped.
"""
_FORMER = re.compile(
    r"[(,]\s?(?:(?:曾用名|原名称?|原称|旧称|舊稱|旧社名|旧名称?|前身(?:为|是)?|"
    r"formerly(?: known as| named| called)?|previously(?: known as| named)?|f/k/a|vormals|ehemals|früher|"
    r"anciennement(?: dénommée?)?|antes denominad[ao]|anteriormente(?: denominad[ao])?|antigua|antiguo|"
    r"ранее|прежнее (?:наименование|название)|бывш(?:ее|ий|ая))\s?[::为]?|[原旧舊])",
    re.IGNORECASE,
)
_RENAMED = re.compile(
    r"(?:已|现已|正式|于[^,。;]{2,14}?|自[^,。;]{2,14}?起)?(?:更名为|更名為|改名为|改名為|名称变更为|变更名称为)|"
    r" (?:(?:was|has been|were|is) )?renamed(?: to| as| into)?|,? (?:has |have )?changed its name to|,? umbenannt in|"
    r",? renommée?(?: en)?|,? переименован[ао]? в",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\(\s?(?:以下(?:简称|簡稱|统称|簡称|略称)为?|以下|下称|简称为?|이하|hereinafter(?: referred to as| called)?|"
    r"hereafter(?: referred to as)?|im Folgenden(?: kurz)?|nachfolgend|nachstehend|ci-après(?: dénommée?| désignée?)?|"
    r"en adelante|en lo sucesivo|doravante(?: denominad[ao])?|di seguito|далее(?: по тексту)?)\s?[::,—-]?\s?"
    r"(?P<other>[^()。;]{2,60}?)\s?(?:という。?|と称する。?|[라이]라? ?한다\.?)?\)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(?:[甲乙丙丁]方|采购人|招标人|投标人|供应商|中标人|成交人|买方|卖方|公司|本公司|我司|我们|我方|贵司|贵公司|本单位|本机构|本院|平台|本平台|学校|医院|委员会|代理机构|"
    r"采购代理机构|招标代理机构|总部|the )?(?:buyer|seller|supplier|contractor|client|"
    r"customer|company|employer|owner|we|us|"
    r"authority|purchaser|agency|bidder|tenderer|auftraggeber(?:in)?|auftragnehmer(?:in)?|käufer|verkäufer|"
    r"l.acheteur|le titulaire|le client|la société|el contratista|el cliente|contratante|contratada|заказчик|"
    r"исполнитель|поставщик|подрядчик|甲|乙|発注者|受注者|当社|갑|을)?$",
    re.IGNORECASE,
)
_QUOTES = "“”\"„«»‹›「」『』'‘’"
_ENDS = re.compile(f"[{_QUOTES}]| (?:or|oder|ou|или) ")
_BRACKETED = re.compile(r"\((?P<inner>[^()]{3,110})\)")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LABEL = re.compile(r"^[^:]{1,16}: ?")


class Naming(NamedTuple):
    """Two names of one organisation by the document, and the place that gives them."""

    kind: NamingKind
    name: str
    other: str
    span: Span


def namings_of(document: Document) -> tuple[Naming, ...]:
    """Return the second names a document gives to organisations, each once, in reading order."""
    if document_kind(document).kind in ("code", "data", "label set", "schema"):
        return ()
    found: dict[tuple[str, str, str], Naming] = {}
    for naming in (*_worded(document), *_bilingual(document)):
        found.setdefault((naming.kind, naming.name, naming.other), naming)
        if len(found) >= _MOST:
            break
    return tuple(sorted(found.values(), key=lambda one: (one.span, one.kind, one.name, one.other)))


def _worded(document: Document) -> Iterator[Naming]:
    """Yield what words say: formerly, renamed, hereinafter."""
    text, last = document.text, -1
    low = text.replace("İ", "i").lower()  # the one letter whose lower case is two
    for count, match in enumerate(_TRIGGER.finditer(low)):
        if count >= _MOST_PLACES:
            return
        if match.start() < last:
            continue
        last = min(len(text), match.end() + _AROUND)
        around = Plain(text, (Span(max(0, match.start() - _AROUND), last),))
        yield from _in(around)


def _in(around: Plain) -> Iterator[Naming]:
    text = around.text
    for match in _FORMER.finditer(text):
        yield from _pair(around, "former", ending_at(text, match.start()), beginning_at(text, match.end()))
    for match in _RENAMED.finditer(text):
        yield from _pair(around, "former", beginning_at(text, match.end()), ending_at(text, match.start()))
    for match in _SHORT.finditer(text):
        # Of several ("X" or "we") the first is the name.
        other = _ENDS.split(match["other"].strip(_QUOTES + " "), maxsplit=1)[0]
        if 2 <= len(other) <= 40 and not _NO_NAME.match(other) and not re.search(r"[,。;:]", other):
            place = Place(other, match.start("other"), match.end("other"))
            yield from _pair(around, "short", ending_at(text, match.start()), place)


def _pair(around: Plain, kind: NamingKind, one: Place | None, two: Place | None) -> Iterator[Naming]:
    if one and two and one.name != two.name and _strong(one.name):
        start, end = min(one.start, two.start), max(one.end, two.end)
        piece = around.text[start : end + 2]
        closed = next((n for n in (1, 2) if piece[: end - start + n].endswith(")")), 0)
        if piece[: end - start].count("(") > piece[: end - start].count(")"):
            end += closed
        span = around.span(start, end)
        yield Naming(kind, one.name, two.name, span)


def _bilingual(document: Document) -> Iterator[Naming]:
    """Yield names that stand beside each other in two scripts: one in brackets, or below the other."""
    front = front_of(document)
    if IS_EAST.search(front.plain.text) is None and _CYRILLIC.search(front.plain.text) is None:
        return
    for count, match in enumerate(_BRACKETED.finditer(front.plain.text)):
        if count >= 2_000:
            break
        inner = match["inner"].strip()
        before = front.plain.text[max(0, match.start() - 3) : match.start()]
        if _script(inner) == _script(before) or not _full(inner):
            continue
        one = ending_at(front.plain.text, match.start())
        if one and _full(one.name) and _script(one.name) != _script(inner):
            yield from _pair(
                front.plain, "bilingual", one, Place(inner, match.start("inner"), match.end("inner"))
            )
    for lines in (front.cover, front.last):
        yield from _stacked(document, lines)


def _stacked(document: Document, lines: tuple[Line, ...]) -> Iterator[Naming]:
    """Yield two lines that are each a whole name, in two scripts, with no further name above or below."""
    names = [_line_name(line) for line in lines]
    for place in range(len(lines) - 1):
        one, two = names[place], names[place + 1]
        if not one or not two or _script(one) == _script(two) or lines[place].page != lines[place + 1].page:
            continue
        above = names[place - 1] if place else None
        below = names[place + 2] if place + 2 < len(names) else None
        if (above and _script(above) == _script(one)) or (below and _script(below) == _script(two)):
            continue
        first, second = lines[place].span, lines[place + 1].span
        if first.start <= second.start and second.end - first.start < 600:
            yield Naming("bilingual", one, two, Span(first.start, second.end))


def _line_name(line: Line) -> str | None:
    if not 3 <= len(line.text) <= 120:
        return None
    name = _LABEL.sub("", line.text).strip(" ()")
    return name if name and _full(name) else None


def _full(name: str) -> bool:
    """Return whether a name is that of an organisation, and says so strongly enough to stand alone."""
    if not is_organisation(name):
        return False
    return _strong(name) if IS_EAST.search(name) else len(name.split()) >= 2 and name[0].isupper()


def _strong(name: str) -> bool:
    """Return whether a name ends as no common noun does: a station or a group may be anything."""
    if IS_EAST.search(name) is None:
        return True
    if " " in name and words.EAST.search(name) is None:
        return False
    return words.STRONG_CHINESE.search(name) is not None or words.EAST.search(name) is not None


def _script(text: str) -> str:
    if IS_EAST.search(text):
        return "east"
    return "cyrillic" if _CYRILLIC.search(text) else "latin"
