"""Turns glyphs into text that can be trusted: paragraphs, corrected characters, figures and dates in canonical form."""
