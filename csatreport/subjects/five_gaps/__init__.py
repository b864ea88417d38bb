"""The five gaps between what customers expect and what they get, from five sources.

Knows `gaps` and `inspections`.
"""
