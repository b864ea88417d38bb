"""What a rise would be worth, and where it would matter most.

Knows `drivers`, `importance` and `results`.
"""
