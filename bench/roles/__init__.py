"""Fits and measures the model of what tables mean (gouji.extract.roles)."""
