"""For one question, what each guideline says, side by side."""
