"""The candidate readings of a figure and their probabilities."""
