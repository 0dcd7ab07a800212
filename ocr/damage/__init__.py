"""Detects damage in the encoded image of a page."""
