"""Who answered, of how many, and who did not."""
