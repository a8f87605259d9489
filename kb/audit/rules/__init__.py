"""The rules of the audit: each file is a function of an edition that yields findings, and knows no other rule."""
