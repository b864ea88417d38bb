"""How figures came about: formulas with their numbers filled in."""
