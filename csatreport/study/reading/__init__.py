"""From what a file says to typed, frozen values; what does not fit is noted."""
