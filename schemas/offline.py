"""Nothing asks the network: libraries that would tell their makers of their use are told not to, before they are loaded.

This is the one place. `schemas` runs it when anything of gouji is imported, so that processes which are started later inherit
the environment, and `outside` runs it before it loads such a library.
"""

from __future__ import annotations

import os
import sys

QUIET = {
    # ONNX Runtime looks up Microsoft's collector, and keeps identifiers in the user's cache and in the temporary folder.
    "ORT_DISABLE_TELEMETRY": "1",
    # Ray would report that a cluster runs, and what it runs on.
    "RAY_USAGE_STATS_ENABLED": "0",
    # PaddleX would try which of its model hubs can be reached; the packages of the hubs name who asks.
    "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}

_early: set[str] = set()


def stay_offline() -> list[str]:
    """Sets the environment, whatever it was, for this process and those that it starts; the packages for which this is too late.

    ONNX Runtime looks once, while it is loaded. Where a program has loaded it before gouji, it can only be told to send no more.
    """
    if "onnxruntime" in sys.modules and os.environ.get("ORT_DISABLE_TELEMETRY") != QUIET.get("ORT_DISABLE_TELEMETRY"):
        _early.add("onnxruntime")
        sys.modules["onnxruntime"].disable_telemetry_events()
    os.environ.update(QUIET)
    return sorted(_early)
