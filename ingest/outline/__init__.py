"""Blocks → the tree of sections, and the names of what stands in it."""
