"""Damaged files: originals, ways to damage them, and how to tell what became of a page."""
