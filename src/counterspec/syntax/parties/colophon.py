"""The publisher that a colophon names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterspec.model import Document
from counterspec.syntax.front import front_of
from counterspec.syntax.parties.found import Found, named
from counterspec.syntax.plain import Plain

_PUBLISHER = re.compile(r"(?P<name>[\u3400-\u9fff]{2,16}出版社)(?:有限公司)?\s?(?:出版|发行|印刷)")


def publishers(document: Document) -> Iterator[Found]:
    """Yield the publisher that a colophon on one of the first or last pages names."""
    front = front_of(document)
    for line in (*front.cover, *front.last):
        match = _PUBLISHER.search(line.text) if "出版社" in line.text else None
        if match:
            yield named(document, Plain(document.text, (line.span,)), "publisher", *match.span("name"))
