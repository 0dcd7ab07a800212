"""The commands and their output: summaries, pictures, files."""
