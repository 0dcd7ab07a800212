"""The archive: it stores the reports of a batch, answers queries about them and compares them with each other."""
