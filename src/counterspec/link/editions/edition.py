"""A document to be compared, with everything that was made of it, and what sentences call it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterspec.model import Declaration, Document, Finding, Problem
from counterspec.syntax.numbers import find

_YEAR = re.compile(r"(?:19|20|21)\d\d")
_TEXTS = ("text", "data")


@dataclass(frozen=True, slots=True)
class Edition:
    """One document as read and judged; `declarations` are those the rules were given.

    `name` is what to call it where the document says nothing that tells it from the other.
    """

    document: Document
    declarations: tuple[Declaration, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    name: str = ""

    @property
    def number(self) -> str | None:
        """The document's number as it states it."""
        said = self.document.bibliography
        number = said.number.value if said and said.number else self.document.number
        if number is None and self.document.title and self.is_text:
            first = next(iter(find(self.document.title[:80])), None)
            # A title may begin with the number.
            return self.document.title[: first.span.end] if first and first.span.start == 0 else None
        return number

    @property
    def canonical(self) -> str | None:
        """The number without the edition; None where it states none that is known as one."""
        number = self.number
        own = next(iter(find(number)), None) if number else None
        return own.canonical if own else number

    @property
    def edition(self) -> str | None:
        """The edition, year or version the document states of itself."""
        number, said = self.number, self.document.bibliography
        own = next(iter(find(number)), None) if number else None
        if own and own.edition:
            return own.edition
        if said is None:
            return None
        return said.edition.value if said.edition else said.version.value if said.version else None

    @property
    def date(self) -> str | None:
        """What tells which is the earlier: the date of issue, else the year of the edition."""
        said = self.document.bibliography
        if said and said.issued:
            return said.issued.value
        year = _YEAR.search(self.edition or "")
        return self.document.date or (year.group() if year else None)

    @property
    def is_text(self) -> bool:
        """Whether the document is written for people, and not a schema or code."""
        return self.document.kind in _TEXTS

    @property
    def recognised(self) -> bool:
        """Whether most of its pages were read from pictures."""
        pages = self.document.pages
        return bool(pages) and 2 * sum(page.recognition is not None for page in pages) > len(pages)


def called(before: Edition, after: Edition) -> tuple[str, str]:
    """Return what sentences call the two: "the 2027 edition" where both say, else number, title or file."""
    names = (before.edition, after.edition)
    same = before.canonical == after.canonical
    if all(names) and names[0] != names[1] and same:
        word = "edition" if all(_YEAR.fullmatch(name or "") for name in names) else "version"
        if word == "edition":
            return f"the {names[0]} edition", f"the {names[1]} edition"
        return f"version {_bare(names[0])}", f"version {_bare(names[1])}"
    for one, other in (
        (before.number, after.number),
        _files(before, after),
        (before.document.title, after.document.title),
    ):
        if one and other and one != other:
            return one, other
    return "the first document", "the second document"


def _bare(version: str | None) -> str:
    return re.sub(r"^(?:version|edition|ed\.?|v\.?)\s*", "", version or "", flags=re.IGNORECASE)


def _files(before: Edition, after: Edition) -> tuple[str, str]:
    """Return the shortest ends of the two paths that differ."""
    left = (before.name or before.document.path).split("/")
    right = (after.name or after.document.path).split("/")
    for size in range(1, max(len(left), len(right)) + 1):
        one, other = "/".join(left[-size:]), "/".join(right[-size:])
        if one != other:
            return one, other
    return "", ""
