"""What sentences ask for: recommended, allowed, forbidden, with what grade."""
