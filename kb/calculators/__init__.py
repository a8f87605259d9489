"""Calculators compiled from a guideline's own tables and sentences. Every point, cut-off and verdict leads to its cell.

`model` is the vocabulary, `compile` makes scores of tables, `run` answers, `prove` enumerates.
"""
