"""The styles of a Word document: which make headings, captions, hidden text, and numbered paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from counterspec.errors import LimitError, UnreadableError
from counterspec.syntax.office_parts import attribute, child, is_on, parse_part, value

_HEADING_NAME = re.compile(
    r"\s*(?:heading|标题|標題|見出し|제목|titre|überschrift|ueberschrift|título|titulo|titolo|заголовок|rubrik|nagłówek|"
    r"nadpis|kop|otsikko|başlık)\s*([1-9])?(?:\s|$|\D)", re.I
)  # fmt: skip
_TITLE_NAME = re.compile(r"\s*(?:title|标题|標題|表題|제목|titel|titre|название)\s*$", re.I)
_CAPTION_NAME = re.compile(
    r".{0,20}?(?:caption|题注|題注|図表番号|캡션|légende|beschriftung|epígrafe|descripción|legenda|didascalia|"
    r"название объекта|(?:表|图)(?:标题|題|题)|附录表标|附录图标)", re.I,
)  # fmt: skip
_LIST_NAME = re.compile(r"\s*(?:list (?:bullet|number|paragraph)|toc|目录)", re.I)
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, what it is based on included. `level` is the outline level from 1."""

    name: str = ""
    level: int = 0
    heading: bool = False
    caption: bool = False
    number: tuple[str, int] | None = None
    hidden: bool = False
    white: bool = False
    shaded: bool = False


@dataclass(slots=True)
class Styles:
    """Styles by id; without a style sheet, headings are known by the usual ids."""

    elements: dict[str, Element] = field(default_factory=dict)
    _read: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes | None) -> Styles:
        """Read the style sheet; a damaged one says nothing."""
        try:
            root = parse_part(data, "styles", "") if data else None
        except (UnreadableError, LimitError):
            root = None
        return cls({attribute(e, "styleId"): e for e in root if e.tag == "style"} if root is not None else {})

    def of_id(self, name: str) -> Style:
        """Return the style of an id."""
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = self._resolved(name)
        return found

    def _resolved(self, name: str) -> Style:
        chain: list[Element] = []
        at = name
        while at in self.elements and len(chain) < _MAX_DEPTH:
            element = self.elements[at]
            chain.append(element)
            based = child(element, "basedOn")
            at = value(based) if based is not None else ""
        names = [_name(element) for element in chain] or [name]
        level = next((found for element in chain if (found := _level(element)) is not None), None)
        named = next((match for shown in names if (match := _HEADING_NAME.match(shown))), None)
        if level is None and named:
            level = int(named.group(1) or 1)
        # A table of contents and lists are based on headings in some templates.
        heading = bool(level or is_title_name(names[0])) and not _LIST_NAME.match(names[0])
        return Style(
            name=names[0],
            level=level or 0 if heading else 0,
            heading=heading,
            caption=is_caption_name(names),
            number=next((given for element in chain if (given := _number(element))), None),
            hidden=_switched(chain, "vanish"),
            white=_is_white(chain),
            shaded=any(child(element, "pPr", "shd") is not None for element in chain),
        )


def is_caption_name(names: list[str]) -> bool:
    """Tell whether a style is one of captions, by its own name or that of the one it is based on."""
    return any(_CAPTION_NAME.match(shown) for shown in names[:2])


def is_heading_name(name: str) -> int:
    """Return the level of headings that a style's name speaks of, 0 where it does not."""
    match = _HEADING_NAME.match(name)
    return int(match.group(1) or 1) if match else 0


def is_title_name(name: str) -> bool:
    """Tell whether a style is the document's title."""
    return _TITLE_NAME.match(name) is not None


def _name(style: Element) -> str:
    name = child(style, "name")
    return value(name) if name is not None else ""


def _level(style: Element) -> int | None:
    outline = child(style, "pPr", "outlineLvl")
    if outline is None:
        return None
    text = value(outline)
    return int(text) + 1 if text in tuple("012345678") else 0


def _number(style: Element) -> tuple[str, int] | None:
    return numbered(child(style, "pPr", "numPr"))


def numbered(properties: Element | None) -> tuple[str, int] | None:
    """Return the list and the level (from 0, -1 where not given) that a numPr element names."""
    if properties is None:
        return None
    list_id, level = child(properties, "numId"), child(properties, "ilvl")
    shown = value(level) if level is not None else ""
    return (value(list_id) if list_id is not None else "", int(shown) if shown in tuple("012345678") else -1)


def _switched(chain: list[Element], name: str) -> bool:
    for element in chain:
        switch = child(element, "rPr", name)
        if switch is not None:
            return is_on(switch)
    return False


def _is_white(chain: list[Element]) -> bool:
    for element in chain:
        color = child(element, "rPr", "color")
        if color is not None:
            return value(color).upper() == "FFFFFF"
    return False
