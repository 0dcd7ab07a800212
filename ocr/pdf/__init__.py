"""PDF pages: opening, rendering, digital text."""
