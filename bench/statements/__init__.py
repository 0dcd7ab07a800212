"""Fits the weights by which statements are told from labelled texts."""
