"""What changed between two editions, ranked by clinical meaning: a room for each step, `compare` is the door."""
