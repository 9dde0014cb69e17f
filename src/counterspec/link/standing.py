"""How binding a standard is by its own number and its own words: an axis beside the clause and the field."""

from __future__ import annotations

import re
from typing import Literal

from counterspec.findings.statements import closed
from counterspec.link.library import is_draft
from counterspec.model import Card

FRONT = 20_000
"""Code points of a document in which it says whether it is mandatory."""
_OWN_WORDS = re.compile(
    r"本(?:标准|文件|部分|规范|规程)[^。\n]{0,60}(?:强制性|推荐性)[^。\n]{0,60}"
    r"|(?:全部技术内容|全部条款|条文)为强制性[^。\n]{0,40}"
    r"|\bthis (?:standard|document|specification) is (?:a )?(?:mandatory|voluntary|compulsory)\b[^.\n]{0,60}",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_RECOMMENDED = re.compile(r"(?:[A-Z]{2,}|DB\d*)/T ")
_GUIDANCE = re.compile(r"[A-Z]{2,}/Z ")
_MANDATORY = re.compile(r"GB \d|DB\d+ \d")
_SECTOR = re.compile(r"[A-Z]{2}\d? \d")
_GROUP = re.compile(r"T/[A-Z]")
_ENTERPRISE = re.compile(r"Q/[A-Z0-9]")
_VOLUNTARY = re.compile(
    r"(?:ISO|IEC|EN|DIN|BS|NF|UNE|UNI|ONORM|SN|NEN|ETSI|ITU-[TR]|ANSI|ASTM|IEEE|NIST|JIS|KS|IS|AS|ABNT|NBR|NM|ГОСТ)\b"
)
_CHINA = "CN"
Kind = Literal["recommended", "guidance", "mandatory", "association", "enterprise", "voluntary", "sector"]


def own_words(text: str) -> str | None:
    """Return what a document's first pages say of whether it is mandatory; None where they say nothing."""
    found = _OWN_WORDS.search(text[:FRONT])
    return _SPACES.sub(" ", found.group()).strip() if found else None


def standing(card: Card, said: str | None = None) -> str | None:
    """Return how binding a standard is by itself, in a sentence; None for what is no standard.

    `said` are its own words, which go before what its number shows.
    """
    if not is_standard(card):
        return None
    name = card.called
    if is_draft(card):
        stage = f" ({card.stage})" if card.stage else ""
        return f"{name} is a draft{stage}: a proposal, which binds nobody."
    if said:
        return f"{name} says of itself: {closed(said, '.')}"
    kind = kind_by_number(card.canonical or card.number or "", card.jurisdiction)
    return f"{name} is {_KINDS[kind]}" if kind else None


def is_standard(card: Card) -> bool:
    """Return whether a document is one whose own standing can be told."""
    return card.kind in ("standard", "draft", "amendment") and bool(card.number)


def kind_by_number(number: str, jurisdiction: str | None) -> Kind | None:
    """Return what a number shows of how binding its standard is by itself."""
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("recommended", _RECOMMENDED), ("guidance", _GUIDANCE), ("mandatory", _MANDATORY), ("association", _GROUP),
        ("enterprise", _ENTERPRISE), ("voluntary", _VOLUNTARY),
    )  # fmt: skip
    found: Kind | None = next((kind for kind, pattern in kinds if pattern.match(number)), None)
    if found is None and (jurisdiction or "").startswith(_CHINA) and _SECTOR.match(number):
        return "sector"
    return found


_KINDS: dict[Kind, str] = {
    "recommended": "a recommended standard by its number (“/T”): the clause that cites it binds, not the standard by "
    "itself. A recommended standard can hold mandatory fields, and a mandatory one optional fields.",
    "guidance": "a guidance document by its number (“/Z”): the clause that cites it binds, not the document by itself.",
    "mandatory": "a mandatory standard by its number, whatever cites it.",
    "association": "a standard of an association by its number (“T/”): voluntary by itself.",
    "enterprise": "a standard of an enterprise by its number (“Q/”): it binds who declares it.",
    "voluntary": "a voluntary standard by the rules of its body: the clause that cites it binds, not the standard "
    "itself.",
    "sector": "a sector standard whose number has no “/T”: mandatory as it was issued. Whether it still is, its "
    "number does not show; sector standards are recommended since 2018.",
}
