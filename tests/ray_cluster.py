"""A Ray cluster of two nodes on this machine, as separate processes, so that one can be killed."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

RAY = Path(sys.executable).with_name("ray")
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_health_check_period_ms": "500", "RAY_health_check_failure_threshold": "3"}
TRIES, PATIENCE = 3, 300.0
PORTS = ("node-manager", "object-manager", "runtime-env-agent", "dashboard-agent-listen", "dashboard-agent-grpc", "metrics-export")
# A token of their own, so that nothing depends on what this user's home holds. Ray reads both once a process.
SECRET = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
os.environ.update(SECRET)


class Nodes:
    """A head without processors of its own, and nodes with one each."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, _free_port()
        self.address = f"127.0.0.1:{self._port}"
        self._env = {**os.environ, **QUIET}
        self._started: list[subprocess.Popen[bytes]] = []
        self._node("--head", f"--port={self._port}", "--include-dashboard=false", "--num-cpus=0")

    def add(self) -> subprocess.Popen[bytes]:
        """One more node with one processor."""
        return self._node(f"--address={self.address}", "--num-cpus=1")

    def _node(self, *options: str) -> subprocess.Popen[bytes]:
        common = ["--block", "--object-store-memory=80000000", "--disable-usage-stats", "--node-ip-address=127.0.0.1", *_ports()]
        # The address of a socket is short, so the folder is not pytest's.
        command = [str(RAY), "start", *options, *common, *([f"--temp-dir={self._folder}"] if "--head" in options else [])]
        for _ in range(TRIES):  # on a machine that has much else to do a node may give itself up while it starts
            log = self._folder / f"node{len(self._started)}.log"
            with log.open("wb") as out:
                node = subprocess.Popen(command, env=self._env, stdout=out, stderr=out, start_new_session=True)
            self._started.append(node)
            if _is_up(node, log):
                return node
            kill_node(node)
        pytest.fail(f"a node of Ray did not start: {log.read_text(errors='replace')[-2000:]}")

    def end(self) -> None:
        """Ends all that was started."""
        for node in self._started:
            kill_node(node)


def _is_up(node: subprocess.Popen[bytes], log: Path) -> bool:
    """Waits for a node, one at a time: two that start together take each other's ports."""
    end = time.monotonic() + PATIENCE
    while node.poll() is None and time.monotonic() < end:
        if b"Ray runtime started" in log.read_bytes():
            return True
        time.sleep(0.1)
    return False


def kill_node(node: subprocess.Popen[bytes]) -> None:
    """Kills a node with everything that it runs, as a power cut would."""
    with suppress(psutil.NoSuchProcess):
        for process in (*psutil.Process(node.pid).children(recursive=True), psutil.Process(node.pid)):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
    node.wait()


@pytest.fixture
def nodes() -> Iterator[Nodes]:
    """The head of a cluster; nodes are added by the test."""
    folder = Path(tempfile.mkdtemp(prefix="gouji-ray-"))
    cluster = Nodes(folder)
    try:
        yield cluster
    finally:
        cluster.end()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ports() -> list[str]:
    """Free ports for all that a node listens on: nodes that start at once, or another cluster of this machine, would take the same."""
    return ["--min-worker-port=0", "--max-worker-port=0", *(f"--{name}-port={_free_port()}" for name in PORTS)]
