"""Lists of fields below the word that binds them: "Mandatory: 1 = …", "必填项：姓名、性别", "Optional fields:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Span
from counterspec.model.declaration import Obligation
from counterspec.syntax.drafts import Draft, Drafts
from counterspec.syntax.edges import left_edge
from counterspec.syntax.plain import has_cjk
from counterspec.syntax.table_reading import appended

_REQUIRED = (
    r"mandatory|required|compulsory|obligatory|必[选填選須须]|必須|必要|obligatoires?|pflicht|obligatori[oae]s?|"
    r"obrigat[óo]ri[oa]s?|"
    r"обязательные|필수|إلزامية|الإلزامية|zorunlu|verplichte?|wymagane"
)
_OPTIONAL = (
    r"optional|voluntary|可选|选填|可填|選填|任意|facultati[fv]e?s?|optionne(?:l|ls|lle|lles)|freiwillige?|"
    r"optionale|opcional(?:es)?|"
    r"opcionais|facoltativi|необязательные|선택|اختيارية|الاختيارية|isteğe bağlı|optionele|opcjonalne"
)
_NOUN = (
    r"(?:data )?(?:elements?|fields?|items?|attributes?|columns?|information)|项目?|字段|信息|数据项|数据元素?|"
    r"属性|内容|項目|欄位|"
    r"champs|données|rubriques|felder|angaben|feld(?:er)?|campos|datos|dados|campi|dati|поля|реквизиты|сведения|"
    r"항목|필드|정보|"
    r"الحقول|البيانات|alanlar|alanları|velden|gegevens|pola"
)
_LEAD = re.compile(
    rf"\s*(?:[-*•·●▪]\s*)?(?:(?P<noun1>{_NOUN})\s+)?(?:(?P<optional>{_OPTIONAL})|(?P<required>{_REQUIRED}))"
    rf"\s*(?:e?s?\s*)(?P<noun2>{_NOUN})?(?:有|如下|包括)?\s*[:：]\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_IF = re.compile(
    r"\s*(?:[^:：]*[.。;；]\s+)?(?P<condition>(?:(?:If|When|Where|For|Si|Lorsque|Wenn|Falls|Cuando|Se|Quando|"
    r"Если|При)\b|当|如|若)[^:：]{2,160})[:：]\s*"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(
    r"(?<![\w.])\*?(?P<number>\d{1,4}[A-Z]?)\s*[=＝]\s*(?P<label>[^\W\d_].*?)"
    r"(?=\s*\*?(?<!\w)\d{1,4}[A-Z]?\s*[=＝]|\s*$)"
)
_SPLIT = re.compile(
    r"\s*[、,，;；]\s*(?:and\s+|et\s+|und\s+|y\s+|e\s+|и\s+)?|\s+(?:and|et|und)\s+|"
    r"(?<=[\u3400-\u9fff])[和及](?=[\u3400-\u9fff])"
)
_NAME = re.compile(r"[^\W\d_][\w’'()（）/\- ]{0,39}")
_PART = re.compile(r"[^；;。\n]*[^；;。\s\n][^；;。\n]*")
_BULLET = re.compile(r"\s*(?:[-*•·●▪◦]|\d{1,2}[.)、])\s*")
_MAX_LINE = 600
_MAX_LABEL = 120
_MAX_HAN = 14
_MIN_ITEMS = 2
_GAP = 2
_INDENT = 6.0


@dataclass(slots=True)
class _Lead:
    """What binds the items below: the obligation, its words, and a condition of the whole or of one line.

    `edge` is where the items without a condition begin, in points from the left; items farther in
    go on with the condition above them.
    """

    obligation: Obligation
    quote: str
    named: bool
    condition: Span | None = None
    line_condition: Span | None = None
    edge: float | None = None


class _Walk:
    """One walk over a document's lines."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.drafts = Drafts()
        self.lead: _Lead | None = None
        self.gap = 0

    def run(self) -> tuple[Declaration, ...]:
        for passage in self.document.body:
            start, end = passage.span
            if passage.kind not in ("cell", "code") and end - start <= _MAX_LINE and not self.drafts.full():
                for part in _PART.finditer(self.document.text, start, end):
                    self._part(part.group(), part.start(), is_item=passage.kind == "item")
        return self.drafts.finish()

    def _part(self, text: str, base: int, *, is_item: bool) -> None:
        opened = _LEAD.fullmatch(text)
        if opened is not None:
            optional = opened.group("optional")
            quote = text[: opened.start("rest")].strip(" \t-*•·●▪:：")
            named = bool(opened.group("noun1") or opened.group("noun2"))
            self.lead = _Lead("optional" if optional else "required", quote, named)
            self.gap = 0
            base, text = base + opened.start("rest"), opened.group("rest")
        if self.lead is not None:
            self._items(self.lead, text, base, is_item=is_item)

    def _items(self, lead: _Lead, text: str, base: int, *, is_item: bool) -> None:
        under = _IF.fullmatch(text)
        if under is not None or not self._is_farther_in(lead, base + len(text) - len(text.lstrip())):
            lead.line_condition = None
        if under is not None:
            place = Span(base + under.start("condition"), base + under.end("condition"))
            base, text = base + under.start("rest"), under.group("rest")
            lead.line_condition, lead.condition = (place, None) if text.strip() else (None, place)
        if not text.strip():
            return
        found = list(_numbered(text, base)) or (list(_plain(text, base, is_item)) if lead.named else [])
        if found and lead.edge is None and under is None:
            lead.edge = left_edge(self.document, base + text.index(text.strip()))
        for number, span in found:
            self._declare(lead, number, span)
        self.gap = 0 if found else self.gap + any(map(str.isalpha, text))
        if self.gap > _GAP or (not found and lead.named and not is_item):
            self.lead = None

    def _is_farther_in(self, lead: _Lead, place: int) -> bool:
        edge = left_edge(self.document, place) if lead.edge is not None and lead.line_condition else None
        return edge is not None and lead.edge is not None and edge > lead.edge + _INDENT

    def _declare(self, lead: _Lead, number: str | None, span: Span) -> None:
        text = self.document.text
        draft: Draft = self.drafts.add("field", text[span.start : span.end], span)
        draft.number = draft.identifier = number
        place = lead.line_condition or lead.condition
        obligation: Obligation = "conditional" if place and lead.obligation == "required" else lead.obligation
        draft.oblige(obligation, lead.quote)
        if place is not None:
            draft.condition = text[place.start : place.end]


