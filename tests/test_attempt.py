"""What a document does to the program that reads it is an outcome, never an exception."""

from __future__ import annotations

import pytest

from gouji.archive.run_isolated import run_isolated
from gouji.schemas.batch import Failed, Settings
from gouji.schemas.errors import MissingComponent, UnreadableDocument


@pytest.mark.parametrize(
    ("raised", "failed"),
    [
        (UnreadableDocument("broken_pdf", path="a.pdf", page=3), Failed("broken_pdf", {"page": 3})),
        (MissingComponent("models_missing", package="rapidocr"), Failed("models_missing", {"package": "rapidocr"}, broken=True)),
        (MemoryError(), Failed("out_of_memory", {"limit": 500})),
        (ZeroDivisionError("by\nzero"), Failed("crashed", {"reason": "ZeroDivisionError: by zero"})),
    ],
)
def test_a_failure_is_told(raised: Exception, failed: Failed) -> None:
    def read() -> str:
        raise raised

    assert run_isolated(read, Settings("zh", memory=500)) == failed


def test_what_was_read_comes_back() -> None:
    assert run_isolated(lambda: "record", Settings("zh")) == "record"
