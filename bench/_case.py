"""Adding to a case beside the same stages without one, two workers beside one, and memory as a case grows."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from bench._measure import alternate, told, usage_of
from bench._reading import _OWN, _repeated
from bench._samples import prose, tree
from counterspec.casework.add import Adding
from counterspec.engine.pool import Begin, Done, run_supervised
from counterspec.model import Source, Wishes
from counterspec.pipeline import Setup, run
from counterspec.store import Case

ROOT = Path(__file__).parent.parent
_DOCUMENTS = 24
_TINY = (1_000, 10_000, 100_000)
_COUNTERSPEC = [sys.executable, "-m", "counterspec"]


def measure(folder: Path, *, full: bool) -> None:
    """Measure all of it; `full` grows the pile of tiny documents to 100,000."""
    setup = Setup()
    setup.warm()
    piles = {
        "native PDF": _pdfs(folder / "pdf"),
        "texts": _texts(folder / "texts"),
        "code": tree(folder / "code", 3_000_000),
    }
    print("Adding to a case, CPU time beside the same stages without one")
    for name, pile in piles.items():
        adding = _fresh(folder, pile, setup, _cpu)
        stages = partial(_stages, pile, setup, 1)
        bare, kept = alternate(partial(_cpu, stages), partial(adding, 1))
        goal = None if name == "code" else 0.85
        told(f"{name}: pages a second against the stages alone", bare / kept, "×", goal)
    _workers(folder, piles, setup)
    _memory(folder, _TINY if full else _TINY[:2])


def _workers(folder: Path, piles: dict[str, Path], setup: Setup) -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"Two workers against one, wall time, {cores} cores")
    for name, pile in piles.items():
        adding = _fresh(folder, pile, setup, _wall)
        one, two, ceiling = alternate(partial(adding, 1), partial(adding, 2), _both_cores)
        told(f"{name}: two workers", one / two, "×", 1.7)
        told(f"{name}: what two processes that share nothing reach", ceiling, "×")


def _stages(pile: Path, setup: Setup, jobs: int) -> None:
    def steps(path: Path, _: int) -> Iterator[Begin | Done[int]]:
        yield Begin(path.name)
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        work = run(Source(path.name, data, sha256, sha256, Wishes(whole=True)), setup)
        yield Done(len(work.findings), last=True)

    files = sorted(path for path in pile.rglob("*") if path.is_file())
    for _ in run_supervised(steps, files, jobs):
        pass


def _fresh(
    folder: Path, pile: Path, setup: Setup, measured: Callable[[Callable[[], object]], float]
) -> Callable[[int], float]:
    """Return what measures adding a pile to a new, empty case, each time it is called, by so many workers."""
    numbers = count()

    def add(jobs: int) -> float:
        case = Case.new(folder / f"{pile.name}-{id(numbers)}-{next(numbers)}")
        adding = Adding(case, [pile], setup, jobs=jobs)
        return measured(lambda: deque(adding, maxlen=0))

    return add


def _cpu(call: Callable[[], object]) -> float:
    """Return the CPU seconds of a call, those of the workers it started included."""
    before = _used()
    call()
    return _used() - before


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _wall(call: Callable[[], object]) -> float:
    began = time.monotonic()
    call()
    return time.monotonic() - began


_SPIN = "x = {}\nfor i in range(4_000_000): x[i & 65535] = str(i)"


def _both_cores() -> float:
    """Return how much faster two processes do two tasks beside each other than one after the other."""
    command = [sys.executable, "-c", _SPIN]
    began = time.monotonic()
    for _ in range(2):
        subprocess.run(command, check=True)
    middle = time.monotonic()
    for process in [subprocess.Popen(command) for _ in range(2)]:
        process.wait()
    return (middle - began) / (time.monotonic() - middle)


def _memory(folder: Path, sizes: tuple[int, ...]) -> None:
    print("Memory while tiny documents are added, two workers")
    largest: dict[int, float] = {}
    for size in sizes:
        pile, case = _tiny(folder / f"tiny{size}", size), folder / f"memory{size}"
        Case.new(case).close()
        used = usage_of([*_COUNTERSPEC, "case", "add", case, pile, "--no-config", "-q", "-j", "2"])
        if used.code:
            raise SystemExit(f"adding {size} documents ended with {used.code}")
        largest[size] = used.memory / 1e6
        told(f"{size:,} documents: largest process", largest[size], "MB")
        told(f"{size:,} documents: a second", size / used.wall, "documents")
    told("largest pile against the smallest", largest[max(sizes)] / largest[min(sizes)], "×", 1.3, below=True)


def _pdfs(folder: Path) -> Path:
    """Write PDFs of the examples' pages, each different by its number of pages."""
    folder.mkdir()
    for number in range(_DOCUMENTS):
        _repeated(_OWN[number % len(_OWN) :], 8 + number % 7, folder / f"document{number}.pdf")
        with (folder / f"document{number}.pdf").open("ab") as out:
            out.write(f"\n% {number}\n".encode())
    return folder


def _texts(folder: Path) -> Path:
    """Write long texts, as standards and manuals are."""
    folder.mkdir()
    chosen = random.Random(5)
    clause = "The system shall record the ethnicity of every person in field {0}. See XX/T 94{0:02}.3-2031.\n"
    for number in range(_DOCUMENTS):
        parts = [f"# Manual {number}\n"]
        for chapter in range(12):
            parts.append(f"\n## {chapter + 1} Chapter\n\n")
            parts.append(prose(6_000, ["ethnicity"]) + clause.format(chosen.randint(1, 90)))
        (folder / f"manual{number}.md").write_text("".join(parts), "utf-8")
    return folder


def _tiny(folder: Path, count: int) -> Path:
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            place.mkdir(parents=True)
        (place / f"t{number:06}.txt").write_text(f"Note {number} of the fictional Lijia office.\n", "ascii")
    return folder
