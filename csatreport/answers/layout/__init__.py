"""What the rows and columns of one table mean."""
