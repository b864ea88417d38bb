"""How good the answers are: files and refusals, what is missing, and how far to rely on them.

Knows `results`.
"""
