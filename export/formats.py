"""The formats in which an archive can be exported."""

from __future__ import annotations

FORMATS = ("csv", "xlsx", "parquet", "jsonl")
PROBLEM_LIST = "problems"
CHOICES = (*FORMATS, PROBLEM_LIST, "all")
"""Values of the option: the data in some format, the problem list, or all of it."""
