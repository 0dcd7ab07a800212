"""What a sentence states: each figure with its measure, its line, its whole or its base, each with a probability."""
