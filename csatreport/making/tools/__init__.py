"""Pieces of work that stand beside the monthly build."""
