"""Clean-up of page images."""
