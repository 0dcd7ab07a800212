"""What a cell grid means."""
