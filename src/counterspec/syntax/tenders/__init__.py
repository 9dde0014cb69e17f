"""What a tender or notice says of itself: its number, project, money and dates, and who stands in which role."""

from __future__ import annotations

from counterspec.syntax.tenders.reading import Tender, tender_of

__all__ = ["Tender", "tender_of"]
