"""The command line, as the workbench starts it: long work runs in processes of its own."""

from __future__ import annotations

import os
import sys


def command(*words: str) -> list[str]:
    """Return what runs `counterspec` with these words, by the Python and the code of this process."""
    return [sys.executable, "-m", "counterspec", *words]


def environment() -> dict[str, str]:
    """Return the environment a process is started in, so that it finds the code this one runs."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def failure_of(stderr: str) -> str:
    """Return what a command told of its failure, as sentences without the labels of a terminal; "" for nothing."""
    lines = [
        line.removeprefix("Error: ").removeprefix("Hint:").strip()
        for line in stderr.strip().splitlines()[-2:]
    ]
    return sentences(*lines)


def sentences(*lines: str) -> str:
    """Return lines as sentences, each with one full stop; empty ones are left out."""
    return " ".join(line if line.endswith(".") else f"{line}." for line in lines if line)
