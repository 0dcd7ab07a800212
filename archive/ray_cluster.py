"""The connection to a Ray cluster."""

from __future__ import annotations

import os
from typing import Any

from schemas.errors import GoujiError
from schemas.outside import outside

LOCAL = "local"
DEVICES = "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"
"""Where it is 0, Ray leaves the choice of graphics cards to the machine, and does not warn of it."""


def ray_cluster(address: str) -> Any:
    """The package ray, connected to the cluster at `address` (host:port, ray://…, or "local": one of this machine's own).

    GoujiError "ray_missing", "ray_unreachable".
    """
    os.environ.setdefault(DEVICES, "0")
    try:
        ray = outside("ray")
    except ImportError as error:
        raise GoujiError("ray_missing") from error
    place = {"include_dashboard": False} if address == LOCAL else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", ignore_reinit_error=True, namespace="gouji", **place)
    except (ConnectionError, OSError, ValueError, RuntimeError, TimeoutError) as error:
        raise GoujiError("ray_unreachable", path=address, reason=" ".join(str(error).split())[:200]) from error
    return ray
