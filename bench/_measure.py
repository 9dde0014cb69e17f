"""CPU seconds of calls and programs, and lines of results against their goals."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 3


@dataclass
class Usage:
    """What a program took: CPU and wall seconds, and its largest resident memory in bytes."""

    cpu: float
    wall: float
    memory: int
    code: int


def cpu_of(call: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    began = time.process_time()
    call()
    return time.process_time() - began


def usage_of(command: Sequence[str | Path], **how: object) -> Usage:
    """Run a program to its end; memory is that of its largest process."""
    began = time.monotonic()
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how
    )  # type: ignore[call-overload]
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(
        used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss * 1024, process.returncode
    )


def alternate(*measured: Callable[[], float], runs: int = RUNS) -> list[float]:
    """Return the median of each, taken in turns so that a busy machine weighs on all alike."""
    taken: list[list[float]] = [[] for _ in measured]
    for _ in range(runs):
        for times, measure in zip(taken, measured, strict=True):
            times.append(measure())
    return [statistics.median(times) for times in taken]


def told(name: str, value: float, unit: str, goal: float | None = None, *, below: bool = False) -> bool:
    """Print one result with its goal; returns whether the goal was met."""
    met = goal is None or (value < goal if below else value >= goal)
    wanted = "" if goal is None else f"goal {'<' if below else '≥'} {goal:g} {unit}".rstrip()
    verdict = "" if goal is None else "met" if met else "MISSED"
    print(f"  {name:<58}{value:>9.2f} {unit:<12}{wanted:<22}{verdict}", flush=True)
    return met
