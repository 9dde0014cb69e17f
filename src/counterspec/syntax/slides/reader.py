"""Read the slides of a presentation in the order they are shown: titles, text, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from counterspec.errors import LimitError, UnreadableError
from counterspec.model import Page, Problem, Span
from counterspec.safe.limits import MAX_DEPTH
from counterspec.safe.office import Package
from counterspec.syntax.blocks import Blocks, Cell
from counterspec.syntax.compose import flat
from counterspec.syntax.numerals import numeral
from counterspec.syntax.office_parts import attribute, number, optional_part, parse_part, relations

_EMU_PER_POINT = 12_700
_DEEPEST = MAX_DEPTH // 4
_MAX_SLIDES = 5000
_TITLES = {"title", "ctrTitle"}
_AROUND = {"ftr": "footer", "dt": "footer", "sldNum": "footer", "hdr": "header"}
_SCHEMES = {"arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman",
            "romanUc": "upperRoman", "circleNum": "decimalEnclosedCircle", "ea1Chs": "chineseCounting",
            "ea1Cht": "chineseCounting", "ea1Jpn": "japaneseCounting"}  # fmt: skip


@dataclass(slots=True)
class Slides:
    """The document in the making."""

    package: Package
    blocks: Blocks = field(default_factory=Blocks)
    pages: list[Page] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> None:
        """Read every slide; a damaged one is a problem of its page."""
        root = optional_part(self.package, "ppt/presentation.xml")
        related = relations(self.package, "ppt/presentation.xml")
        names = [related.get(attribute(e, "id"), ("", ""))[1] for e in _slide_ids(root)]
        size = next(root.iter("sldSz"), None) if root is not None else None
        width, height = (
            number(size, name, 10**8) / _EMU_PER_POINT if size is not None else 0.0 for name in ("cx", "cy")
        )
        if not names:
            names = sorted((n for n in self.package.parts if _is_slide(n)), key=lambda n: (len(n), n))
        for page, name in enumerate(names[:_MAX_SLIDES], start=1):
            start = self.blocks.out.length
            try:
                self._slide(name, page)
            except (UnreadableError, LimitError) as error:
                reason = str(error).removeprefix(f"{self.package.path}: ")
                self.problems.append(Problem(self.package.path, "damaged", reason, page=page))
            self.pages.append(Page(page, Span(start, self.blocks.out.length), width, height))
            self.blocks.out.page_end()

    def _slide(self, name: str, page: int) -> None:
        data = self.package.read(name)
        if data is None:
            raise UnreadableError(f"{self.package.path}: the slide {name} is missing")
        root = parse_part(data, name, self.package.path)
        if attribute(root, "show") == "0":
            reason = f"slide {page} is hidden in the presentation; read all the same"
            self.problems.append(Problem(self.package.path, "hidden-slide", reason, page=page, lost=False))
        tree = next(root.iter("spTree"), None)
        shapes = list(_shapes(tree, 0)) if tree is not None else []
        shapes.sort(key=lambda shape: _role(shape) not in _TITLES)
        for shape in shapes:
            self._shape(shape)
        for kind, target in relations(self.package, name).values():
            if kind in {"notesSlide", "comments", "diagramData"}:
                self._notes(target, "paragraph" if kind == "diagramData" else "note")

    def _shape(self, shape: Element) -> None:
        if shape.tag == "graphicFrame":
            for table in shape.iter("tbl"):
                self._table(table)
            return
        role = _role(shape)
        body = shape.find("txBody")
        counts: dict[tuple[int, str], int] = {}
        for paragraph in body.iter("p") if body is not None else ():
            text = _text(paragraph)
            if _is_hidden(shape):
                self.blocks.line(text, "hidden")
            elif role in _AROUND:
                self.blocks.line(text, _AROUND[role])
            elif role in _TITLES:
                self.blocks.line(text, "heading", level=1)
            else:
                label = _label(paragraph, counts) if text else ""
                self.blocks.line(
                    text, "item" if label else "paragraph", label=label, number=label.rstrip(".") or None
                )

    def _notes(self, name: str, kind: str) -> None:
        root = optional_part(self.package, name)
        if root is None:
            return
        for shape in root.iter("sp") if kind == "note" and root.tag == "notes" else (root,):
            if _role(shape) in {"sldNum", "sldImg", "dt", "hdr", "ftr"}:
                continue
            for paragraph in shape.iter("p"):
                self.blocks.line(_text(paragraph), kind)
            for text in shape.iter("text"):
                self.blocks.line(text.text or "", kind)

    def _table(self, table: Element) -> None:
        rows: list[list[Cell]] = []
        properties = table.find("tblPr")
        header = properties is not None and attribute(properties, "firstRow") in {"1", "true"}
        for row in table.iter("tr"):
            cells: list[Cell] = []
            for cell in row.iter("tc"):
                if attribute(cell, "hMerge") in {"1", "true"}:
                    continue
                text = " ".join(part for p in cell.iter("p") if (part := _text(p)))
                columns = number(cell, "gridSpan") or 1
                continues = attribute(cell, "vMerge") in {"1", "true"}
                cells.append(Cell("" if continues else text, columns, continues=continues))
            rows.append(cells)
        self.blocks.table(rows, header or None)


def _slide_ids(root: Element | None) -> list[Element]:
    listed = next(root.iter("sldIdLst"), None) if root is not None else None
    # A slide's own number is an attribute of the same name without a namespace.
    slides = listed if listed is not None else ()
    return [Element("id", {"id": v}) for e in slides for key, v in e.attrib.items() if key.endswith("}id")]


def _is_slide(name: str) -> bool:
    return name.startswith("ppt/slides/slide") and name.endswith(".xml")


def _shapes(parent: Element, depth: int) -> Iterator[Element]:
    """Yield the shapes of a slide, those in groups too, in their order."""
    for element in parent if depth <= _DEEPEST else ():
        if element.tag in {"sp", "graphicFrame", "cxnSp"}:
            yield element
        elif element.tag in {"grpSp", "AlternateContent", "Choice"}:
            yield from _shapes(element, depth + 1)


def _role(shape: Element) -> str:
    place = next(shape.iter("ph"), None)
    return attribute(place, "type") if place is not None else ""


def _is_hidden(shape: Element) -> bool:
    named = next(shape.iter("cNvPr"), None)
    return named is not None and attribute(named, "hidden") in {"1", "true"}


def _text(paragraph: Element) -> str:
    parts: list[str] = []
    for element in paragraph.iter():
        if element.tag == "t":
            parts.append(element.text or "")
        elif element.tag in {"br", "tab"}:
            parts.append(" ")
    return flat("".join(parts))


def _label(paragraph: Element, counts: dict[tuple[int, str], int]) -> str:
    """Return the number that the program prints before a paragraph, "" where it prints none."""
    properties = paragraph.find("pPr")
    given = properties.find("buAutoNum") if properties is not None else None
    if properties is None or given is None:
        return ""
    level, kind = number(properties, "lvl"), attribute(given, "type")
    for deeper in [key for key in counts if key[0] > level]:
        del counts[deeper]
    start = number(given, "startAt") or 1
    counts[level, kind] = counts.get((level, kind), start - 1) + 1
    scheme = next((scheme for name, scheme in _SCHEMES.items() if kind.startswith(name)), "decimal")
    made = numeral(counts[level, kind], scheme)
    if kind.endswith("ParenBoth"):
        return f"({made})"
    return f"{made})" if kind.endswith("ParenR") else f"{made}." if kind.endswith("Period") else made
