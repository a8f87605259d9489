"""What was read, in the formats of other tools: references, tables, scores. Text in, text out; nothing is added.

`works` is what a reference becomes, `bibtex`, `ris`, `csl` write it; `tables` writes CSV, `fhir` Questionnaires.
"""
