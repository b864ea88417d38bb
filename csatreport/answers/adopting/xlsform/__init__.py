"""An XLSForm read as a questionnaire: its words, its sheets, its conditions, and the draft."""
