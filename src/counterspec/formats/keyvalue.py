"""Data files that no schema language claims: JSON, YAML, TOML, INI, properties, .env, notebooks."""

from __future__ import annotations

import re

from counterspec.formats import Format, Head
from counterspec.model import Document, Note, Passage, Source, Span
from counterspec.safe.text import Text
from counterspec.syntax.data_walk import DataWalk
from counterspec.syntax.locale_hint import is_catalogue
from counterspec.syntax.sheet import Role, Sheet, note, open_tree
from counterspec.syntax.tree import Array, Node, Object, get, items, scalars, text_at
from counterspec.syntax.tree_lines import settings_share
from counterspec.syntax.tree_load import (
    JSON_SUFFIXES,
    LINE_SUFFIXES,
    YAML_SUFFIXES,
    looks_like_json,
    looks_like_yaml,
)

_SUFFIXES = (
    *JSON_SUFFIXES,
    *LINE_SUFFIXES,
    *YAML_SUFFIXES,
    ".toml",
    ".properties",
    ".ini",
    ".env",
    ".cfg",
    ".conf",
)
_TOOLS = re.compile(
    r"(?:package(?:-lock)?|composer|tsconfig.*|jsconfig.*|angular|nx|lerna|turbo|renovate|deno|bower|babel\.config"
    r"|vercel|netlify|firebase|manifest\.webapp|api-extractor|cspell|tslint|jest\.config|\.[\w.-]*rc)\.json[5c]?"
    r"|[\w.-]*\.lock(?:\.json)?|[\w.-]*-lock\.(?:json|ya?ml)|(?:cargo|pyproject|pipfile|poetry|gopkg)\.toml"
    r"|\.(?:eslintrc|prettierrc|babelrc|stylelintrc)[\w.]*|(?:docker-)?compose[\w.-]*\.ya?ml|\.travis\.yml"
    r"|\.gitlab-ci\.yml|\.pre-commit-config\.yaml|mkdocs\.ya?ml|setup\.cfg|tox\.ini|pytest\.ini|\.editorconfig"
    r"|[\w.-]*\.(?:map|sarif|tfstate)"
)
"""Files of tools: they name packages, paths and switches, and define nothing."""
_SPEAKING = (
    "title", "name", "policy", "description", "desc", "summary", "comment", "domain", "purpose", "about",
    "namespace", "dataset", "标题", "名称", "说明", "描述",
)  # fmt: skip
_LONG = 1000
_MOSTLY = 0.9


def _claim(head: Head) -> int:
    if head.text is None:
        return 0
    if head.suffix in _SUFFIXES or head.name.startswith(".env"):
        return 30 if head.suffix not in {".cfg", ".conf"} or settings_share(head.text) > _MOSTLY else 0
    if looks_like_json(head.text):
        return 42
    return 41 if head.suffix == "" and looks_like_yaml(head.text) and head.text.startswith("---") else 0


def _read(source: Source, text: Text | None) -> Document:
    sheet, tree, media_type = open_tree(source, text)
    name = sheet.file_name.lower()
    roots = [root for root in tree.roots if isinstance(root, Object | Array)]
    if name.endswith(".ipynb"):
        for root in roots:
            _cells(sheet, root)
    elif roots and not _TOOLS.fullmatch(name):
        _declare(sheet, roots, lines=name.endswith(LINE_SUFFIXES))
    return sheet.document("keyvalue", media_type, "data", title=text_at(roots[0], "title") if roots else None)


def _declare(sheet: Sheet, roots: list[Object | Array], *, lines: bool) -> None:
    first = roots[0]
    if is_catalogue(sheet.source.path, first):
        sheet.preamble.append(Note("locale catalogue", Span(first.start, first.start), "annotation"))
    walk = DataWalk(sheet)
    if lines:
        walk.lines([root for root in roots if isinstance(root, Object)])
        return
    for root in roots:
        found = (note(text_at(root, key), _role(key)) for key in _SPEAKING)
        sheet.preamble.extend(given for given in found if given is not None and len(given.text) <= _LONG)
        walk.root(root)


def _role(key: str) -> Role:
    return "label" if key in {"title", "name", "标题", "名称"} else "description"


def _cells(sheet: Sheet, root: Node) -> None:
    """Take the prose of a notebook as passages, line by line; its code is not read."""
    for cell in items(get(root, "cells")):
        kind = text_at(cell, "cell_type")
        if kind is None or kind.text != "markdown":
            continue
        for line in scalars(get(cell, "source")):
            if line.text.strip():
                passage = "heading" if line.text.lstrip().startswith("#") else "paragraph"
                written = sheet.content[line.start : line.end]
                sheet.passages.append(
                    Passage(Span(line.start, line.end - 2 * written.endswith("\\n")), passage)
                )


ENTRY = Format(
    id="keyvalue",
    title="Data file",
    kind="data",
    media_type="application/json",
    suffixes=_SUFFIXES,
    claim=_claim,
    read=_read,
    reads="Objects as records, keys as fields, lists and mappings of words as values; definitions of forms "
    "and columns, rules, lists of refused fields, schemas inside; the prose of notebooks.",
)
