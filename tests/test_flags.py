"""The flags that remake test material are off, and refused where nobody would read the difference."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FLAGS = ["--record", "--rewrite-golden"]


@pytest.mark.parametrize("flag", FLAGS)
def test_flag_is_off_unless_asked_for(flag: str, request: pytest.FixtureRequest) -> None:
    asked = flag in request.config.invocation_params.args
    assert request.config.getoption(flag) is asked


@pytest.mark.parametrize("flag", FLAGS)
def test_ci_refuses_the_flag(flag: str) -> None:
    run = _collect(flag, CI="true")
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"{flag} not in CI" in run.stderr


@pytest.mark.skipif(not os.environ.get("CI"), reason="a person may remake them")
def test_no_flag_reaches_a_ci_run_through_its_environment(request: pytest.FixtureRequest) -> None:
    assert [flag for flag in FLAGS if request.config.getoption(flag)] == []


def _collect(*flags: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", __file__, *flags]
    return subprocess.run(
        command, env={**os.environ, **environment}, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False
    )
