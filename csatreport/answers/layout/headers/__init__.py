"""What the headers of a file name."""
