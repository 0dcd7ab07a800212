"""Generated reports: their content, how they are printed and scanned, and what a reader must find in them."""
