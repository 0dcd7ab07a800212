"""Fictional reports as scans: the texts, the script that prints and wears them, and what they must become."""
