"""Divides a file into its reports: one file may hold a cover, letters and many reports."""
