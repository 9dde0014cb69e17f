"""Which document of a case a citation names: by number, part and edition, at the citing document's date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from counterspec.link.dates import year_of
from counterspec.link.library import Edition, Library, called, known_by, names_of
from counterspec.link.numbers import (
    has_one_text,
    letters_changed,
    part_named,
    parts_joined,
    read_number,
    says_all_parts,
    series_of,
    shown,
)
from counterspec.model import Card, CitationAt, How, Link


def resolve(citing: Card, citations: Iterable[CitationAt], library: Library) -> list[Link]:
    """Return the links of one document's citations, in order; a citation of a series has several."""
    cited = list(citations)
    sure = {c.canonical for c in cited if not _is_misread(c)}
    return [link for citation in cited for link in _links(_Citing(citing, citation, library, sure))]


def _is_misread(citation: CitationAt) -> bool:
    """Return whether a number was read with other letters or digits than stand there."""
    return bool(citation.repaired) and letters_changed(citation.raw, citation.repaired or "")


class _Citing:
    """A citation with the document it stands in."""

    def __init__(self, card: Card, citation: CitationAt, library: Library, sure: set[str]) -> None:
        self.card = card
        self.citation = citation
        self.library = library
        self.edition = citation.edition
        self.repaired = _is_misread(citation) and citation.canonical not in sure

    def link(self, how: How, cited: Card | None, *notes: str) -> Link:
        note = "; ".join(dict.fromkeys(note for note in notes if note))
        return Link(self.citation.sha256, self.citation.seq, cited.sha256 if cited else None, how, note)


def _links(citing: _Citing) -> list[Link]:
    citation = citing.citation
    own = citing.card.canonical
    if own is not None and _is_own(citing, own):
        return [citing.link("own", None, "the document's own number")]
    if citing.repaired:
        return [_repaired(citing)]
    canonical = _with_part(citing, citation.canonical)
    if citing.library.editions(canonical) and not says_all_parts(citation.named):
        return [_one(citing, canonical)]
    parts = _parts(citing, canonical, own)
    if parts:
        return parts
    if citing.library.editions(canonical):
        return [_one(citing, canonical)]
    return [_near(citing, canonical)]


def _is_own(citing: _Citing, own: str) -> bool:
    """Return whether a citation names its own document, or in passing the series that it is a part of."""
    citation = citing.citation
    if citation.canonical == own:
        return citation.edition in (None, citing.card.edition)
    return citation.edition is None and citation.form == "mention" and citation.canonical in series_of(own)


def _with_part(citing: _Citing, canonical: str) -> str:
    """Return the number of the part that words after the number name, where the case has that part."""
    part = part_named(citing.citation.named)
    if part:
        for joined in parts_joined(canonical, part):
            if citing.library.editions(joined):
                return joined
    return canonical


def _one(citing: _Citing, canonical: str) -> Link:
    """Resolve a citation of a number that the case has in at least one edition."""
    editions = citing.library.editions(canonical)
    own = citing.card.sha256
    others = [e for e in editions if own not in (e.card.sha256, *(card.sha256 for card in e.others))]
    if not others:
        return citing.link("none", None, "the case has only the citing document's own edition")
    if citing.edition is None:
        return _undated(citing, canonical, others)
    for edition in sorted(others, key=lambda edition: edition.draft):
        if _is_edition(edition, citing.edition):
            return citing.link("edition", edition.card, *edition.notes, *_amended(citing, canonical, edition))
    return citing.link(
        "other-edition",
        others[-1].card,
        f"{shown(canonical, citing.edition)} is not in the case; the case has {names_of(others)}, "
        "and editions differ: no chain is made of it",
    )


def _is_edition(edition: Edition, cited: str) -> bool:
    stated = edition.card.edition
    return stated is not None and (stated == cited or (year_of(stated) == cited or year_of(cited) == stated))


def _amended(citing: _Citing, canonical: str, edition: Edition) -> Iterator[str]:
    found = citing.library.amendments(canonical, edition.card.edition, citing.card.sha256)
    if found:
        yield f"an amendment of it is in the case, too: {', '.join(card.name for card in found[:3])}"


