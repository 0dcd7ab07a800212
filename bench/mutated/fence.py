"""Mutants judged in processes of their own, one at a time each: a crash, an endless loop or a leak is found out and costs one mutant."""

from __future__ import annotations

import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

import psutil

from bench.mutated.judge import Verdict, judged
from bench.mutated.mutate import mutant
from bench.mutated.originals import originals

SECONDS, PATIENCE = 15.0, 600.0
"""A mutant that takes more of a processor hangs (whole files take a tenth of a second), or one that is waited for so long: the machine may be
busy."""
MEMORY = 4 << 30
WARM = 40
"""Mutants after which a process has made all that it keeps."""
GROWTH = 150 << 20
SPAWN = multiprocessing.get_context("spawn")

Told = tuple[int, str, Verdict]


def fenced(kind: str, count: int, seed: int, workers: int) -> Iterator[Told]:
    """(number, how it was damaged, what became of it) of `count` mutants of a kind, as they are done."""
    shares = [list(range(first, count, workers)) for first in range(workers)]
    lanes = [_Lane(kind, seed, numbers) for numbers in shares if numbers]
    while lanes:
        ready = wait([lane.ear for lane in lanes], 1.0)
        for lane in lanes:
            yield from lane.heard(lane.ear in ready)
        lanes = [lane for lane in lanes if lane.left]


class _Lane:
    """A process that works through its numbers; it is made anew behind one that was its end."""

    def __init__(self, kind: str, seed: int, numbers: Sequence[int]) -> None:
        self._kind, self._seed, self.left = kind, seed, list(numbers)
        self._start()

    def _start(self) -> None:
        self.ear, mouth = SPAWN.Pipe(duplex=False)
        self._process = SPAWN.Process(target=_work, args=(mouth, self._kind, self._seed, list(self.left)), daemon=True)
        self._process.start()
        mouth.close()
        self._began()

    def _began(self) -> None:
        self._since, self._spent = time.monotonic(), self._used()

    def _used(self) -> float:
        """Seconds of a processor that the process has had."""
        try:
            return float(sum(psutil.Process(self._process.pid).cpu_times()[:2]))
        except psutil.Error:
            return 0.0

    def heard(self, ready: bool) -> Iterator[Told]:
        """What the process has told since, and what became of it."""
        try:
            while ready and self.left and self.ear.poll():
                told: Told = self.ear.recv()
                self.left.remove(told[0])
                self._began()
                yield told
        except (EOFError, OSError):
            yield from self._ended("crash", f"exit {self._process.exitcode}")
            return
        if self.left and (self._used() - self._spent > SECONDS or time.monotonic() - self._since > PATIENCE):
            yield from self._ended("hang", f"{self._used() - self._spent:.0f} s")
        elif not self.left:
            self._process.join(10)
            self._process.kill()

    def _ended(self, became: str, why: str) -> Iterator[Told]:
        self._process.kill()
        self._process.join(10)
        number = self.left.pop(0)
        name, _, way = mutant(originals(self._kind), number, self._seed)
        yield number, f"{name}: {way}", Verdict(became, why)
        if self.left:
            self._start()


def _work(mouth: Connection, kind: str, seed: int, numbers: list[int]) -> None:
    import cv2

    cv2.setNumThreads(1)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    whole, me = originals(kind), psutil.Process()
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        start = (0, 0)
        for done, number in enumerate(numbers):
            name, data, way = mutant(whole, number, seed)
            verdict = judged(whole[name], data)
            now = (me.memory_info().rss, me.num_fds())
            if left := os.listdir(folder):
                verdict = Verdict("leak", f"left behind: {left}")
                [Path(folder, each).unlink() for each in left]
            elif done > WARM and (now[0] - start[0] > GROWTH or now[1] > start[1] + 5):
                verdict, start = Verdict("leak", f"{(now[0] - start[0]) >> 20} MB, {now[1] - start[1]} files"), now
            if done == WARM:
                start = now
            mouth.send((number, f"{name}: {way}", verdict))
