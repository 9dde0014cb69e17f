"""Organisations of a case: the spelling of names, proposals of which are one, and what people decided."""

from counterspec.link.parties.forms import Form, form_of, spelled
from counterspec.link.parties.groups import Contradiction, Groups, pair_of
from counterspec.link.parties.proposals import Named, names_within, proposed

__all__ = [
    "Contradiction",
    "Form",
    "Groups",
    "Named",
    "form_of",
    "names_within",
    "pair_of",
    "proposed",
    "spelled",
]
