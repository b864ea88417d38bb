"""The terms of the trade: their names, what they mean, how they are made."""
