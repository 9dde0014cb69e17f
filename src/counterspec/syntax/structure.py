"""The sections of a document: cover, foreword, reference lists, annexes, chapters of a tender, parts of a patent."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from counterspec.model import Document, Passage, Span

SectionKind = Literal[
    "cover", "contents", "foreword", "introduction", "scope", "normative_references", "terms", "body",
    "annex", "bibliography",
    "notice", "instructions", "requirements", "evaluation", "contract", "forms",
    "abstract", "claims", "description", "drawings",
]  # fmt: skip
"""Standards: cover to bibliography. Tenders: notice (招标公告), instructions (须知), requirements (采购需求),
evaluation (评标办法), contract, forms (格式). Patents: abstract to drawings. All else is body."""

_TITLES: tuple[tuple[SectionKind, str], ...] = (
        ("contents", r"目\s*[次录錄]$|(?:table of )?contents$|sommaire$|inhalt(?:sverzeichnis)?$|índice$"),
        ("foreword", r"前\s*言$|foreword$|preface$|avant-propos$|vorwort$|предисловие$"),
        ("introduction", r"引\s*言$|introduction$|einleitung$|введение$"),
        ("normative_references", r"规范性引用文件|引用标准|normative references?|références normatives|"
         r"normative verweisungen|нормативные ссылки"),
        ("bibliography", r"参\s*考\s*文\s*献|bibliography$|(?:informative )?references$|bibliographie$|literatur"),
        ("terms", r"术语|terms and definitions|definitions|termes et définitions|термины"),
        ("scope", r"范\s*围$|scope$|domaine d.application|anwendungsbereich|область применения"),
        ("annex", r"附\s*录\s*[A-Z]|annex(?:e)?\s+[A-Z]|appendix\s+[A-Z\d]|приложение\s+[А-Я]"),
        ("notice", r".{0,8}(?:招标公告|采购公告|磋商公告|谈判公告|采购邀请|投标邀请|邀请函)"),
        ("instructions", r".{0,8}(?:投标人须知|供应商须知|磋商须知|申请人须知)"),
        ("requirements", r".{0,10}(?:采购需求|技术要求|技术规格|服务需求|招标项目需求|用户需求|项目需求)"),
        ("evaluation", r".{0,8}(?:评标办法|评审办法|评分标准|评标方法|评审方法|评定成交)"),
        ("contract", r".{0,10}(?:合同条款|合同文本|合同草案|合同格式|拟签订)"),
        ("forms", r".{0,8}(?:(?:投标|响应|申请|磋商)文件(?:的)?(?:格式|组成)|附件格式)"),
        ("abstract", r"(?:\(57\)\s*)?(?:摘\s*要$|abstract$)"),
        ("claims", r"权\s*利\s*要\s*求\s*书|claims$|what is claimed|ansprüche"),
        ("drawings", r"附图说明|brief description of the drawings|说明书附图"),
        ("description", r"说\s*明\s*书$|(?:detailed )?description"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TITLES)
_NUMBER = re.compile(
    r"\s*(?:第\s*[一二三四五六七八九十百\d]+\s*[章节部分篇]+|[一二三四五六七八九十]+\s*[、.．]|"
    r"\d{1,2}(?:[.．]\d{1,3})*[.．]?(?=\s|[^\d.．])|[A-Z](?:\.\d{1,3})+)\s*"
)
_INFORMATIVE = re.compile(r"资料性|informative|информативн", re.I)
_NORMATIVE = re.compile(r"规范性(?!引用)|normative(?! ref)", re.I)
_MAX_HEADING = 60


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the document. `normative` is an annex's own word on itself, None where it has none."""

    kind: SectionKind
    span: Span
    title: Span | None = None
    number: str | None = None
    normative: bool | None = None


class Structure:
    """A document's sections, in order and without gaps."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = tuple(sections)
        self._starts = [section.span.start for section in sections]

    def at(self, offset: int) -> Section:
        """Return the section that holds a place of the text."""
        return self.sections[max(bisect_right(self._starts, offset) - 1, 0)]

    def of(self, *kinds: SectionKind) -> tuple[Section, ...]:
        """Return the sections of some kinds, in order."""
        return tuple(section for section in self.sections if section.kind in kinds)


class _Latest:
    """The structure of the document read last: every extractor asks for it, one after another."""

    text: str | None = None
    structure = Structure((Section("body", Span(0, 0)),))


def structure_of(document: Document) -> Structure:
    """Return the sections of a document, made once for the document at hand."""
    if _Latest.text is not document.text:
        _Latest.structure = Structure(
            tuple(_sections(document)) or (Section("body", Span(0, len(document.text))),)
        )
        _Latest.text = document.text
    return _Latest.structure


def _sections(document: Document) -> Iterator[Section]:
    text = document.text
    start, kind, title, normative = 0, _first_kind(document), None, None
    for passage in document.body:
        found = section_kind(passage, text)
        if found is None or passage.span.start <= start < passage.span.end:
            continue
        yield Section(kind, Span(start, passage.span.start), title, None, normative)
        start, kind, title = passage.span.start, found, passage.span
        normative = _normative(text[passage.span.start : passage.span.end + 40])
    yield Section(kind, Span(start, len(text)), title, None, normative)


def _first_kind(document: Document) -> SectionKind:
    return "cover" if document.pages else "body"


def section_kind(passage: Passage, text: str) -> SectionKind | None:
    """Return the kind of section a passage opens, "body" for another numbered heading, None for no heading."""
    content = text[passage.span.start : min(passage.span.end, passage.span.start + _MAX_HEADING + 1)]
    if len(content) > _MAX_HEADING or passage.kind == "cell":
        return None
    bare = _NUMBER.sub("", content, count=1).strip()
    for kind, pattern in _PATTERNS:
        if pattern.match(bare):
            return kind
    return "body" if passage.kind == "heading" and _NUMBER.match(content) else None


def _normative(text: str) -> bool | None:
    if _INFORMATIVE.search(text):
        return False
    return True if _NORMATIVE.search(text) else None
