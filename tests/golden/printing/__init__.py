"""Prints the corpus's sources with programs that a test machine lacks; what they print is committed in `../printed`.

Run by hand (`python -m tests.golden.printing`) where WeasyPrint, Chromium, LibreOffice with python-docx, and pdfTeX
are installed. Nothing here is used by the tests themselves.
"""
