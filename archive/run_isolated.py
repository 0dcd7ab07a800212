"""Runs the reading of one document and turns its errors into an outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gouji.schemas.batch import Failed, Settings
from gouji.schemas.errors import GoujiError, MissingComponent

Outcome = TypeVar("Outcome")


def run_isolated(read: Callable[[], Outcome], settings: Settings) -> Outcome | Failed:
    """Returns what `read` returns, or the reason why it failed. Never raises because of a document's content."""
    try:
        return read()
    except MissingComponent as err:
        return Failed(err.key, _plain(err.values), broken=True)
    except GoujiError as err:
        return Failed(err.key, _plain(err.values))
    except MemoryError:
        return Failed("out_of_memory", {"limit": settings.memory})
    except Exception as err:
        return Failed("crashed", {"reason": " ".join(f"{type(err).__name__}: {err}".split())})


def _plain(values: dict[str, object]) -> dict[str, object]:
    """The values of the message as text (a path of another machine is not a path here)."""
    return {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in values.items()
        if name != "path"
    }
