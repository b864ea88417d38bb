"""Survey method: wording and scales that make answers hard to read."""
