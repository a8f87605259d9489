"""What the screen *Administration* is made of."""
