"""Workers: what crashes, hangs or bloats one document costs that document and no other."""

import ctypes
import multiprocessing
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterspec.engine import worker
from counterspec.engine.pool import Begin, Done, End, Failed, Rules, run_inline, run_supervised
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


CALM = 60.0
"""Seconds that nothing takes, however busy the machine is."""


def outcome(
    jobs: list[list[str]], workers: int = 2, seconds: float = CALM
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
    done, failed, ends = outcome(jobs, seconds=6.0)
    assert done == sorted(name.upper() for name in names)
    assert failed == {"segfault": "crash", "loop": "time-limit", "bomb": "memory-limit"}
    assert ends == 200


def test_an_archive_goes_on_behind_its_guilty_member() -> None:
    done, failed, ends = outcome([["a", "segfault", "b", "exit", "c"]], workers=1)
    assert (done, failed, ends) == (["A", "B", "C"], {"segfault": "crash", "exit": "crash"}, 1)


def test_inline_gives_the_same_results() -> None:
    inline = [item.result for _, item in run_inline(steps, [["a", "b"], ["c"]]) if isinstance(item, Done)]
    assert inline == ["A", "B", "C"]


def test_workers_that_cannot_start_are_no_endless_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "confine", lambda _: os._exit(4))
    with pytest.raises(CounterspecError, match="workers cannot be started"):
        list(run_supervised(steps, [["a"], ["b"]], 2, CALM))


def unopened(job: str, skip: int) -> Iterator[Begin | Done[str]]:
    if job == "poison":
        os._exit(4)
    yield Begin(job)
    yield Done(job.upper(), last=True)


def test_a_job_that_dies_before_any_document_is_named_and_the_rest_read() -> None:
    jobs = ["a", "poison", "b", "poison", "c", "poison", "poison", "d"]
    items = list(run_supervised(unopened, jobs, 2, CALM, named=lambda job: f"named {job}"))
    assert sorted(item.result for _, item in items if isinstance(item, Done)) == ["A", "B", "C", "D"]
    failed = [(item.name, item.code) for _, item in items if isinstance(item, Failed)]
    assert failed == [("named poison", "crash")] * 4
    assert sum(isinstance(item, End) for _, item in items) == len(jobs)


def test_a_document_is_tried_again_alone_before_it_is_given_up() -> None:
    jobs = [["a", "segfault", "b"], ["c"], ["loop"], ["d", "e"]]
    items = list(run_supervised(steps, jobs, 2, Rules(4.0, strikes=2)))
    done = sorted(item.result for _, item in items if isinstance(item, Done))
    assert done == ["A", "B", "C", "D", "E"]
    failed = [
        (index, item.name, item.again, item.number) for index, item in items if isinstance(item, Failed)
    ]
    first, last = sorted(failed[:2]), failed[2:]
    assert first == [(0, "segfault", True, 1), (2, "loop", True, 0)]
    assert sorted(last) == [(0, "segfault", False, 1), (2, "loop", False, 0)]
    order = [index for index, item in items if isinstance(item, End)]
    assert set(order[:2]) == {1, 3}, "what is tried again ends last"
    assert sorted(order) == [0, 1, 2, 3]


def forgiving(job: Path, skip: int) -> Iterator[Begin | Done[str]]:
    """The second of three documents stops its worker the first time only."""
    for number, name in enumerate("abc"):
        if number >= skip:
            yield Begin(name)
            if name == "b" and not job.exists():
                job.touch()
                os._exit(9)
            yield Done(name)


def test_what_goes_well_the_second_time_is_read_once(tmp_path: Path) -> None:
    items = list(run_supervised(forgiving, [tmp_path / "seen"], 2, Rules(CALM, strikes=2)))
    assert [item.result for _, item in items if isinstance(item, Done)] == ["a", "c", "b"]
    assert [item.again for _, item in items if isinstance(item, Failed)] == [True]
    assert isinstance(items[-1][1], End) and sum(isinstance(item, End) for _, item in items) == 1


def telling(job: int, skip: int) -> Iterator[Begin | Done[int]]:
    yield Begin(str(job))
    yield Done(os.getpid(), last=True)


def test_workers_are_replaced_after_their_life() -> None:
    items = run_supervised(telling, range(40), 2, Rules(CALM, life=8))
    pids = [item.result for _, item in items if isinstance(item, Done)]
    assert len(pids) == 40
    assert len(set(pids)) >= 5


def waiting(job: Path | None, skip: int) -> Iterator[Begin | Done[None]]:
    """End at once, or when there is a file of this name."""
    yield Begin(str(job))
    while job is not None and not job.exists():
        time.sleep(0.01)
    yield Done(None, last=True)


def test_long_jobs_are_not_held_behind_others(tmp_path: Path) -> None:
    """Of one long job and four short ones, the worker with the long one gets no other."""
    others = tmp_path / "the others ended"
    jobs = [others, None, None, None, None]
    order = []
    for index, item in run_supervised(waiting, jobs, 2, CALM, weight=lambda job: (job is not None) << 20):
        assert not isinstance(item, Failed), "one of them waits behind the long one"
        if isinstance(item, End):
            order.append(index)
            if len(order) == 4:
                others.touch()
    assert order[-1] == 0


def test_somebody_is_called_between_while_workers_are_busy(tmp_path: Path) -> None:
    called = tmp_path / "called"
    calls = iter(range(1, 1_000))
    items = run_supervised(
        waiting, [called], 1, CALM, between=lambda: called.touch() if next(calls) == 3 else None
    )
    assert [type(item) for _, item in items] == [Done, End]


def test_stopping_early_leaves_no_worker_behind() -> None:
    before = set(multiprocessing.active_children())
    running = run_supervised(steps, [[f"d{n}"] for n in range(100)], 2, CALM)
    next(running)
    running.close()
    assert set(multiprocessing.active_children()) <= before


def paged(job: int, skip: int) -> Iterator[Begin | Done[str]]:
    """Read so many pages of a second each, then hang where the number is odd."""
    if skip:
        return
    yield Begin("pages")
    for _ in range(job):
        time.sleep(1)
        pulse.beat()
    while job % 2:
        time.sleep(1)
    yield Done(str(cores.threads()))


def test_the_time_limit_counts_for_each_page() -> None:
    results = [item for _, item in run_supervised(paged, [6], 1, 4.0) if not isinstance(item, End)]
    assert results == [Done(str(cores.threads()))]
    late = [item for _, item in run_supervised(paged, [1], 1, 4.0) if isinstance(item, Failed)]
    assert [(item.name, item.code) for item in late] == [("pages", "time-limit")]


def test_workers_share_the_cores() -> None:
    alone = cores.threads()
    told = [item.result for _, item in run_supervised(paged, [0, 0], 2, CALM) if isinstance(item, Done)]
    assert told == [str(max(1, alone // 2))] * 2
