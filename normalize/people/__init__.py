"""Names, telephones and other marks of persons in a text."""
