"""What the screens are drawn with: addresses, escaped HTML, French, cards, tables, page pictures."""
