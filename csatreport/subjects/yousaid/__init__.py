"""You said, we did: what those who answered are told of the improvement plan.

Knows `actions`.
"""
