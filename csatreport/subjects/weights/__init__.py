"""What weighting cost, and what the figures would be without it.

Knows `results`.
"""
