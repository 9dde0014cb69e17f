"""Enumerations in sentences: "including race, religion and sex", "包括性别、年龄、民族等信息"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document
from counterspec.syntax.drafts import Drafts
from counterspec.syntax.table_reading import appended, short_name

_KINDS = ("paragraph", "item", "cell", "heading")
_MAX_PASSAGE = 20_000
_SHORTEST = 6
_MIN_ITEMS = 3
_MAX_ITEMS = 80

_HAN_ITEM = r"[^\s、，。；：:,;！？!?<>|]{1,14}"
_HAN_LIST = re.compile(rf"{_HAN_ITEM}(?:、\s?{_HAN_ITEM}){{2,79}}+")
_HAN_LEAD = re.compile(
    r"包括但不限于|包括|包含|含有|涵盖|例如|比如|诸如|分别为|分别是|主要有|如下|即|如|含|为|有|：|"
    r"按照|按|对|根据|支持|とは|には|として|은|는"
)
_LEAD_END = re.compile(
    r"[，,：:\s]*(?:包括但不限于|包括|包含|含有|涵盖|例如|比如|如下|如|含|按照|按)?[，,：:\s]*$"
)
_HAN_TAIL = re.compile(r"(?:などの?|等の?|等等|等信息|等|이|의|을|를).*$")
_HAN_CLOSING = re.compile(r"などの|等の|等信息|等字段|等属性|等数据|等資訊|等内容|등의|등을")
_HAN_AND = re.compile(r"以及|及其|和|及|与|與|並び|および|及び|或者|或|または")
_BRACKET = re.compile(r"[（(）)]")
_HAN_NOUN = re.compile(
    r"字段|信息|属性|数据项|数据|资料|登记|采集|录入|填写|记录|特征|标签|要素|参数|条件|维度|检索|"
    r"查询|识别|统计|分析|欄位|資訊|資料|登錄|項目|情報|登録"
    r"|属性|データ|항목|정보|자료|필드|표결|表结|表单|建库|分类"
)
_LATIN_LEAD = re.compile(
    r"\b(?:including(?: but not limited to)?|includes?|such as|namely|consist(?:s|ing) of|"
    r"compris(?:es|ing)|as follows|the following"
    r"|fields?|attributes?|columns?|variables?|characteristics|properties|features|demographics|"
    r"labels|e\.g\.,?"
    r"|y compris|tels? que|telles que|notamment|comprend|incluant|champs?|einschließlich|wie zum "
    r"Beispiel|wie etwa|folgende|Felder|Merkmale"
    r"|incluyendo|incluye|tales como|como|campos|incluindo|inclui|включая|такие как|в том числе|поля|"
    r"реквизиты|kapsamında|alanları)"
    r"[^\n.:;,<>|()]{0,24}?(?:\s*[:：(]\s*|\s+(?![:：(]))",
    re.IGNORECASE,
)
_LATIN_NOUN = re.compile(
    r"\b(?:fields?|attributes?|data|information|columns?|variables?|characteristics|records?|"
    r"recorded|features|demographics?"
    r"|details|profiles?|classif\w+|labels?|metadata|questions?|database|table|form|collect\w*|"
    r"captur\w+|register\w*|donn[ée]es"
    r"|champs?|renseignements|informations|daten|felder|angaben|merkmale|datos|campos|información|"
    r"dados|informações"
    r"|данны\w+|сведени\w+|пол[яей]\b|информаци\w+|bilgi\w*|veri\w*)",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"discriminat|harass|regardless|without regard|irrespective|equal opportun|inclusive|welcom|"
    r"prejudice|protected (?:class|ground)"
    r"|歧视|歧視|平等|不分|优惠|扶持|政策|监狱企业|少数民族地区|差別|차별|дискримин|diskrimin|"
    r"discrimin|ayrımcı",
    re.IGNORECASE,
)
_LATIN_SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:and|or|et|ou|und|oder|y|e|o|и|или|ve|veya)\s+|,\s*|;\s*|\s+(?:and|or|et|ou|und|"
    r"oder|y|e|и|или|ve|veya)\s+)"
)
_LATIN_ITEM = re.compile(r"[^\W\d][\w'’()/&.\- ]{1,39}")
_STOP = re.compile(r"[.:)(]\s|[.)]$|[<>|\n]")
_TRAILING = re.compile(r"\s+(?:of|for|in|from|that|which|when|who|to|on|de|du|des|von|der|для|of the)\s")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


class _Item(NamedTuple):
    text: str
    start: int
    end: int


class _Listing(NamedTuple):
    """What introduces the enumeration, and its items; places in the document's text."""

    lead: _Item
    items: list[_Item]


def _extract(document: Document) -> tuple[Declaration, ...]:
    if document.kind != "text":
        return ()
    drafts = Drafts()
    for passage in document.body:
        start, end = passage.span
        if passage.kind in _KINDS and _SHORTEST <= end - start <= _MAX_PASSAGE and not drafts.full():
            text = document.text[start:end]
            # Most passages enumerate nothing, and looking for a separator is cheap.
            if "、" in text or "," in text or ";" in text:
                for listing in _listings(text, start):
                    _declare(drafts, listing)
    return appended(drafts.finish(), len(document.declarations))


