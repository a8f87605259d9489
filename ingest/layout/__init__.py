"""Characters of a page → blocks in reading order: lines, columns, paragraphs, list items; running heads set aside."""
