"""Choose the reader of a data file by its name and first characters, and keep the last tree read."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from counterspec.syntax.tree import Array, Node, Object, Tree
from counterspec.syntax.tree_json import parse_json, parse_json_lines

JSON_SUFFIXES = (
    ".json", ".json5", ".jsonc", ".jsonld", ".geojson", ".topojson", ".har", ".ipynb", ".webmanifest",
    ".avsc", ".avpr", ".hjson", ".arb",
)  # fmt: skip
LINE_SUFFIXES = (".jsonl", ".ndjson")
YAML_SUFFIXES = (".yaml", ".yml", ".raml", ".eyaml")
SETTING_SUFFIXES = (".properties", ".ini", ".cfg", ".conf", ".env")
_OPEN_SUFFIXES = ("", ".tpl", ".tmpl", ".template", ".swagger", ".openapi", ".schema")

_JSON_HEAD = re.compile(
    r"[\s\ufeff]*+(?://[^\n]*+\n\s*+|/\*[^*]*+\*/\s*+)*+"
    r"(?:\{\s*+(?:[\"}/]|\w++\s*+:)|\[\s*+(?:[\[{\"\]]|-?\d++\s*+,))"
)
_YAML_HEAD = re.compile(
    r"\ufeff?(?:(?:#[^\n]*+|---[^\n]*+|%YAML[^\n]*+|[ \t\r]*+)\n)*+"
    r"[\w\"'$.@/-][^\n:]{0,80}:(?:[ \t\r]|\n|\Z)"
)


def dialect_of(name: str, suffix: str, text: str) -> str | None:
    """Return "json", "jsonl", "yaml", "toml" or "settings", None where it is none of them.

    `name` and `suffix` are in lower case; content decides where the suffix is not known.
    """
    if suffix in LINE_SUFFIXES:
        return "jsonl"
    if suffix == ".toml":
        return "toml"
    if suffix in YAML_SUFFIXES:
        return "yaml"
    if suffix in JSON_SUFFIXES or _JSON_HEAD.match(text):
        return "json"
    if suffix in SETTING_SUFFIXES or name.startswith(".env"):
        return "settings"
    return None


def looks_like_json(text: str) -> bool:
    return bool(_JSON_HEAD.match(text))


def looks_like_yaml(text: str) -> bool:
    """Whether a text begins with a key and a colon, comments aside."""
    return bool(_YAML_HEAD.match(text))


@lru_cache(maxsize=2)
def load(text: str, dialect: str) -> Tree:
    """Read a text in a dialect; claiming and reading the same text share one tree."""
    with _no_collection():
        return _parse(text, dialect)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Pause the cyclic collector: a tree has no cycles, and its many nodes would be walked over and over."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _parse(text: str, dialect: str) -> Tree:
    if dialect == "jsonl":
        return parse_json_lines(text)
    if dialect == "yaml":
        from counterspec.syntax.tree_yaml import parse_yaml

        return parse_yaml(text)
    if dialect in {"toml", "settings"}:
        from counterspec.syntax.tree_lines import parse_settings, parse_toml

        return parse_toml(text) if dialect == "toml" else parse_settings(text)
    return parse_json(text)


def head_root(name: str, suffix: str, text: str) -> Node | None:
    """Return the first object or array of a head, None where it is no JSON, YAML, TOML or settings.

    A head that is cut off gives what stands before the cut. YAML under a suffix that is not its
    own is read only where that suffix says nothing.
    """
    dialect = dialect_of(name, suffix, text)
    if dialect is None and suffix in _OPEN_SUFFIXES and looks_like_yaml(text):
        dialect = "yaml"
    if dialect is None:
        return None
    tree = load(text, dialect)
    return next((root for root in tree.roots if isinstance(root, Object | Array)), None)
