"""Measuring: made-up reports with their truth, and what they are measured with. The product never imports it."""
