"""What a case knows of its documents: where they came from, what they say of themselves, each with its proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterspec.model.facts import CitationForm, Role
from counterspec.model.finding import Evidence

State = Literal["read", "skipped", "lost"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a source was taken from.

    `path` is how the user reached it, `rel` the same below the root the user named. `container` is the
    SHA-256 of the archive or web archive it lay in. `url` and `fetched_at` are what the user or the
    web archive says of the capture (ISO, UTC); `capture` holds a web record's own data by name.
    """

    path: str
    rel: str
    container: str | None = None
    url: str | None = None
    fetched_at: str | None = None
    capture: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One document of a case in brief; absent where the document does not say.

    `name` is its path below the root it was added from. `number` is as the document states it,
    `canonical` without edition and `edition` the year or version, as in a Citation. Dates are ISO,
    a month alone stays a month. `copy_of` is the SHA-256 of the document it republishes or nearly
    repeats; such copies are no sources of their own. `kind` is the kind of document by its own words.
    """

    sha256: str
    name: str
    state: State
    kind: str = ""
    format: str = ""
    media_type: str = ""
    size: int = 0
    title: str | None = None
    titles: tuple[tuple[str, str], ...] = ()
    number: str | None = None
    canonical: str | None = None
    edition: str | None = None
    stage: str | None = None
    issued: str | None = None
    in_force: str | None = None
    withdrawn: str | None = None
    replaces: tuple[str, ...] = ()
    jurisdiction: str | None = None
    pages: int = 0
    pages_read: int = 0
    pages_recognised: int = 0
    lines: int = 0
    copy_of: str | None = None

    @property
    def called(self) -> str:
        """What the document is called in a sentence: number, else title, else the file's name."""
        return self.number or self.title or self.name


@dataclass(frozen=True, slots=True)
class ClauseAt:
    """The clause something stands in; `strength` and `mark` as in a Clause, `words` those that say how it binds."""

    strength: str | None
    section: str | None
    mark: str | None
    mark_means: str | None
    tradition: str
    evidence: Evidence
    words: str | None = None


@dataclass(frozen=True, slots=True)
class CitationAt:
    """A citation of a document of the case; `seq` counts those of one document from 0.

    `section` is the number of the clause or section it stands in, as printed, also where that obliges to nothing.
    """

    sha256: str
    seq: int
    raw: str
    canonical: str
    edition: str | None
    form: CitationForm
    named: str | None
    title: str | None
    repaired: str | None
    evidence: Evidence
    clause: ClauseAt | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class PartyAt:
    """An organisation in one role in a document of the case; `seq` counts those of one document from 0."""

    sha256: str
    seq: int
    role: Role
    name: str
    normal: str
    repaired: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SaidAt:
    """A fact of the document's bibliography with its proof; `label` as `counterspec read` prints it."""

    sha256: str
    label: str
    value: str
    evidence: Evidence
