"""Supplier lists: every file holds its shape, every match is the one a person would make, nothing is made up."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from counterspec.assess.listings import Dated, Index, listings, not_here, wording
from counterspec.errors import ConfigError
from counterspec.model import Affiliates, ListAction, ListedName, ListMatch, SupplierList
from counterspec.regimes.lists import DATA, load_list, load_lists, shipped
from tests.conftest import ROOT

CASES = Path(__file__).parent / "cases" / "parties"
NORLAND = CASES / "lists" / "norland.yaml"
RESEARCH = ROOT.parent / "shared" / "research" / "regimes.yaml"
NOTES = RESEARCH if RESEARCH.exists() else ROOT.parents[1] / "shared" / "research" / "regimes.yaml"
KEYS = (
    *(field.name.rstrip("_") for field in fields(SupplierList)), *(field.name for field in fields(ListedName)),
    *(field.name for field in fields(Affiliates)),
    *(field.name for field in fields(ListAction) if field.name != "ground_is_summary"), "ground_is",
)  # fmt: skip
SIGNS = {True: "+", False: "-", None: "?"}


def matched(name: str, date: str | None, today: str) -> list[ListMatch]:
    index = Index([load_list(NORLAND)])
    return list(listings(name, {name: "exact"}, [Dated("d" * 64, date)], today, index))


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_holds_its_shape(path: Path) -> None:
    one = load_list(path)
    assert one.id == path.stem.upper()
    assert one.incomplete, "a list that is not whole says so"
    assert not one.complete
    assert one.url.startswith("https://")
    for action in one.actions:
        assert action.names or action.incomplete
        assert action.published or action.effective or action.grade == "M"


@pytest.mark.parametrize(
    "case",
    yaml.safe_load((CASES / "listings.yaml").read_text("utf-8")),
    ids=lambda case: f"{case['name']} {case['date']}",
)
def test_matches(case: dict[str, Any]) -> None:
    date = str(case["date"]) if case["date"] else None
    found = matched(case["name"], date, str(case["today"]))
    assert [f"{m.action} {SIGNS[m.listed_on_document_date]} {SIGNS[m.listed_today]}" for m in found] == case[
        "expected"
    ]
    for match in found:
        assert match.match == "exact"
        assert "An act" not in match.is_and_is_not
        assert "It is not a purchase ban or a finding about any product." in match.is_and_is_not
        assert "A listing is an act of the body that keeps the list." in match.is_and_is_not
        if None in (match.listed_today, match.listed_on_document_date):
            assert match.notes, "what the data cannot tell is said"


def test_an_accepted_name_matches_as_accepted() -> None:
    index = Index([load_list(NORLAND)])
    names = {"例甲视讯股份有限公司": "exact", "Lijia Vision Co., Ltd.": "accepted"}
    found = list(listings("例甲视讯股份有限公司", names, [], "2032-01-04", index))  # type: ignore[arg-type]
    assert [(m.name, m.match, m.action) for m in found] == [
        ("Lijia Vision Co., Ltd.", "accepted", "NTR 2030/114"),
        ("Lijia Vision Co., Ltd.", "accepted", "NTR 2030/115"),
    ]
    assert {m.ground for m in found} == {
        "export of goods under heading 7 requires a licence",
        "supply to the armed forces",
    }


def test_after_the_data_were_made_it_says_so() -> None:
    match = matched("Lijia Vision Co., Ltd.", "2031-04-17", "2032-03-04")[0]
    assert match.listed_today is True
    assert match.notes == ("today: as of 2032-02-01, when these data were made; no removal is known here",)


def test_no_match_is_never_said_alone() -> None:
    said = not_here([load_list(NORLAND)])
    assert said == ("NL-EXPORT is not complete here. NTR 2031/004: two more: read the notice.",)
    assert {text.split(" ")[0] for text in not_here(shipped())} == {one.id for one in shipped()}


def test_the_wording_holds_no_judgement() -> None:
    for one in shipped():
        text = wording(one).casefold()
        assert not {"violates", "illegal", "suspicious", "score", "risk"} & set(text.split())


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("grade: P", "grade: X", "grade"),
        ("published: 2031-02-02", "published: 2031-02-30", "actions[2].published"),
        ("published: 2031-02-02", "published: February", "actions[2].published"),
        ("effect: export_licence", "effects: export_licence", "effect"),
        ("as_of: 2032-02-01", "as_of:", "as_of"),
        ("names: [Lide Sensors GmbH]", "names: [7]", "actions[2].names[0]"),
        ("names: [Lide Sensors GmbH]", "names: []", "actions[2].names"),
        ("names: [Lide Sensors GmbH]", "nmes: []", "actions[2].nmes"),
        ("names: [Undated Works Ltd]", "names: [{nom: Undated}]", "actions[3].names[0].name"),
        ("NTR 2030/115", "NTR 2030/114", "actions"),
        ("is_not: [", "is_not: [7, ", "is_not"),
        ("title: Norland", "title: [Norland", ""),
        ("id: NL-EXPORT", "id: 7", "id"),
        ("effect: export_licence", "effect: punishment", "effect"),
    ],
)
def test_what_breaks_the_shape_names_file_and_key(old: str, new: str, key: str, tmp_path: Path) -> None:
    text = NORLAND.read_text("utf-8")
    assert old in text
    path = tmp_path / "own.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_list(path)
    assert str(path) in str(caught.value)
    assert key in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1, 2]", b"a: &a [*a]", b"[" * 5000, b"id: !!python/object:os.x {}"]
)
def test_hostile_files(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(content)
    with pytest.raises(ConfigError):
        load_list(path)
    with pytest.raises(ConfigError):
        load_list(tmp_path / "none.yaml")


def test_own_lists_stand_beside_those_shipped(tmp_path: Path) -> None:
    found = load_lists([NORLAND.parent])
    assert [one.id for one in found] == sorted(["NL-EXPORT", *(one.id for one in shipped())])
    (tmp_path / "a.yaml").write_text(
        NORLAND.read_text("utf-8").replace("NL-EXPORT", "US-BIS-ENTITY"), "utf-8"
    )
    with pytest.raises(ConfigError, match="there already"):
        load_lists([tmp_path])


def test_the_documented_list_is_one_and_every_key_is_documented(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "parties.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    path = tmp_path / "own.yaml"
    path.write_text(next(block for block in blocks if block.startswith("id:")), "utf-8")
    assert load_list(path).id == "NL-EXPORT"
    for key in KEYS:
        assert f"`{key}`" in text, key


@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=12)))
def test_hostile_names_and_dates(name: str, date: str | None) -> None:
    assert all(m.listed_name for m in matched(name, date, "2032-01-04"))


@pytest.mark.skipif(not NOTES.exists(), reason="the notes the lists were made from are not here")
def test_the_lists_are_the_notes() -> None:
    rules = {rule["id"]: rule for rule in yaml.safe_load(NOTES.read_text("utf-8"))["rules"]}
    for one in shipped():
        rule = rules[one.id]
        assert (one.citation, one.url, one.grade) == (rule["article"], rule["url"], rule["v"])
        given_actions = {action["cite"]: action for action in rule.get("actions", ())}
        by_citation = {action.citation: action for action in one.actions}
        for citation, noted in given_actions.items():
            action = by_citation[citation]
            assert (action.published, action.grade) == (noted["date"].isoformat(), noted["v"])
            assert action.effective == (noted["effective"].isoformat() if "effective" in noted else None)
            assert action.document == noted.get("doc")
            assert (action.ground or None) == noted.get("stated_ground")
            assert (action.url or None) == noted.get("url")
            assert list(action.traps) == ([noted["trap"]] if "trap" in noted else [])
            whole = [name.as_given or name.name for name in action.names]
            noted_elsewhere = [text for text in noted["names"] if text not in whole]
            assert all(text in action.incomplete for text in noted_elsewhere), citation
            assert [text for text in whole if text not in noted["names"]] == []
        # What no action of the notes holds stands in their words all the same.
        words = str(rule)
        for citation in set(by_citation) - set(given_actions):
            for name in by_citation[citation].names:
                assert name.name in words
            since = by_citation[citation].since
            assert since is None or since in words or since == "2020-06-05" or "datetime.date" in words
    affiliates = next(one for one in shipped() if one.id == "US-BIS-ENTITY").affiliates
    assert affiliates is not None
    assert affiliates.rule in rules["US-BIS-ENTITY"]["affiliates"]["rule"]
    assert affiliates.today
