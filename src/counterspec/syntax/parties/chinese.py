"""Forewords of Chinese standards: 起草单位, 提出, 归口, 发布 and their kin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from counterspec.model import Document, Role
from counterspec.syntax.front import front_of
from counterspec.syntax.organisations import is_chinese_organisation, split_chinese
from counterspec.syntax.parties.found import Found, named, recognised
from counterspec.syntax.plain import Plain

_LIST = re.compile(
    r"(?P<drafter>(?:主要|参加|参与|负责|牵头|共同|协作|主|联合|技术)?(?:起\s?草|编制|编写|参编|主编|编)(?:\((?:排名不分先后|修订)\))?单\s?位(?:及参编单位)?|参编单位)"
    r"(?:\([^()\n]{2,20}\))?\s?(?:[:;;,.。]|为|有|是|包括|\n)|"
    r"(?P<proposer>提出单位|提出部门)\s?(?:[:;,]|为)|"
    r"(?P<custodian>(?:技术)?归口(?:管理)?单位|归口部门|标准化技术归口(?:单位)?)\s?(?:[:;,]|为)|"
    r"(?P<issuer>批准部门|批准单位|发布部门|发布单位|颁布部门)\s?(?:[:;,]|为)"
)
_BY = re.compile(
    r"(?:^|[。;,,\n]|本(?:标准|部分|文件|规范|规程|指南|指导性技术文件|技术报告|修改单|技术文件|标准化指导性技术文件)(?:的|第\d部分)?(?:主要|起草)?|[部分件])"
    r"\s?由\s?(?P<names>[^。;由]{3,220}?)\s?(?:负责|共同|联合|组织|牵头|主要)?"
    r"(?P<verb>(?:提\s?出|起草|编制|批准)(?:\s?(?:并|和|及|、|,)\s?(?:负责)?(?:技术)?归\s?口(?:管理)?)?|归\s?口(?:管理)?(?:\s?(?:并|和)\s?提出)?|发\s?布|主编)"
)
_THEN = re.compile(r"\s?(?:并)?[,,;;]?\s?(?:由)?\s?(?P<names>[^。;,由\n]{3,90}?)(?:负责)?归\s?口")
_JOINED = re.compile(
    r"\s?[,,;;]\s?(?:由\s?)?(?P<names>[^。;,由\n]{3,200}?)\s?(?:等?(?:单位)?)?(?:参加|参与|协助|配合)(?:了)?(?:起\s?草|编制|编写)"
)
_STOP = re.compile(
    r"本(?:标准|部分|文件|规范|规程|指南|技术)\S{0,12}?(?:起\s?草\s?人|代替|历次|所代替|首次|为首次|委托|由|参加|审查)|(?:主要)?(?:起\s?草|编写|审查)\s?人|主要审查|"
    r"历次版本|\n\s?(?:附录|引言|目次|[ⅠⅡⅢⅣⅤIV]{1,4}\n|1\s?范围)"
)
_HINT = re.compile(r"单\s?位|提\s?出|归\s?口|批准部门|起\s?草|发布部门")
_LONG = 4_000
_MOST = 60


def chinese_roles(document: Document) -> Iterator[Found]:
    """Yield the organisations that a Chinese foreword names in roles, in reading order."""
    front = front_of(document).plain
    if _HINT.search(front.text) is None:
        return
    found = [*_by(document, front), *_lists(document, front)]
    found.sort(key=lambda one: one.said.span.start)
    yield from found


def _lists(document: Document, front: Plain) -> Iterator[Found]:
    for match in islice(_LIST.finditer(front.text), _MOST):
        role = cast(Role, match.lastgroup)
        stop = _STOP.search(front.text, match.end(), match.end() + _LONG)
        end = stop.start() if stop else min(len(front.text), match.end() + _LONG)
        seen_image = recognised(document, front, match.start())
        yield from _names(document, front, role, match.end(), end, seen_image)


def _names(
    document: Document, front: Plain, role: Role, start: int, end: int, seen_image: bool
) -> Iterator[Found]:
    for piece in split_chinese(front.text[:end], start, recognised=seen_image):
        repaired = piece.name if piece.repaired else None
        yield named(document, front, role, piece.start, piece.end, repaired=repaired)


def _by(document: Document, front: Plain) -> Iterator[Found]:
    for match in islice(_BY.finditer(front.text), _MOST):
        start, end = match.span("names")
        roles = list(_roles(match.group("verb")))
        seen_image = recognised(document, front, start)
        names = list(_sentence_names(front, start, end, seen_image))
        for role in roles:
            for first, last in names:
                yield named(document, front, role, first, last)
        after = _THEN.match(front.text, match.end()) if names and roles == ["proposer"] else None
        joined = _JOINED.match(front.text, match.end()) if names and roles == ["drafter"] else None
        if joined:
            for first, last in _sentence_names(front, *joined.span("names"), seen_image):
                yield named(document, front, "drafter", first, last)
        if after:
            for first, last in _sentence_names(front, *after.span("names"), seen_image):
                yield named(document, front, "custodian", first, last)


def _roles(verb: str) -> Iterator[Role]:
    verb = "".join(verb.split())
    if "提出" in verb:
        yield "proposer"
    if "归口" in verb:
        yield "custodian"
    if "起草" in verb or "编" in verb:
        yield "drafter"
    if verb in ("发布", "批准"):
        yield "issuer"


def _sentence_names(front: Plain, start: int, end: int, seen_image: bool) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names before a verb; 和 joins two where both sides are whole names."""
    text = front.text[:end]
    whole = "".join(text[start:end].split("\n"))
    if is_chinese_organisation(whole.strip()) and "、" not in whole:
        yield start, end
        return
    pieces = list(split_chinese(text, start, recognised=seen_image))
    if not pieces:
        pieces = list(split_chinese(text.replace("和", "、"), start, recognised=seen_image))
    for piece in pieces:
        if not any(char in piece.name for char in "本该"):
            yield piece.start, piece.end
