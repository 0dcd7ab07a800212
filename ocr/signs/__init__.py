"""One question about the ink each: a comparison bar, a slash, a dash, a decimal point."""
