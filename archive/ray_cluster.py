"""The connection to a Ray cluster."""

from __future__ import annotations

import os
from typing import Any

from schemas.errors import GoujiError

LOCAL = "local"
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
"""Ray would tell its makers over the network that it is used; nothing of these papers' handling leaves the house."""


def ray_cluster(address: str) -> Any:
    """The package ray, connected to the cluster at `address` (host:port, ray://…, or "local": one of this machine's own).

    GoujiError "ray_missing", "ray_unreachable".
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as error:
        raise GoujiError("ray_missing") from error
    place = {"include_dashboard": False} if address == LOCAL else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", ignore_reinit_error=True, namespace="gouji", **place)
    except (ConnectionError, OSError, ValueError, RuntimeError, TimeoutError) as error:
        raise GoujiError("ray_unreachable", path=address, reason=" ".join(str(error).split())[:200]) from error
    return ray
