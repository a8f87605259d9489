"""A file before anyone reads its words: what kind it is, what is drawn, whether its text is to be trusted."""
