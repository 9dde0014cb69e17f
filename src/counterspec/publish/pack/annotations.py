"""Exhibits as W3C Web Annotations: the quote, its place in the text, its page and region."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from counterspec.model import Box, Evidence
from counterspec.publish.exhibits import Exhibit

Json = dict[str, object]


def web_annotations(shown: Iterable[Exhibit], source_of: dict[str, str]) -> Json:
    """Return a collection of annotations; `source_of` has the path of each source by its SHA-256."""
    items = [_annotation(one, source_of[one.card.sha256]) for one in shown]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:counterspec:exhibits",
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {"id": "urn:counterspec:exhibits:1", "type": "AnnotationPage", "items": items},
    }


def _annotation(one: Exhibit, source: str) -> Json:
    bodies: list[Json] = [
        _body("describing", one.finding.statement, language="en"),
        _body("classifying", one.finding.concept),
    ]
    bodies += [_body("translating", t.text, language=t.language, creator=t.by) for t in one.translations]
    added = one.finding.added
    return {
        "id": f"urn:counterspec:{one.finding.id}",
        "type": "Annotation",
        "motivation": "describing",
        **({"creator": {"type": "Person", "name": added.by}, "created": added.at} if added else {}),
        "body": bodies,
        "target": {"source": quote(source), "selector": selectors(one.finding.evidence)},
    }


def _body(purpose: str, value: str, **more: object) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value, **more}


def selectors(evidence: Evidence) -> list[Json]:
    """Return the selectors of a quote: its words, its code points, and its page with the region in points."""
    made: list[Json] = [
        {
            "type": "TextQuoteSelector",
            "exact": evidence.quote,
            "prefix": evidence.prefix,
            "suffix": evidence.suffix,
        },
        {"type": "TextPositionSelector", "start": evidence.span.start, "end": evidence.span.end},
    ]
    if evidence.page is not None:
        region = f"&xywh={_region(evidence.boxes)}" if evidence.boxes else ""
        made.append(
            {
                "type": "FragmentSelector",
                "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
                "value": f"page={evidence.page}{region}",
            }
        )
    return made


def _region(boxes: Iterable[Box]) -> str:
    """Return the rectangle around boxes: x, y, width, height, in points from the page's top left."""
    found = list(boxes)
    x0, y0 = min(box.x0 for box in found), min(box.y0 for box in found)
    x1, y1 = max(box.x1 for box in found), max(box.y1 for box in found)
    return ",".join(f"{edge:.2f}" for edge in (x0, y0, x1 - x0, y1 - y0))
