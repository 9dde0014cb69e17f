"""The house itself: small files, one entry per module, nothing that names a machine or a registry."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from counterspec import __version__
from counterspec.cli.main import COMMANDS, cli
from counterspec.config.severity import FailOn
from counterspec.extract import Extractor
from counterspec.formats import Format
from counterspec.recognise import Engine
from counterspec.registry import discover
from counterspec.rendering import Rendering
from counterspec.reports import Report
from counterspec.rules import Rule
from counterspec.store.migrations import Migration
from counterspec.syntax.numbers.value import Family
from counterspec.web.screens import Screen
from tests.conftest import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))
ROOMS = (
    ("counterspec.formats", Format),
    ("counterspec.extract", Extractor),
    ("counterspec.rules", Rule),
    ("counterspec.reports", Report),
    ("counterspec.rendering", Rendering),
    ("counterspec.recognise", Engine),
    ("counterspec.syntax.numbers.families", Family),
    ("counterspec.store.migrations", Migration),
    ("counterspec.web.screens", Screen),
)
OWN = "tests/test_house.py"
_MOST_LINES = 300
_SKIPPED = {".git", ".venv", "__pycache__", ".hypothesis", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
_REGISTRIES = tuple(
    # Put together here, so that this file names none itself.
    "".join(parts)
    for parts in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("npm", "js.org"),
        ("crates", ".io"),
        ("--index", "-url"),
    )
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>)`]+\.(?:whl|zip|gz|tgz|bz2|xz|exe|onnx|pt|bin)\b")
_MACHINE = re.compile(r"(?<![\w.~-])/(?:work|tmp|root|home|Users|mnt|workspace)/\w")


def kept() -> list[Path]:
    """Return the files that are kept under version control, or would be."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [p for p in ROOT.rglob("*") if not _SKIPPED & set(p.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file())


def texts() -> list[tuple[str, str]]:
    made = []
    for path in kept():
        data = path.read_bytes()
        if b"\0" not in data:
            made.append((path.relative_to(ROOT).as_posix(), data.decode("utf-8", "replace")))
    return made


def test_no_file_is_long() -> None:
    long = {p.name: n for p in SOURCES if (n := p.read_text("utf-8").count("\n")) > _MOST_LINES}
    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [p.name for p in SOURCES if not ast.get_docstring(ast.parse(p.read_text("utf-8")))] == []


def test_no_registry_and_no_download_address_is_named() -> None:
    named = [
        (name, found)
        for name, text in texts()
        for found in (*(word for word in _REGISTRIES if word in text), *_ADDRESS.findall(text))
        if name != OWN
    ]
    assert named == []


def test_no_path_of_a_machine_is_named() -> None:
    assert [
        (name, m.group()) for name, text in texts() if name != OWN for m in [_MACHINE.search(text)] if m
    ] == []


@pytest.mark.parametrize(("room", "kind"), ROOMS, ids=[room for room, _ in ROOMS])
def test_every_module_of_a_room_has_one_entry(room: str, kind: type) -> None:
    folder = ROOT / "src" / room.replace(".", "/")
    modules = [path for path in folder.glob("*.py") if not path.name.startswith("_")]
    entries = discover(room, kind, third_party=False)
    assert len(entries) == len(modules)
    for path in modules:
        names = [
            target.id
            for node in ast.parse(path.read_text("utf-8")).body
            for target in _targets(node)
            if isinstance(target, ast.Name)
        ]
        assert names.count("ENTRY") == 1, path.name


def _targets(node: ast.stmt) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AnnAssign) else []


def test_files_of_a_room_do_not_import_each_other() -> None:
    for room, _ in ROOMS:
        folder = ROOT / "src" / room.replace(".", "/")
        entries = "|".join(p.stem for p in folder.glob("*.py") if not p.name.startswith("_"))
        own = re.escape(room)
        pattern = re.compile(
            rf"^\s*from {own}(?:\.(?:{entries})\b| import .*\b(?:{entries})\b)", re.MULTILINE
        )
        assert [p.name for p in folder.glob("*.py") if pattern.search(p.read_text("utf-8"))] == []


def test_every_requirement_has_hashes() -> None:
    for name in ("run", "dev", "fast", "web"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        assert lines
        assert [line.split()[0] for line in lines if "==" not in line or "--hash=sha256:" not in line] == []
        assert "://" not in text


def test_the_requirements_cover_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = set(
        re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements/run.txt").read_text("utf-8"), re.MULTILINE)
    )
    assert {re.split(r"[<>=\[]", name)[0] for name in project["dependencies"]} <= pinned


def options() -> set[str]:
    scan = cli.get_command(click.Context(cli), "scan")
    assert scan is not None
    return {spelling for parameter in scan.params for spelling in parameter.opts}


def test_the_action_uses_what_exists() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    scan = next(step for step in action["runs"]["steps"] if step.get("id") == "scan")
    used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", scan["run"]))
    assert used <= options()
    assert "--fail-on" in used
    given = set(re.findall(r"inputs\.([a-z-]+)", " ".join(scan["env"].values())))
    assert given == set(action["inputs"])
    assert str(FailOn.parse(action["inputs"]["fail-on"]["default"])) == str(FailOn())
    assert action["inputs"]["format"]["default"] in discover("counterspec.reports", Report, third_party=False)
    assert (ROOT / "requirements/run.txt").exists()


def test_the_hook_uses_what_exists() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in hooks:
        program, command, *rest = hook["entry"].split()
        assert (program, command) == ("counterspec", "scan")
        assert command in COMMANDS
        assert {word for word in rest if word.startswith("--")} <= options()
        assert hook["language"] == "python"


def test_every_report_can_be_asked_for() -> None:
    scan = cli.get_command(click.Context(cli), "scan")
    assert scan is not None
    form = next(parameter for parameter in scan.params if "--format" in parameter.opts)
    assert isinstance(form.type, click.Choice)
    assert set(form.type.choices) == set(discover("counterspec.reports", Report, third_party=False))


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert "version" not in project["project"]
    quoted = re.compile(rf"[\"']{re.escape(__version__)}[\"']")
    named = [p for p in SOURCES if quoted.search(p.read_text("utf-8"))]
    assert [p.name for p in named] == ["_version.py"]
