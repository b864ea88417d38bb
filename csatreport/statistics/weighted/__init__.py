"""Means of answers that count unequally, and their errors."""
