"""What keeps a reading from being a finding by where it stands: the forms that a tender hands out, lists of "
"contents.
"""

from __future__ import annotations

from dataclasses import replace

from counterspec.findings.facts import Draft, Facts
from counterspec.findings.statements import kind_of
from counterspec.syntax.structure import structure_of

_TENDERS = frozenset({"tender", "notice"})
_FORMS = frozenset({"forms", "contract"})


def screened(facts: Facts, draft: Draft) -> Draft:
    """Return the draft, as a candidate where its place says that it is no statement of the document's own."""
    document = facts.document
    if not draft.certain or document.kind != "text":
        return draft
    section = structure_of(document).at(draft.span.start).kind
    if section == "contents":
        return replace(draft, certain=False, because=(*draft.because, "it stands in a list of contents"))
    if section in _FORMS and kind_of(document) in _TENDERS:
        return replace(
            draft,
            certain=False,
            because=(*draft.because, "it stands in a form or contract that a tender hands out"),
        )
    return draft
