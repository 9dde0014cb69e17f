"""Schemas and data files: what their own words for name, version, date and publisher say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from counterspec.model import Bibliography, Document, Said, Span
from counterspec.syntax import jurisdictions
from counterspec.syntax.dates import first_date
from counterspec.syntax.document_kind import DocumentKind
from counterspec.syntax.languages import language_of
from counterspec.syntax.plain import tidy

_HEAD = 20_000
_MAX_JSON = 8_000_000
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:schema|definitions|description)\b[^>]{0,6000}>")
_ATTRIBUTE = r"(?<![\w:]){0}\s*=\s*(?:\"([^\"<]{{1,300}})\"|'([^'<]{{1,300}})')"
_DOCUMENTATION = re.compile(r"<(?:[\w.-]+:)?documentation\b[^>]{0,200}>\s*([^<]{3,4000})<")
_NAMED = re.compile(r"<(?:[\w.-]+:)?(?:element|simpleType|complexType|attribute|group|message|types)\b")
_TITLE_END = re.compile(r"\n|(?<=[.。;])\s")
_YAML = re.compile(
    r"^(?P<pad> {0,8}|\t)(?P<key>title|version):\s*(?P<quote>['\"]?)(?P<value>[^'\"\n#]{1,200})(?P=quote)",
    re.MULTILINE,
)
_ISO_3166 = re.compile(r"^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$")
_LONG_TITLE = 160


def schema_bibliography(document: Document, kind: DocumentKind) -> Bibliography:
    """Return what a schema says of itself, by its notation."""
    text = document.text
    start = text[:400].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _xml(document, kind)
    if start.startswith("{"):
        return _json(document, kind)
    if re.search(r"^(?:openapi|swagger|asyncapi):", text[:2_000], re.MULTILINE):
        return _yaml(document, kind)
    return Bibliography(kind.kind, kind.why)


def data_bibliography(document: Document, kind: DocumentKind) -> Bibliography:
    """Return the title that the reader found in the text itself."""
    title = document.title
    at = document.text.find(title, 0, _HEAD) if title else -1
    if not title or at < 0:
        return Bibliography(kind.kind, kind.why)
    said = Said(tidy(title), Span(at, at + len(title)))
    place = jurisdictions.by_words(title, chinese=False)
    return Bibliography(
        kind.kind, kind.why, titles=((language_of(title), said),),
        jurisdiction=Said(place[0], said.span) if place else None,
    )  # fmt: skip


# -- XML ---------------------------------------------------------------------------------------


def _xml(document: Document, kind: DocumentKind) -> Bibliography:
    text = document.text
    root = _ROOT.search(text, 0, _HEAD)
    if root is None:
        return Bibliography(kind.kind, kind.why)
    first = _NAMED.search(text, root.end())
    stop = min(first.start() if first else len(text), root.end() + 8_000)
    documentation = _DOCUMENTATION.search(text, root.end(), stop)
    title = _documented(text, documentation) if documentation else None
    return Bibliography(
        kind.kind, kind.why,
        number=_attribute(text, root, "targetNamespace"),
        titles=((language_of(title.value), title),) if title else (),
        version=_attribute(text, root, "version"),
        jurisdiction=_place(text, documentation),
    )  # fmt: skip


def _attribute(text: str, root: re.Match[str], name: str) -> Said | None:
    match = re.compile(_ATTRIBUTE.format(name)).search(text, root.start(), root.end())
    if match is None:
        return None
    group = 1 if match.group(1) is not None else 2
    return Said(match.group(group).strip(), Span(*match.span(group)))


def _documented(text: str, match: re.Match[str]) -> Said | None:
    """Return the first line of the schema's own documentation, where it reads as a title."""
    content = match.group(1)
    end = _TITLE_END.search(content)
    title = content[: end.start() if end else len(content)].strip()
    if not 3 <= len(title) <= _LONG_TITLE:
        return None
    start = match.start(1) + content.index(title)
    del text
    return Said(tidy(title), Span(start, start + len(title)))


def _place(text: str, match: re.Match[str] | None) -> Said | None:
    found = jurisdictions.by_words(match.group(1), chinese=False) if match else None
    if match is None or found is None:
        return None
    del text
    return Said(found[0], Span(match.start(1) + found[1], match.start(1) + found[2]))


# -- JSON --------------------------------------------------------------------------------------


def _json(document: Document, kind: DocumentKind) -> Bibliography:
    whole = _parsed(document.text)
    if whole is None:
        return Bibliography(kind.kind, kind.why)
    inner = whole.get("info")
    info: dict[str, Any] = inner if isinstance(inner, dict) else {}
    resource = isinstance(whole.get("resourceType"), str)
    number = _string(document, whole, "url") if resource else _string(document, whole, "$id", "id")
    title = _string(document, whole, "title") or _string(document, info, "title")
    date = _string(document, whole, "date") if resource else None
    day = first_date(date.value[:10]) if date else None
    publisher = _string(document, whole, "publisher") if resource else None
    return Bibliography(
        kind.kind, kind.why, number=number if number and re.search(r"[:/.]", number.value) else None,
        titles=((language_of(title.value), title),) if title else (),
        version=_string(document, whole, "version") or _string(document, info, "version"),
        issuers=(publisher,) if publisher else (),
        issued=Said(day.iso, date.span) if date and day else None,
        jurisdiction=next(_jurisdictions(document, whole), None),
    )  # fmt: skip


def _parsed(text: str) -> dict[str, Any] | None:
    if len(text) > _MAX_JSON:
        return None
    try:
        whole = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return whole if isinstance(whole, dict) else None


def _string(document: Document, values: dict[str, Any], *keys: str) -> Said | None:
    """Return a value of the object with the place of its first mention beside its key."""
    for key in keys:
        value = values.get(key)
        if isinstance(value, str) and value.strip() and len(value) <= 500:
            return _placed(document.text, key, value)
    return None


def _placed(text: str, key: str, value: str) -> Said | None:
    for written in (json.dumps(value, ensure_ascii=False), json.dumps(value)):
        match = re.search(rf'"{re.escape(key)}"\s*:\s*({re.escape(written)})', text)
        if match:
            return Said(tidy(value), Span(match.start(1) + 1, match.end(1) - 1))
    return None


def _jurisdictions(document: Document, whole: dict[str, Any]) -> Iterator[Said]:
    places = whole.get("jurisdiction")
    for place in places[:5] if isinstance(places, list) else []:
        codings = place.get("coding") if isinstance(place, dict) else None
        for coding in codings[:5] if isinstance(codings, list) else []:
            code = coding.get("code") if isinstance(coding, dict) else None
            if isinstance(code, str) and "3166" in str(coding.get("system")) and _ISO_3166.match(code):
                said = _placed(document.text, "code", code)
                if said:
                    yield said


# -- YAML --------------------------------------------------------------------------------------


def _yaml(document: Document, kind: DocumentKind) -> Bibliography:
    """Read title and version below "info:"; the first of each, one step in."""
    text = document.text
    at = re.search(r"^info:[ \t]*$", text[:_HEAD], re.MULTILINE)
    found: dict[str, Said] = {}
    for match in _YAML.finditer(text, at.end(), at.end() + 3_000) if at else ():
        if match.group("pad"):
            found.setdefault(
                match.group("key"), Said(match.group("value").strip(), Span(*match.span("value")))
            )
    title = found.get("title")
    return Bibliography(
        kind.kind, kind.why, titles=((language_of(title.value), title),) if title else (), version=found.get("version"),
    )  # fmt: skip
