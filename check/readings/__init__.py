"""What a figure may read, and how likely each reading is."""
