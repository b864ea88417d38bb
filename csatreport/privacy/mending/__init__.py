"""What gate and audit do together: what more is withheld, until nothing falls."""
