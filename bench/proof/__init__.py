"""The experiment on evidence: documents with truth, read once and replayed, and what became of every figure."""
