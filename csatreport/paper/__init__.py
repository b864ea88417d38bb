"""Questionnaires on paper: forms to print and to fill in, and what comes back of them."""
