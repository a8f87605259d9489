"""The demonstration guidelines that ship with the project: their sources, their layouts, and how both become PDFs."""
