"""Plain text files: bytes, encodings, what a person sees of them."""
