"""Settings: what is wrong is named with file, line and key."""

from datetime import date
from pathlib import Path

import pytest

from counterspec.config.settings import FILE_NAME, find, load
from counterspec.config.severity import FailOn
from counterspec.errors import ConfigError

WRONG = {
    'fail-on = "tier:Z"': ":1: fail-on:",
    'paths = "src"': ":1: paths: must be a list",
    'paths = ["a"]\ncolour = 1': ":2: colour: unknown key",
    "jobs = -1": ":1: jobs: must be a number",
    '[severity]\nA = "loud"': ":2: A: must be one of",
    '[severity]\nZ = "error"': ":2: Z: severity is set by tier",
    '[[justify]]\nconcept = "x"\npath = "y"': ":1: justify: entry 1 lacks purpose, basis, by",
    '[[justify]]\nconcept = "x"\npath = "y"\npurpose = "p"\nbasis = "b"\nby = "z"\nuntil = "2030"': ":7: until:",
    '[[justify]]\nwho = "x"': ":2: who: unknown key",
    "paths = [\n": "at end of document",
    f"paths = {'[' * 50_000}{']' * 50_000}": "recursion",
}


@pytest.mark.parametrize("text", WRONG, ids=WRONG.get)
def test_what_is_wrong_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert WRONG[text] in str(caught.value)
    assert str(path) in str(caught.value)


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(
        """
paths = ["schemas"]
exclude = ["vendor/"]
vocabulary = ["terms.yaml"]
fail-on = "act:L5"
baseline = "known.json"
jobs = 1
timeout = 5
[severity]
A = "warning"
L6 = "error"
[[justify]]
concept = "origin"
path = "monitoring/*"
purpose = "equality monitoring"
basis = "an act"
by = "an officer"
until = 2031-12-31
""",
        "utf-8",
    )
    settings = load(path)
    assert settings.paths == ("schemas",)
    assert settings.vocabulary == (tmp_path / "terms.yaml",)
    assert settings.fail_on == FailOn("act", "L5")
    assert settings.baseline == tmp_path / "known.json"
    assert settings.justifications[0].until == date(2031, 12, 31)
    assert find(tmp_path) == path


def test_pyproject_serves_too(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\nname = "x"\n[tool.counterspec]\npaths = ["a"]\n', "utf-8")
    assert find(tmp_path) == project
    assert load(project).paths == ("a",)
