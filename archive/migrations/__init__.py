"""What changed in the tables of an archive, one file a change; run in order when an archive is opened."""
