"""Complaints: how many, how fast, what about, and what keeps coming back."""
