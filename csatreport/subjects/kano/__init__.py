"""What a feature is to people, after Kano."""
