"""What a table means: the roles of its columns and rows, decided together, with their probabilities."""
