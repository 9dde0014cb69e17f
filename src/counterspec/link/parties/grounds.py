"""What speaks for two names of one stem being one organisation."""

from __future__ import annotations

from counterspec.link.parties._words import words
from counterspec.link.parties.forms import Form
from counterspec.model import Ground
from counterspec.syntax.organisations.words import PLACES

PART = "shared stem; may be a branch, parent or subsidiary"
_UNIT = "same but for what stands in brackets; may be a part of it"
SHORT = "short form of the full name"
_MOST_STEMS = 12
_HAN = range(0x4E00, 0xA000)


def between(one: Form, two: Form) -> Ground | None:
    """Return the ground for two names of one stem; None where the names say they are two."""
    if one.branch != two.branch or one.group != two.group:
        company = one.legal or two.legal or one.group or two.group
        return Ground("part", PART if company else _UNIT)
    if bool(one.legal) != bool(two.legal):
        return Ground("short-form", SHORT)
    if one.place and two.place and one.place != two.place:
        return None
    aside = list(_differences(one, two))
    if not aside:
        return None
    kind = "legal-form" if one.legal != two.legal else "place" if one.place != two.place else "spelling"
    return Ground(kind, "same but for " + " and ".join(aside))  # type: ignore[arg-type]


def _differences(one: Form, two: Form) -> list[str]:
    made = []
    if one.legal != two.legal:
        made.append("the legal form")
    if one.place != two.place:
        made.append("the state or province named with it")
    if one.label != two.label:
        made.append("the name or code in brackets")
    if one.extra != two.extra:
        made.append("the article")
    if (one.letters == one.key) != (two.letters == two.key):
        made.append("traditional and simplified characters" if one.east else "accents")
    return made or ["single characters that may be written either way"]


def stems(form: Form) -> tuple[str, ...]:
    """Return what a company's stem is without place and trade, telling or not; see `telling`."""
    if not form.legal and not form.group:
        return ()
    made = [form.core, _without_place(form.core)] if form.east else [form.core]
    for text in made:
        # The list grows while it is walked: what is left may end in a word of trade again.
        if len(made) < _MOST_STEMS:
            ends = words().trade.ends(text) + words().place_end.ends(text)
            made += [shorter for shorter in ends if shorter not in made]
    return tuple(stem for stem in dict.fromkeys(made) if stem != form.core)


def _without_place(text: str) -> str:
    for size in (3, 2, 4):
        if text[:size] in _PLACES:
            return text[size:].removeprefix("省").removeprefix("市")
    for end in ("省", "市", "县", "区"):
        at = text.find(end, 2, 6)
        if at > 0 and len(text) - at > 2:
            return text[at + 1 :]
    return text


def telling(core: str) -> bool:
    """Return whether a stem tells an organisation from others: no mere place, trade or general word."""
    if len(core) < (2 if any(ord(char) in _HAN for char in core) else 3) or not any(map(str.isalpha, core)):
        return False
    if core in _GENERAL or core in _PLACES:
        return False
    rest, word = words().trade.off_end(core)
    while word and rest:
        if rest in _GENERAL or words().trade.has(rest):
            return False
        rest, word = words().trade.off_end(rest)
    return not words().trade.has(core) and not words().place_end.has(core)


_PLACES = frozenset(PLACES.split("|"))
_GENERAL = frozenset(
    "国家 中国 全国 公司 中心 技术 研究 institute the national international general standards committee ministry "
    "department agency office authority bureau council government city university laboratory center centre "
    "министерство департамент управление институт центр ministerium amt behörde ministerio ministère "
    "本 该 某 一 company corporation first second".split()
)
