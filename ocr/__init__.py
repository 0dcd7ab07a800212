"""Reads a file into a document: pages of lines of glyphs.

Start at `document.py`. The recogniser is behind the protocol in `engine/protocol.py`.
"""
