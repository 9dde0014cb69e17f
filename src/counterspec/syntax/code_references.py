"""Read where a text says that its values stand: "见附录B", "see Annex C", "Table 12", "按GB/T 3304", "FHIR:Race"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from counterspec.model import Span
from counterspec.syntax.numbers import find

Target = Literal["annex", "table", "clause", "standard", "named"]

_LOOK = re.compile(
    r"附[录錄件]|表|annex|append|anhang|anexo|ap[eé]ndice|allegato|приложен|付属書|附属書|부속서|table|tab\.|"
    r"tabel|tabla|табл|표|"
    r"见|見|参照|参见|[A-Z]{2}|\d\.\d|[A-Z][A-Za-z]+:",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(?:附\s*[录錄件]|annexe?|appendix|anhang|anlage|anexo|apéndice|allegato|bijlage|załącznik|приложени[еию]|"
    r"付属書|附属書|부속서|"
    r"الملحق|ek)\s*(?P<key>[A-ZА-Я]|\d{1,2}|[IVX]{1,4})(?P<part>(?:\.\d{1,3})*)(?![A-Za-z])",
    re.IGNORECASE,
)
_TABLE = re.compile(
    r"(?:(?<![a-z])(?:table|tableau|tabelle|tabla|cuadro|tabela|quadro|tabella|tabel|tablica|tablo|таблиц[аеуы]|"
    r"табл\.)|表|표)\s*"
    r"(?P<key>(?:[A-ZА-Я]\s?[.\-–]?\s?)?\d{1,4}(?:[.\-–]\d{1,4}){0,3})",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:见|見|参见|详见|参照|按照?|see|per|refer to|in|clause|section|siehe|voir|ver|см\.)\s*(?:第|clause|"
    r"section|abschnitt|п\.)?\s*"
    r"(?P<key>(?:[A-Z]|\d{1,2})(?:\.\d{1,3}){1,5})(?![\d.]*\d)(?:\s*[条节項])?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<![\w:/])(?P<key>(?:FHIR|HL7|UMLS|LOINC|SNOMED(?: CT)?|ICD-?1[01]|NCIC|NIEM|CDC|OMB|ISO|DICOM|X12|EDQM|"
    r"NCI|OMOP|"
    r"[A-Z][A-Z0-9]{2,9}):\s?[A-Za-z][A-Za-z0-9_.\-]{0,60}[A-Za-z0-9])"
)
_CODES = re.compile(
    r"代码|代碼|编码|取值|值域|字典|コード|코드|code|value|kode|código|codice|schlüssel|код|справочник|"
    r"رمز",
    re.IGNORECASE,
)
_MAX = 600


class Reference(NamedTuple):
    """What a text refers to: the kind of place, its key in normal form, and the words that say so."""

    target: Target
    key: str
    span: Span


def references(text: str) -> Iterator[Reference]:
    """Yield what a text refers to, nearest kinds of places first."""
    text = text[:_MAX]
    if not _LOOK.search(text):
        return
    for match in _TABLE.finditer(text):
        yield Reference("table", key_of(match.group("key")), Span(*match.span()))
    for match in _ANNEX.finditer(text):
        part = match.group("part")
        yield Reference("annex", key_of(match.group("key") + part), Span(*match.span()))
    for match in _CLAUSE.finditer(text):
        yield Reference("clause", key_of(match.group("key")), Span(*match.span()))
    for number in find(text):
        if not number.loose:
            yield Reference("standard", key_of(number.canonical), number.span)
    for match in _NAMED.finditer(text):
        yield Reference("named", key_of(match.group("key")), Span(*match.span("key")))


def cited_list(text: str, about: str = "") -> str | None:
    """Return the list of codes that a description cites, as printed.

    It names a list, or a standard where the description or `about`, the field's own words, speaks of codes.
    """
    if len(text) > _MAX or not _LOOK.search(text):
        return None
    named = _NAMED.search(text)
    if named is not None:
        return named.group("key")
    if not _CODES.search(text) and not _CODES.search(about):
        return None
    cited = next((one for one in references(text) if one.target == "standard"), None)
    return text[cited.span.start : cited.span.end] if cited is not None else None


def cited_place(text: str) -> str | None:
    """Return the table or annex of this document that a sentence on codes or values refers to, as printed."""
    if not _LOOK.search(text) or not _CODES.search(text):
        return None
    found = (one for one in references(text) if one.target in ("table", "annex"))
    first = next(found, None)
    return text[first.span.start : first.span.end] if first is not None else None


def key_of(text: str) -> str:
    """Return a number of a table, annex or standard in the form that two mentions of it share."""
    return re.sub(r"[\s]+", "", text).translate(_DASHES).strip(".-").upper()


_DASHES = str.maketrans({"．": ".", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-"})
