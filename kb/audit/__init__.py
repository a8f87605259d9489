"""What an editor should mend in one edition: a rule a file, a recipe that asks them all."""
