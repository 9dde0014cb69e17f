"""Identifiers split into the words a person reads in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterspec.vocab.words import spans, split

CASES = {
    "strEthnGrp": "str ethn grp",
    "XMLFile": "xml file",
    "EM_MZ_UG": "em mz ug",
    "cor_raca": "cor raca",
    "RAC1P": "rac 1 p",
    "getHicCode": "get hic code",
    "skin-tone": "skin tone",
    "HTTPServer2": "http server 2",
    "dbo.[EthnicCode]": "dbo ethnic code",
    "Übung_Größe": "ubung große",
    "गोरा रंग": "गोरा रंग",
    "சாதி": "சாதி",
    "": "",
    "___": "",
}


@pytest.mark.parametrize("name", CASES)
def test_split(name: str) -> None:
    assert " ".join(split(name)) == CASES[name]


@given(st.text(max_size=40))
def test_spans_lie_in_order_inside_the_name(name: str) -> None:
    end = 0
    for _, start, stop in spans(name):
        assert end <= start < stop <= len(name)
        end = stop
