"""Finds the pages of a PDF by its page tree, and checks that the tree is as it was written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gouji.ocr.pdf.page_dictionary import is_dictionary_intact

REFERENCE = re.compile(rb"([0-9]{1,8})\s+[0-9]{1,5}\s+R\b")
LEAF = re.compile(rb"/Type\s*/Page\b")
NODE = re.compile(rb"/Type\s*/Pages\b")
CATALOG = re.compile(rb"/Type\s*/Catalog\b")
ROOT = re.compile(rb"/Pages\s+([0-9]{1,8})")
KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
KIDS_ELSEWHERE = re.compile(rb"/Kids\s+([0-9]{1,8})\s+[0-9]{1,5}\s+R\b")
COUNT = re.compile(rb"/Count\s+([0-9]{1,6})(?!\s+[0-9]+\s+R)")
MAX_PAGES = 4000


def page_tree(heads: Mapping[int, bytes], flawed: set[int]) -> tuple[list[int], bool]:
    """Returns the page objects in order, and whether the tree that lists them is damaged.

    `heads` are the objects of the file without their streams, `flawed` the numbers of those known to be damaged. Pages
    that a damaged tree does not lead to come last. The list is empty if the file has no page tree.
    """
    root = _root(heads)
    pages, nodes = _walk(heads, root)
    damaged = any(node in flawed or not is_dictionary_intact(heads.get(node, b""), foreign=True) for node in nodes)
    promised = COUNT.search(heads.get(root, b""))
    missing = int(promised[1]) - len(pages) if promised and len(pages) < MAX_PAGES else 0
    if damaged or missing > 0:
        astray = [number for number, head in heads.items() if LEAF.search(head) and number not in pages]
        pages += astray[:missing] if missing > 0 else astray if not pages else []
    return pages, damaged or missing != 0


def _root(heads: Mapping[int, bytes]) -> int:
    """Returns the object of the tree's root as the newest catalog names it; -1 if there is none."""
    roots = [int(found[1]) for head in heads.values() if CATALOG.search(head) and (found := ROOT.search(head))]
    return roots[-1] if roots else -1


def _walk(heads: Mapping[int, bytes], root: int) -> tuple[list[int], list[int]]:
    """Returns the pages in order, and the nodes above them."""
    pages, nodes = list[int](), list[int]()
    pending, seen = [root] if root >= 0 else [], set[int]()
    while pending and len(pages) < MAX_PAGES:
        number = pending.pop()
        head = heads.get(number)
        if number in seen or head is None:
            continue
        seen.add(number)
        kids = _kids(heads, head)
        if kids is not None:
            pending += [int(found[1]) for found in REFERENCE.finditer(kids)][::-1]
        if kids is not None or number == root or NODE.search(head):
            nodes.append(number)
        else:
            pages.append(number)  # a page even if the entry that says so is damaged
    return pages, nodes


def _kids(heads: Mapping[int, bytes], head: bytes) -> bytes | None:
    """Returns the references to what is below a node; None if it states none."""
    if kids := KIDS.search(head):
        return kids[1]
    elsewhere = KIDS_ELSEWHERE.search(head)
    return heads.get(int(elsewhere[1])) if elsewhere else None
