"""Which rules a document's obligations are written by: its tradition, and what differs from place to place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from counterspec.model import Document
from counterspec.syntax.clause.language import language_of
from counterspec.syntax.document_kind import document_kind
from counterspec.syntax.structure import Section, Structure, structure_of

_HEAD = 8_000
_SAMPLE = 20_000
_BCP14 = re.compile(r"\bBCP[\s-]?14\b|\bRFC\s?(?:2119|8174)\b")
_RFC = re.compile(
    r"request for comments\s*:?\s*\d|\bRFC\s?\d{3,5}\b.{0,400}?network working group", re.I | re.S
)
_GROUP = re.compile(r"network working group|internet engineering task force", re.IGNORECASE)
_ETSI = re.compile(
    r"\bETSI\s+(?:EN|TS|TR|ES|EG|GS)\b|\b3GPP\s+TS\b|3rd generation partnership project", re.IGNORECASE
)
_ENGINEERING = re.compile(
    r"\bGB\s?/?T?\s?5[01]\d{3}\b|\b(?:JGJ|CJJ|CECS|TB|JTG)\s?/?T?\s?[A-Z]?\d|工程建设(?:国家|行业|地方)?标准|"
    r"(?:设计|施工|验收|工程技术)(?:及验收)?(?:规范|标准)"
)
_STANDARD = re.compile(
    r"\b(?:GB|GA|DB\d{2,4}|YD|SJ|JR|WS|MZ|[A-Z]{2})/[TZ]\s?\d|\bISO(?:/IEC)?\s(?:/?[A-Z]{2,4}\s)?\d{3,5}|"
    r"\b(?:EN|DIN|NF|UNE|UNI|BS)\s(?:EN\s)?(?:ISO\s)?\d{3,5}|ГОСТ|本(?:标准|文件|部分|规范)(?:规定|适用)|"
    r"this (?:document|standard|part|international standard|specification) (?:specifies|applies|defines)|"
    r"\b(?:JIS|KS)\s[A-Z]\s?\d{4}",
    re.IGNORECASE,
)
_LAW_HEAD = re.compile(
    r"^\s*第[一二三四五六七八九十百]+条|^\s*(?:Article|Art\.|Artikel|Artículo|Статья|§)\s*\d", re.MULTILINE
)
_QUOTE = r"[\"'“”‘’«»„「」]"
_DEFINED = re.compile(
    rf"{_QUOTE}?\b(shall not|shall|must not|must|should not|should|may not|may|will|can){_QUOTE}?(?:\s*(?:,|"
    rf"and|or|/)\s*{_QUOTE}?\b"
    rf"(shall|must|should|may|will){_QUOTE}?)?\s+(?:shall\s+)?(?:means?|indicates?|denotes?|expresses|designates?|signif(?:y|ies)|"
    rf"(?:is|are)(?: to be)? (?:used to|understood|interpreted|construed|read))\b([^.;\n\"'“‘]{{0,160}})",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[\"'“‘”’«„「](?:shall|must|should|may|will|can|应|须|必须|应当|宜|可|能|要求)\b", re.IGNORECASE
)
_DEFINED_ZH = re.compile(
    r"[“\"「](应|须|必须|应当|宜|可|能|要求)[”\"」](?:[、和或]?[“\"「](应|须|必须|应当|宜|可)[”\"」])?(?:一词)?(?:系指|是指|指|表示|意为)([^。；\n“\"「]{0,60})"
)
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("P0", re.compile(r"not (?:mandatory|required|obligatory|binding|necessary)|非强制|不强制", re.I)),
    ("R-", re.compile(r"prohibit|forbid|not permitted|禁止", re.I)),
    ("C+", re.compile(r"recommend|advis|desir|prefer|guidance|推荐|建议|宜", re.I)),
    ("P", re.compile(r"permi|allow|discretion|option|允许|可选", re.I)),
    ("R+", re.compile(r"mandatory|requirement|obligat|required|binding|must|强制|要求|必须|义务", re.I)),
    ("K", re.compile(r"capab|possib|abilit|能力|可能", re.I)),
)
_NAMES = {
    "zh": "GB/T 1.1",
    "en": "ISO/IEC",
    "fr": "ISO/IEC fr",
    "ru": "ГОСТ Р 1.5",
    "de": "DIN 820",
    "ja": "JIS Z 8301",
}
_PATENTS = ("patent application", "patent grant")
_DESCRIBES = frozenset({"foreword", "introduction", "contents", "bibliography"})


@dataclass(frozen=True, slots=True)
class Tradition:
    """How a document's modals are read.

    `family` chooses the tables of words, `kind` is the document's kind, `language` its main language.
    `defined` are its own definitions of modals, `engineering` says that it is a Chinese engineering code.
    """

    kind: str
    family: str
    language: str
    structure: Structure
    defined: Mapping[str, str] = field(default_factory=dict)
    engineering: bool = False

    @property
    def is_standard(self) -> bool:
        """Whether drafting rules keep requirements out of forewords, notes and informative annexes."""
        return self.family in ("standard", "etsi")

    @property
    def is_patent(self) -> bool:
        return self.kind in _PATENTS

    @property
    def is_tender(self) -> bool:
        return self.kind in ("tender", "notice", "contract")

    def name(self, language: str) -> str:
        """Return the tradition's name for a stretch in a language."""
        if self.family == "capitals":
            return "BCP 14"
        if self.family == "etsi" and language == "en":
            return "ETSI/3GPP"
        if self.engineering and language == "zh":
            return "zh engineering code"
        if self.is_standard:
            return _NAMES.get(language, f"standard {language}")
        kind = (
            "law" if self.kind == "law" else "tender" if self.is_tender or self.family == "tender" else "text"
        )
        return f"{kind} {language}"

    def binds_nothing(self, section: Section) -> bool:
        """Whether a section holds no requirements by rule: forewords, introductions, informative annexes."""
        if not self.is_standard:
            return False
        return section.kind in _DESCRIBES or (section.kind == "annex" and section.normative is False)

    def is_contract(self, section: Section) -> bool:
        return self.kind == "contract" or section.kind == "contract"


