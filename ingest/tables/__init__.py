"""Tables of a page: drawn with lines in both directions, in one, with shades, or by alignment alone.

`find.py` finds them page by page, `stitch.py` puts the parts of one printed table together. Both give text only from
the glyphs of the lines they are given. Knows nothing of captions, sections or what a table means.
"""
