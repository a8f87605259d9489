"""Changing the knowledge base from the application: who may, what waits, what was done."""