def _undated(citing: _Citing, canonical: str, editions: Sequence[Edition]) -> Link:
    published = [e for e in editions if not e.draft] or list(editions)
    date = citing.card.issued
    if has_one_text(canonical):
        return citing.link("edition", published[-1].card, *published[-1].notes)
    if date is None:
        last = published[-1]
        said = (
            "edition not stated, and the citing document states no date: which edition was known is not shown; "
            f"latest in the case = {last.label}{_among(published)}"
        )
        return citing.link("latest-in-case", last.card, said, *last.notes, *_amended(citing, canonical, last))
    known = [e for e in published if known_by(e, date)]
    unsure = [e for e in published if known_by(e, date) is None]
    if known:
        last = known[-1]
        maybe = f"; whether {names_of(unsure)} was out by then is not shown" if unsure else ""
        said = f"edition not stated; latest known on {date} = {last.label}{_among(published)}{maybe}"
        return citing.link("latest-known", last.card, said, *last.notes, *_amended(citing, canonical, last))
    if unsure:
        last = unsure[-1]
        said = (
            f"edition not stated; latest in the case = {last.label}{_among(published)}; "
            f"whether it was out on {date} is not shown"
        )
        return citing.link("latest-in-case", last.card, said, *last.notes, *_amended(citing, canonical, last))
    first = published[0]
    return citing.link(
        "other-edition",
        first.card,
        f"edition not stated; the case has only {names_of(published)}, which came out after {date}: "
        "no chain is made of it",
    )


def _among(editions: Sequence[Edition]) -> str:
    return f" (in the case: {names_of(editions)})" if len(editions) > 1 else ""


def _parts(citing: _Citing, series: str, own: str | None) -> list[Link]:
    """Return a link for each part of the case where a citation names the whole series."""
    numbers = [number for number in citing.library.parts(series) if number != own]
    links = [(number, _one(citing, number)) for number in numbers]
    found = [
        (number, link) for number, link in links if link.how in ("edition", "latest-known", "latest-in-case")
    ]
    if says_all_parts(citing.citation.named):
        stated = f"all parts of {series} are cited"
    else:
        stated = f"{series} is cited without a part"
    return [
        citing_part(citing, link, f"{stated}; {number} is one of {len(found)} in the case")
        for number, link in found
    ]


def citing_part(citing: _Citing, link: Link, stated: str) -> Link:
    """Return the link to one part of a series, saying how it came to be."""
    return Link(link.citing, link.seq, link.cited, "series", "; ".join(n for n in (stated, link.note) if n))


def _near(citing: _Citing, canonical: str) -> Link:
    """Resolve a citation of a number the case does not have: say what it has beside it."""
    library = citing.library
    wanted = shown(canonical, citing.edition)
    for numbers, why in (
        (library.alike(canonical), "a number that differs in whether it is recommended"),
        (library.adopting(canonical), "by their numbers one adopts the other; national additions can differ"),
    ):
        for number in numbers:
            edition = library.editions(number)[-1]
            return citing.link(
                "near", edition.card, f"{wanted} is not in the case; {called(number, edition)} is: {why}"
            )
    for card in library.successors.get(canonical, ()):
        if card.sha256 != citing.card.sha256:
            return citing.link(
                "near",
                card,
                f"{wanted} is not in the case; {card.called}, which says that it replaces it, is",
            )
    for card in library.amendments(canonical, citing.edition, citing.card.sha256):
        return citing.link("near", card, f"{wanted} is not in the case; an amendment of it is: {card.name}")
    for series in series_of(canonical):
        if library.editions(series):
            edition = library.editions(series)[-1]
            said = f"{wanted} is not in the case; {called(series, edition)}, without parts, is"
            return citing.link("near", edition.card, said)
    return citing.link("none", None)


def _repaired(citing: _Citing) -> Link:
    """Resolve a number that was recognised with other letters than stand there: a candidate, never a link."""
    citation = citing.citation
    read = f"recognised text: “{citation.raw}”, perhaps {citation.repaired}"
    number = read_number(citation.repaired or "")
    editions = citing.library.editions(number[0]) if number else ()
    if number and editions:
        fitting = [e for e in editions if number[1] is None or _is_edition(e, number[1])]
        if fitting:
            return citing.link("near", fitting[-1].card, f"{read}, which is in the case: a candidate reading")
    return citing.link("none", None, read)
