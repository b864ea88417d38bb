"""Several groups beside each other: shares, order, shape, and permutations."""
