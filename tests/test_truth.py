"""The documents of the corpus whose truth was made by hand, scored by the corpus's own scorer."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.truth_reading import CORPUS, TRUTH, read_into

pytestmark = pytest.mark.skipif(
    not (TRUTH / "score_truth.py").is_file(), reason="the corpus of real documents is not beside the project"
)
Scores = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readings")
    read_into(folder)
    return folder


@pytest.fixture(scope="module")
def scores(readings: Path) -> Scores:
    spec = importlib.util.spec_from_file_location("score_truth", TRUTH / "score_truth.py")
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer.run(str(readings))  # type: ignore[no-any-return]


def values(scores: Scores, part: str, key: str) -> Iterator[tuple[str, float]]:
    """Yield a figure of every document that has one."""
    for name, score in scores.items():
        if score[part] is not None and score[part][key] is not None:
            yield name, score[part][key]


def test_every_document_was_read(scores: Scores) -> None:
    assert [name for name, score in scores.items() if score is None] == []


@pytest.mark.parametrize(
    ("part", "key", "least"),
    [
        ("parties", "P", 0.95), ("parties", "R", 0.95),
        ("citations", "P", 0.95), ("citations", "R", 0.95), ("citations", "form", 0.9),
        ("elements", "R", 0.95), ("elements", "obligation", 0.95), ("elements", "code_lists", 0.9),
        ("tables", "rows", 0.95), ("findings", "core", 1.0),
    ],
)  # fmt: skip
def test_every_document_reaches(scores: Scores, part: str, key: str, least: float) -> None:
    below = {name: (value, scores[name][part]) for name, value in values(scores, part, key) if value < least}
    assert below == {}


def test_bibliography(scores: Scores) -> None:
    right = sum(score["bibliography"]["right"] for score in scores.values())
    stated = sum(score["bibliography"]["stated"] for score in scores.values())
    wrong = {name: s["bibliography"]["wrong"] for name, s in scores.items() if s["bibliography"]["wrong"]}
    assert right / stated >= 0.95, wrong
    assert {
        n: s["bibliography"]["invented"] for n, s in scores.items() if s["bibliography"]["invented"]
    } == {}


def test_no_boilerplate_is_reported(scores: Scores) -> None:
    assert {n: v for n, v in values(scores, "findings", "boilerplate_reported") if v} == {}


def reading(folder: Path, name: str) -> dict[str, Any]:
    return json.loads((folder / f"{name}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def truth_of(name: str) -> dict[str, Any]:
    return json.loads((TRUTH / f"{name}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def names_of(kept: Callable[[dict[str, Any]], bool]) -> list[str]:
    if not CORPUS.is_dir():
        return []
    documents = (json.loads(path.read_text("utf-8")) for path in sorted(TRUTH.glob("*.json")))
    return [truth["document"] for truth in documents if kept(truth)]


@pytest.mark.parametrize("name", names_of(lambda truth: not truth["tier_A_findings"]))
def test_no_finding_of_tier_a_where_none_is(readings: Path, name: str) -> None:
    found = [f for f in reading(readings, name)["findings"] if f["tier"] == "A"]
    assert found == []


@pytest.mark.parametrize("name", names_of(lambda truth: truth["tender"] is not None))
def test_tenders(readings: Path, name: str) -> None:
    read, told = reading(readings, name), truth_of(name)["tender"]
    details = read["bibliography"]["details"] or {}
    for key in ("project_number", "project_name", "budget", "publication_date", "bid_deadline", "cover_date"):
        if told[key] is not None:
            assert _bare(details.get(key)) == _bare(told[key]), key
    for clause in told["star_clauses"]:
        marked = [
            c for c in read["clauses"] if c["mark"] == clause.get("mark", "★") and c["page"] == clause["page"]
        ]
        # A clause may be a line of several sentences; each is read with the line's mark.
        heads = [_bare(c["quote"]).lstrip("➢") for c in marked]
        assert any(
            head and (_bare(clause["quote"]) in head or head in _bare(clause["quote"])) for head in heads
        ), clause
    if not told["star_clauses"]:
        assert [c for c in read["clauses"] if c["mark"] in ("★", "▲")] == []


def _bare(text: str | None) -> str:
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text or "").split())


def test_a_scanned_standard(readings: Path) -> None:
    read = reading(readings, "GA_T_1400.1-2017")
    by_role: dict[str, list[str]] = {}
    for party in read["parties"]:
        by_role.setdefault(party["role"], []).append(party["name"])
    assert len(by_role["drafter"]) == 15
    assert len(by_role["proposer"]) == len(by_role["custodian"]) == 1
    assert set(by_role["proposer"]).isdisjoint(by_role["custodian"])
    assert [_bare(number).replace("—", "-") for number in read["bibliography"]["replaces"]] == [
        "GA/Z1129-2013"
    ]
    parts = {c["canonical"] for c in read["citations"] if c["canonical"].startswith("GA/T 1400.")}
    assert parts >= {"GA/T 1400.2", "GA/T 1400.3", "GA/T 1400.4"}
    assert all(page["recognition"] for page in read["pages"])


def test_a_garbled_text_layer_is_recognised_anew(readings: Path) -> None:
    read = reading(readings, "GB_T_39274-2020")
    text = "".join(passage["text"] for page in read["pages"] for passage in page["passages"])
    assert "公共安全视频监控" in text
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    assert chinese > 0.4 * len("".join(text.split()))
    assert sum(page["recognition"] is not None for page in read["pages"]) > 0.9 * len(read["pages"])


def test_a_dictionary_of_police_data(readings: Path) -> None:
    read, truth = (
        reading(readings, "NIBRS_TechSpec_3.2_Update_Final"),
        truth_of("NIBRS_TechSpec_3.2_Update_Final"),
    )
    wanted = [e for e in truth["elements"] if e["label"].split()[0] in ("Race", "Ethnicity", "Resident")]
    for told in wanted:
        same = [e for e in read["elements"] if e["label"] == told["label"] and e["code_list"]]
        assert same, told["label"]
        [best] = [e for e in same if e["page"] == told["page"]][:1] or same[:1]
        assert best["boxes"], told["label"]
        assert best["obligation"] == told["obligation"]
        assert {c["code"] for c in best["code_list"]} == {c["code"] for c in told["code_list"]}
