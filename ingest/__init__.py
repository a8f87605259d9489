"""One file in, one `Guideline` out. Knows nothing of knowledge bases.

The recipe is `reader.read_guideline`; the vocabulary is `model`; the ways it can fail are `errors`.
"""
