"""Exports an archive: the tables, the records, the problem list."""