def _declare(drafts: Drafts, listing: _Listing) -> None:
    lead = listing.lead
    owner = drafts.add("record", short_name(lead.text), (lead.start, lead.end)) if lead.text else None
    for item in listing.items:
        drafts.add("field", item.text, (item.start, item.end), parent=owner).loose = True


def _listings(text: str, base: int) -> Iterator[_Listing]:
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        if not ("、" in sentence or "," in sentence or ";" in sentence) or _FORBIDS.search(sentence):
            continue
        yield from _han(sentence, base + match.start())
        yield from _latin(sentence, base + match.start())


def _han(sentence: str, base: int) -> Iterator[_Listing]:
    """Yield lists whose items a Chinese enumeration comma separates."""
    if "、" not in sentence or not _HAN_NOUN.search(sentence):
        return
    for match in _HAN_LIST.finditer(sentence):
        first_end = sentence.find("、", match.start())
        start = _after_lead(sentence, match.start(), first_end)
        if start is None:
            continue
        items = list(_han_items(sentence, start, match.end(), base))
        if len(items) >= _MIN_ITEMS:
            yield _Listing(_lead(sentence, start, base), items)


def _after_lead(sentence: str, start: int, first_end: int) -> int | None:
    """Return where the first item begins: after the last lead word in or just before it."""
    leads = list(_HAN_LEAD.finditer(sentence, max(0, start - 3), first_end))
    usable = [lead for lead in leads if start <= lead.end() < first_end]
    if usable:
        return usable[-1].end()
    return start if not sentence[:start].strip() and _HAN_CLOSING.search(sentence) else None


def _han_items(sentence: str, start: int, end: int, base: int) -> Iterator[_Item]:
    position = start
    for piece in sentence[start:end].split("、"):
        last = position + len(piece) >= end
        for item_start, item_end in (
            _and_split(sentence, position, position + len(piece))
            if last
            else ((position, position + len(piece)),)
        ):
            text = sentence[item_start:item_end]
            text = _HAN_TAIL.sub("", text) if last else text
            stripped = _BRACKET.split(text.strip(" “”\"'（）()《》"))[0]
            if stripped and len(stripped) <= 10:
                place = sentence.find(stripped, item_start)
                yield _Item(stripped, base + place, base + place + len(stripped))
        position += len(piece) + 1


def _and_split(sentence: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split the last item where it joins two: "民族和宗教"."""
    match = _HAN_AND.search(sentence, start + 1, end)
    if match is None:
        yield start, end
        return
    yield start, match.start()
    yield match.end(), end


def _lead(sentence: str, start: int, base: int) -> _Item:
    """Return the words before the list, from the last comma but one: who or what the fields describe."""
    cut = max(sentence.rfind(mark, 0, max(0, start - 12)) for mark in "。；;，,")
    raw = sentence[cut + 1 : start][-60:]
    text = _LEAD_END.sub("", raw).strip(" ，,：:、")
    text = text if len(text) >= 4 else ""
    place = base + start - len(raw) + raw.find(text) if text else base + start
    return _Item(text, place, place + len(text))


def _latin(sentence: str, base: int) -> Iterator[_Listing]:
    """Yield lists that a lead word introduces and commas separate."""
    if sentence.count(",") + sentence.count(";") < 1 or not _LATIN_NOUN.search(sentence):
        return
    position = 0
    while (lead := _LATIN_LEAD.search(sentence, position)) is not None:
        items = list(_latin_items(sentence, lead.end(), base))
        if len(items) >= _MIN_ITEMS:
            yield _Listing(_lead(sentence, lead.start(), base), items)
            position = items[-1].end - base
        else:
            position = lead.start() + 1


def _latin_items(sentence: str, start: int, base: int) -> Iterator[_Item]:
    """Yield the items from `start` on, up to the first that is none."""
    position = start
    for _ in range(_MAX_ITEMS):
        separator = _LATIN_SEPARATOR.search(sentence, position, position + 60)
        end = separator.start() if separator else len(sentence)
        stop = _STOP.search(sentence, position, end + 1)
        cut = stop.start() if stop else end
        item = sentence[position:cut].strip(" `\"'*_")
        if len(item.split()) > 4 and (cut < end or separator is None):
            item = _TRAILING.split(item)[0]
        if not _LATIN_ITEM.fullmatch(item) or len(item.split()) > 4:
            return
        place = sentence.find(item, position)
        yield _Item(item, base + place, base + place + len(item))
        if separator is None or cut < end:
            return
        position = separator.end()


ENTRY = Extractor(
    id="prose-lists",
    title="Enumerations in sentences",
    extract=_extract,
    reads=(
        "Three short items or more that a sentence about data enumerates after words such as "
        "including, such as, "
        "fields, 包括, 如: each a field. Sentences against discrimination are passed over."
    ),
)
