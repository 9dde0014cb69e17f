"""The citations of one number, brought together at the strongest place."""

from __future__ import annotations

from collections.abc import Iterable

from counterspec.model import Citation, CitationForm

ORDER: tuple[CitationForm, ...] = ("normative_list", "bibliography", "strict", "partial", "choice", "mention")
"""Forms of citation, the strongest first."""


def strongest(citations: Iterable[Citation]) -> list[tuple[Citation, tuple[Citation, ...]]]:
    """Return, for each number and edition, its strongest place, and all its places in order."""
    groups: dict[tuple[str, str | None], list[Citation]] = {}
    for citation in citations:
        groups.setdefault((citation.canonical, citation.edition), []).append(citation)
    return [(min(group, key=lambda c: ORDER.index(c.form)), tuple(group)) for group in groups.values()]
