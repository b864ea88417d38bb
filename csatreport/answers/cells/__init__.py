"""What is written in a cell, as a code."""
