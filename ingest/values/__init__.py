"""Numbers, units, quantities and radiation schemes, as values with their place."""
