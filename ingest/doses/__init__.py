"""Radiation doses: what each is given for, with what technique, in text and in tables."""
