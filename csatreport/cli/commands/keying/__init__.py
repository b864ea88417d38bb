"""Paper forms keyed by hand: the sheet, and two of them compared."""
