"""The labelled development set beside the project: how often findings are right, and how many are missed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT, program

DEVSET = ROOT.parent / "shared" / "devset"
pytestmark = [
    pytest.mark.skipif(
        not (DEVSET / "score.py").is_file(), reason="the labelled development set is not beside the project"
    ),
    # The scoring script leaves closing its files to the interpreter.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("devset_score", DEVSET / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(score: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int, str]]:
    target: Path = tmp_path_factory.mktemp("devset") / "found.jsonl"
    done = program("scan", DEVSET / "files", "-f", "jsonl", "-o", target, "--no-config", "--no-ignore", "-q")
    assert done.returncode == 1, done.stderr
    findings: list[tuple[str, int, str]] = score.load_findings(str(target))
    return findings


def scored(score: ModuleType, found: list[tuple[str, int, str]], tier: str) -> dict[str, Any]:
    labels, _ = score.load_labels(".")
    result: dict[str, Any] = score.score(score.of_tier(found, tier), labels, tier)
    return result


def test_protected_attributes(score: ModuleType, found: list[tuple[str, int, str]]) -> None:
    result = scored(score, found, "protected")
    wrong, missed = result["_fps"][:20], result["_fns"][:20]
    assert result["precision"] >= 0.95, wrong
    assert result["recall"] >= 0.95, missed
    assert result["fp_on_hard_negatives"] <= 0.02 * result["hard_negatives"], wrong
    assert result["concept_acc"] >= 0.95


def test_appearance(score: ModuleType, found: list[tuple[str, int, str]]) -> None:
    result = scored(score, found, "appearance")
    assert result["f1"] >= 0.90, (result["_fps"][:20], result["_fns"][:20])
