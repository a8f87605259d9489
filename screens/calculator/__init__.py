"""The rooms of the screen *Calculateurs*: its address, its form, its result, and what stands beside a verdict."""
