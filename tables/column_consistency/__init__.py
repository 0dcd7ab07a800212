"""Corrects a reading by what the other cells of its column show."""
