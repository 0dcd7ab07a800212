"""Plain text files: decoding of bytes, and what a person sees of the text."""
