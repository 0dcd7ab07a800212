"""A file becomes a document: pages of lines of glyphs. Start at `document.py`; the recogniser hides behind `engine.py`."""
