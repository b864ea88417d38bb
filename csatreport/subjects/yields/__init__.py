"""First-pass yield: what passed the first time it was inspected, stage by stage."""
