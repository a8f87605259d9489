"""The knowledge base: a corpus of guidelines built, stored, indexed, searched. `knowledge.open_kb` is its door."""
