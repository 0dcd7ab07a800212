"""Signals: a polite request to end is met like Ctrl-C, and reading processes do not hear either."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import FrameType

TERMINATION_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""A service manager's request to end; a terminal that went away."""


@contextmanager
def termination_as_interrupt() -> Iterator[None]:
    """Turns a polite request to end into KeyboardInterrupt, so that work in hand is given back."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = {number: signal.signal(number, stop) for number in TERMINATION_SIGNALS}
    except ValueError:  # not the main thread: whoever runs us there sees to signals
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def signals_blocked() -> Iterator[None]:
    """A process that is started here never hears of Ctrl-C and the like: a terminal and a service manager tell all processes
    at once, and one that ended before its parent would be taken for a document that killed it. What arrives meanwhile is
    heard afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # the first process brings it along, and it would open our ears again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *TERMINATION_SIGNALS})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
