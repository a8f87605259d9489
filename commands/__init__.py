"""One command of the terminal a file: it reads its options, asks the knowledge base, prints."""
