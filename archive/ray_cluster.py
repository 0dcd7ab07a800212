"""Connects to a Ray cluster."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from gouji.schemas.errors import GoujiError
from gouji.schemas.outside import outside

LOCAL = "local"
ACCELERATOR_OVERRIDE = "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"
"""If it is 0, Ray leaves the choice of graphics cards to the machine and does not warn of it."""
CLOSED_PROXY, THIS_MACHINE = "http://127.0.0.1:9", "127.0.0.1,localhost,::1"
NO_OUTSIDE_TRAFFIC = {"http_proxy": CLOSED_PROXY, "https_proxy": CLOSED_PROXY, "no_proxy": THIS_MACHINE} | {
    "HTTP_PROXY": CLOSED_PROXY,
    "HTTPS_PROXY": CLOSED_PROXY,
    "NO_PROXY": THIS_MACHINE,
}
"""Ray's head asks three cloud providers whether it runs there, and even reports that it does not report. These proxies
lead to a closed port."""


@contextmanager
def ray_cluster(address: str) -> Iterator[Any]:
    """The package ray, connected to the cluster at `address` (host:port, ray://…, or "local": a cluster on this
    machine).

    GoujiError "ray_missing", "ray_unreachable".
    """
    os.environ.setdefault(ACCELERATOR_OVERRIDE, "0")
    local_cluster: AbstractContextManager[dict[str, Any]] = _this_machine() if address == LOCAL else nullcontext({})
    with local_cluster as start_options:
        ray = _connected(address, start_options)
        try:
            yield ray
        finally:
            ray.shutdown()


def _connected(address: str, start_options: dict[str, Any]) -> Any:
    try:
        ray = outside("ray")
        ray.init(
            address=address,
            log_to_driver=False,
            logging_level="ERROR",
            ignore_reinit_error=True,
            namespace="gouji",
            **start_options,
        )
    except ImportError as error:
        raise GoujiError("ray_missing") from error
    except (ConnectionError, OSError, ValueError, RuntimeError, TimeoutError) as error:
        raise GoujiError("ray_unreachable", path=address, reason=" ".join(str(error).split())[:200]) from error
    return ray


@contextmanager
def _this_machine() -> Iterator[dict[str, Any]]:
    """Start options of a cluster on this machine. It contacts no other host, and its folder is removed with it.

    Its password is in the environment before Ray is loaded, because Ray looks only once. So no password is written into
    the user's home.
    """
    before = {name: os.environ.get(name) for name in NO_OUTSIDE_TRAFFIC}
    if not {"RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH"} & set(os.environ):
        os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))
    os.environ.update(NO_OUTSIDE_TRAFFIC)
    try:
        with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
            yield {"include_dashboard": False, "_temp_dir": folder}
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
