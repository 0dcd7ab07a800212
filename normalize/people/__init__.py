"""Finds names, phone numbers and other personal data in a text."""
