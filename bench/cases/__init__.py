"""Made-up reports: what they say, how they are printed and scanned, and what a reader must find in them."""
