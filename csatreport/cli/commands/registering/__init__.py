"""Commands that write into registers, and the one that takes it back."""
