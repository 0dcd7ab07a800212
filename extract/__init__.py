"""Corrected paragraphs become fields: one parser a file."""
