"""Whether a page's picture is whole."""
