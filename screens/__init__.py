"""The application's screens, a file each: read the address, ask the knowledge base, draw. None knows a guideline."""