def tradition_of(document: Document) -> Tradition:
    """Return the tradition of a document: by its kind and language, and by what it says of its own words."""
    text, structure = document.text, structure_of(document)
    kind = document_kind(document).kind
    head = text[:_HEAD]
    middle = len(text) // 3
    language = language_of(text[middle : middle + _SAMPLE] if len(text) > 4 * _SAMPLE else text[:_SAMPLE])
    family = _family(kind, head, text, language, structure)
    return Tradition(
        kind=kind,
        family=family,
        language=language,
        structure=structure,
        defined=_definitions(text) if family != "capitals" else {},
        engineering=family == "standard" and language == "zh" and bool(_ENGINEERING.search(head[:2000])),
    )


def _family(kind: str, head: str, text: str, language: str, structure: Structure) -> str:
    if language == "en" and (_BCP14.search(text) or _RFC.search(head) or _GROUP.search(head[:1500])):
        return "capitals"
    if kind in ("tender", "notice", "contract", "law"):
        return "tender"
    if language == "en" and _ETSI.search(head):
        return "etsi"
    if kind in ("standard", "amendment", "draft") or _STANDARD.search(head):
        return "must" if language == "en" and _says_must(text) else "standard"
    if kind == "text" and (
        structure.of("requirements", "instructions") or len(_LAW_HEAD.findall(text[:_SAMPLE])) >= _ARTICLES
    ):
        return "tender"
    return "plain"


def _says_must(text: str) -> bool:
    """Whether a specification keeps to no drafting rules that leave "must" to the law."""
    said = len(_MUST.findall(text))
    return said >= _OFTEN and said > len(_SHALL.findall(text))


_OFTEN = 3
_MUST = re.compile(r"\bmust\b")
_SHALL = re.compile(r"\bshall\b")
_ARTICLES = 3


def _definitions(text: str) -> dict[str, str]:
    """Return what the document says its modals mean: "In this RFP, 'shall' means …"."""
    found: dict[str, str] = {}
    if not _QUOTED.search(text):
        return found
    for pattern in (_DEFINED, _DEFINED_ZH):
        for match in pattern.finditer(text):
            words = [word for word in match.groups()[:2] if word]
            for word, strength in zip(words, _meanings(match.group(3), len(words)), strict=False):
                found.setdefault(word.lower(), _negated(word, strength))
    return found


def _meanings(text: str, count: int) -> list[str]:
    """Return what `count` words mean: one meaning for all, or "recommended or optional" one for each."""
    places = [(match.start(), strength) for strength, words in _MEANINGS if (match := words.search(text))]
    strengths = [strength for _, strength in sorted(places)]
    if not strengths:
        return []
    return strengths if 1 < count == len(strengths) else [strengths[0]] * count


def _negated(word: str, strength: str) -> str:
    return "R-" if word.lower().endswith(" not") and strength == "R+" else strength
