"""What a file that nobody has seen before says: its platform, its columns, what must be asked."""
