"""What the marks and words of findings mean, one sentence each; screens, reports and commands say it from here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from counterspec.terminal.look import ACTS, STRENGTH, TIERS


@dataclass(frozen=True, slots=True)
class Meaning:
    """`mark` is what a finding shows ("A", "L2", "R+", "candidate"), `name` what it is called, where that is more."""

    mark: str
    name: str
    means: str


@dataclass(frozen=True, slots=True)
class Section:
    """Marks of one kind; `lead` says what kind."""

    id: str
    title: str
    lead: str
    marks: tuple[Meaning, ...]


_TIERS = {
    "A": "An attribute that data-protection or equality law names, and that the text names directly: "
    "ethnicity, religion.",
    "B": "A feature of the body that can single a person out: a fingerprint, a face template.",
    "C": "Not itself protected, but it reveals an attribute of tier A or is commonly read as one: an accent, a "
    "native place.",
    "D": "It places a person on a list, or under a suspicion or a status of migration, registration or welfare.",
    "E": "An ordinary description of a person: hair colour, body height.",
    "N": "An attribute that is none of the others, kept to show that it was looked at: glasses, a face mask.",
}
_ACTS = {
    "L0": "The text names the attribute, and no more.",
    "L1": "The document defines a field or a code list for the attribute.",
    "L2": "A product or an interface is to be able to carry the attribute.",
    "L3": "The value is to be filled in for a person.",
    "L4": "The value is to be produced automatically, from an image, a voice or other data.",
    "L5": "People are to be searched, grouped, stored or counted, person by person, by the attribute.",
    "L6": "The value is to set off an alarm, a control, a denial or a dispatch.",
    "LX": "The text forbids recording or using the attribute; that is a finding, and is shown as one.",
}
_STRENGTHS = {
    "R+": "Its words set a requirement, as “shall” or 应 does.",
    "R-": "Its words set a prohibition, as “shall not” or 不得 does.",
    "C+": "Its words recommend, as “should” or 宜 does, or the document’s legend says that its mark counts in "
    "the evaluation.",
    "C-": "Its words advise against, as “should not” or 不宜 does.",
    "P": "Its words allow, as “may” or 可 does.",
    "P0": "Its words say that something is not needed, as “need not” or 不必 does.",
    "K": "Its words say what something can do, as “can” or 能 does.",
    "D": "Its words state or define something or give an example, and ask for nothing.",
    "X": "Its words refer to a duty that a law or somebody else sets.",
}
_STANDINGS = {
    "not reviewed": "Nobody has decided on the finding.",
    "confirmed": "The last decision of every reviewer confirms the finding.",
    "rejected": "The last decision of every reviewer rejects the finding.",
    "unsure": "The last decision of every reviewer leaves the finding open.",
    "disputed": "The last decisions of two reviewers differ.",
    "look-again": "The finding says something else now than when somebody decided on it.",
}
_WORDS = {
    "finding": "A place in a document that names an attribute of people and says something about it, with "
    "the exact quote and why it was found.",
    "candidate": "A possible finding that lacks something a finding needs, most often a person in the same "
    "record or sentence.",
    "concept": "A kind of attribute of a person, such as ethnicity or skin colour.",
    "evidence": "What a finding rests on: the exact quote, its place, and the file’s digest (SHA-256), by "
    "which anybody can look it up in the same file.",
    "data element": "A field that a document defines, with its label, type, length, obligation and values.",
    "code list": "The values that a data element may take, or the named list that they come from.",
    "clause": "A sentence or a table row that obliges, allows or forbids.",
    "provenance": "How the document says that a value comes about: told by the person, taken from a record, "
    "perceived by an observer, inferred by a machine.",
    "citation": "A document naming another by number: strictly, in part, by choice, or in a list only.",
    "chain": "The way from a document, citation by citation, to a finding; each link has "
    "evidence, and a chain binds no more than its weakest link.",
    "wanted": "A document that is not in the case, and that documents of the case cite by number.",
    "party": "An organisation that a document names in a role, such as drafter or buyer; its roles are "
    "kept apart.",
    "statement": "What an organisation answered, shown beside the findings, documents or names that it concerns.",
    "verdict": "A reviewer’s decision on a finding, with name and reason; the log keeps every one, also "
    "those taken back.",
    "assessment": "A finding held against one article of law, on its dates: elements that the document shows, "
    "elements that it does not, exceptions not examined.",
    "problem": "Something that could not be read: a page, a file, a table.",
    "coverage": "What was read, what was not, and why; “nothing found” holds only for what was read.",
}


def _section(id: str, title: str, lead: str, names: Mapping[str, str], means: Mapping[str, str]) -> Section:
    return Section(id, title, lead, tuple(Meaning(mark, names.get(mark, ""), means[mark]) for mark in means))


GLOSSARY = (
    _section(
        "tier", "Tiers", "What kind of attribute a concept is. A tier is a kind, not a rank and not a judgement.",
        TIERS, _TIERS,
    ),
    _section(
        "act", "Acts", "How far a text goes, from naming an attribute to acting on it. Each step needs words of its "
    "own; a higher one is never inferred.",
        {act: words.partition(" ")[2] for act, words in ACTS.items()}, _ACTS,
    ),
    _section(
        "strength", "Strength of a clause",
        "How binding the words of a clause are. Whether its field is mandatory, and whether anybody must follow the "
        "document, are other questions.",
        STRENGTH, _STRENGTHS,
    ),
    _section(
        "standing", "Standings", "What the decisions of reviewers on a finding come to.", {}, _STANDINGS
    ),
    _section("word", "Other words", "", {}, _WORDS),
)  # fmt: skip
"""Every section in the order in which it is shown."""

_SENTENCES = {(section.id, one.mark): one.means for section in GLOSSARY for one in section.marks}


def means(section: str, mark: str) -> str:
    """Return what a mark of a section means."""
    return _SENTENCES[section, mark]


def explained(mark: str) -> tuple[tuple[Section, Meaning], ...]:
    """Return every mark or word that is called so: "D" is a tier, and a strength of a clause."""
    return tuple((section, one) for section in GLOSSARY for one in section.marks if one.mark == mark)


def used(marks: Mapping[str, Collection[str]]) -> tuple[Section, ...]:
    """Return the sections with only these marks, by section; those without any are left out."""
    chosen = (
        replace(section, marks=tuple(one for one in section.marks if one.mark in marks.get(section.id, ())))
        for section in GLOSSARY
    )
    return tuple(section for section in chosen if section.marks)
