"""Turns glyph lines and cells of any source into one grid of cells: rows, columns, spans, wrapped cells, page
breaks."""
