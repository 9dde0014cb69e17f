"""OpenAPI 2 and 3 and AsyncAPI, written as JSON or YAML."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Source
from counterspec.safe.text import Text
from counterspec.syntax.api_walk import ApiWalk
from counterspec.syntax.sheet import note, open_tree
from counterspec.syntax.tree import Object, get, text_at

_DECLARES = re.compile(
    r"""(?m)(?:^|[{,\s])["']?(?:openapi|swagger|asyncapi)["']?[ \t]*:"""
    r"""[ \t\r\n]*["']?[1-9](?:\.\d+){0,2}["'\s,}]"""
)
_NAMES = ("openapi", "swagger", "asyncapi")
_SUFFIXES = (".json", ".yaml", ".yml", ".json5", ".jsonc")


def _claim(head: Head) -> int:
    text = head.text
    # Looking for the names first spares every other text the search.
    if text is None or not any(name in text for name in _NAMES) or not _DECLARES.search(text):
        return 0
    known = head.suffix in _SUFFIXES
    if re.search(r"""["']?(?:paths|components|definitions|channels|info)["']?[ \t]*:""", text) is None:
        return 0
    return 95 if known else 60


def _read(source: Source, text: Text | None) -> Document:
    sheet, tree, media_type = open_tree(source, text)
    title = None
    for root in tree.roots:
        if not isinstance(root, Object):
            continue
        info = get(root, "info")
        title = title or text_at(info, "title")
        given = (note(text_at(info, "title"), "label"), note(text_at(info, "description"), "description"))
        sheet.preamble.extend(found for found in given if found is not None)
        ApiWalk(sheet).document(root)
    return sheet.document("openapi", media_type, "schema", title=title)


ENTRY = Format(
    id="openapi",
    title="OpenAPI and AsyncAPI",
    kind="schema",
    media_type="application/vnd.oai.openapi",
    suffixes=(".json", ".yaml", ".yml"),
    claim=_claim,
    read=_read,
    reads="Operations with their parameters and bodies, what a search can ask for, and the named schemas.",
    eager=True,
)
