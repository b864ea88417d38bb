"""How loyal customers are: what they do, what they say, and how that goes with satisfaction."""
