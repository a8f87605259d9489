"""Every stored quotation re-read in its PDF, by a second engine, at its page and boxes.

Shares no code with `ingest/` but the errors: what reads a page here is pdfium, what compares is written anew.
"""
