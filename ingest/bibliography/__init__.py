"""Entries of the bibliography, and the mentions that cite them."""
