"""The number a standard prints on its own cover, in normal form. Citations are read elsewhere, more widely."""

from __future__ import annotations

import re
from typing import NamedTuple

_YEAR = r"\s?(?:-|一)\s?(?P<{0}>(?:19|20)\d\d|[89]\d(?!\d))"
_CHINA = re.compile(
    r"(?<![A-Za-z/])(?P<p>GB|GBZ|GJB|GBJ|JJF|JJG|[A-HJLMNQRSTWXYZ][A-Z]|DB\s?\d{2}(?:\s?\d{2})?|"
    r"T\s?/\s?[A-Z]{2,12}(?:[/-][A-Z]{1,6})?|"
    r"Q\s?/\s?[A-Z0-9]{2,12}(?:\s?[A-Z]{1,4})?)"
    r"(?:\s?/\s?(?P<t>[TZ])(?=[\s\d]))?\s?(?P<n>\d{1,6}(?:\.\d{1,3}){0,3})" + _YEAR.format("y")
)
_WORDS: tuple[str, ...] = (
    # international, European and the national bodies that adopt them
    r"(?:(?:DIN|BS|NF|UNE|UNI|NEN|SS|PN|SN|ÖNORM|NBN|DS|SFS|NS|MSZ|ČSN|STN|SIST|EVS|LST|LVS|TS|ELOT|I\.?S\.?|AS|"
    r"AS/NZS|NZS|SANS|MS|SLS|"
    r"GSO|SASO|NP|KS|NTC|NMX|NTP|ABNT NBR|NBR|ГОСТ(?: Р)?|CAN/CSA|INCITS|TCVN|SNI|СТ РК|STB)[ -]{1,2}){0,2}"
    r"(?:(?:pr|Fpr)?(?:EN|ISO|IEC|HD|CWA|CEN|CLC)(?:[ /](?:ISO|"
    r"IEC|IEEE|CIE|TS|TR|PAS|FDIS|DIS|CD|DTS|DTR|WD|Guide|"
    r"CEN))*)"
    r"[ -]\d{2,6}(?:-\d{1,4}){0,3}(?: ?: ?(?:19|20)\d\d(?:-\d\d)?)?(?: ?/ ?(?:Amd|AMD|Cor|COR|A|"
    r"AC)[ .]?\d+(?::\d{4})?)?",
    r"DIN(?: (?:SPEC|VDE|V|CEN/TS))? \d{2,6}(?:-\d{1,3})*(?: ?: ?(?:19|20)\d\d(?:-\d\d)?)?",
    r"(?:BS|PAS|UNE|UNI|NEN|SS|PN|ÖNORM [A-Z]|SN|AS|NZS|AS/NZS|SANS|MS|TCVN|SNI|SLS|IRAM|NTC|NTP|COVENIN|TIS|SI)"
    r" ?\d{2,6}(?:[-.]\d{1,3})*(?: ?(?:: ?|-)(?:19|20)\d\d)",
    r"NF [A-Z]{1,3} ?\d{2}-\d{3}(?:-\d+)*",
    r"IS(?: ?/ ?(?:ISO|IEC))* ?\d{2,6}(?: ?\(Part \d+(?:/Sec \d+)?\))?(?:-\d+)? ?: ?(?:19|20)\d\d",
    # Russian and its neighbours
    r"(?:ГОСТ|СТБ|ПНСТ|ДСТУ|СТ РК|OCT)(?: (?:Р|РВ|РО))?(?:[ /](?:ИСО|МЭК|ИСО/МЭК|ISO|IEC|EN|ЕН|ТС|"
    r"ТО))* ?\d[\d.]{0,12}(?:-\d{1,3}){0,2}\s?-\s?(?:(?:19|20)\d\d|\d\d)",
    # East Asia
    r"JIS [A-Z] ?\d{4}(?:-\d{1,3})?(?: ?: ?(?:19|20)\d\d)?|KS [A-Z](?: (?:ISO|IEC|"
    r"ISO/IEC))? ?\d{3,5}(?:-\d+)*(?: ?: ?(?:19|20)\d\d)?|"
    r"TTA[KSE]\.[A-Z]{2,4}-\d{2}\.\d{4}(?:/R\d+|-Part\d+)*|CNS ?\d{3,6}(?:-\d+)?",
    # the Americas
    r"(?:ABNT )?NBR ?\d{3,6}(?:-\d+)*(?: ?: ?(?:19|20)\d\d)?|(?:NOM|NMX)-[A-Z0-9]+-[A-Z0-9/-]+-(?:19|20)\d\d|"
    r"NTE INEN \d+(?::(?:19|20)\d\d)?",
    r"(?:NIST )?(?:SP|Special Publication) ?\(?(?:NIST SP)?\)? ?\d{3,4}(?:-\d+[A-Z]?)*(?: ?r\d+|"
    r" ?e\d+| Rev(?:ision|"
    r"\.)? ?\d+)?",
    r"(?:NIST ?IR|NISTIR|NIST AI|NIST TN) ?\d{3,4}(?:-\d+)?(?:r\d+)?|FIPS (?:PUB )?\d{2,3}(?:-\d)?",
    r"ANSI/[A-Z][A-Z-]{1,10}(?:/[A-Z]+)?(?:[- ]ITL)? ?\d+(?:[.-]\d+)*(?::? ?(?:Update )?(?:19|20)\d\d)?|"
    r"INCITS \d{2,4}(?:\.\d+)?-(?:19|20)\d\d|"
    r"MIL-(?:STD|HDBK|DTL)-\d+[A-Z]?(?:/\d+)?|UL \d{2,5}[A-Z]?|ASTM [A-Z]\d{2,5}(?:-\d\d[a-z]?)?",
    r"IEEE (?:Std )?P?\d{2,5}(?:\.\d+)*[a-z]{0,2}(?:(?:-|™-)(?:19|20)\d\d)?",
    # telecommunications
    r"(?:ETSI )?(?:EN|TS|TR|ES|EG|GS|GR|SR) \d{3} \d{3}(?:-\d{1,2})*(?: V ?\d+\.\d+\.\d+)?(?: ?\((?:19|"
    r"20)\d\d-\d\d\))?|3GPP T[SR] \d\d\.\d{3}(?:-\d+)?(?: V\d+\.\d+\.\d+)?",
    r"(?:Recommendation )?ITU-[TR] (?:Rec\. ?)?[A-Z]{1,2}\.\d{1,5}(?:\.\d+)*(?: ?\(\d\d/(?:19|20)\d\d\))?|"
    r"ECMA-\d{2,3}",
)  # fmt: skip
_OTHER = re.compile(r"(?<![\w/-])(?:" + "|".join(f"(?:{words})" for words in _WORDS) + r")(?![\w])")
_TAIL = re.compile(r"\s*(?:\((?:[EFRSDC]|ru|en|fr|de)(?:/[EF])?\)|[™®]|\(IDT.{0,40}\))?\s*$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:编号|标准编号|标准号|文件编号|reference number|ref\. ?no\.?|"
    r"документ|№)\s?[::]?\s*|^(?:recommendation|номер)\s",
    re.I,
)
_HINT = re.compile(r"\d{2}")


