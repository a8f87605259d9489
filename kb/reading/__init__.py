"""Files read and pages painted in processes of their own, within limits."""
