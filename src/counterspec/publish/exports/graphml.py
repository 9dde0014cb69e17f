"""Chains as a graph in GraphML: documents, what is found in them, organisations, and what ties them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from counterspec.publish.content import Content, key_of, place
from counterspec.publish.exports import Export
from counterspec.terminal.look import ROLES

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = (
    "kind",
    "label",
    "about",
    "sha256",
    "concept",
    "tier",
    "act",
    "obligation",
    "statement",
    "place",
    "said_by",
)
_EDGE = ("kind", "form", "bond", "role", "quote", "place", "section", "note")
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""


def write(content: Content) -> Iterator[str]:
    """Yield the graph: every document, the chosen findings, organisations; edges carry their evidence."""
    yield _HEAD
    for where, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            yield f'<key id="{where[0]}-{name}" for="{where}" attr.name="{name}" attr.type="string"/>\n'
    yield '<graph id="case" edgedefault="directed">\n'
    yield from _nodes(content)
    yield from _edges(content)
    yield "</graph>\n</graphml>\n"


def _nodes(content: Content) -> Iterator[str]:
    for card in content.documents():
        yield _node(
            f"d-{card.sha256}", kind="document", label=card.called, about=card.kind, sha256=card.sha256
        )
    for one in content.organisations:
        yield _node(f"o-{key_of(one.key)}", kind="organisation", label=one.name)
    for f in content.findings():
        yield _node(
            f.id, kind="element" if f.element else "passage", concept=f.concept, tier=f.tier, act=f.act,
            label=f.element.identifier if f.element else f.evidence.quote, sha256=f.evidence.sha256,
            obligation=f.element.obligation if f.element else None, statement=f.statement,
            place=place(f.evidence.page, f.evidence.line), said_by=f.said_by,
        )  # fmt: skip


def _edges(content: Content) -> Iterator[str]:
    for citation, link in content.citations():
        evidence = citation.evidence
        yield _edge(
            f"d-{link.citing}", f"d-{link.cited}", kind="cites", form=citation.form, note=link.note,
            quote=evidence.quote, section=citation.section, place=place(evidence.page, evidence.line),
        )  # fmt: skip
    for f in content.findings():
        yield _edge(
            f"d-{f.evidence.sha256}", f.id, kind="says", quote=f.evidence.quote,
            place=place(f.evidence.page, f.evidence.line),
        )  # fmt: skip
    for party, who in content.named():
        evidence = party.evidence
        yield _edge(
            f"d-{party.sha256}", f"o-{key_of(who.key)}", kind="names", role=f"named as {ROLES[party.role]}",
            quote=evidence.quote, place=place(evidence.page, evidence.line),
        )  # fmt: skip
    for chain in content.chains():
        weakest = chain.steps[chain.weakest].evidence
        yield _edge(
            f"d-{chain.requiring}", chain.finding or "", kind="chain", form=chain.form, bond=chain.bond,
            quote=weakest.quote, place=place(weakest.page, weakest.line), note=f"{chain.statement} {chain.not_shown}",
        )  # fmt: skip


def _node(key: str, **values: str | None) -> str:
    return f"<node id={quoteattr(key)}>{_data('n', values)}</node>\n"


def _edge(source: str, target: str, **values: str | None) -> str:
    return f"<edge source={quoteattr(source)} target={quoteattr(target)}>{_data('e', values)}</edge>\n"


def _data(kind: str, values: dict[str, str | None]) -> str:
    told = ((name, _NO_XML.sub("\ufffd", value)) for name, value in values.items() if value)
    return "".join(f'<data key="{kind}-{name}">{escape(value)}</data>' for name, value in told)


ENTRY = Export(
    "graphml", "GraphML", ".graphml",
    "documents, findings and organisations as nodes; citations, roles and chains as edges with form, bond and quote",
    write,
)  # fmt: skip
