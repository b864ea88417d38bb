"""What moves together with satisfaction as a whole."""
