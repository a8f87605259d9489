"""The application's screens: each reads the address, asks the knowledge base, draws. Nothing here knows a guideline."""