class OwnNumber(NamedTuple):
    """A number in normal form and its half-open range in the plain text it stands in."""

    value: str
    start: int
    end: int


def own_number(text: str, *, whole: bool = False) -> OwnNumber | None:
    """Return the first document number in a plain line; of a `whole` line, only if it says nothing else."""
    if _HINT.search(text) is None:
        return None
    china = _CHINA.search(text)
    other = _OTHER.search(text)
    found: OwnNumber | None = None
    if china is not None and (other is None or china.start() <= other.start()):
        found = OwnNumber(_chinese(china), china.start(), china.end())
    elif other is not None:
        found = OwnNumber(_western(other.group()), other.start(), other.end())
    if found is not None and whole and not _alone(text, found):
        return None
    return found


def _alone(text: str, found: OwnNumber) -> bool:
    before = _BEFORE.sub("", text[: found.start].strip()).strip()
    after = text[found.end :]
    return not before and (_TAIL.match(after) is not None or after.lstrip().startswith(("代替", "部分代替")))


def _chinese(match: re.Match[str]) -> str:
    prefix = re.sub(r"\s", "", match.group("p"))
    kind = f"/{match.group('t')}" if match.group("t") else ""
    return f"{prefix}{kind} {match.group('n')}-{match.group('y')}"


def _western(text: str) -> str:
    text = re.sub(r"\s?:\s?", ":", " ".join(text.split()))
    text = re.sub(r"(?<=\d)\s?-\s?(?=\d)", "-", text)
    return text.removeprefix("Recommendation ").replace("™", "").replace("Special Publication", "SP")
