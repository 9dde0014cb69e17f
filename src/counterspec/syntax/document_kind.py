"""Tell what kind of document a text is, and by which words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterspec.model import Document

_HEAD = 6_000
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("tender", r"招\s*标\s*文\s*件|采购文件|磋商文件|谈判文件|询价文件|采购项目编号|"
         r"request for proposals?|invitation to tender"),
        ("amendment", r"修改补充文件|修改单|\bamendment \d|corrigendum"),
        ("patent grant", r"\(12\)\s*发明专利(?!申请)|\(45\)\s*授权公告日|united states patent\b(?! application)"),
        ("patent application", r"\(12\)\s*发明专利申请|\(43\)\s*申请公布日|patent application publication"),
        ("draft", r"征求意见稿|送审稿|报批稿|\b(?:committee|working) draft\b|\bDIS\b"),
        ("standard", r"国\s*家\s*标\s*准|行\s*业\s*标\s*准|地\s*方\s*标\s*准|团\s*体\s*标\s*准|企\s*业\s*标\s*准|"
         r"international standard|technical specification|request for comments|\bRFC\s*:?\s*\d+"),
        ("manual", r"手册|说明书|编程指导|user.?s? (?:guide|manual)|programming guide|reference manual"),
        ("data card", r"model card|data ?sheet for|dataset card"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """The kind, as `Bibliography.kind` names it, and the words that show it."""

    kind: str
    why: tuple[str, ...]


def document_kind(document: Document) -> DocumentKind:
    """Return the kind of a document, by its first words; of schemas, code and data by their format."""
    if document.kind != "text":
        return DocumentKind(document.kind, (f"its format is {document.format}",))
    head = document.text[:_HEAD]
    for kind, pattern in _KINDS:
        match = pattern.search(head)
        if match:
            return DocumentKind(kind, (f"it says “{match.group()}”",))
    return DocumentKind("text", ())
