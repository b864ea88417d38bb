"""What comes back of paper and filled-in forms."""
