"""What a chain rests on besides its steps: editions, drafts, other places, purposes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterspec.link import wording
from counterspec.link.bearing import Bearing
from counterspec.link.library import is_draft
from counterspec.link.paths import Hop
from counterspec.link.requiring import named
from counterspec.link.wanted import STRONGEST
from counterspec.model import Card, CitationForm


def notes_of(way: Sequence[Hop], bearing: Bearing | None) -> Iterator[str]:
    """Yield what the resolutions, drafts, other places and the finding add to a chain."""
    for hop in way:
        if hop.link.note:
            yield f"{wording.standard(hop.cited)}: {hop.link.note}."
        if is_draft(hop.citing):
            yield f"{named(hop.citing)} is a draft: what it demands is proposed, not in force."
        others = [pair for pair in hop.all if pair[0].seq != hop.citation.seq]
        if others:
            forms = dict.fromkeys(
                pair[0].form for pair in sorted(others, key=lambda p: STRONGEST.index(p[0].form))
            )
            listed = ", ".join(_FORMS[form] for form in forms)
            yield (
                f"{named(hop.citing)} cites {named(hop.cited)} at {len(others)} other "
                f"place{'s' if len(others) > 1 else ''} ({listed})."
            )
    if bearing is not None:
        yield from notes_of_finding(bearing)


def notes_of_finding(bearing: Bearing) -> Iterator[str]:
    """Yield what the finding itself adds."""
    if bearing.finding.added:
        yield f"The finding was {bearing.finding.added}: no rule says so."
    if bearing.finding.purpose:
        yield f"Purpose, as the finding has it: {bearing.finding.purpose.replace('_', ' ')}."


def replaced_said(card: Card, by: Card, *, in_part: bool = False) -> str:
    """Return that another document of the case says that it replaces this one."""
    draft = ", a draft," if is_draft(by) else ""
    return (
        f"{named(by)}{draft} of this case says that it replaces {named(card)}{' in part' if in_part else ''}."
    )


_FORMS: dict[CitationForm, str] = {
    "strict": "strict", "partial": "a part of it", "choice": "by choice", "normative_list": "list of references",
    "mention": "mention", "bibliography": "bibliography",
}  # fmt: skip
