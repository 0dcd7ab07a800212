"""A record as a person sees it: the summary, the pictures, the files."""
