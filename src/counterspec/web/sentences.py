"""What screens say in the language they are shown in; what has no other words stays English and is said to be."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from counterspec.casework.assessing import Assessed
from counterspec.casework.party_page import Claim
from counterspec.link.saying import ENGLISH, Saying
from counterspec.model import Assessment, Card, Change, Finding
from counterspec.pipeline import Setup
from counterspec.regimes import GRADES
from counterspec.terminal.look import ROLES
from counterspec.web.chinese import assessment as told_law
from counterspec.web.chinese import change as told_change
from counterspec.web.chinese import finding as chinese
from counterspec.web.chinese.chain import Teller
from counterspec.web.words import said


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement in two parts, in the language `lang`; `quoted` is where in `says` the document's words begin."""

    says: str
    not_shown: str
    lang: str
    quoted: int

    def marked(self, quote: str) -> Markup:
        """Return what is said with a quote marked in the document's words."""
        start = self.says.find(quote, self.quoted) if quote else -1
        if start < 0:
            return Markup("{}").format(self.says)
        end = start + len(quote)
        return Markup("{}<mark>{}</mark>{}").format(self.says[:start], self.says[start:end], self.says[end:])


def sentence_of(finding: Finding, setup: Setup, language: str) -> Sentence:
    """Return the full statement of a finding; a case that was made before sentences had parts has English ones."""
    parts = finding.says
    if language == "zh-Hans" and parts is not None:
        says, not_shown = chinese.statement(finding, parts, label_of(finding.concept, setup, language))
    else:
        says, _, rest = finding.statement.partition("Not shown:")
        says, not_shown, language = says.strip(), f"Not shown:{rest}" if rest else "", "en"
    # A statement ends in its quote; a legend that it quotes before may hold the same words.
    quoted = says.rindex("”") - len(parts.quote) if parts else says.find("“") + 1
    return Sentence(says, not_shown, language, quoted)


def summary_of(finding: Finding, setup: Setup, language: str) -> tuple[str, str]:
    """Return the short sentence of a finding and its language."""
    if language == "zh-Hans" and finding.says is not None:
        return chinese.summary(
            finding, finding.says, label_of(finding.concept, setup, language)
        ) + "。", language
    return finding.summary, "en"


def label_of(concept: str, setup: Setup, language: str) -> str:
    """Return what a concept is called."""
    known = setup.concepts.get(concept)
    return said(language, known.label) if known else concept


def saying_of(setup: Setup, language: str) -> tuple[Saying, str]:
    """Return how chains are told, and in which language."""
    if language != "zh-Hans":
        return ENGLISH, "en"
    told = Teller(lambda concept: label_of(concept, setup, language), lambda word: said(language, word))
    return told.saying, language


def language_of_note(note: str, language: str) -> str:
    """Return the language of a note on a chain: what was kept in English words ends as English does."""
    return "en" if note.endswith(".") else language


def change_of(change: Change, cards: tuple[Card, Card], setup: Setup, language: str) -> tuple[str, str]:
    """Return the sentence of a difference, and its language."""
    if language != "zh-Hans":
        return change.statement, "en"
    return told_change.statement(change, cards, lambda concept: label_of(concept, setup, language)), language


def claim_of(claim: Claim, language: str) -> tuple[str, str]:
    """Return the sentence that a document names an organisation in a role, and its language."""
    if language != "zh-Hans":
        return claim.statement, "en"
    return chinese.claim(claim, said(language, ROLES[claim.place.party.role])), language


def place_of(text: str, language: str) -> str:
    """Return a table, annex or section as it is looked up in a document."""
    return told_change.place(text) if language == "zh-Hans" else text


def assessment_of(one: Assessment, held: Assessed, language: str) -> tuple[str, str]:
    """Return the sentence of an assessment, and its language; a screen has words of its own, in English."""
    if language != "zh-Hans" or one.screen:
        return one.statement, "en"
    called, evidence = held.card.called, held.finding.evidence
    told = told_law.statement(one, called, evidence, lambda grade: said(language, GRADES[grade]))
    return told, language
