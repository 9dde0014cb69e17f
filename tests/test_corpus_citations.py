"""Citations of real documents, held against the truth made by hand; for native texts, which need no recognition."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.truth_reading import TRUTH, read_into

pytestmark = pytest.mark.skipif(
    not (TRUTH / "score_truth.py").is_file(), reason="the corpus of real documents is not beside the project"
)
NATIVE = (
    "GB_T_28181-2011-amendment", "public-01", "public-02", "public-03", "public-05", "public-06", "rfc2976",
    "dahua-netsdk",
)  # fmt: skip


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readings")
    read_into(folder, *NATIVE)
    return folder


@pytest.mark.parametrize("part", NATIVE)
def test_every_number_and_none_besides(readings: Path, part: str) -> None:
    sys.path.insert(0, str(TRUTH))
    try:
        import score_truth
    finally:
        sys.path.remove(str(TRUTH))
    path = next(readings.glob(f"{part}*.json"))
    truth: dict[str, Any] = json.loads((TRUTH / path.name).read_text("utf-8"))
    reading = json.loads(path.read_text("utf-8"))
    own = (truth["bibliography"] or {}).get("number")
    score = score_truth.citations(truth["citations"], reading["citations"], own)
    assert score["missed"] == []
    assert score["extra"] == []
    assert score["form"] is None or score["form"] >= 0.9
