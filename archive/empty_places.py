"""Finds the places of a batch that contain nothing to read."""

from __future__ import annotations

import os
from collections.abc import Iterable

from gouji.archive.discover import OTHER_KIND, discover
from gouji.schemas.batch import Seen


def empty_places(places: Iterable[str]) -> list[Seen]:
    """Those of `places` that do not exist ("not_found") and folders without a document ("no_documents"), in their
    order.

    A folder is searched only as far as its first document.
    """
    found = []
    for place in places:
        path = os.path.abspath(place)
        first = next((seen for seen in discover([place]) if seen.problem != OTHER_KIND), None)
        if first is None:
            found.append(Seen(path, problem="no_documents"))
        elif first.problem == "not_found" and first.path == path:
            found.append(first)
    return found
