"""What `make bench` measures: each promise of speed and memory, as a ratio where it can be one, in one run."""
