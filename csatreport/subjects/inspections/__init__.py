"""Inspections: how much of what was checked passed, and what is not mended yet."""
