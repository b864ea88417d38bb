"""What must be made, and making it: plan, executor, and the switch to the new site."""
