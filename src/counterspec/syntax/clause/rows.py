"""Where a tender demands without a verb: under headings of requirements, and in the columns of parameter tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator

from counterspec.model import Document, Span, Table
from counterspec.syntax.clause.flow import Flow
from counterspec.syntax.clause.sentence import Sentence
from counterspec.syntax.clause.sentences import MARKS, sentences_of
from counterspec.syntax.clause.tradition import Tradition, tradition_of
from counterspec.syntax.once import once

_DEMANDS = re.compile(
    r"(?:技术|功能|性能|参数|配置|服务|采购|项目|用户|建设|系统|设备|指标|质量|安全|商务|招标|货物|产品|具体|基本|主要)\s*(?:及其他|与?服务|和服务)?\s*"
    r"(?:要\s*求|需\s*求|参\s*数|规\s*格|指\s*标|标\s*准)|规格(?:参数|要求)|采购(?:需求|内容)|需求(?:书|说明|清单|一览)|"
    r"(?:technical|functional|minimum|mandatory|system|user|performance)\s+(?:requirements?|specifications?|"
    r"parameters)|statement of work|scope of work|"
    r"leistungs(?:verzeichnis|beschreibung)|(?:technische|funktionale) anforderungen|cahier des (?:charges|"
    r"clauses)|exigences|prescriptions techniques|"
    r"(?:requisitos|especificaciones|requerimientos|especificações)(?: técnic[ao]s)?|pliego de prescripciones|"
    r"termo de referência|requisiti|capitolato|"
    r"технически[ех] требовани[яй]|техническое задание|требования к|المواصفات|المتطلبات|仕様|要件|요구\s?사항|규격",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"评标|评审|评分|合同|格式|须知|附件|公告|承诺|声明|投标函|授权|资格|evaluation|contract|annex|appendix|forms?\b|instructions|zuschlag|vertrag",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"^\s*(?:.{0,8}(?:要求|需求|参数|规格|指标|描述|内容|说明)(?:.{0,4})?|requirements?|specifications?|parameters?|description|anforderung\w*|"
    r"exigences?|requisitos?|требовани[ея])\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r".*(?:序号|编号|名称|数量|单位|备注|响应|偏离|\bno\.?$|name|quantity|remarks?)", re.IGNORECASE
)
_MAX_HEADING = 50
_SHORTEST = 6
_CELL = 2
_LEAD_CELLS = 60


@once
def rows_of(document: Document) -> Rows:
    """Return the headings and tables of a document, made once for the document at hand."""
    return Rows(document, tradition_of(document))


class Rows:
    """The headings and tables of a tender, looked up by place."""

    def __init__(self, document: Document, tradition: Tradition) -> None:
        self._document = document
        self._text = document.text
        self.tradition = self._tradition = tradition
        self._starts: list[int] = []
        self._states: list[Span | None] = []
        self._cells: dict[int, tuple[Table, int, int]] = {}
        self._wanted: dict[int, frozenset[int]] = {}
        if tradition.family in ("tender", "plain"):
            self._headings(document)
            self._tables(document)

    def _headings(self, document: Document) -> None:
        state: Span | None = None
        for passage in document.body:
            text = self._text[
                passage.span.start : min(passage.span.end, passage.span.start + _MAX_HEADING + 1)
            ]
            if (
                len(text) > _MAX_HEADING
                or passage.kind == "cell"
                or text.rstrip().endswith(("。", "；", ";"))
            ):
                continue
            if passage.kind == "heading" or text.rstrip().endswith((":", "：")) or len(text) <= _TITLE:
                if _DEMANDS.search(text):
                    state = passage.span
                elif passage.kind == "heading" and _ENDS.search(text):
                    state = None
                else:
                    continue
                self._starts.append(passage.span.start)
                self._states.append(state)

    def _tables(self, document: Document) -> None:
        for table in document.tables:
            head = table.rows[0] if table.rows else ()
            heads = [self._text[span.start : span.end] for span in head]
            wanted = frozenset(
                column for column, cell in enumerate(heads) if _COLUMN.match(cell) and not _LABEL.match(cell)
            )
            self._wanted[id(table)] = wanted
            for row, cells in enumerate(table.rows):
                for column, span in enumerate(cells):
                    if span.end > span.start:
                        self._cells.setdefault(span.start, (table, row, column))

    def sentences(self) -> Iterator[Sentence]:
        """Yield the document's sentences, and the short cells of requirements, which no passage holds."""
        yield from sentences_of(self._document).all
        if not self._cells:
            return
        known = {passage.span.start for passage in self._document.passages if passage.kind == "cell"}
        for start, (table, row, column) in self._cells.items():
            span = table.rows[row][column]
            if (
                row
                and start not in known
                and column in self._wanted[id(table)]
                and span.end - span.start >= _CELL
            ):
                text = self._text[span.start : span.end]
                yield Sentence(span, text, Flow(self._text, (span,)), 0, "cell")

    def heading(self, sentence: Sentence) -> Span | None:
        """Return the heading that a sentence's demand is inherited from."""
        index = bisect_right(self._starts, sentence.span.start) - 1
        return self._states[index] if index >= 0 else None

    def demands(self, sentence: Sentence) -> bool:
        """Whether a sentence stands under a heading of requirements, or in a column of them."""
        if self._in_column(sentence):
            return True
        if self._tradition.structure.at(sentence.span.start).kind in (
            "evaluation",
            "contract",
            "forms",
            "notice",
            "instructions",
        ):
            return False
        return self.heading(sentence) is not None or self._in_requirements(sentence)

    def _in_requirements(self, sentence: Sentence) -> bool:
        return self._tradition.structure.at(sentence.span.start).kind == "requirements"

    def is_requirement(self, sentence: Sentence) -> bool:
        """Whether a sentence without a modal is one that such a heading binds: an item, or a cell of such a column."""
        if self._in_column(sentence):
            return len(sentence.text) >= _CELL
        if len(sentence.text) < _SHORTEST or sentence.text.rstrip().endswith((":", "：", "?", "？")):
            return False
        return sentence.item

    def _in_column(self, sentence: Sentence) -> bool:
        found = self._cell(sentence)
        return found is not None and found[1] > 0 and found[2] in self._wanted[id(found[0])]

    def _cell(self, sentence: Sentence) -> tuple[Table, int, int] | None:
        return self._cells.get(sentence.flow.parts[0].start) if sentence.kind == "cell" else None

    def around(self, offset: int) -> str:
        """Return the text of the table row that a cell begins in, "" where there is none."""
        found = self._cells.get(offset)
        if found is None:
            return ""
        rows = (found[0].rows[0], found[0].rows[found[1]])
        return " ".join(self._text[span.start : span.end] for row in rows for span in row)

    def label(self, sentence: Sentence) -> Span | None:
        """Return the cells left of a sentence's cell: the parameter that a requirement is about."""
        found = self._cell(sentence)
        if found is None or not found[2]:
            return None
        if found[2] not in self._wanted[id(found[0])]:
            return None
        left = [
            span for span in found[0].rows[found[1]][: found[2]] if 0 < span.end - span.start <= _LEAD_CELLS
        ]
        left = [span for span in left if not self._text[span.start : span.end].strip(" .、").isdigit()]
        return left[-1] if left else None

    def mark(self, sentence: Sentence, legends: Collection[str]) -> str | None:
        """Return the mark that stands alone in another cell of the row, for the row's longest cell."""
        found = self._cell(sentence)
        if found is None:
            return None
        row = found[0].rows[found[1]]
        longest = max(row, key=lambda span: span.end - span.start)
        if longest.start != sentence.flow.parts[0].start:
            return None
        for span in row:
            text = self._text[span.start : span.end].strip()
            if len(text) == 1 and text in MARKS and (text in legends or text in "★▲※"):
                return text
        return None


_TITLE = 24
"""A line so short may be a heading that its reader did not mark as one."""
