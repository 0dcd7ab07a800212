"""Keeps the program offline: libraries that report their use to their makers are configured not to, before they are
loaded.

This is the only place. `schemas` runs it when any part of gouji is imported, so that processes started later inherit
the environment, and `outside` runs it before it loads such a library.
"""

from __future__ import annotations

import os
import sys

TELEMETRY_OFF = {
    # ONNX Runtime contacts Microsoft's collector, and keeps identifiers in the user's cache and in the temporary
    # folder.
    "ORT_DISABLE_TELEMETRY": "1",
    # Ray would report that a cluster runs, and on what.
    "RAY_USAGE_STATS_ENABLED": "0",
    # PaddleX would test which of its model hubs can be reached; the packages of the hubs identify the caller.
    "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}

_early: set[str] = set()


def stay_offline() -> list[str]:
    """Sets the environment variables, whatever their values, for this process and those that it starts.

    Returns the packages that were loaded too early. ONNX Runtime reads the variable only while it is loaded; if another
    program loaded it before gouji, it can only be told to send no more.
    """
    if "onnxruntime" in sys.modules and os.environ.get("ORT_DISABLE_TELEMETRY") != TELEMETRY_OFF.get(
        "ORT_DISABLE_TELEMETRY"
    ):
        _early.add("onnxruntime")
        sys.modules["onnxruntime"].disable_telemetry_events()
    os.environ.update(TELEMETRY_OFF)
    return sorted(_early)
