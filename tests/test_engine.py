"""Workers: what crashes, hangs or bloats one document costs that document and no other."""

import ctypes
import os
import time
from collections.abc import Iterator

import pytest

from counterspec.engine.pool import Begin, Done, End, Failed, run_inline, run_supervised
from counterspec.errors import CounterspecError
from counterspec.safe import cores, pulse


def steps(job: list[str], skip: int) -> Iterator[Begin | Done[str]]:
    """A job is a list of documents; some of them are poison."""
    for number, name in enumerate(job):
        if number < skip:
            continue
        yield Begin(name)
        if name == "segfault":
            ctypes.string_at(0)
        if name == "bomb":
            _ = bytearray(1 << 40)
        if name == "loop":
            while True:
                time.sleep(0.01)
        if name == "exit":
            os._exit(3)
        yield Done(name.upper())


def outcome(
    jobs: list[list[str]], workers: int = 2, seconds: float = 1.0
) -> tuple[list[str], dict[str, str], int]:
    done, failed, ends = [], {}, 0
    for _, item in run_supervised(steps, jobs, workers, seconds):
        if isinstance(item, Done):
            done.append(item.result)
        elif isinstance(item, Failed):
            failed[item.name] = item.code
        else:
            ends += isinstance(item, End)
    return sorted(done), failed, ends


def test_every_document_is_read_but_the_poison() -> None:
    names = [f"d{number}" for number in range(197)]
    jobs = [
        [name]
        for name in [*names[:50], "segfault", *names[50:100], "loop", *names[100:150], "bomb", *names[150:]]
    ]
    done, failed, ends = outcome(jobs, seconds=3.0)
    assert done == sorted(name.upper() for name in names)
    assert failed == {"segfault": "crash", "loop": "time-limit", "bomb": "memory-limit"}
    assert ends == 200


def test_an_archive_goes_on_behind_its_guilty_member() -> None:
    done, failed, ends = outcome([["a", "segfault", "b", "exit", "c"]], workers=1)
    assert (done, failed, ends) == (["A", "B", "C"], {"segfault": "crash", "exit": "crash"}, 1)


def test_inline_gives_the_same_results() -> None:
    inline = [item.result for _, item in run_inline(steps, [["a", "b"], ["c"]]) if isinstance(item, Done)]
    assert inline == ["A", "B", "C"]


def stillborn(job: str, skip: int) -> Iterator[Begin | Done[str]]:
    os._exit(4)
    yield Begin(job)


def test_workers_that_cannot_start_are_no_endless_loop() -> None:
    with pytest.raises(CounterspecError, match="workers cannot be started"):
        list(run_supervised(stillborn, ["a", "b"], 2, 1.0))


def test_stopping_early_leaves_no_worker_behind() -> None:
    running = run_supervised(steps, [[f"d{n}"] for n in range(100)], 2, 5.0)
    next(running)
    running.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def paged(job: int, skip: int) -> Iterator[Begin | Done[str]]:
    if skip:
        return
    yield Begin("pages")
    for _ in range(job):
        time.sleep(0.7)
        pulse.beat()
    if job > 4:
        time.sleep(9)
    yield Done(str(cores.threads()))


def test_the_time_limit_counts_for_each_page() -> None:
    results = [item for _, item in run_supervised(paged, [4], 1, 1.5) if not isinstance(item, End)]
    assert results == [Done(str(cores.threads()))]
    late = [item for _, item in run_supervised(paged, [5], 1, 1.5) if isinstance(item, Failed)]
    assert [(item.name, item.code) for item in late] == [("pages", "time-limit")]


def test_workers_share_the_cores() -> None:
    alone = cores.threads()
    told = [item.result for _, item in run_supervised(paged, [0, 0], 2, 5.0) if isinstance(item, Done)]
    assert told == [str(max(1, alone // 2))] * 2
