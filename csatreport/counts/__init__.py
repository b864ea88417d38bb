"""The coded table to tallies that add, and from those to scores, changes and findings."""
