"""Many reports: the archive they are read into, what is asked of it, and what leaves it."""
