"""What the elements of HTML are, and what their attributes say about showing them."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


INLINE = _set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q "
    "ruby rb s samp small span strike strong sub sup time tt u var o:p st1:p"
)
VOID = _set(
    "area base basefont br col embed frame hr img input link meta param source track wbr spacer keygen"
)
HEADINGS = _set("h1 h2 h3 h4 h5 h6")
TABLE_PARTS = _set("table tbody thead tfoot tr td th caption colgroup")
SECTIONS = _set("article main section")
BLOCK_KIND = {
    "li": "item",
    "dt": "item",
    "dd": "item",
    "option": "item",
    "figcaption": "caption",
    "caption": "caption",
}
_HIDDEN_STYLE = re.compile(
    r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)|font-size\s{0,9}:\s{0,9}0(?:p|e|;|\s|$)|"
    r"opacity\s{0,9}:\s{0,9}0(?:\.0+)?\s{0,9}(?:;|$)|mso-hide\s{0,9}:\s{0,9}all)", re.IGNORECASE,
)  # fmt: skip
_ROLE = re.compile(
    r"\brole\s{0,4}=\s{0,4}[\"']?(navigation|banner|contentinfo|presentation|none|menu|menubar)\b", re.I
)
_HIDDEN_FLAG = re.compile(r"(?<![\w\-=\"'])hidden(?![\w\-])")
_ROLE_KIND = {
    "navigation": "header",
    "menu": "header",
    "menubar": "header",
    "banner": "header",
    "contentinfo": "footer",
}
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def is_hidden(attributes: str) -> bool:
    """Tell whether an element's attributes hide it."""
    if "style" in attributes and _HIDDEN_STYLE.search(attributes):
        return True
    return "hidden" in attributes and _HIDDEN_FLAG.search(_QUOTED.sub('""', attributes)) is not None


def region_kind(name: str, attributes: str, inside_section: bool) -> str:
    """Return "header" or "footer" for parts of the page that stand around what it says, "" for others."""
    role = _ROLE.search(attributes) if "role" in attributes else None
    if role is not None and role.group(1).lower() in _ROLE_KIND:
        return _ROLE_KIND[role.group(1).lower()]
    if name == "nav":
        return "header"
    if name in {"header", "footer"} and not inside_section:
        return name
    return "footer" if name == "aside" else ""


def for_layout(attributes: str) -> bool:
    """Tell whether a table says itself that it only places things."""
    role = _ROLE.search(attributes) if "role" in attributes else None
    return role is not None and role.group(1).lower() in {"presentation", "none"}


def attribute(attributes: str, name: str) -> str | None:
    """Return an attribute's value, None where it is absent."""
    pattern = _PATTERNS.get(name)
    match = pattern.search(attributes) if pattern and name in attributes.lower() else None
    return (match.group(1) or match.group(2) or match.group(3) or "") if match else None


def count(attributes: str, name: str, most: int = 1000) -> int:
    """Return an attribute that is a number from 1 to `most`, 1 where it is none."""
    if not attributes:
        return 1
    value = (attribute(attributes, name) or "").strip()
    return min(max(int(value), 1), most) if value.isdecimal() and value.isascii() and len(value) < 6 else 1


_PATTERNS = {
    name: re.compile(
        rf"(?<![\w\-]){name}\s{{0,9}}=\s{{0,9}}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
    )
    for name in ("colspan", "rowspan", "start", "type", "value")
}
