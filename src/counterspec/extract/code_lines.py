"""Code lists printed as lines below a title that speaks of codes: "01 …", "W = …", in annexes above all."""

from __future__ import annotations

import re

from counterspec.extract import Extractor
from counterspec.model import Declaration, Document, Span
from counterspec.syntax.cells import Cell, read_cell
from counterspec.syntax.drafts import Drafts
from counterspec.syntax.table_reading import appended, short_name
from counterspec.syntax.value_lists import Value, read_pairs

_TITLE = re.compile(
    r"(?:代码|代碼|编码表|コード|코드)\s*(?:表|一覧|集)?\s*$|\bcodes?(?: (?:list|table|set))?\s*$|"
    r"\bcodes? (?:for|of) .{2,40}$|"
    r"^(?:liste des )?codes? .{2,40}$|^códigos? de .{2,40}$|^codici .{2,40}$|schlüssel(?:verzeichnis)?\b.{0,40}$|"
    r"^коды .{2,40}$|классификатор .{2,40}$",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"\.{3,}|…{2,}|\s\d{1,3}$")
_MAX_TITLE = 80
_LINE = re.compile(r"[^\r\n\f\v]+")
_MAX_LINE = 300
_MIN_VALUES = 3
_GAP = 1


class _Walk:
    """One walk over a document's lines: the last title of codes, and the values below it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.drafts = Drafts()
        self.title: Cell | None = None
        self.values: list[tuple[Value, Span]] = []
        self.gap = 0

    def run(self) -> tuple[Declaration, ...]:
        for passage in self.document.body:
            if passage.kind in ("cell", "code") or self.drafts.full():
                continue
            for match in _LINE.finditer(self.document.text, *passage.span):
                if match.end() - match.start() <= _MAX_LINE:
                    self._line(Span(*match.span()), match.group(), is_heading=passage.kind == "heading")
        self._close()
        return self.drafts.finish()

    def _line(self, span: Span, text: str, *, is_heading: bool) -> None:
        pairs = [] if _CONTENTS.search(text.strip()) else read_pairs(text)
        if (
            not pairs
            and len(text) <= _MAX_TITLE
            and _TITLE.search(text.strip())
            and not _CONTENTS.search(text.strip())
        ):
            self._close()
            self.title = read_cell(self.document.text, span, self.document.format)
            return
        if pairs and self.title is not None:
            self.values += [(pair, Span(span.start + pair.start, span.start + pair.end)) for pair in pairs]
            self.gap = 0
        elif self.title is not None and any(map(str.isalpha, text)):
            self.gap += 1
            if self.gap > _GAP or is_heading:
                self._close()

    def _close(self) -> None:
        """Declare the values below the title where they are a list: three or more, each code once."""
        title, values = self.title, self.values
        self.title, self.values, self.gap = None, [], 0
        codes = [value.code for value, _ in values]
        if title is None or len(values) < _MIN_VALUES or len(set(codes)) < len(codes):
            return
        extent = (title.span.start, values[-1][1].end)
        enum = self.drafts.add("enum", short_name(title.text), title.span, extent=extent)
        for value, place in values:
            self.drafts.add("member", value.label, place, parent=enum).code = value.code


def _extract(document: Document) -> tuple[Declaration, ...]:
    if document.kind != "text":
        return ()
    return appended(_Walk(document).run(), len(document.declarations))


ENTRY = Extractor(
    id="code-lines",
    title="Code lists in lines",
    extract=_extract,
    reads="Three lines or more of a code and what it means, below a title that speaks of codes.",
)
