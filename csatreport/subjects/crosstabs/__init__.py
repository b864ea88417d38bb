"""Two questions about people crossed."""
