"""Tables from ruling lines."""
