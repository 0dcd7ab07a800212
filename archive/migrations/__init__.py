"""The migrations of the tables, one file per change. They run in order when an archive is opened."""
