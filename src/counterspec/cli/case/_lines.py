"""What the lines of JSON of several commands share: the document they are about, and that each is one line."""

from __future__ import annotations

from counterspec.model import Card


def one_line(text: str) -> str:
    """Return JSON without signs that some readers take for the end of a line."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def document_of(card: Card | None) -> dict[str, object] | None:
    """Return what names a document."""
    if card is None:
        return None
    return {
        "sha256": card.sha256, "name": card.name, "kind": card.kind, "number": card.number,
        "canonical": card.canonical, "edition": card.edition, "stage": card.stage, "title": card.title,
        "date": card.issued, "pages": card.pages, "pages_read": card.pages_read,
    }  # fmt: skip
