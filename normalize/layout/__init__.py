"""Lines of a page become paragraphs and headings."""
