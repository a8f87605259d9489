"""Passages, rows, results and works as they are cited, and a collection of them as a document."""
