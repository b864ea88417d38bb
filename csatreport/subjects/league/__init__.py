"""League: branches side by side by what their dealers say, and which ranks are really different."""
