"""What the other cells of a column say of one reading."""
