"""Bundles put together from generated reports: they fit and measure how a file is divided into reports."""
