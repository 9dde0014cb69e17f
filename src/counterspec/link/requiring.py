"""What kind of document requires something, and whom its clauses bind, by its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterspec.link.library import is_draft
from counterspec.link.numbers import read_number
from counterspec.model import Card
from counterspec.syntax.numbers import find

_LONGEST = 80
"""Code points of a title that a sentence quotes."""
_TITLED = ("text", "notice", "manual", "data")
"""Kinds whose title can say more of what the document is."""
_BY_TITLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("certification rule", re.compile(
        r"认证(?:实施)?(?:规则|细则|规范)|certification (?:rules?|scheme|requirements)|prüfprogramm|zertifizierungs"
        r"(?:programm|schema)|référentiel de certification|esquema de certificaci[óo]n|правила сертификации", re.I)),
    ("catalogue", re.compile(
        r"(?:产品|设备|标准|采购)(?:推荐)?(?:目录|名录)|\bcatalogue of\b|\bproduct catalog(?:ue)?\b|\bкаталог\b|"
        r"\bcatálogo de\b", re.I)),
    ("guideline", re.compile(
        r"(?:建设|实施|技术|工作)(?:指南|导则|指导意见|方案)|\bguidelines?\b|\bleitfaden\b|\blignes directrices\b|"
        r"\bdirectrices\b|\bdiretrizes\b|\bметодические рекомендации\b|ガイドライン|가이드라인", re.I)),
    ("contract", re.compile(
        r"(?:合同|协议书)(?:书|文本)?$|^(?:.{0,40} )?(?:supply |service |purchase |framework )?(?:contract|agreement)$|"
        r"\b(?:kaufvertrag|liefervertrag|rahmenvertrag)\b|^contrat\b|^contrato\b|^contratto\b|договор|契約書|계약서",
        re.I)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addressed:
    """How a document's demands are worded: `noun` ("tender"), and `must` with a place for the standard.

    `must` is None where the kind of document does not show whom it binds.
    """

    noun: str
    must: str | None
    not_shown: str


_ADDRESSED = {
    "tender": Addressed(
        "tender", "bidders must supply a product that conforms to {}", "award, delivery, use"
    ),
    "contract": Addressed(
        "contract", "the supplier must deliver a product that conforms to {}", "delivery, use"
    ),
    "law": Addressed("law", "those it binds must conform to {}", "whether it is kept; use"),
    "certification rule": Addressed(
        "certification rule", "a product that is certified must conform to {}", "a certificate; use"
    ),
    "guideline": Addressed("guideline", "projects under it must conform to {}", "a project; use"),
    "catalogue": Addressed("catalogue", "products in it must conform to {}", "a purchase; use"),
    "standard": Addressed(
        "standard", "whoever claims conformity with it must also conform to {}", "a product; use"
    ),
}
_ELSE = Addressed("document", None, "a product; use")
_NAMED = ("patent application", "patent grant", "manual", "notice", "data card", "statement")
REQUIRING = ("tender", "notice", "contract", "law", "certification rule", "guideline", "catalogue")
"""Documents whose own demands of an attribute are chains of one document."""


def kind_of(card: Card) -> str:
    """Return what kind of requiring document this is: the document's kind, or more where its title says more."""
    if card.kind in ("draft", "amendment"):
        return "standard"
    if card.number and card.kind not in ("tender", "law", "standard"):
        number = next(iter(find(card.number)), None)
        if number and number.kind == "certification rule":
            return "certification rule"
    if card.kind in _TITLED:
        for kind, pattern in _BY_TITLE:
            if pattern.search(card.title or ""):
                return kind
    return card.kind


def addressed(card: Card) -> Addressed:
    """Return how the demands of a document are worded."""
    return _ADDRESSED.get(kind_of(card), _ELSE)


def named(card: Card) -> str:
    """Return a document's number, else its title or file, in one line; a number without its edition is given it."""
    name = " ".join((card.number or card.title or card.name).split())
    own = read_number(card.number) if card.number else None
    return f"{name}-{card.edition}" if own and own[1] is None and card.edition else name


def quoted(card: Card) -> str:
    """Return a document as sentences name it: its number, else its title in quotes, cut where it is long."""
    name = named(card)
    if card.number or not card.title:
        return name
    return f"“{name[:_LONGEST].rstrip()}…”" if len(name) > _LONGEST else f"“{name}”"


def introduced(card: Card, buyers: tuple[str, ...] = ()) -> str:
    """Return a document as sentences name it: "tender YH-2031-0417 (2031-04-17, buyer …)"."""
    kind = kind_of(card)
    noun = kind if kind in _NAMED else addressed(card).noun
    if is_draft(card):
        noun = f"draft {noun}"
    parts = [card.issued] if card.issued else ["no date stated"]
    if buyers:
        parts.append(buyers[0] + (f" and {len(buyers) - 1} more" if len(buyers) > 1 else ""))
    if is_draft(card):
        parts.append(f"{card.stage}, a proposal" if card.stage else "a proposal")
    return f"{noun} {quoted(card)} ({', '.join(parts)})"
