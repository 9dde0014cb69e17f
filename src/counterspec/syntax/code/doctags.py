"""Tags of documentation comments that speak of single fields: `@property`, `@param`, `:param x:`."""

from __future__ import annotations

import re
from typing import NamedTuple

from counterspec.syntax.code.draft import Draft, Remark
from counterspec.syntax.code.tree import Place

_FIRST_TAG = re.compile(
    r"(?:^|\n)\s*(?:@(?:param|return|returns|throws|author|since|version|see|property|prop|field|date|copyright|deprecated|"
    r"type|typedef|exception|link|example|ingroup|tparam|memberof|constructor|receiver|package|time|email|create|Author|Date|"
    r"Description|mixin|method|template)\b|:(?:param|return|returns|raises|type|rtype|ivar)\b)"
)
_FIELD = re.compile(
    rb"@(?:param|property(?:-read|-write)?|prop|field)[ \t]+"
    rb"(?:\{(?P<type>[^}\n]{0,120})\}[ \t]*|(?P<php>[\w|\\?<>\[\],]{1,80})[ \t]+(?=\$))?"
    rb"\[?\$?(?P<name>[A-Za-z_][\w]*)[^\s\]]{0,60}\]?[ \t]*[-:]?[ \t]*(?P<text>[^\n@*]{0,400})"
)
_TYPEDEF = re.compile(
    rb"@typedef[ \t]+(?:\{[^}\n]{0,120}\}[ \t]*)?(?P<name>[A-Za-z_]\w*)|@schema[ \t]+(?P<schema>[A-Za-z_]\w*)"
)


class TaggedField(NamedTuple):
    """One field that a documentation comment speaks of; `text` None where it only names it."""

    tag: str
    name: Place
    type_name: str | None
    text: Place | None


def main_text(text: str) -> str:
    """Return what a documentation comment says before its tags."""
    match = _FIRST_TAG.search(text)
    return text[: match.start()].strip() if match is not None else text


def tagged_fields(data: bytes, start: int, end: int) -> list[TaggedField]:
    """Return the fields that the tags of the comment between two bytes speak of."""
    found = []
    for match in _FIELD.finditer(data, start, min(end, start + 40_000)):
        kind = match.group("type") or match.group("php")
        raw = match.group("text").rstrip()
        text = raw.decode("utf-8", "replace")
        place = (
            Place(text, match.start("text"), match.start("text") + len(raw)) if text.strip("-* /") else None
        )
        tag = match.group()[1:6].decode("ascii", "replace")
        found.append(
            TaggedField(tag, _name(match, "name"), kind.decode("utf-8", "replace") if kind else None, place)
        )
    return found


def typedef(data: bytes, start: int, end: int) -> Place | None:
    """Return the name of the type that a JSDoc comment defines by itself."""
    match = _TYPEDEF.search(data, start, min(end, start + 4_000))
    if match is None:
        return None
    return _name(match, "name" if match.group("name") else "schema")


def _name(match: re.Match[bytes], group: str) -> Place:
    return Place(match.group(group).decode("utf-8", "replace"), match.start(group), match.end(group))


def describe_fields(
    drafts: list[Draft], named: dict[tuple[int | None, str], int], owner: int, fields: list[TaggedField]
) -> None:
    """Bind what tags say to the fields of `owner` that they name."""
    for tagged in fields:
        index = named.get((owner, tagged.name.text))
        if index is not None and tagged.text is not None:
            note = Remark(tagged.text.text.strip(), tagged.text.start, tagged.text.end, "description")
            if all(other.text != note.text for other in drafts[index].notes):
                drafts[index].notes.append(note)
