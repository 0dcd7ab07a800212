"""What an archive can be exported as."""

from __future__ import annotations

FORMATS = ("csv", "xlsx", "parquet", "jsonl")
PROBLEM_LIST = "problems"
CHOICES = (*FORMATS, PROBLEM_LIST, "all")
"""What a user may ask for: the data in some format, the problem list, or all of it."""
