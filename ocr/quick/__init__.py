"""Reading by the quick model first: what it is unsure of, and figures that nothing proves, are read by the full model."""
