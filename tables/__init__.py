"""Lines and cells of any source become one cell grid: rows, columns, spans, page breaks. No money."""
