"""Correction of characters, words and punctuation."""
