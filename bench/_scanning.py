"""Scans of code trees, start-up, and one file as an editor asks for it."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
from pathlib import Path

from bench._measure import RUNS, Usage, alternate, told, usage_of
from bench._samples import tree

_SIZES = (10, 100)
_FULL = 1_000
_COUNTERSPEC = [sys.executable, "-m", "counterspec"]


def _scan(folder: Path, jobs: int = 1) -> Usage:
    used = usage_of(
        [*_COUNTERSPEC, "scan", str(folder), "--no-config", "--no-ignore", "-q", "-f", "csv", "-j", str(jobs)]
    )
    if used.code not in (0, 1):
        raise SystemExit(f"the scan of {folder} ended with {used.code}")
    return used


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _library(folder: Path) -> Path:
    """Copy this Python's own modules, without tests and installed packages."""
    target = folder / "library"
    shutil.copytree(
        sysconfig.get_path("stdlib"), target,
        ignore=lambda place, names: [
            name for name in names
            if name in ("site-packages", "__pycache__", "test", "tests")
            or ((Path(place) / name).is_file() and not name.endswith(".py"))
        ],
    )  # fmt: skip
    return target


def library(folder: Path) -> None:
    """Real code: MB a second on one core, start-up included."""
    target = _library(folder)
    size = _bytes(target) / 1e6
    [cpu] = alternate(lambda: _scan(target).cpu)
    print(f"Scan of Python's own modules: {size:.0f} MB")
    told("MB/s per core", size / cpu, "MB/s", 5)


def growth(folder: Path, *, full: bool) -> None:
    """Generated code: time and memory as the tree grows."""
    print("Scan of a generated code tree")
    rates: dict[int, float] = {}
    memory: dict[int, int] = {}
    for megabytes in (*_SIZES, *((_FULL,) if full else ())):
        target = tree(folder / f"tree{megabytes}", megabytes * 1_000_000)
        used = _scan(target)
        rates[megabytes], memory[megabytes] = megabytes / used.cpu, used.memory
        told(f"{megabytes} MB: MB/s per core", rates[megabytes], "MB/s", 5)
        told(f"{megabytes} MB: largest process", used.memory / 1e6, "MB")
        if megabytes == _SIZES[0]:
            _two_workers(target)
    told("time per MB, largest against 10 MB", rates[10] / rates[max(rates)], "×", 1.25, below=True)
    told("memory, largest against 10 MB", memory[max(memory)] / memory[10], "×", 1.5, below=True)


def _two_workers(target: Path) -> None:
    one, two = alternate(lambda: _scan(target).wall, lambda: _scan(target, 2).wall)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    told(f"two workers against one, wall time, {cores} cores", one / two, "×", 1.7)


def start_up() -> None:
    """What every call costs before it does anything."""
    print("Start-up")
    taken = [usage_of([*_COUNTERSPEC, "--version"]).cpu for _ in range(2 * RUNS)]
    told("counterspec --version, CPU", statistics.median(taken), "s", 0.25, below=True)


def one_file(folder: Path) -> None:
    """One file as an editor asks for it, with the compiled vocabulary in the cache."""
    place = folder / "one.py"
    place.write_text("class Patient:\n    surname: str\n    ethnicity: str\n    religion: str\n", "utf-8")
    command = [*_COUNTERSPEC, "scan", str(place), "--no-config", "-q", "-f", "jsonl"]
    subprocess.run(command, capture_output=True, check=False)
    print("One file for an editor")
    taken = [usage_of(command).cpu for _ in range(2 * RUNS)]
    told("counterspec scan one.py, CPU", statistics.median(taken), "s", 0.6, below=True)
