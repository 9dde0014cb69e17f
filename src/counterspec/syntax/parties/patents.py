"""Applicants and assignees of patents: organisations only, never inventors or agents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterspec.model import Document, Role
from counterspec.syntax.bibliography.patent import inid_items
from counterspec.syntax.front import front_of
from counterspec.syntax.organisations import is_organisation
from counterspec.syntax.parties.found import Found, named
from counterspec.syntax.plain import Plain, has_cjk

_ROLES: dict[str, Role] = {"71": "applicant", "73": "assignee"}
_LABEL = re.compile(
    r"^\s*(?:申请人|專利權人|专利权人|申請人|【?出願人】?|【?特許権者】?|출원인|특허권자|applicants?|"
    r"assignees?|proprietors?|anmelder|patentinhaber|inhaber|"
    r"demandeur(?:\(s\))?|d[ée]posant|titulaire(?:\(s\))?|brevet[ée]|solicitante|"
    r"titular(?:es)?|depositante|заявител[ьи]|патентообладател[ьи]|richiedente)"
    r"(?:\(s\))?\s*[::]?\s*|【氏名又は名称】",
    re.IGNORECASE | re.MULTILINE,
)
_PLACE = re.compile(
    r"地址|住所|【住所|【識別番号|address|anschrift|\b\d{5,6}\b|\((?:US|"
    r"CN|JP|KR|DE|FR|GB|EP|TW|CA|NL|SE|CH|IL|IN|RU|ES|IT|BR)\)",
    re.I,
)
_LEGAL = re.compile(
    r"(?P<name>[^;\n]{2,100}?(?:\b(?:inc|corp|co|ltd|llc|l\.l\.c|plc|gmbh|ag|kg|s\.?a\.?s?|s\.?r\.?l|"
    r"s\.?p\.?a|b\.?v|n\.?v|oy|ab|limited|corporation|company)\b\.?(?:,? ?(?:ltd|inc|llc|limited)\b\.?)?))"
    r"(?=[,;\n (]|$)",
    re.IGNORECASE,
)  # fmt: skip


def patent_roles(document: Document) -> Iterator[Found]:
    """Yield applicants, (71), and assignees, (73), that are organisations."""
    front = front_of(document).plain
    for item in inid_items(front.text):
        role = _ROLES.get(item.code)
        if role is not None:
            yield from _names(document, front, role, item.start, item.end)


def _names(document: Document, front: Plain, role: Role, start: int, end: int) -> Iterator[Found]:
    position = start
    for line in front.text[start:end].split("\n")[:14]:
        label = _LABEL.match(line)
        begin = label.end() if label else 0
        place = _PLACE.search(line, begin)
        piece = line[begin : place.start() if place else len(line)].strip(" ,;、:")
        for name in re.split(r"[;;、]", piece):
            yield from _name(document, front, role, position + begin, line[begin:], name.strip())
        position += len(line) + 1


def _name(document: Document, front: Plain, role: Role, start: int, line: str, name: str) -> Iterator[Found]:
    legal = None if has_cjk(name) else _LEGAL.match(name)
    if legal:
        name = legal.group("name").strip()
    elif not has_cjk(name):
        name = name.split(",")[0].strip()
    at = line.find(name)
    if at >= 0 and len(name) >= 3 and is_organisation(name):
        yield named(document, front, role, start + at, start + at + len(name))
