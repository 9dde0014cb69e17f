"""The table of results in a notice of an award."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterspec.model import Document, Said, Span
from counterspec.syntax.organisations import is_organisation
from counterspec.syntax.plain import tidy

_TABLES = 40
_ROWS = 40
_WINNER = re.compile(r"(?:中标|成交|中选)?(?:[(（](?:成交|中标)[)）])?(?:供应商|投标人|单位|人)(?:名称)?")
_GETS = re.compile(r"(?:中标|成交|中选)\S{0,8}(?:金额|价)")
_RANKS = re.compile(r"得分|排名|排序|名次|评审|推荐|是否")


def winners(document: Document) -> Iterator[Said]:
    """Yield the suppliers that the first table of results names beside what they get, each once."""
    text = document.text
    for table in document.tables[:_TABLES]:
        first = table.rows[0] if table.rows else ()
        heads = ["".join(text[span.start : span.end].split()) for span in first]
        place = next((index for index, head in enumerate(heads) if _WINNER.fullmatch(head)), -1)
        ranked = any(_RANKS.search(head) for head in heads)
        if place < 0 or ranked or not any(_GETS.search(head) for head in heads):
            continue
        seen: set[str] = set()
        for row in table.rows[1:_ROWS]:
            span = row[place] if place < len(row) else Span(0, 0)
            name = tidy(text[span.start : span.end])
            if name not in seen and is_organisation(name):
                seen.add(name)
                yield Said(name, span)
        return
