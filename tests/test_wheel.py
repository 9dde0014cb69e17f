"""The built wheel, installed apart from the source tree, holds everything the program needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, ROOT

pytestmark = pytest.mark.slow

Installed = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    [made] = target.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Run the installed program from an empty folder, with an empty home."""
    target, away = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("away")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(away / "home"),
        "PYTHONPATH": str(target),
        "LC_ALL": "C.UTF-8",
    }
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(target)]
    done = subprocess.run(
        [*install, "--disable-pip-version-check", str(wheel)],
        env=os.environ | {"HOME": environment["HOME"]}, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(target / "bin" / "counterspec"), *map(str, arguments)],
            cwd=away, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False,
        )  # fmt: skip

    return call


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"counterspec"}
    package = ROOT / "src" / "counterspec"
    kept = {".py", ".yaml", ".scm", ".typed"}
    wanted = {f"counterspec/{p.relative_to(package)}" for p in package.rglob("*") if p.suffix in kept}
    assert wanted <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_it_is_the_installed_one_that_runs(installed: Installed) -> None:
    done = installed("--version")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().rpartition(" ")[2][0].isdigit()


def test_it_scans(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("CREATE TABLE person (surname text, ethnicity text NOT NULL);", "utf-8")
    (tmp_path / "a.go").write_text(
        'type Person struct {\n\tSurname string\n\tRace string `json:"race"`\n}\n', "utf-8"
    )
    done = installed("scan", tmp_path, "-f", "jsonl")
    assert done.returncode == 1, done.stderr
    assert {json.loads(line)["concept"] for line in done.stdout.splitlines()} == {
        "origin.ethnicity",
        "origin.race",
    }


def test_it_knows_its_concepts_and_formats(installed: Installed) -> None:
    assert "origin.ethnicity" in installed("concepts").stdout
    assert "XML Schema" in installed("formats").stdout