def _numbered(text: str, base: int) -> Iterator[tuple[str | None, Span]]:
    """Yield what "28 = Race 29 = Ethnicity" lists."""
    first = _NUMBERED.search(text)
    # Numbers amid a sentence are codes it mentions.
    if first is None or text[: first.start()].strip(" \t*•●-"):
        return
    for match in _NUMBERED.finditer(text):
        start, end = match.span("label")
        if end - start <= _MAX_LABEL and any(map(str.isalpha, match.group("label"))):
            yield match.group("number"), Span(base + start, base + end)


def _plain(text: str, base: int, is_item: bool) -> Iterator[tuple[str | None, Span]]:
    """Yield what a line of names lists, or the one name of a list item."""
    bullet = _BULLET.match(text) if is_item else None
    start = bullet.end() if bullet else 0
    line = text[start:].rstrip(" 。.;；")
    pieces: list[Span] = []
    position = 0
    for match in [*_SPLIT.finditer(line), None]:
        end = match.start() if match else len(line)
        piece = line[position:end]
        most = _MAX_HAN if has_cjk(piece) else 40
        name = piece.removesuffix("等").strip()
        if not _NAME.fullmatch(name) or len(name) > most:
            return
        place = line.index(name, position)
        pieces.append(Span(base + start + place, base + start + place + len(name)))
        position = match.end() if match else end
    if len(pieces) >= (1 if is_item else _MIN_ITEMS):
        yield from ((None, piece) for piece in pieces)


def _extract(document: Document) -> tuple[Declaration, ...]:
    if document.kind != "text":
        return ()
    return appended(_Walk(document).run(), len(document.declarations))


ENTRY = Extractor(
    id="obligation-list",
    title="Lists of mandatory and optional fields",
    extract=_extract,
    reads="Fields listed after a word that binds them: numbered ones (“Mandatory: 28 = Race”), and names after "
    "“mandatory fields:”, 必填项：; with the condition of the line above.",
)
