"""The improvement plan: what is late, what was done, and what moved afterwards."""
