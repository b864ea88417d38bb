"""Every question in the form's own words, and the branches of the index.

Knows `trend`, `units` and `who`.
"""
