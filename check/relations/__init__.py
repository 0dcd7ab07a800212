"""Relations between figures: equation, interval, tolerance."""
