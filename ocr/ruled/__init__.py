"""Reads tables with ruling lines."""
