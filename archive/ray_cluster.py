"""The connection to a Ray cluster."""

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
"""Where it is 0, Ray leaves the choice of graphics cards to the machine, and does not warn of it."""
CLOSED_PROXY, THIS_MACHINE = "http://127.0.0.1:9", "127.0.0.1,localhost,::1"
NO_OUTSIDE_TRAFFIC = {"http_proxy": CLOSED_PROXY, "https_proxy": CLOSED_PROXY, "no_proxy": THIS_MACHINE} | {
    "HTTP_PROXY": CLOSED_PROXY,
    "HTTPS_PROXY": CLOSED_PROXY,
    "NO_PROXY": THIS_MACHINE,
}
"""Ray's head asks the makers of three clouds whether it runs there, and reports even that it does not report: to a closed door."""


@contextmanager
def ray_cluster(address: str) -> Iterator[Any]:
    """The package ray, connected to the cluster at `address` (host:port, ray://…, or "local": one of this machine's own).

    GoujiError "ray_missing", "ray_unreachable".
    """
    os.environ.setdefault(ACCELERATOR_OVERRIDE, "0")
    of_its_own: AbstractContextManager[dict[str, Any]] = _this_machine() if address == LOCAL else nullcontext({})
    with of_its_own as place:
        ray = _connected(address, place)
        try:
            yield ray
        finally:
            ray.shutdown()


def _connected(address: str, place: dict[str, Any]) -> Any:
    try:
        ray = outside("ray")
        ray.init(
            address=address,
            log_to_driver=False,
            logging_level="ERROR",
            ignore_reinit_error=True,
            namespace="gouji",
            **place,
        )
    except ImportError as error:
        raise GoujiError("ray_missing") from error
    except (ConnectionError, OSError, ValueError, RuntimeError, TimeoutError) as error:
        raise GoujiError("ray_unreachable", path=address, reason=" ".join(str(error).split())[:200]) from error
    return ray


@contextmanager
def _this_machine() -> Iterator[dict[str, Any]]:
    """How a cluster of this machine's own is to start: it asks nobody else, and its folder goes with it.

    Its password is in the environment before Ray is loaded, which looks once: so none is written into the user's home.
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
