"""Tell whether a data file is a catalogue of translations."""

from __future__ import annotations

import re

from counterspec.syntax.data_words import word_set
from counterspec.syntax.tree import Node, Object, Scalar, members

_LANGUAGES = word_set(
    "aa af am ar az be bg bn bo bs ca cs cy da de dz el en eo es et eu fa fi fr ga gl gu ha he hi hr "
    "hu hy id ig is it ja",
    "jv ka kk km kn ko ku ky lb ln lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no om or pa pl ps "
    "pt ro ru rw sa sd si",
    "sk sl sm sn so sq sr st su sv sw ta te tg th ti tk tl tn tr ts tt ug uk ur uz vi xh yi yo za zh zu",
)
_TAG = re.compile(r"([a-z]{2,3})(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}|[a-z]{2}|\d{3})){0,2}\Z")
_FOLDERS = re.compile(
    r"(?:^|/)(?:locales?|langs?|languages?|i18n|l10n|translations?|nls|intl)(?:/|[._-][^/]*\Z|\Z)",
    re.IGNORECASE,
)
_FILE = re.compile(r"(?:^|[._-])([a-z]{2}(?:[-_][A-Za-z]{2,4})?)\.(?:json|ya?ml|properties|arb|ini|toml)\Z")


def is_language_tag(key: str) -> bool:
    match = _TAG.match(key)
    return match is not None and match.group(1) in _LANGUAGES


def is_catalogue(path: str, root: Node) -> bool:
    """Whether a file holds translations: by its place, its name, or keys that are languages."""
    name = path.rpartition("/")[2]
    if _FOLDERS.search(path.rpartition(".")[0]):
        return True
    file = _FILE.search(name)
    if file is not None and is_language_tag(file.group(1)):
        return True
    return _by_keys(root) or any(_by_keys(item.value) for item in members(root)[:50])


def _by_keys(node: Node) -> bool:
    """Whether at least three keys, and half of them, are languages of words or tables of words."""
    pairs = members(node)
    languages = [
        item for item in pairs if is_language_tag(item.key) and isinstance(item.value, Scalar | Object)
    ]
    return len({item.key for item in languages}) >= 3 and len(languages) * 2 >= len(pairs)
